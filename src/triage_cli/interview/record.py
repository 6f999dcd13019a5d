"""An interview as data that can be kept, and back: the words themselves only where they are wanted.

Without the words the findings are kept: what was found, how it was meant and where it stood, so that the
case goes on with the same evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from triage_cli.errors import DataError, Problem, UsageError
from triage_cli.interview.answers import read_answer, split_answer
from triage_cli.interview.interview import KINDS, Event, Interview, Start, replay
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.narrative.persons import NOBODY, Persons, gender_named
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
    # What began without its words goes on without them: words that were added since are kept beside.
    began = interview.start.heard
    wordless = not began.text and (bool(began.findings) or began.persons != NOBODY)
    if wordless and with_text:
        heard = began

    def kept(key: str) -> bool:
        return with_text or key not in questions or questions[key].kind != "text"

    record: dict[str, Any] = {
        "version": VERSION,
        "call_type": heard.call_type,
        "given": {key: value for key, value in interview.start.given.items() if kept(key)},
        # Facts are part of the words, and of the findings.
        "events": [
            list(event)
            for event in interview.events
            if (wordless and with_text if event.kind == "fact" else kept(event.key))
        ],
    }
    if wordless or not with_text:
        record["findings"] = [_finding(one) for one in heard.findings]
        record["labelled"] = [_finding(one) for one in heard.labelled]
        named = heard.persons.named or gender_named(heard.text)
        record["person"] = heard.persons._replace(named=named)._asdict()
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
    call_type, text = case.get("call_type"), saved.get("text")
    if not (call_type is None or isinstance(call_type, str)):
        reader.wrong("case call_type", f"{call_type!r} is not text")
    if not (text is None or isinstance(text, str)):
        reader.wrong("text", "is not text")
    if "findings" in case:
        # What was added to a case without its words is read again from its events.
        text = None
    events = reader.events(case["events"], protocol, facts=text is None)
    if text is not None:
        heard = hear(text, call_type, protocol)
    else:
        heard = Heard(
            "", call_type, reader.findings(case.get("findings"), "case findings", protocol),
            reader.findings(case.get("labelled"), "case labelled", protocol),
            reader.persons(case.get("person")),
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

    def events(self, value: Any, protocol: Protocol, *, facts: bool) -> list[Event]:
        if not isinstance(value, list):
            self.wrong("case events", "is not a list")
        events = []
        for number, one in enumerate(value, start=1):
            place = f"case events, number {number}"
            if not (isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one)):
                self.wrong(place, "is not a kind, a key and a value")
            kind, key, said = one
            if kind not in KINDS or (kind == "fact" and not facts):
                # Only what may be a kind is repeated: other words may be what a caller said.
                named = repr(kind) if kind.isalpha() and len(kind) <= 20 else "of words"
                self.wrong(place, f"unknown kind {named}", "One of: answer, skip, open")
            if kind == "fact":
                events.append(Event(kind, "", said))
                continue
            if kind == "answer":
                said = self._answer(key, said, place, protocol)
            known = protocol.module_of if kind == "open" else protocol.questions
            if key not in known:
                self.wrong(place, f"there is no {'module' if kind == 'open' else 'question'} {key!r}")
            events.append(Event(kind, key, said))
        return events

    def findings(self, value: Any, place: str, protocol: Protocol) -> tuple[Finding, ...]:
        if not isinstance(value, list):
            self.wrong(place, "is not a list", "Without its text a case needs its findings.")
        signs = {sign for cue in protocol.cues for sign in cue.signs}
        return tuple(
            self._finding(one, f"{place}, number {number}", protocol, signs)
            for number, one in enumerate(value, start=1)
        )

    def _finding(self, value: Any, place: str, protocol: Protocol, known: Set[str]) -> Finding:
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
        for sign in signs:
            if sign not in known:
                # A sign that nothing knows would be lost without a word.
                self.wrong(place, f"there is no sign {sign!r}")
        if not all(type(one[key]) is int and one[key] >= 0 for key in ("start", "end")):
            self.wrong(place, "start and end are not numbers")
        answers = one["answers"]
        if answers is not None and not (
            isinstance(answers, str) and split_answer(answers)[0] in protocol.questions
        ):
            self.wrong(place, f"there is no question {answers!r}")
        cue = Cue(
            str(one["id"]), str(one["why"]), one["domain"], one["band"], one["flag"], tuple(signs), answers,
            one["barrier"], bool(one["live"]),
        )  # fmt: skip
        unknown, answered = bool(one.get("unknown")), bool(one.get("answered"))
        return Finding(cue, one["assertion"], one["start"], one["end"], unknown, None, answered)

    def persons(self, value: Any) -> Persons:
        if not isinstance(value, dict):
            return NOBODY
        age, gender, named = value.get("age"), value.get("gender"), value.get("named")
        if not (age is None or (type(age) is int and 0 <= age <= 120)):
            self.wrong("case person age", f"{age!r} is not an age")
        for key, said in (("gender", gender), ("named", named)):
            if said not in (None, "women", "men"):
                self.wrong(f"case person {key}", f"{said!r} is not women or men")
        # The places are kept, so that the evidence stays that of the text.
        span, child_span = _span(value.get("span")), _span(value.get("child_span"))
        return Persons(age, gender, bool(value.get("child_beside")), span, child_span, named)


def _span(value: Any) -> tuple[int, int] | None:
    whole = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    return (value[0], value[1]) if whole else None
