"""Text into words: one reading for call texts, call types and the terms of the protocol alike.

Case, accents, Unicode form, spacing, invisible and control characters make no difference to the
words; every word keeps its place in the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from triage_cli.narrative.identity import MARKS, without_codes, without_identity

# A word, a contracted ending ("he's", "they'll"), a number, or one mark of punctuation.
# "don't" stays whole; digits and letters are separate words ("28yof", "x4").
# An empty alternative costs less than "?" after a group.
_WORD = re.compile(r"[^\W\d_]+(?:'t\b|)|'(?:s|m|ll|ve|d|re)\b|\d+(?:\.\d+|)|[^\s\w]|_")
_ASCII_WORD = re.compile(r"[a-z]+(?:'t\b|)|'(?:s|m|ll|ve|d|re)\b|[0-9]+(?:\.[0-9]+|)|[^\sa-z0-9]")
_INNER_HYPHEN = re.compile(r"-(?<=[a-z]-)(?=[a-z])")
_SPLIT_SELF = re.compile(r"\b(him|her|his|my|your|them|their)(\s+)(self|selves)\b")
"""Often typed in two words; the space goes behind, so that every letter keeps its place."""

_WANT_TO = re.compile(r"\bwanna\b")
SECOND_WORD = "\x01"
"""Stands for "to" where two words are written as one: a letter of the text for each, so that all keep their
places. No text has it, for control characters are no words."""

_CLOSING = frozenset(".;!?")
_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"', "„": '"',
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": ".", "⁄": "/", "∕": "/", "ß": "ss",
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip


class Reading:
    """A text as base-form words; `words[i]` stands at `span(i)` of the text as given."""

    __slots__ = ("_fold", "_offsets", "_plain", "_spans", "_tokens", "text", "words")

    def __init__(self, text: str, fold: Mapping[str, str], *, closed: bool = False) -> None:
        """Read `text`; `fold` maps every word to its base form, or to "" where it is left out.

        `closed` ends the words with a full stop, whether the text has one or not: it changes no meaning.
        """
        self.text = text
        self._fold = fold
        self._offsets: list[int] | None = None
        self._spans: list[tuple[int, int]] | None = None
        if not text.isprintable():
            # Terminal control sequences are no words; the same length keeps every place.
            text = _CONTROL.sub(lambda match: " " * len(match[0]), text)
        if text.isascii():
            plain = text.lower()
            pattern = _ASCII_WORD
        else:
            plain, self._offsets = _plain(text)
            pattern = _ASCII_WORD if plain.isascii() else _WORD
        if " self" in plain:
            plain = _SPLIT_SELF.sub(r"\1\3\2", plain)
        if "-" in plain:
            plain = _INNER_HYPHEN.sub(" ", plain)
        if "/" in plain:
            plain = without_codes(plain)
        if "wanna" in plain:
            plain = _WANT_TO.sub(f"want{SECOND_WORD}", plain)
        self._tokens: list[str] = pattern.findall(plain)
        if not MARKS.isdisjoint(self._tokens):
            plain = without_identity(plain)
            self._tokens = pattern.findall(plain)
        self._plain = plain
        self.words: list[str] = list(filter(None, map(fold.__getitem__, self._tokens)))
        if closed and self.words and self.words[-1] not in _CLOSING:
            self.words.append(".")

    def joined(self) -> str:
        """The words with one space before, between and after: what phrases are looked for in."""
        return f" {' '.join(self.words)} "

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words `first` to `last` (inclusive) stand in the text, as code points [start, end)."""
        if self._spans is None:
            self._spans = self._located()
        start, end = self._spans[first][0], self._spans[last][1]
        if self._offsets is not None:
            start, end = self._offsets[start], self._offsets[end - 1] + 1
            while end < len(self.text) and unicodedata.combining(self.text[end]):
                end += 1
        return start, end

    def _located(self) -> list[tuple[int, int]]:
        """Where each word stands in the plain text: nothing but space is between two tokens."""
        find, fold = self._plain.find, self._fold
        spans = []
        end = 0
        for token in self._tokens:
            start = find(token, end)
            end = start + len(token)
            if fold[token]:
                spans.append((start, end))
        if len(spans) < len(self.words):
            spans.append((spans[-1][1], spans[-1][1]))  # the full stop that was not written
        return spans

    def word_at(self, start: int, end: int) -> tuple[int, int]:
        """The first and last word that touch the characters [start, end); -1, -1 where none does."""
        touching = [i for i in range(len(self.words)) if (s := self.span(i, i))[1] > start and s[0] < end]
        return (touching[0], touching[-1]) if touching else (-1, -1)


_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _plain(text: str) -> tuple[str, list[int] | None]:
    """The text in plain lower-case letters, and for each of its characters the place it came from.

    None for the places where every character keeps its own ("él" is "el").
    """
    known = {character: _plain_character(character) for character in set(text)}
    if all(len(plain) == 1 for plain in known.values()):
        return "".join(map(known.__getitem__, text)), None
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        for part in known[character]:
            characters.append(part)
            offsets.append(place)
    return "".join(characters), offsets


def _plain_character(character: str) -> str:
    if character.isascii():
        return character.lower().translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", character.translate(_PLAIN)).casefold().translate(_PLAIN)
    kept = (part for part in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(part))
    plain = "".join(part for part in kept if unicodedata.category(part) != "Cf")
    # Half of a character (a lone surrogate, from a cut JSON escape) is no word and cannot be looked for.
    return " " if "\ud800" <= plain <= "\udfff" else plain
