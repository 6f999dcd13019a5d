"""All phrases of a protocol, found in a text in one pass.

Phrases are looked for in the joined words of a `Reading`, each between spaces, so that only whole
words match and a shared space does not hide a neighbour (all overlapping matches are asked for).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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
_NEAR = GAP_WORDS + _MOST_UNCOUNTED + 1
"""The next step of a term begins within this many words."""
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


class Said(NamedTuple):
    """The cues and the triggers that a phrase is."""

    cues: Sequence[int]
    triggers: Sequence[int]


class Part(NamedTuple):
    """What a phrase is to terms of more than one step, one bit for each such term."""

    opens: int
    """Terms that begin with it."""
    goes_on: int
    """Terms whose second step it can be."""
    steps: Sequence[int]
    """The steps it can be, for what comes after the second."""


class Longer(NamedTuple):
    """A phrase of several words: how many, what it says, and what it is part of."""

    length: int
    said: int | Said | None
    part: Part | None


class Phrases(NamedTuple):
    """Phrases ready to be looked for: single words one by one, the others in one pass over the text."""

    words: Mapping[str, tuple[int | Said | None, int, int]]
    """What a single word says (a cue's number alone where it is a whole term of one cue and nothing
    else), and the first two of its `Part`."""
    steps: Mapping[str, Sequence[int]]
    """The third of its `Part`, where it is a step at all."""
    automaton: AhoCorasick
    longer: Sequence[Longer]
    """By the automaton's number."""
    chains: Sequence[tuple[int, int, Sequence[tuple[int, int]]]]
    """By bit: the cue of a term, the gap before its second step, gap and step of those after it."""
    farthest: int
    """How many words before its second step a term can begin."""


class Lexicon:
    """The phrases of a protocol, ready to be looked for.

    The first few texts are read with only the phrases that are made of their words: a single call
    starts faster that way, and finds the same.
    """

    def __init__(
        self,
        fold: Mapping[str, str],
        vocabulary: Mapping[str, str],
        phrases: Mapping[str, str],
        chains: Sequence[Sequence[Any]],
    ) -> None:
        """Take the tables of a protocol: base forms, words by letter, phrases by first word, chains."""
        self.fold = Fold(fold, vocabulary)
        self._packed = phrases
        self._chains = chains
        self._read = 0
        self._full: Phrases | None = None

    def read(self, text: str) -> Reading:
        """The text as base-form words."""
        return Reading(text, self.fold)

    def find(self, reading: Reading, *, always: bool = False) -> tuple[list[Hit], list[TriggerHit]]:
        """Every cue and every trigger in the text, in order of place, longest first.

        Triggers change nothing where no cue is: without one they are left out unless `always`.
        """
        words = reading.words
        phrases = self._full or self._phrases_for(words)
        known, automaton, longer = phrases.words, phrases.automaton, phrases.longer
        said: list[tuple[int, int, int]] = []
        meant: list[tuple[int, int, Sequence[int]]] = []
        parts: dict[int, list[tuple[int, Part]]] = {}
        joined = reading.joined()
        matches = automaton.find_matches_as_indexes(joined, overlapping=True)
        if matches:
            count = joined.count
            done = first = 0
            for number, start, _ in matches:
                first += count(" ", done, start) if start >= done else -count(" ", start, done)
                done = start
                length, use, part = longer[number]
                if use.__class__ is int:
                    said.append((first, -first - length, use))
                elif use is not None:
                    cues, triggers = use  # type: ignore[misc]
                    said += [(first, -first - length, cue) for cue in cues]
                    if triggers:
                        meant.append((first, -first - length, triggers))
                if part is not None:
                    parts.setdefault(first, []).append((first + length, part))
        opened = 0
        openings: list[tuple[int, int, int]] = []
        going_on: list[tuple[int, int, int, int]] = []
        for place, word in enumerate(words):
            if place in parts:
                for end, part in sorted(parts[place], reverse=True):
                    if opened & part.goes_on:
                        going_on.append((place, end, opened & part.goes_on, len(openings)))
                    if part.opens:
                        opened |= part.opens
                        openings.append((place, end, part.opens))
            if word in known:
                use, opens, goes_on = known[word]
                if use is not None:
                    if use.__class__ is int:
                        said.append((place, ~place, use))
                    else:
                        cues, triggers = use  # type: ignore[misc]
                        said += [(place, ~place, cue) for cue in cues]
                        if triggers:
                            meant.append((place, ~place, triggers))
                if opened & goes_on:
                    going_on.append((place, place + 1, opened & goes_on, len(openings)))
                if opens:
                    opened |= opens
                    openings.append((place, place + 1, opens))
        hits: list[Hit] = []
        if going_on:
            hits = _Chains(words, parts, phrases).found(openings, going_on)
        if said:
            said.sort()
            hits += [Hit(first, -minus_end, cue) for first, minus_end, cue in said]
            if len(hits) > len(said):
                hits.sort(key=_longest_first)
        elif not hits and not always:
            return hits, []
        meant.sort()
        return hits, [
            TriggerHit(first, -minus_end, trigger)
            for first, minus_end, triggers in meant
            for trigger in triggers
        ]

    def phrases(self) -> Iterator[tuple[str, int | list[list[int]]]]:
        """Every phrase with its use, as `compiler._Phrases` makes them."""
        return (entry for word, packed in self._packed.items() for entry in unpack(word, packed))

    def _phrases_for(self, words: Sequence[str]) -> Phrases:
        self._read += 1
        if self._read > _TEXTS_BEFORE_FULL:
            built = self._full = self._build(list(self.phrases()))
            return built
        packed, present = self._packed, set(words)
        known = [word for word in dict.fromkeys(words) if word in packed]
        return self._build([entry for word in known for entry in unpack(word, packed[word], present)])

    def _build(self, entries: Sequence[tuple[str, int | list[list[int]]]]) -> Phrases:
        import ahocorasick_rs

        # Only terms that some phrase here opens get a bit: few, where few phrases are looked for.
        chains = sorted({number for _, use in entries if not isinstance(use, int) for number in use[2]})
        bits = {number: 1 << bit for bit, number in enumerate(chains)}
        second: dict[int, int] = {}
        for number, bit in bits.items():
            step = self._chains[number][1][1]
            second[step] = second.get(step, 0) | bit

        @cache
        def part_of(opens: tuple[int, ...], steps: tuple[int, ...]) -> Part:
            beginning = going_on = 0
            for number in opens:
                beginning |= bits[number]
            for step in steps:
                going_on |= second.get(step, 0)
            return Part(beginning, going_on, steps)

        words: dict[str, tuple[int | Said | None, int, int]] = {}
        steps: dict[str, Sequence[int]] = {}
        patterns: list[str] = []
        longer: list[Longer] = []
        for phrase, use in entries:
            said: int | Said | None
            part: Part | None = None
            if isinstance(use, int):
                said = use
            else:
                cues, triggers, opens, its_steps = use
                said = Said(cues, triggers) if cues or triggers else None
                part = part_of(tuple(opens), tuple(its_steps)) if opens or its_steps else None
            if " " in phrase:
                patterns.append(f" {phrase} ")
                longer.append(Longer(phrase.count(" ") + 1, said, part))
                continue
            words[phrase] = (said, part.opens, part.goes_on) if part else (said, 0, 0)
            if part and part.steps:
                steps[phrase] = part.steps
        rows = [(cue, gap, rest) for cue, (gap, _), *rest in map(self._chains.__getitem__, chains)]
        longest = max((one.length for one in longer if one.part and one.part.opens), default=1)
        automaton = ahocorasick_rs.AhoCorasick(patterns)
        return Phrases(words, steps, automaton, longer, rows, longest + _NEAR)


class _Chains:
    """The terms of more than one step in one text."""

    __slots__ = ("_parts", "_phrases", "_words")

    def __init__(
        self, words: Sequence[str], parts: Mapping[int, Sequence[tuple[int, Part]]], phrases: Phrases
    ) -> None:
        """`parts` are the phrases of several words by their first."""
        self._words = words
        self._parts = parts
        self._phrases = phrases

    def found(
        self,
        openings: Sequence[tuple[int, int, int]],
        going_on: Iterable[tuple[int, int, int, int]],
    ) -> list[Hit]:
        """The terms that hold: their first steps among `openings`, their second among `going_on`.

        Both are words [first, end) and the bits of the terms, in order of place; `going_on` says also
        how many openings stand before it. A term that opens in one place counts there once.
        """
        hits: list[Hit] = []
        done: set[tuple[int, int, int]] = set()
        chains, farthest, words = self._phrases.chains, self._phrases.farthest, self._words
        for start, next_end, next_bits, before in going_on:
            for place in range(before - 1, -1, -1):
                first, end, bits = openings[place]
                if first + farthest < start:
                    break
                both = bits & next_bits
                if not both or not end <= start < end + _NEAR:
                    continue
                while both:
                    lowest = both & -both
                    both ^= lowest
                    bit = lowest.bit_length()
                    cue, gap, steps = chains[bit - 1]
                    if start != end and not _reaches(words, end, start, gap):
                        continue
                    if done and (first, end, bit) in done:
                        continue
                    gaps = [(end, start)] if start > end else []
                    last = self._followed(steps, next_end, gaps) if steps else next_end
                    if last:
                        done.add((first, end, bit))
                        hits.append(Hit(first, last, cue, tuple(gaps)))
        return hits

    def _followed(self, steps: Sequence[tuple[int, int]], last: int, gaps: list[tuple[int, int]]) -> int:
        """Where the term ends whose second step ends at `last`, its gaps added to `gaps`; 0 if it breaks."""
        for gap, step in steps:
            part = self._next(step, last, last + gap + _MOST_UNCOUNTED)
            if part is None or not _reaches(self._words, last, part[0], gap):
                return 0
            if part[0] > last:
                gaps.append((last, part[0]))
            last = part[1]
        return last

    def _next(self, step: int, place: int, farthest: int) -> tuple[int, int] | None:
        """The first phrase from `place` to `farthest` that is the step, as words [first, end)."""
        words, steps_of = self._words, self._phrases.steps
        for first in range(place, min(farthest + 1, len(words))):
            if first in self._parts:
                for end, part in sorted(self._parts[first], reverse=True):
                    if step in part.steps:
                        return first, end
            if words[first] in steps_of and step in steps_of[words[first]]:
                return first, first + 1
        return None


def _reaches(words: Sequence[str], end: int, start: int, gap: int) -> bool:
    """Whether a step that begins at `start` is near enough to the one before, and in the same statement."""
    if start == end:
        return True
    between = words[end:start]
    if start - end > gap and start - end - sum(word in UNCOUNTED for word in between) > gap:
        return False
    return _GAP_END.isdisjoint(between) or not _ends(words, end, start)


def pack(uses: Iterable[tuple[str, int | list[list[int]]]]) -> str:
    """Phrases with one first word as one text: what JSON reads fastest, taken apart only where needed.

    Two spaces between entries; in each the use, a space and the phrase but for its first word.

    >>> pack([("gun", 3), ("gun in hand", [[4], [], [1, 2], []])])
    '3  4;;1,2; in hand'
    """
    entries = []
    for phrase, use in uses:
        numbers = str(use) if isinstance(use, int) else ";".join(",".join(map(str, part)) for part in use)
        entries.append(" ".join([numbers, *phrase.split(" ")[1:]]))
    return "  ".join(entries)


def unpack(
    word: str, packed: str, present: set[str] | None = None
) -> Iterator[tuple[str, int | list[list[int]]]]:
    """The phrases that `pack` put together; `word` is their first. Only those of `present` words, if given.

    >>> list(unpack("gun", "3  4;;1,2; in hand"))
    [('gun', 3), ('gun in hand', [[4], [], [1, 2], []])]
    >>> list(unpack("gun", "3  4;;1,2; in hand", {"hand"}))
    [('gun', 3)]
    """
    for entry in packed.split("  "):
        numbers, _, rest = entry.partition(" ")
        if rest and present is not None and not present.issuperset(rest.split(" ")):
            continue
        phrase = f"{word} {rest}" if rest else word
        if ";" in numbers:
            yield phrase, [list(map(int, part.split(","))) if part else [] for part in numbers.split(";")]
        else:
            yield phrase, int(numbers)


def _ends(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a statement ends in the gap; the slash of "w/" (with) ends none."""
    return any(
        words[at] in _GAP_END and not (words[at] == "/" and at and words[at - 1] == "w")
        for at in range(first, end)
    )


def _longest_first(hit: Hit) -> tuple[int, int, int]:
    return hit.first, -hit.end, hit.cue
