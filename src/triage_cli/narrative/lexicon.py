"""All phrases of a protocol, found in a text in one pass.

Phrases are looked for in the joined words of a `Reading`, each between spaces, so that only whole
words match and a shared space does not hide a neighbour (all overlapping matches are asked for).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

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
_MANY = 64
"""Longer phrases of a text from which only those near a place are looked at."""
NO_CUE = -1
_TEXTS_BEFORE_FULL = 3
"""After so many texts the automaton of all phrases is worth its 10 ms."""


_SaidAt = tuple[int, int, int]
"""First word, end and cue; the end as -end, so that of those in one place the longest comes first."""
_MeantAt = tuple[int, int, Sequence[int]]
"""First word, -end and triggers."""
_PartAt = tuple[int, int, "Part"]
"""First word, end, and what stands there is to terms of more than one step."""


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
    """What a phrase is to terms of more than one step, one bit for each such term.

    Each of these terms has an anchor, the rarer of its first two steps: only where the anchor stands is
    the other looked for. "He" opens many terms; few words are asked about them.
    """

    anchors: int
    """Terms whose anchor it can be."""
    near: frozenset[str]
    """The single words that can be the other step of one of these."""
    opens: int
    """Terms that it can begin, with their anchor after it."""
    follows: int
    """Terms whose second step it can be, with their anchor before it."""
    others: int
    """Those of both kinds."""
    steps: Sequence[int]
    """The steps it can be, for what comes after the second."""


class Longer(NamedTuple):
    """A phrase of several words: how many, what it says, and what it is part of."""

    length: int
    cue: int
    """The cue of which it is a whole term, where it says nothing else; else NO_CUE."""
    said: Said | None
    part: Part | None


class Phrases(NamedTuple):
    """Phrases ready to be looked for: single words one by one, the others in one pass over the text."""

    words: Mapping[str, tuple[int, Said | None, Part | None]]
    """Single words: what they say, as of `Longer`, and what they anchor."""
    parts: Mapping[str, Part]
    """What single words are to terms of more than one step."""
    automaton: AhoCorasick
    longer: Sequence[Longer]
    """By the automaton's number."""
    chains: Sequence[tuple[int, int, int, Sequence[tuple[int, int]]]]
    """By bit: cue, beside, gap and rest of a term's `Chain`."""
    longest: int
    """The most words of a phrase that is part of a term."""


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
        chains: Sequence[str],
    ) -> None:
        """Take the tables of a protocol: base forms, words by letter, phrases by first word, chains.

        Phrases and chains are packed (`pack`, `pack_chain`).
        """
        self.fold = Fold(fold, vocabulary)
        self._packed = phrases
        self._chains = chains
        self._read = 0
        self._full: Phrases | None = None

    def read(self, text: str) -> Reading:
        """The text as base-form words."""
        return Reading(text, self.fold, closed=True)

    def find(self, reading: Reading, *, always: bool = False) -> tuple[list[Hit], list[TriggerHit]]:
        """Every cue and every trigger in the text, in order of place, longest first.

        Triggers change nothing where no cue is: without one they are left out unless `always`.
        """
        words = reading.words
        phrases = self._full or self._phrases_for(words)
        said: list[_SaidAt] = []
        meant: list[_MeantAt] = []
        longer = _find_longer(phrases, reading.joined(), said, meant)
        others = 0
        for _, _, part in longer:
            others |= part.others
        anchored = _find_words(phrases, words, others, said, meant)
        anchored += [one for one in longer if _goes_on(one, others, words)]
        hits = _Chains(words, longer, phrases).found(anchored, others) if anchored else []
        if not said and not hits and not always:
            return [], []
        said.sort()
        hits += [Hit(first, -minus_end, cue) for first, minus_end, cue in said]
        if len(hits) > len(said):
            hits.sort(key=_longest_first)
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

        terms = _Terms(entries, self._chains)
        words: dict[str, tuple[int, Said | None, Part | None]] = {}
        parts: dict[str, Part] = {}
        patterns: list[str] = []
        longer: list[Longer] = []
        for phrase, use in entries:
            cue, said, part = (use, None, None) if isinstance(use, int) else terms.use_of(use)
            if " " in phrase:
                patterns.append(f" {phrase} ")
                longer.append(Longer(phrase.count(" ") + 1, cue, said, part))
                continue
            if part:
                parts[phrase] = part
            anchor = part if part and part.anchors else None
            if cue >= 0 or said or anchor:
                words[phrase] = cue, said, anchor
        automaton = ahocorasick_rs.AhoCorasick(patterns)
        longest = max((one.length for one in longer if one.part), default=1)
        return Phrases(words, parts, automaton, longer, terms.chains(), longest)


class _Terms:
    """The terms of more than one step that some phrases open, and what each phrase is to them."""

    def __init__(self, entries: Iterable[tuple[str, int | list[list[int]]]], packed: Sequence[str]) -> None:
        """Only terms that some phrase of the entries opens get a bit: few, where few are looked for."""
        lists = [(phrase, use) for phrase, use in entries if not isinstance(use, int)]
        numbers = sorted({number for _, use in lists for number in use[2]})
        self._bits = {number: 1 << bit for bit, number in enumerate(numbers)}
        self._rows = {number: unpack_chain(packed[number]) for number in numbers}
        self._anchored_first = {number for number, chain in self._rows.items() if chain.anchor == 0}
        self._seconds: dict[int, list[int]] = {}
        for number, chain in self._rows.items():
            self._seconds.setdefault(chain.step, []).append(number)
        # The single words that can be the other step of a term: by its number, and by its second step.
        self._openers: dict[int, list[str]] = {}
        self._followers: dict[int, list[str]] = {}
        for word, use in lists:
            if " " not in word:
                for number in use[2]:
                    if number not in self._anchored_first:
                        self._openers.setdefault(number, []).append(word)
                for step in use[3]:
                    if step in self._seconds:
                        self._followers.setdefault(step, []).append(word)
        self._parts: dict[tuple[tuple[int, ...], tuple[int, ...]], Part] = {}

    def chains(self) -> list[tuple[int, int, int, Sequence[tuple[int, int]]]]:
        """What follows the first step of each term, by its bit."""
        return [(chain.cue, chain.beside, chain.gap, chain.rest) for chain in self._rows.values()]

    def use_of(self, use: Sequence[Sequence[int]]) -> tuple[int, Said | None, Part | None]:
        """What a phrase says and what it is part of, as `Longer` has it."""
        cues, triggers, begun, steps = use
        said = Said(cues, triggers) if cues or triggers else None
        if not begun and not steps:
            return NO_CUE, said, None
        key = tuple(begun), tuple(steps)
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = self._part_of(*key)
        return NO_CUE, said, part

    def _part_of(self, begun: Sequence[int], steps: Sequence[int]) -> Part:
        anchors = opens = follows = 0
        near: set[str] = set()
        for number in begun:
            if number in self._anchored_first:
                anchors |= self._bits[number]
                near.update(self._followers.get(self._rows[number].step, ()))
            else:
                opens |= self._bits[number]
        for number in (number for step in steps for number in self._seconds.get(step, ())):
            if number in self._anchored_first:
                follows |= self._bits[number]
            else:
                anchors |= self._bits[number]
                near.update(self._openers.get(number, ()))
        return Part(anchors, frozenset(near), opens, follows, opens | follows, steps)


def _find_longer(phrases: Phrases, joined: str, said: list[_SaidAt], meant: list[_MeantAt]) -> list[_PartAt]:
    """Phrases of several words: what they say joins `said` and `meant`; those that are part of a term."""
    found: list[_PartAt] = []
    longer, count = phrases.longer, joined.count
    done = first = 0
    for number, start, _ in phrases.automaton.find_matches_as_indexes(joined, overlapping=True):
        first += count(" ", done, start) if start >= done else -count(" ", start, done)
        done = start
        length, cue, more, part = longer[number]
        if cue >= 0:
            said.append((first, -first - length, cue))
        elif more is not None:
            said += [(first, -first - length, each) for each in more.cues]
            if more.triggers:
                meant.append((first, -first - length, more.triggers))
        if part is not None:
            found.append((first, first + length, part))
    return found


def _find_words(
    phrases: Phrases, words: Sequence[str], others: int, said: list[_SaidAt], meant: list[_MeantAt]
) -> list[_PartAt]:
    """Single words: what they say joins `said` and `meant`; those from which a term can be looked for."""
    found: list[_PartAt] = []
    known = phrases.words
    for place, word in enumerate(words):
        if word in known:
            cue, more, part = known[word]
            if cue >= 0:
                said.append((place, ~place, cue))
            elif more is not None:
                said += [(place, ~place, each) for each in more.cues]
                if more.triggers:
                    meant.append((place, ~place, more.triggers))
            if part is not None:
                one = place, place + 1, part
                if _goes_on(one, others, words):
                    found.append(one)
    return found


def _goes_on(one: _PartAt, others: int, words: Sequence[str]) -> bool:
    """Whether an anchor's other step can be near it: a longer phrase of `others`, or a single word."""
    first, end, part = one
    if part.anchors & others:
        return True
    return not part.near.isdisjoint(words[first - _NEAR if first > _NEAR else 0 : end + _NEAR])


class _Chains:
    """The terms of more than one step in one text."""

    __slots__ = ("_done", "_hits", "_longer", "_phrases", "_words")

    def __init__(
        self, words: Sequence[str], longer: Sequence[tuple[int, int, Part]], phrases: Phrases
    ) -> None:
        """`longer` are the phrases of several words, at words [first, end)."""
        self._words = words
        self._longer = sorted(longer)
        self._phrases = phrases
        self._hits: list[Hit] = []
        self._done: set[tuple[int, int, int]] = set()

    def found(self, anchored: Iterable[tuple[int, int, Part]], others: int) -> list[Hit]:
        """The terms whose anchors stand at words [first, end); `others` can go on in a longer phrase.

        A term that opens in one place counts there once, with the nearest of what it can go on with.
        """
        words, single = self._words, self._phrases.parts
        pairs: list[tuple[int, int, int, int, int]] = []
        for place, end, (anchors, near, *_) in anchored:
            at = place - _NEAR if place > _NEAR else 0
            for word in words[at:place]:
                if word in near and (bits := anchors & single[word].opens):
                    pairs.append((at, ~at, place, -end, bits))
                at += 1
            at = end
            for word in words[end : end + _NEAR]:
                if word in near and (bits := anchors & single[word].follows):
                    pairs.append((place, -end, at, ~at, bits))
                at += 1
            if not anchors & others:
                continue
            longer = self._longer
            if len(longer) > _MANY:
                far = place - _NEAR - self._phrases.longest
                longer = longer[bisect_left(longer, (far,)) : bisect_left(longer, (end + _NEAR,))]
            for at, its_end, part in longer:
                if its_end <= place < its_end + _NEAR and (bits := anchors & part.opens):
                    pairs.append((at, -its_end, place, -end, bits))
                if end <= at < end + _NEAR and (bits := anchors & part.follows):
                    pairs.append((place, -end, at, -its_end, bits))
        if len(pairs) > 1:
            pairs.sort()
        for first, minus_end, start, minus_next, bits in pairs:
            self._add(bits, first, -minus_end, start, -minus_next)
        return self._hits

    def _add(self, bits: int, first: int, end: int, start: int, next_end: int) -> None:
        """Those of the terms that begin at words [first, end) and go on at [start, next_end)."""
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            bit = lowest.bit_length() - 1
            cue, beside, gap, steps = self._phrases.chains[bit]
            if start != end and not _reaches(self._words, end, start, gap):
                continue
            if (first, end, bit) in self._done:
                continue
            gaps = [(end, start)] if start > end else []
            last = self._followed(steps, next_end, gaps) if steps else next_end
            if last:
                self._done.add((first, end, bit))
                self._hits.append(Hit(start if beside else first, last, cue, tuple(gaps)))

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
        words, single = self._words, self._phrases.parts
        longer = self._longer
        if len(longer) > _MANY:
            longer = longer[bisect_left(longer, (place,)) : bisect_left(longer, (farthest + 1,))]
        found = [
            (first, -end, end)
            for first, end, part in longer
            if place <= first <= farthest and step in part.steps
        ]
        for first, word in enumerate(words[place : farthest + 1], place):
            if word in single and step in single[word].steps:
                found.append((first, ~first, first + 1))
                break
        if not found:
            return None
        first, _, end = min(found)
        return first, end


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


class Chain(NamedTuple):
    """A term of more than one step, but for its first."""

    cue: int
    anchor: int
    """0 or 1: the rarer of its first two steps, from which it is looked for."""
    beside: int
    """1 where its first step must stand before it and is no part of it, else 0."""
    gap: int
    """The most words between its first step and its second."""
    step: int
    """Its second step."""
    rest: Sequence[tuple[int, int]]
    """Gap and step of each after the second."""


def pack_chain(chain: Chain) -> str:
    """A chain as one text, for the reason of `pack`.

    >>> pack_chain(Chain(7, 1, 0, 4, 20, [(0, 21)]))
    '7 1 0 4 20 0 21'
    """
    *numbers, rest = chain
    return " ".join(map(str, (*numbers, *(number for pair in rest for number in pair))))


def unpack_chain(packed: str) -> Chain:
    """The chain that `pack_chain` made a text of.

    >>> unpack_chain("7 1 0 4 20 0 21")
    Chain(cue=7, anchor=1, beside=0, gap=4, step=20, rest=[(0, 21)])
    """
    cue, anchor, beside, gap, step, *rest = map(int, packed.split(" "))
    return Chain(cue, anchor, beside, gap, step, list(zip(rest[::2], rest[1::2], strict=True)))


def _ends(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a statement ends in the gap; the slash of "w/" (with) ends none."""
    return any(
        words[at] in _GAP_END and not (words[at] == "/" and at and words[at - 1] == "w")
        for at in range(first, end)
    )


def _longest_first(hit: Hit) -> tuple[int, int, int]:
    return hit.first, -hit.end, hit.cue
