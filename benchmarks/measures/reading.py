"""Figures of reading itself: whether all are judged alike, ordinary words, speed."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import narrative
from measures.figures import Figure, Misses, judged, ratio, skipped
from triage_cli.narrative import read_text
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.audit import audit

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

_LOADS = 9


def measure_words(protocol: Protocol, words: Sequence[Path], misses: Misses, most: int) -> Iterator[Figure]:
    """Everyday words and names: none may be taken for a cue that it does not spell."""
    name, goal = "ordinary words taken for a cue", "<= 0"
    everyday = everyday_words(words, most)
    if not everyday:
        yield skipped("spelling", name, "no list: give one with --words FILE, or install wordfreq", goal)
        return
    lexicon = protocol.lexicon
    own = {word for phrase, _ in lexicon.phrases() for word in phrase.split(" ")}
    own |= {word for word in everyday if lexicon.read(word).words != [word] and is_form(word, protocol)}
    changed = [word for word in everyday if word not in own and lexicon.read(word).words != [word]]
    taken = [word for word in changed if read_text(word, protocol)]
    for word in taken:
        misses.add("train", f"spelling: {word} is read as {' '.join(lexicon.read(word).words)}")
    yield judged("spelling", name, float(len(taken)), goal, f"of {len(everyday):,} words")
    note = "read as another word of the protocol, most of them none that is a cue by itself"
    yield Figure("spelling", "ordinary words spelt otherwise", float(len(changed)), note=note)


def is_form(word: str, protocol: Protocol) -> bool:
    """Whether the protocol itself says how the word is read, so that nothing was guessed."""
    return word in protocol._tables["fold"]


def everyday_words(files: Sequence[Path], most: int) -> list[str]:
    """Words of the given files, else the most frequent ones that the package wordfreq knows."""
    if files:
        words = [word for path in files for word in path.read_text("utf-8").lower().split()]
    elif importlib.util.find_spec("wordfreq"):
        import wordfreq

        words = list(wordfreq.top_n_list("en", most * 2))
    else:
        return []
    plain = dict.fromkeys(word for word in words if word.isascii() and word.isalpha())
    return list(plain)[:most]


def measure_audit(protocol: Protocol, misses: Misses, *, smoke: bool) -> Iterator[Figure]:
    """Fairness over the cases of the protocol, and the cues that they cover: `triage protocol audit`."""
    fair, groups = "pairs judged differently", "cue groups with cases for and against"
    if smoke:
        yield skipped("audit", fair, "it takes ten seconds", "<= 0")
        yield skipped("audit", groups, "it takes ten seconds", ">= 1")
        return
    found = audit(protocol, SHIPPED, SHIPPED)
    for unequal in found.unequal:
        misses.add("train", f"audit: {unequal.pair.one!r} and {unequal.pair.other!r} are judged differently")
    yield judged("audit", fair, float(len(found.unequal)), "<= 0", f"of {found.pairs.total():,} pairs")
    topics = [topic for topic in found.coverage if topic.topic != "call_types"]
    # Look-alikes are against by themselves: what shows them is a case in which they cover something.
    bare = [
        topic.topic
        for topic in topics
        if topic.untested or not (topic.cases_for if topic.look_alikes < topic.cues else topic.cases_against)
    ]
    note = f"{len(topics)} groups" + (f"; without: {', '.join(bare)}" if bare else "")
    yield judged("audit", groups, ratio(len(topics) - len(bare), len(topics)), ">= 1", note)


def measure_speed(smoke: bool) -> Iterator[Figure]:
    """`assess` against the floor, and loading from the cache; by the method of `narrative.py`."""
    figures = narrative.measure(*((2, 200) if smoke else (7, 4000)), with_medspacy=False)
    yield judged("speed", "assess / floor", figures["ratio"], "<= 6")
    yield judged("speed", "remarks a second, one core", figures["remarks_per_s"], ">= 20000")
    load_protocol()
    times = []
    for _ in range(3 if smoke else _LOADS):
        began = time.perf_counter()
        load_protocol()
        times.append((time.perf_counter() - began) * 1000)
    yield judged("speed", "loading from the cache, ms", round(statistics.median(times), 1), "<= 15")
