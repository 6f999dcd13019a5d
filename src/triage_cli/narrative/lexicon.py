"""All phrases of a protocol, found in a text in one pass.

Phrases are looked for in the joined words of a `Reading`, each between spaces, so that only whole
words match and a shared space does not hide a neighbour (all overlapping matches are asked for).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from triage_cli.narrative.normalise import Reading

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SENTENCE_END = frozenset(".;!?")
_GAP_END = SENTENCE_END | {"/"}
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
        self, fold: Mapping[str, str], phrases: Mapping[str, Mapping[str, Any]], chains: Sequence[Sequence[Any]]
    ) -> None:
        """Take the tables of `compiler._Phrases`: first word -> phrase -> use, and the chains."""
        self.fold = fold
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
        openings: list[tuple[int, int, list[int]]] = []
        steps: dict[int, list[tuple[int, int]]] = {}
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
            cues, found_triggers, opens, found_steps = use
            for cue in cues:
                hits.append(Hit(word, end, cue))
            for trigger in found_triggers:
                triggers.append(TriggerHit(word, end, trigger))
            if opens:
                openings.append((word, end, opens))
            for step in found_steps:
                steps.setdefault(step, []).append((word, end))
        if openings and steps:
            chained = self._chained(reading.words, openings, steps)
            if chained:
                hits = sorted(hits + chained, key=_longest_first)
        return hits, triggers

    def _automaton_for(self, reading: Reading) -> tuple[AhoCorasick, list[Any], list[int]]:
        self._read += 1
        if self._read > _TEXTS_BEFORE_FULL:
            built = self._full = _build(self._phrases.values())
            return built
        table = self._phrases
        return _build([table[word] for word in dict.fromkeys(reading.words) if word in table])

    def _chained(
        self,
        words: Sequence[str],
        openings: Sequence[tuple[int, int, list[int]]],
        steps: Mapping[int, list[tuple[int, int]]],
    ) -> list[Hit]:
        found = []
        chains = self._chains
        for first, end, opens in openings:
            for number in opens:
                cue, *rest = chains[number]
                if rest[0][1] not in steps:
                    continue
                place = end
                gaps: list[tuple[int, int]] = []
                for gap, step in rest:
                    spans = steps.get(step, ())
                    at = bisect_left(spans, (place, 0))
                    if at == len(spans) or spans[at][0] - place > gap:
                        break
                    start, step_end = spans[at]
                    if start > place:
                        if not _GAP_END.isdisjoint(words[place:start]):
                            break
                        gaps.append((place, start))
                    place = step_end
                else:
                    found.append(Hit(first, place, cue, tuple(gaps)))
        return found


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


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.end
