"""All phrases of a protocol, found in a text in one pass.

Phrases are looked for in the joined words of a `Reading`, each between spaces, so that only whole
words match and a shared space does not hide a neighbour (all overlapping matches are asked for).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
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


class Opener(NamedTuple):
    """What a phrase opens that begins terms of more than one step; shared by all that open the same."""

    opens: Mapping[int, Sequence[int]]
    """Chains, by the step they need next."""
    onward: Mapping[str, Sequence[int]]
    """Chains, by the single words that can be the step they need next."""


class Phrases(NamedTuple):
    """Phrases ready to be looked for: single words one by one, the others in one pass over the text."""

    said: Mapping[str, int | Said]
    """A cue's number alone where the word is a whole term of one cue and nothing else."""
    openers: Mapping[str, Opener]
    onward: Mapping[str, KeysView[str]]
    """The words of `onward` of each opener, by themselves: they are asked for at every word."""
    steps: Mapping[str, Sequence[int]]
    """The steps of longer terms that a word can be."""
    automaton: AhoCorasick
    longer: Sequence[Longer]
    """By the automaton's number."""


class Longer(NamedTuple):
    """A phrase of several words: how many, and the same that `Phrases` says of single ones."""

    length: int
    said: int | Said | None
    opener: Opener | None
    steps: Sequence[int]
    heralds: frozenset[str]
    """The single words that open what it can go on with."""


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

    def find(self, reading: Reading) -> tuple[list[Hit], list[TriggerHit]]:
        """Every cue and every trigger in the text, in order of place, longest first."""
        words = reading.words
        said, openers, onward, steps, automaton, longer = self._full or self._phrases_for(words)
        found = [(place, ~place, said[word]) for place, word in enumerate(words) if word in said]
        # Words that open terms of more than one step, where a next step begins within a few words.
        opened = [
            (place, ~place, openers[word])
            for place, word in enumerate(words)
            if word in onward and not onward[word].isdisjoint(words[place + 1 : place + 1 + _NEAR])
        ]
        parts = _Parts(words, steps)
        joined = reading.joined()
        matches = automaton.find_matches_as_indexes(joined, overlapping=True)
        if matches:
            longer_openers: list[tuple[int, int, Opener]] = []
            heralded: list[int] = []
            count = joined.count
            done = first = 0
            for number, start, _ in matches:
                first += count(" ", done, start) if start >= done else -count(" ", start, done)
                done = start
                length, use, opener, its_steps, heralds = longer[number]
                if use is not None:
                    found.append((first, -first - length, use))
                if opener is not None:
                    longer_openers.append((first, -first - length, opener))
                if its_steps:
                    parts.longer.setdefault(first, []).append((first + length, its_steps))
                    if not heralds.isdisjoint(words[max(first - _NEAR, 0) : first]):
                        heralded.append(first)
            # By place, longest first; no two phrases have the same words, so nothing else is compared.
            found.sort()
            if longer_openers or heralded:
                opened = parts.opened(opened, openers, longer_openers, heralded)
        hits: list[Hit] = []
        triggers: list[TriggerHit] = []
        for first, minus_end, use in found:
            if use.__class__ is int:
                hits.append(Hit(first, -minus_end, use))
            else:
                cues, meant = use  # type: ignore[misc]
                if cues:
                    hits += [Hit(first, -minus_end, cue) for cue in cues]
                if meant:
                    triggers += [TriggerHit(first, -minus_end, trigger) for trigger in meant]
        if opened:
            chained = self._chained(parts, opened)
            if chained:
                hits = sorted(hits + chained, key=_longest_first)
        return hits, triggers

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

        said: dict[str, int | Said] = {}
        openers: dict[str, Opener] = {}
        steps: dict[str, Sequence[int]] = {}
        patterns: list[str] = []
        longer: list[Longer] = []
        openers_of, heralds_of = self._openers(entries)
        for phrase, use in entries:
            cues, triggers, opens, its_steps = ([use], [], [], []) if isinstance(use, int) else use
            its_said = use if isinstance(use, int) else Said(cues, triggers) if cues or triggers else None
            opener = openers_of(tuple(opens)) if opens else None
            if " " in phrase:
                heralds = heralds_of(tuple(its_steps))
                patterns.append(f" {phrase} ")
                longer.append(Longer(phrase.count(" ") + 1, its_said, opener, its_steps, heralds))
                continue
            if its_said is not None:
                said[phrase] = its_said
            if opener is not None:
                openers[phrase] = opener
            if its_steps:
                steps[phrase] = its_steps
        automaton = ahocorasick_rs.AhoCorasick(patterns)
        onward = {word: opener.onward.keys() for word, opener in openers.items() if opener.onward}
        return Phrases(said, openers, onward, steps, automaton, longer)

    def _openers(
        self, entries: Iterable[tuple[str, int | list[list[int]]]]
    ) -> tuple[Callable[[tuple[int, ...]], Opener], Callable[[tuple[int, ...]], frozenset[str]]]:
        """What opens some chains, and the words that open what some steps go on with; each made once."""
        second = [chain[1][1] for chain in self._chains]
        going_on: dict[int, list[str]] = {}
        opening: dict[int, set[str]] = {}
        steps_of: dict[str, list[int]] = {}
        for word, use in entries:
            if not isinstance(use, int) and " " not in word:
                steps_of[word] = use[3]
                for step in use[3]:
                    going_on.setdefault(step, []).append(word)
                for number in use[2]:
                    opening.setdefault(second[number], set()).add(word)

        @cache
        def opener_of(opens: tuple[int, ...]) -> Opener:
            by_step: dict[int, list[int]] = {}
            for number in opens:
                by_step.setdefault(second[number], []).append(number)
            words = dict.fromkeys(word for step in by_step for word in going_on.get(step, ()))
            return Opener(by_step, {word: _chains(by_step, steps_of[word]) for word in words})

        @cache
        def heralds_of(steps: tuple[int, ...]) -> frozenset[str]:
            return frozenset[str]().union(*(opening.get(step, ()) for step in steps))

        return opener_of, heralds_of

    def _chained(self, parts: _Parts, opened: Iterable[tuple[int, int, Opener]]) -> list[Hit]:
        """Terms of more than one step, from the phrases that may open one, in order of place."""
        found: list[Hit] = []
        words, longer = parts.words, parts.longer
        for first, minus_end, (opens, onward) in opened:
            end = -minus_end
            done: set[int] = set()
            for start, word in enumerate(words[end : end + _NEAR], end):
                going_on: list[tuple[int, Sequence[int]]] = []
                if start in longer:
                    going_on = [
                        (to, _chains(opens, steps)) for to, steps in sorted(longer[start], reverse=True)
                    ]
                if word in onward:
                    going_on.append((start + 1, onward[word]))
                for next_end, chains in going_on:
                    for number in chains:
                        if number not in done:
                            hit = self._follow(parts, number, (first, end), (start, next_end))
                            if hit is not None:
                                done.add(number)
                                found.append(hit)
        return found

    def _follow(
        self, parts: _Parts, number: int, opener: tuple[int, int], following: tuple[int, int]
    ) -> Hit | None:
        """The chain from its first step at `opener`, its second at `following`; None where it breaks."""
        cue, (gap, _), *steps = self._chains[number]
        words = parts.words
        first, end = opener
        start, last = following
        if not _reaches(words, end, start, gap):
            return None
        gaps = [(end, start)] if start > end else []
        for gap, step in steps:
            part = parts.next(step, last, last + gap + _MOST_UNCOUNTED)
            if part is None or not _reaches(words, last, part[0], gap):
                return None
            if part[0] > last:
                gaps.append((last, part[0]))
            last = part[1]
        return Hit(first, last, cue, tuple(gaps))


def _chains(opens: Mapping[int, Sequence[int]], steps: Sequence[int]) -> list[int]:
    """The chains that go on with a phrase that can be `steps`."""
    if opens.keys().isdisjoint(steps):
        return []
    return [number for step in steps for number in opens.get(step, ())]


def _reaches(words: Sequence[str], end: int, start: int, gap: int) -> bool:
    """Whether a step that begins at `start` is near enough to the one before, and in the same statement."""
    if start == end:
        return True
    between = words[end:start]
    if start - end > gap and start - end - sum(word in UNCOUNTED for word in between) > gap:
        return False
    return _GAP_END.isdisjoint(between) or not _ends(words, end, start)


class _Parts:
    """The phrases of one text that can be a step of a longer term."""

    __slots__ = ("_steps", "longer", "words")

    def __init__(self, words: Sequence[str], steps: Mapping[str, Sequence[int]]) -> None:
        """`steps` are those of single words."""
        self.words = words
        self._steps = steps
        self.longer: dict[int, list[tuple[int, Sequence[int]]]] = {}
        """Phrases of several words by their first: end and steps; filled as they are found."""

    def at(self, place: int) -> list[tuple[int, Sequence[int]]]:
        """The end and the steps of the phrases that begin with the word at `place`, longest first."""
        parts = sorted(self.longer[place], reverse=True) if place in self.longer else []
        word = self.words[place]
        if word in self._steps:
            parts.append((place + 1, self._steps[word]))
        return parts

    def opened(
        self,
        opened: list[tuple[int, int, Opener]],
        openers: Mapping[str, Opener],
        longer_openers: Iterable[tuple[int, int, Opener]],
        heralded: Iterable[int],
    ) -> list[tuple[int, int, Opener]]:
        """Also what longer phrases open, or go on with where heralded; in order of place, longest first."""
        words, longer = self.words, self.longer
        also = []
        for first, minus_end, opener in longer_openers:
            reach = range(-minus_end, -minus_end + _NEAR)
            if not opener.onward.keys().isdisjoint(words[-minus_end : -minus_end + _NEAR]) or (
                not longer.keys().isdisjoint(reach)
                and any(self._goes_on(opener, at) for at in reach if at in longer)
            ):
                also.append((first, minus_end, opener))
        known = {place for place, _, _ in opened} if heralded else set()
        for start in heralded:
            for place in range(max(start - _NEAR, 0), start):
                word = words[place]
                if word in openers and place not in known and self._goes_on(openers[word], start):
                    known.add(place)
                    also.append((place, ~place, openers[word]))
        return sorted(opened + also) if also else opened

    def _goes_on(self, opener: Opener, place: int) -> bool:
        return any(not opener.opens.keys().isdisjoint(steps) for _, steps in self.longer[place])

    def next(self, step: int, place: int, farthest: int) -> tuple[int, int] | None:
        """The first phrase from `place` to `farthest` that is the step, as words [first, end)."""
        for first in range(place, min(farthest + 1, len(self.words))):
            for end, steps in self.at(first):
                if step in steps:
                    return first, end
        return None


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
