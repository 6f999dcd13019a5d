"""Misspelt words read as the cue word they are meant to be.

One bounded step over unknown words only: a word that any dictionary knows is never changed, so
ordinary words never become cues. What a word was read as is remembered, so a log pays once a word.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping
from itertools import takewhile
from pathlib import Path

_WORDS = Path(__file__).with_name("words.txt")
_SHORTEST = 4
_SHORTEST_TARGET = 5
_TWO_EDITS_FROM = 8
"""Letters from which two edits are allowed; one before."""
_CUT_FROM = 5
"""Letters from which a word may be the cut beginning of another (systems cut remarks)."""
_FOREIGN = "~"
_MOST_REMEMBERED = 200_000


class Fold(dict[str, str]):
    """Written word -> base form, or "" where a word is left out; unknown words are spelt first.

    A dict whose missing words are worked out once and kept: looking a word up costs no call.
    """

    def __init__(self, known: Mapping[str, str], vocabulary: Mapping[str, str]) -> None:
        """`known` are the protocol's own forms; `vocabulary` the words of its cues, by first letter."""
        super().__init__(known)
        self._known = known
        self._vocabulary = vocabulary
        self._own: dict[str, set[str]] = {}
        self._targets: dict[str, list[str]] = {}
        """Both by first letter, made when a word with that letter is first met."""
        self._by_length: dict[tuple[str, int], list[str]] = {}
        """Targets by first letter and about the length of a word; few are ever made."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self.update(self._known)
        base = self[word] = self._read(word)
        return base

    def standing(self, word: str) -> str:
        """For explanations: known (to the protocol or a dictionary), spelt (read as another), unknown."""
        if len(word) < _SHORTEST or not word.isalpha() or is_ordinary(word):
            return "known"  # short words are never taken for another
        if self[word] != word:
            return "spelt"
        if word[0] not in self._targets:
            self._file_targets(word[0])
        return "known" if word in self._known or word in self._own[word[0]] else "unknown"

    def _read(self, word: str) -> str:
        if len(word) < _SHORTEST or not word.isalpha() or not word.isascii() or is_ordinary(word):
            return word
        if word[0] not in self._targets:
            self._file_targets(word[0])
        if word in self._own[word[0]]:
            return word
        target = self._spell(word)
        return self._known.get(target, target) if target else word

    def _file_targets(self, letter: str) -> None:
        listed = self._vocabulary.get(letter, "").split()
        self._own[letter] = {word.rstrip(_FOREIGN) for word in listed}
        native = {word for word in listed if not word.endswith(_FOREIGN)}
        forms = {form for form, base in self._known.items() if base and form.startswith(letter)}
        words = [word for word in native | forms if len(word) >= _SHORTEST_TARGET and word.isalpha()]
        self._targets[letter] = sorted(words)

    def _spell(self, word: str) -> str | None:
        """The cue word nearest to `word`, or None where none is near enough."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 2 if len(word) >= _TWO_EDITS_FROM else 1
        targets = self._as_long(word, most)
        near = process.extract(word, targets, scorer=OSA.distance, score_cutoff=most, limit=5)
        near = [found for found in near if found[1] < 2 or len(found[0]) >= _TWO_EDITS_FROM]
        if near:
            return min(near, key=lambda found: (found[1], abs(len(found[0]) - len(word))))[0]
        if len(word) >= _CUT_FROM:
            targets = self._targets[word[0]]
            longer = takewhile(lambda target: target.startswith(word), targets[bisect_left(targets, word) :])
            return min(longer, key=len, default=None)
        return None

    def _as_long(self, word: str, most: int) -> list[str]:
        """The targets with the word's first letter that are at most `most` letters longer or shorter."""
        key = (word[0], len(word))
        targets = self._by_length.get(key)
        if targets is None:
            targets = [target for target in self._targets[word[0]] if abs(len(target) - len(word)) <= most]
            self._by_length[key] = targets
        return targets


def vocabulary_of(phrases: Iterable[str], native: Container[str]) -> dict[str, str]:
    """The words that phrases are made of, as one text for each first letter.

    Words that are not `native` carry a mark: they are known, but English names and places are never
    taken for one of them ("Arvada" is not "armado").

    >>> vocabulary_of(["gun in hand", "armado"], {"gun", "in", "hand"})
    {'a': 'armado~', 'g': 'gun', 'h': 'hand', 'i': 'in'}
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted({word for phrase in phrases for word in phrase.split(" ") if word.isalpha()}):
        by_letter.setdefault(word[0], []).append(word if word in native else word + _FOREIGN)
    return {letter: " ".join(words) for letter, words in by_letter.items()}


class Plain(dict[str, str]):
    """Written word -> base form, with unknown words as they are: how terms of the protocol are read."""

    def __missing__(self, word: str) -> str:
        return word


def is_ordinary(word: str) -> bool:
    """Whether a dictionary knows the word (`words.txt`, sorted; found by halving)."""
    global _searched  # the file is opened once a process
    if _searched is None:
        with _WORDS.open("rb") as file:
            _searched = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    data, wanted = _searched, word.encode()
    low, high = 0, len(data) - 1
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = data.find(b"\n", start + 1)
        line = data[start + 1 : end]
        if line == wanted:
            return True
        if line < wanted:
            low = end
        else:
            high = start
    return False


_searched: mmap.mmap | None = None
