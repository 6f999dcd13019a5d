"""Everything a text was read as, also what the reader threw away: for a person who asks why.

The findings are the reader's own; this only looks up what became of the rest, so that a reading and its
explanation cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.narrative.normalise import Reading
from triage_cli.narrative.reader import Finding, read_text
from triage_cli.narrative.spelling import Plain

if TYPE_CHECKING:
    from triage_cli.narrative.lexicon import Hit, TriggerHit
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Cue

LOOK_ALIKE = "look_alike"
HIDDEN = "hidden"
TIME = "time"
LABEL_ONLY = "label_only"


class Aside(NamedTuple):
    """A cue whose words stand in the text and that is no finding, or one that a look-alike covers."""

    cue: Cue
    reason: str
    """look_alike, hidden (by a longer cue), time (held by words of time), label_only (only a call type)."""
    quote: str
    start: int
    end: int
    by: str | None = None
    """The id of the cue or trigger that took it; None where the reason says it all."""
    by_quote: str | None = None
    why: str = ""
    """What that cue says."""


class Word(NamedTuple):
    """A word that is not taken as written."""

    written: str
    read_as: str
    start: int
    end: int


class Explanation(NamedTuple):
    """What a text was read as."""

    findings: Sequence[Finding]
    """What the reader gives, in order of place; covered cues are in `asides` as well."""
    asides: Sequence[Aside]
    """What was considered and set aside, in order of place."""
    spelt: Sequence[Word]
    """Misspelt words, and the word each was read as."""
    unknown: Sequence[Word]
    """In no dictionary and no word of the protocol: names, typing errors beyond repair."""


class _Place(NamedTuple):
    """A cue found in the text, kept or not."""

    cue: Cue
    number: int
    hit: Hit
    start: int
    end: int


def explain_text(text: str, protocol: Protocol, *, label: bool = False) -> Explanation:
    """All that `read_text` found in the text, and all that it did not keep, with the reason."""
    if label:
        from triage_cli.narrative.codes import plain_codes

        text = plain_codes(text)
    reading = protocol.lexicon.read(text)
    hits, triggers = protocol.lexicon.find(reading, always=True)
    findings = read_text(text, protocol, label=label)
    places = {
        (protocol.cues[hit.cue].id, span): _Place(protocol.cues[hit.cue], hit.cue, hit, *span)
        for hit in hits
        for span in (reading.span(hit.first, hit.end - 1),)
    }
    look_alikes = [place for place in places.values() if place.cue.look_alike]
    kept = {(found.cue.id, (found.start, found.end)): found for found in findings}
    asides = []
    for key, place in places.items():
        if place.cue.look_alike:
            continue
        found = kept.get(key)
        if found is not None:
            asides += _covered(place, found, look_alikes, text)
        elif place.number >= protocol.first_call_type and not label:
            # Where the same words say something in a description too, the code is beside the point.
            if not any(one.start <= place.start and place.end <= one.end for one in findings):
                asides.append(_aside(place, LABEL_ONLY, text))
        else:
            aside = _hidden(place, findings, text) or _in_time(place, triggers, reading, protocol)
            asides.append(aside or _aside(place, HIDDEN, text))
    return Explanation(findings, asides, *_words(reading, protocol))


def _aside(place: _Place, reason: str, text: str) -> Aside:
    return Aside(place.cue, reason, text[place.start : place.end], place.start, place.end)


def _covered(place: _Place, found: Finding, look_alikes: Iterable[_Place], text: str) -> list[Aside]:
    """The look-alike around a finding that counts nothing, where that is the reason."""
    if found.assertion != "other":
        return []
    aside = _aside(place, LOOK_ALIKE, text)
    return [
        aside._replace(by=over.cue.id, by_quote=text[over.start : over.end], why=over.cue.why)
        for over in look_alikes
        if over.cue.why == found.because and over.start <= place.start and place.end <= over.end
    ][:1]


def _hidden(place: _Place, findings: Iterable[Finding], text: str) -> Aside | None:
    """The finding that says the same at greater length."""
    for found in findings:
        same = found.cue.id == place.cue.id and found.start < place.end and place.start < found.end
        if same or (found.start <= place.start and place.end <= found.end):
            aside = _aside(place, HIDDEN, text)
            return aside._replace(by=found.cue.id, by_quote=text[found.start : found.end], why=found.cue.why)
    return None


def _in_time(
    place: _Place, triggers: Iterable[TriggerHit], reading: Reading, protocol: Protocol
) -> Aside | None:
    """The words of time that the cue is a part of ("as a child")."""
    for one in triggers:
        trigger = protocol.triggers[one.trigger]
        if trigger.kind == "historical" and one.first <= place.hit.first and place.hit.end <= one.end:
            first, last = reading.span(one.first, one.end - 1)
            aside = _aside(place, TIME, reading.text)
            return aside._replace(by=trigger.id, by_quote=reading.text[first:last])
    return None


def _words(reading: Reading, protocol: Protocol) -> tuple[list[Word], list[Word]]:
    """Misspelt and unknown words, each once, in order."""
    spelt: dict[str, Word] = {}
    unknown: dict[str, Word] = {}
    as_written = Plain({})
    for place, base in enumerate(reading.words):
        start, end = reading.span(place, place)
        written = reading.text[start:end]
        for word in Reading(written, as_written).words:
            standing = protocol.lexicon.fold.standing(word)
            if standing != "known":
                into = spelt if standing == "spelt" else unknown
                into.setdefault(word, Word(written, base, start, end))
    return list(spelt.values()), list(unknown.values())
