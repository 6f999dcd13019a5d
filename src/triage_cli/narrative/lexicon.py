"""All phrases of a protocol, found in a text in one pass.

Phrases are looked for in the joined words of a `Reading`, each between spaces, so that only whole
words match and a shared space does not hide a neighbour (all overlapping matches are asked for).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from triage_cli.narrative.normalise import Reading
from triage_cli.narrative.spelling import Fold

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SENTENCE_END = frozenset(".;!?")
_GAP_END = SENTENCE_END | {"/"}
UNCOUNTED = frozenset({"black", "white", "b", "w", "h", "immigrant", "undocumented", "refugee"})
"""Words for who a person is take no place in a gap (rule 5): with them a phrase matches as without."""
_MOST_UNCOUNTED = 2
GAP_WORDS = 4
"""The most other words that `...` in a term stands for."""
_TEXTS_BEFORE_FULL = 3
"""After so many texts the automaton of all phrases is worth its 10 ms."""


class Hit(NamedTuple):
    """A cue found at words [first, end); `gaps` are the ranges inside it that are not its own words."""

    first: int
    end: int
    cue: int
    gaps: tuple[tuple[int, int], ...] = ()


class TriggerHit(NamedTuple):
    """Words that change meaning, found at words [first, end)."""

    first: int
    end: int
    trigger: int


class Lexicon:
    """The phrases of a protocol, ready to be looked for.

    The first few texts are read with an automaton of only the phrases that begin with one of their
    words: a single call starts faster that way, and finds the same.
    """

    def __init__(
        self,
        fold: Mapping[str, str],
        phrases: Mapping[str, Mapping[str, Any]],
        chains: Sequence[Sequence[Any]],
    ) -> None:
        """Take the tables of `compiler._Phrases`: first word -> phrase -> use, and the chains."""
        self.fold = Fold(fold, self._vocabulary)
        self._phrases = phrases
        self._chains = chains
        self._read = 0
        self._full: tuple[AhoCorasick, list[Any], list[int]] | None = None

    def read(self, text: str) -> Reading:
        """The text as base-form words."""
        return Reading(text, self.fold)

    def find(self, reading: Reading) -> tuple[list[Hit], list[TriggerHit]]:
        """Every cue and every trigger in the text, in order of place, longest first."""
        automaton, uses, lengths = self._full or self._automaton_for(reading)
        joined = reading.joined()
        matches = automaton.find_matches_as_indexes(joined, overlapping=True)
        if not matches:
            return [], []
        if len(matches) > 1:
            matches.sort(key=_place)
        hits: list[Hit] = []
        triggers: list[TriggerHit] = []
        parts: list[tuple[int, int, list[Any]]] = []
        opened = False
        count = joined.count
        done = word = 0
        for phrase, start, _ in matches:
            word += count(" ", done, start)
            done = start
            end = word + lengths[phrase]
            use = uses[phrase]
            if use.__class__ is int:
                hits.append(Hit(word, end, use))
                continue
            # Plain loops: a comprehension of one item costs a call on Python 3.11.
            for cue in use[0]:
                hits.append(Hit(word, end, cue))  # noqa: PERF401
            for trigger in use[1]:
                triggers.append(TriggerHit(word, end, trigger))  # noqa: PERF401
            if use[2] or use[3]:
                parts.append((word, end, use))
                opened = opened or bool(use[2])
        if opened and len(parts) > 1:
            chained = self._chained(reading.words, parts)
            if chained:
                hits = sorted(hits + chained, key=_longest_first)
        return hits, triggers

    def _vocabulary(self) -> set[str]:
        """Every word that a phrase is made of."""
        return {word for table in self._phrases.values() for phrase in table for word in phrase.split(" ")}

    def _automaton_for(self, reading: Reading) -> tuple[AhoCorasick, list[Any], list[int]]:
        self._read += 1
        if self._read > _TEXTS_BEFORE_FULL:
            built = self._full = _build(self._phrases.values())
            return built
        table = self._phrases
        return _build([table[word] for word in dict.fromkeys(reading.words) if word in table])

    def _chained(self, words: Sequence[str], parts: Sequence[tuple[int, int, list[Any]]]) -> list[Hit]:
        """Terms of more than one step; `parts` are all phrases that open or continue one, in order."""
        found: list[Hit] = []
        last = len(parts) - 1
        for place, (first, end, use) in enumerate(parts):
            if not use[2] or place == last:
                continue
            opens = use[2] if use[2].__class__ is dict else self._opens(use)
            done: set[int] = set()
            for following in range(place + 1, last + 1):
                start, _, next_use = parts[following]
                if start > end + GAP_WORDS + _MOST_UNCOUNTED:
                    break
                if start < end:
                    continue
                steps = next_use[3]
                if opens.keys().isdisjoint(steps):
                    continue
                for step in steps:
                    for number in opens.get(step, ()):
                        if number in done:
                            continue
                        hit = self._follow(words, parts, following, number, first, end)
                        if hit is not None:
                            done.add(number)
                            found.append(hit)
        return found

    def _opens(self, use: list[Any]) -> dict[int, list[int]]:
        """The chains that a phrase opens by the step they need next; made when first met."""
        by_step: dict[int, list[int]] = {}
        for number in use[2]:
            by_step.setdefault(self._chains[number][1][1], []).append(number)
        use[2] = by_step
        return by_step

    def _follow(
        self,
        words: Sequence[str],
        parts: Sequence[tuple[int, int, list[Any]]],
        at: int,
        number: int,
        first: int,
        end: int,
    ) -> Hit | None:
        """The chain from its first step at words [first, end), its second at part `at`, if it holds."""
        cue, *steps = self._chains[number]
        gaps: list[tuple[int, int]] = []
        for gap, step in steps:
            farthest = end + gap + _MOST_UNCOUNTED
            while at < len(parts) and (parts[at][0] < end or step not in parts[at][2][3]):
                if parts[at][0] > farthest:
                    return None
                at += 1
            if at == len(parts):
                return None
            start = parts[at][0]
            if start - end > gap and start - end - sum(word in UNCOUNTED for word in words[end:start]) > gap:
                return None
            if start > end:
                if not _GAP_END.isdisjoint(words[end:start]):
                    return None
                gaps.append((end, start))
            end = parts[at][1]
        return Hit(first, end, cue, tuple(gaps))


def _build(tables: Any) -> tuple[AhoCorasick, list[Any], list[int]]:
    import ahocorasick_rs

    phrases: list[str] = []
    uses: list[Any] = []
    for table in tables:
        phrases += table
        uses += table.values()
    automaton = ahocorasick_rs.AhoCorasick([f" {phrase} " for phrase in phrases])
    return automaton, uses, [phrase.count(" ") + 1 for phrase in phrases]


def _place(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _longest_first(hit: Hit) -> tuple[int, int, int]:
    return hit.first, -hit.end, hit.cue
