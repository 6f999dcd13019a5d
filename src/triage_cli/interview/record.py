"""An interview as data that can be kept, and back: the words themselves only where they are wanted.

Without the words the findings are kept: what was found, how it was meant and where it stood, so that the
case goes on with the same evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from triage_cli.errors import DataError, Problem, UsageError
from triage_cli.interview.answers import read_answer
from triage_cli.interview.interview import KINDS, Event, Interview, Start, replay
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.narrative.persons import NOBODY, Persons
from triage_cli.narrative.reader import Finding
from triage_cli.protocol.model import Cue
from triage_cli.vocabulary import ASSERTIONS, BANDS, BARRIERS, DOMAINS, FLAGS

if TYPE_CHECKING:
    from triage_cli.assessment.model import Override
    from triage_cli.protocol import Protocol

VERSION = 1
_CUE = ("id", "why", "domain", "band", "flag", "signs", "answers", "barrier", "live")
"""What a cue means; its terms are not kept."""


def to_record(interview: Interview, *, with_text: bool) -> dict[str, Any]:
    """The `case` of a saved assessment (the words are its `text`, where they are kept)."""
    heard, questions = interview.heard, interview.now.protocol.questions

    def kept(key: str) -> bool:
        return with_text or key not in questions or questions[key].kind != "text"

    record: dict[str, Any] = {
        "version": VERSION,
        "call_type": heard.call_type,
        "given": {key: value for key, value in interview.start.given.items() if kept(key)},
        # Facts are part of the words, and of the findings.
        "events": [list(event) for event in interview.events if event.kind != "fact" and kept(event.key)],
    }
    if not with_text:
        record["findings"] = [_finding(one) for one in heard.findings]
        record["labelled"] = [_finding(one) for one in heard.labelled]
        gender = heard.persons.gender or interview.now.gender
        record["person"] = heard.persons._replace(gender=gender)._asdict()
    return record


def _finding(one: Finding) -> dict[str, Any]:
    said = {key: getattr(one.cue, key) for key in _CUE}
    place = {"start": one.start, "end": one.end}
    return {**said, "assertion": one.assertion, **place, "unknown": one.unknown, "answered": one.answered}


def from_record(data: Any, protocol: Protocol, name: str, *, override: Override | None = None) -> Interview:
    """The interview of a saved assessment; DataError says what in it cannot be used, and where."""
    reader = _Reader(name)
    saved = reader.table(data, "", ("case",))
    case = reader.table(saved.get("case"), "case", ("version", "given", "events"))
    if case.get("version") != VERSION:
        reader.wrong("case version", f"{case.get('version')!r} is not {VERSION}", "Save the case again.")
    given = reader.answers(case["given"], "case given", protocol)
    events = reader.events(case["events"], protocol)
    call_type = case.get("call_type")
    call_type = call_type if isinstance(call_type, str) else None
    text = saved.get("text")
    if isinstance(text, str):
        heard = hear(text, call_type, protocol)
    else:
        heard = Heard(
            "", call_type, reader.findings(case.get("findings"), "case findings"),
            reader.findings(case.get("labelled"), "case labelled"), reader.persons(case.get("person")),
        )  # fmt: skip
    return replay(Start(protocol, heard, given, "call", override), events)


class _Reader:
    """Reads plain data, and names the place of the first thing that cannot be meant."""

    def __init__(self, name: str) -> None:
        self._name = name

    def wrong(self, place: str, what: str, fix: str | None = None) -> None:
        raise DataError([Problem(f"{self._name} {place}".rstrip(), what, fix)])

    def table(self, value: Any, place: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.wrong(place, "is no saved case", "Name a file that triage call --save wrote.")
        for key in keys:
            if key not in value:
                self.wrong(place, f"{key!r} is missing", "Name a file that triage call --save wrote.")
        found: Mapping[str, Any] = value
        return found

    def answers(self, value: Any, place: str, protocol: Protocol) -> dict[str, str]:
        table = self.table(value, place, ())
        return {key: self._answer(key, said, f"{place} {key}", protocol) for key, said in table.items()}

    def _answer(self, key: str, said: Any, place: str, protocol: Protocol) -> str:
        question = protocol.questions.get(key)
        if question is None:
            self.wrong(place, f"there is no question {key!r}", "See all with: triage protocol show questions")
            raise AssertionError
        try:
            return read_answer(question, str(said))
        except UsageError as error:
            raise DataError([Problem(f"{self._name} {place}", error.message, error.fix)]) from None

    def events(self, value: Any, protocol: Protocol) -> list[Event]:
        if not isinstance(value, list):
            self.wrong("case events", "is not a list")
        events = []
        for number, one in enumerate(value, start=1):
            place = f"case events, number {number}"
            if not (isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one)):
                self.wrong(place, "is not a kind, a key and a value")
            kind, key, said = one
            if kind not in KINDS or kind == "fact":
                self.wrong(place, "is of no kind that is known", "One of: answer, skip, open")
            if kind == "answer":
                said = self._answer(key, said, place, protocol)
            known = protocol.module_of if kind == "open" else protocol.questions
            if key not in known:
                self.wrong(place, f"there is no {'module' if kind == 'open' else 'question'} {key!r}")
            events.append(Event(kind, key, said))
        return events

    def findings(self, value: Any, place: str) -> tuple[Finding, ...]:
        if not isinstance(value, list):
            self.wrong(place, "is not a list", "Without its text a case needs its findings.")
        return tuple(
            self._finding(one, f"{place}, number {number}") for number, one in enumerate(value, start=1)
        )

    def _finding(self, value: Any, place: str) -> Finding:
        one = self.table(value, place, (*_CUE, "assertion", "start", "end"))
        words = {
            "domain": (None, *DOMAINS), "band": (None, *BANDS), "flag": (None, *FLAGS),
            "barrier": (None, *BARRIERS), "assertion": ASSERTIONS,
        }  # fmt: skip
        for key, allowed in words.items():
            if one[key] not in allowed:
                self.wrong(place, f"unknown {key} {one[key]!r}")
        signs = one["signs"]
        if not (isinstance(signs, list) and all(isinstance(sign, str) for sign in signs)):
            self.wrong(place, "signs is not a list of text")
        if not (isinstance(one["start"], int) and isinstance(one["end"], int)):
            self.wrong(place, "start and end are not numbers")
        answers = one["answers"] if isinstance(one["answers"], str) else None
        cue = Cue(
            str(one["id"]), str(one["why"]), one["domain"], one["band"], one["flag"], tuple(signs), answers,
            one["barrier"], bool(one["live"]),
        )  # fmt: skip
        unknown, answered = bool(one.get("unknown")), bool(one.get("answered"))
        return Finding(cue, one["assertion"], one["start"], one["end"], unknown, None, answered)

    def persons(self, value: Any) -> Persons:
        if not isinstance(value, dict):
            return NOBODY
        age, gender = value.get("age"), value.get("gender")
        if not (age is None or (isinstance(age, int) and 0 <= age <= 120)):
            self.wrong("case person age", f"{age!r} is not an age")
        spans = [_span(value.get(key)) for key in ("span", "child_span")]
        gender = gender if gender in ("women", "men") else None
        return Persons(age, gender, bool(value.get("child_beside")), *spans)


def _span(value: Any) -> tuple[int, int] | None:
    whole = isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value)
    return (value[0], value[1]) if whole else None
