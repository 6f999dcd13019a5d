"""One call as it stands: what was said, what was answered, and the next question.

An interview is the fold of its events, so going back is leaving out the last one: nothing that an
answer changed can stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.assessment.assess import judge
from triage_cli.interview.answers import check_answers
from triage_cli.interview.flow import Flow, Offer, next_question, offers, open_questions
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.narrative.persons import joined

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Override
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Question

KINDS = ("answer", "skip", "fact", "open")


class Event(NamedTuple):
    """One thing a person did."""

    kind: str
    """answer (key and value), skip (key), fact (value: words added to the text), open (key: a module)."""
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What an interview begins with."""

    protocol: Protocol
    heard: Heard
    given: Mapping[str, str]
    """Answers that were there before the first question."""
    flow: str = "call"
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """Where a call stands after its events."""

    start: Start
    events: tuple[Event, ...]
    heard: Heard
    """With the facts that were added."""
    flow: Flow
    now: Assessment
    question: Question | None
    """The next one; None where enough is known."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Every question this call opens that nothing answers yet, those that matter or not."""
        known = self.now.signs | set(self.now.flags)
        return open_questions(known, self.now.answers, self.now.protocol, self.flow)

    @property
    def given(self) -> Mapping[str, str]:
        """What persons answered, before the first question and since."""
        return _answers(self.start.given, self.events)[0]

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Modules that could still be asked about."""
        return offers(self.now, self.flow)

    @property
    def answered(self) -> int:
        """Questions that a person has answered here."""
        return sum(event.kind == "answer" for event in self.events)


def begin(
    text: str,
    protocol: Protocol,
    *,
    call_type: str | None = None,
    answers: Mapping[str, str] | None = None,
    override: Override | None = None,
    flow: str = "call",
) -> Interview:
    """An interview about a description; UsageError for answers that cannot be meant."""
    given = check_answers(answers or {}, protocol.questions)
    return replay(Start(protocol, hear(text, call_type, protocol), given, flow, override), ())


def do(interview: Interview, event: Event) -> Interview:
    """The interview after one more event."""
    return _stand(interview.start, (*interview.events, event), interview)


def undo(interview: Interview) -> Interview:
    """The interview without its last event; the same one where there is none."""
    if not interview.events:
        return interview
    return _stand(interview.start, interview.events[:-1], interview)


def replay(start: Start, events: Iterable[Event]) -> Interview:
    """The interview after these events."""
    return _stand(start, tuple(events), None)


def _stand(start: Start, events: tuple[Event, ...], before: Interview | None) -> Interview:
    facts = _facts(start, events)
    # Reading is the dear part: done again only where the words are others.
    same = before is not None and _facts(start, before.events) == facts
    heard = before.heard if before is not None and same else with_facts(start, facts)
    answers, skipped = _answers(start.given, events)
    opened = frozenset(event.key for event in events if event.kind == "open")
    flow = Flow(start.flow, opened, skipped)
    now = judge(heard, answers, start.protocol, start.override)
    return Interview(start, events, heard, flow, now, next_question(now, flow))


def _answers(given: Mapping[str, str], events: Iterable[Event]) -> tuple[dict[str, str], frozenset[str]]:
    """What is answered in the end, and what was skipped: a skipped question is unasked."""
    answers, skipped = dict(given), set[str]()
    for event in events:
        if event.kind == "answer":
            answers[event.key] = event.value
            skipped.discard(event.key)
        elif event.kind == "skip":
            answers.pop(event.key, None)
            skipped.add(event.key)
    return answers, frozenset(skipped)


def _facts(start: Start, events: Sequence[Event]) -> list[str]:
    """Words to be read: those that were added, and answers in own words."""
    questions = start.protocol.questions
    return [
        event.value
        for event in events
        if event.kind == "fact" or (event.kind == "answer" and questions[event.key].said)
    ]


def with_facts(start: Start, facts: Sequence[str]) -> Heard:
    """What is heard once facts are added to the description, each as a sentence of its own."""
    if not facts:
        return start.heard
    text = start.heard.text
    for fact in facts:
        text = f"{text.rstrip()}{'' if _is_closed(text) else '.'} {fact}" if text.strip() else fact
    heard = hear(text, start.heard.call_type, start.protocol)
    if start.heard.text:
        return heard
    # Of a case saved without its text only the findings are left: they stand beside the new words, and
    # their places, which are of words that are gone, must not show any of these.
    kept = start.heard
    findings = (*(one._replace(start=0, end=0) for one in kept.findings), *heard.findings)
    persons = joined(kept.persons, heard.persons)
    return heard._replace(findings=findings, labelled=kept.labelled, persons=persons)


def _is_closed(text: str) -> bool:
    return text.rstrip()[-1:] in (".", "!", "?", ";", "")
