"""A text read with a protocol: which cues it shows, where, and how each is meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.narrative.assertion import Context, Scope
from triage_cli.narrative.lexicon import Hit, TriggerHit
from triage_cli.narrative.normalise import Reading
from triage_cli.vocabulary import BANDS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Cue

_LOOKED_BACK = 12
"""Hits before one that are asked whether they hide it."""
_SAID_AGAIN_WITHIN = 10
"""Words after what was denied in which another says otherwise."""
_RANK: dict[str | None, int] = {None: 0, **{band: rank for rank, band in enumerate(BANDS)}}


class Finding(NamedTuple):
    """One cue in one place of a text."""

    cue: Cue
    assertion: str
    """One of `vocabulary.ASSERTIONS`."""
    start: int
    end: int
    """Code points of the text as given, [start, end)."""
    unknown: bool = False
    """The text says that it is not known ("weapons? unk")."""
    because: str | None = None
    """The words that made it negated, past, hypothetical …, or None."""
    answered: bool = False
    """It is a question in the text, and the next words answer it ("breathing? no")."""


def read_text(text: str, protocol: Protocol, *, label: bool = False) -> list[Finding]:
    """Every cue of the text in order of place, counted or not.

    `label` says that the text is a coded call type: its codes and fixed phrases count as well, which
    in a description could mean anything ("302").
    """
    lexicon = protocol.lexicon
    if label:
        from triage_cli.narrative.codes import plain_codes

        text = plain_codes(text)
    reading = lexicon.read(text)
    hits, triggers = lexicon.find(reading)
    if not label and hits:
        first_label = protocol.first_call_type
        hits = [hit for hit in hits if hit.cue < first_label]
    if not hits:
        return []
    hits, covered = _heard(hits, protocol, label)
    speaking = protocol.speaking_triggers
    if any(hit.trigger in speaking for hit in triggers):
        return _meant(reading, hits, covered, _context(reading, hits, triggers, protocol), protocol)
    cues, span = protocol.cues, reading.span
    return [
        Finding(cues[hit.cue], meant, *span(hit.first, hit.end - 1), False, covered.get(i))
        for i, hit in enumerate(hits)
        if not cues[hit.cue].look_alike
        for meant in ("other" if i in covered else "present",)
    ]


def _heard(hits: list[Hit], protocol: Protocol, label: bool) -> tuple[list[Hit], dict[int, str]]:
    """Hits that no other hides, and those (by index) that a look-alike covers, with its reason."""
    cues = protocol.cues
    silent = [hit for hit in hits if hit.cue in protocol.only] if label else []
    if silent:
        hits = [hit for hit in hits if _stands(hit, silent, protocol)]
    hits, covered = _without_hidden(hits, cues)
    for over in (hit for hit in silent if cues[hit.cue].look_alike):
        covered.update({i: cues[over.cue].why for i, hit in enumerate(hits) if _inside(hit, over)})
    return hits, covered


def _meant(
    reading: Reading, hits: Sequence[Hit], covered: Mapping[int, str], context: Context, protocol: Protocol
) -> list[Finding]:
    """The hits as the words around them say that they are meant."""
    cues, words, span = protocol.cues, reading.words, reading.span
    again = _said_again(context, hits, cues) if context.contradictions else {}
    findings = []
    for i, hit in enumerate(hits):
        cue = cues[hit.cue]
        if cue.look_alike or context.holds(hit):
            continue
        start, end = span(hit.first, hit.end - 1)
        if i in covered:
            findings.append(Finding(cue, "other", start, end, False, covered[i]))
            continue
        kind, scope = context.assertion(hit.first, hit.end, hit.gaps)
        if kind == "hypothetical" and cue.threat:
            kind = scope = None
        because = " ".join(words[scope.trigger.first : scope.trigger.end]) if scope else None
        meant = "possible" if kind == "unknown" else kind or "present"
        answered = scope is not None and protocol.triggers[scope.trigger.trigger].direction == "answer"
        if kind == "negated" and scope in again:
            said = again[scope]
            meant, because = "present", " ".join(words[said.first : said.end])
        findings.append(Finding(cue, meant, start, end, kind == "unknown", because, answered))
    return _corrected(findings, context.corrections, reading) if context.corrections else findings


def _said_again(context: Context, hits: Sequence[Hit], cues: Sequence[Cue]) -> dict[Scope, TriggerHit]:
    """What was denied and then said by another ("he denies drinking, wife says he does"), and their words.

    Such words speak of the cue named last before them, and so of all that was denied with it.
    """
    again: dict[Scope, TriggerHit] = {}
    named = sorted(
        (one for one in hits if one.cue < 0 or cues[one.cue].domain or cues[one.cue].answers), key=_end
    )
    ends = [one.end for one in named]
    for said in context.contradictions:
        place = bisect_right(ends, said.first) - 1
        if place >= 0 and said.first - ends[place] <= _SAID_AGAIN_WITHIN:
            last = named[place]
            kind, scope = context.assertion(last.first, last.end, last.gaps)
            if kind == "negated" and scope is not None:
                again.setdefault(scope, said)
    return again


def _end(hit: Hit) -> int:
    return hit.end


def _stands(hit: Hit, only: Sequence[Hit], protocol: Protocol) -> bool:
    """Whether a hit counts beside call types that alone say what their words mean.

    Beneath one that silences its words it stays, and is listed as not counted.
    """
    return hit.cue in protocol.only or not any(
        _inside(hit, over) and not protocol.cues[over.cue].look_alike for over in only
    )


def _inside(hit: Hit, over: Hit) -> bool:
    return over.first <= hit.first and hit.end <= over.end and hit.cue != over.cue


def assertion_at(protocol: Protocol, text: str, start: int, end: int) -> str:
    """How the words at characters [start, end) are meant; ValueError where there is no word."""
    lexicon = protocol.lexicon
    reading = lexicon.read(text)
    first, last = reading.word_at(start, end)
    if first < 0:
        raise ValueError(f"no word at characters {start} to {end}")
    hits, triggers = lexicon.find(reading, always=True)
    hits = [hit for hit in hits if hit.cue < protocol.first_call_type]
    # The range itself stands as a cue, known or not; what overlaps it says only what it is about.
    same = next((hit.cue for hit in hits if hit.first <= first and last < hit.end), -1)
    target = Hit(first, last + 1, same)
    kept = [hit for hit in hits if hit.end <= first or hit.first > last]
    both = sorted([*kept, target])
    context = _context(reading, both, triggers, protocol)
    kind, scope = context.assertion(first, last + 1)
    if kind == "negated" and scope in _said_again(context, both, protocol.cues):
        return "present"
    return "possible" if kind == "unknown" else kind or "present"


def _context(
    reading: Reading, hits: Sequence[Hit], triggers: Sequence[TriggerHit], protocol: Protocol
) -> Context:
    cues = protocol.cues
    return Context(
        reading.words,
        # A look-alike says nothing itself, so nothing that stands in it is part of what a cue says.
        [hit for hit in hits if hit.cue < 0 or not cues[hit.cue].look_alike],
        triggers,
        protocol.triggers,
        partial(_topic, protocol),
        protocol.named_together,
        partial(_weight, protocol),
    )


def _weight(protocol: Protocol, hit: Hit) -> int:
    """How grave a cue is: by its band; a fact that sets a flag as the gravest."""
    if hit.cue < 0:
        return 0
    cue = protocol.cues[hit.cue]
    return _RANK[cue.band] if cue.domain else len(BANDS) if cue.flag or cue.signs else 0


def _topic(protocol: Protocol, hit: Hit) -> str | None:
    return protocol.cues[hit.cue].topic if hit.cue >= 0 else None


def _without_hidden(hits: Sequence[Hit], cues: Sequence[Cue]) -> tuple[list[Hit], dict[int, str]]:
    """Hits that stand on their own, and those (by index) that a look-alike covers, with its reason.

    A longer cue hides a shorter one inside it that says no more: the same idea, or the same domain
    and flag with no higher band.
    """
    kept: list[Hit] = []
    covered: dict[int, str] = {}
    for hit in hits:
        cue = cues[hit.cue]
        hidden = False
        for place in range(len(kept) - 1, max(len(kept) - _LOOKED_BACK, -1), -1):
            earlier = kept[place]
            over = cues[earlier.cue]
            # A look-alike within a longer one still hides what stands in it.
            if earlier.end <= hit.first or (place in covered and not over.look_alike):
                continue
            inside = earlier.end >= hit.end
            if over.id == cue.id or (
                inside and not over.look_alike and not earlier.gaps and _says_no_more(cue, over)
            ):
                hidden = True
                break
            shorter = hit.end - hit.first < earlier.end - earlier.first
            in_gap = any(first <= hit.first and hit.end <= end for first, end in earlier.gaps)
            if inside and over.look_alike and shorter and not in_gap:
                # Of the very same words the cue is right: someone wrote them down as a danger.
                covered[len(kept)] = over.why
        if not hidden:
            kept.append(hit)
    return kept, covered


def _says_no_more(cue: Cue, over: Cue) -> bool:
    return (
        cue.domain == over.domain
        and _RANK[cue.band] <= _RANK[over.band]
        and cue.flag in (None, over.flag)
        and cue.barrier in (None, over.barrier)
        and not cue.look_alike
        and (cue.domain is not None or set(cue.signs) <= set(over.signs))
    )


def _taken_back_by(finding: Finding) -> str:
    """What a correction must speak of to take this back: the question it answers, or the same cue."""
    return (finding.cue.answers or finding.cue.id).removesuffix("=yes")


def _corrected(findings: list[Finding], corrections: Sequence[int], reading: Reading) -> list[Finding]:
    """What a later correction negates no longer counts: "has a gun … correction: no gun"."""
    places = [reading.span(word, word)[0] for word in corrections]
    taken_back = {_taken_back_by(f): f.start for f in findings if f.assertion == "negated"}
    for finding in findings:
        if (answer := finding.cue.answers or "").endswith("=no") and finding.assertion == "present":
            taken_back[answer.removesuffix("=no")] = finding.start  # "wait no, it's an umbrella"
    result = list(findings)
    for i, finding in enumerate(findings):
        if finding.assertion in ("present", "possible"):
            following = bisect_left(places, finding.end)
            last = taken_back.get(_taken_back_by(finding), -1)
            if following < len(places) and places[following] < last:
                result[i] = finding._replace(assertion="negated", because="correction")
    return result
