"""What an assessment says: frozen data, no judgement and no printing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Rule
    from triage_cli.response.reports import Reporting


class Evidence(NamedTuple):
    """One thing that was said, answered or concluded."""

    id: str
    """The protocol rule behind it; the same wherever that rule fires."""
    source: str
    """text, answer, call_type, instrument or combination."""
    domain: str | None
    flag: str | None
    band: str | None
    assertion: str
    counted: bool
    quote: str | None
    """The words, for text only."""
    start: int | None
    end: int | None
    """Code points of the text as given."""
    why: str
    because: str | None = None
    """The words that made it negated, past, hypothetical …, or why it was not counted."""
    signs: tuple[str, ...] = ()

    def to_dict(self, *, with_text: bool = True) -> dict[str, Any]:
        """The contract's JSON; `with_text=False` leaves out the quote."""
        data: dict[str, Any] = {
            "id": self.id, "source": self.source, "domain": self.domain, "flag": self.flag, "band": self.band,
            "assertion": self.assertion, "counted": self.counted,
        }  # fmt: skip
        if with_text:
            data["quote"] = self.quote
        return {**data, "start": self.start, "end": self.end, "why": self.why}


class Score(NamedTuple):
    """Risk in one domain: 0 to 100, and its band."""

    score: int
    band: str


class InstrumentResult(NamedTuple):
    """A screen with the answers so far."""

    result: str
    """positive, negative or open."""
    by: tuple[str, ...]
    """The items that made it positive."""
    complete: bool
    """Every item is answered."""
    score: int | None = None
    """The points so far; None where the screen has none."""
    acute: str | None = None
    """yes, no or open; None where the screen does not ask it or is not positive."""

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON; points and acuteness only where there are any."""
        data: dict[str, Any] = {"result": self.result, "by": list(self.by), "complete": self.complete}
        if self.score is not None:
            data["score"] = self.score
        if self.acute is not None:
            data["acute"] = self.acute
        return data


@dataclass(frozen=True, slots=True)
class Override:
    """A person set another level than the protocol's."""

    from_level: int
    to_level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Response:
    """How urgent it is and whom to send."""

    level: int
    """0 none to 4 emergency."""
    send: tuple[str, ...]
    """Units, most important first."""
    rules: tuple[Rule, ...]
    """The ladder rules that hold, most urgent first."""
    barred: tuple[str, ...] = ()
    """Units that were wanted and may not go, because of a weapon or violence, known or unknown."""
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A call as judged: what was found, how grave, whom to send, what is needed next."""

    protocol: Protocol
    text: str
    call_type: str | None
    evidence: tuple[Evidence, ...]
    scores: Mapping[str, Score]
    """By domain, in the order of `vocabulary.DOMAINS`."""
    flags: tuple[str, ...]
    signs: frozenset[str]
    instruments: Mapping[str, InstrumentResult]
    response: Response
    needs: tuple[str, ...]
    barriers: tuple[str, ...]
    answers: Mapping[str, str]
    """What is known for each question, by answer or from the text; an answer wins."""
    age: int | None = None
    """Of the person in need, in years, where it is said."""
    said_gender: str | None = None
    """women or men, where an answer or the words of an age say so."""
    named_gender: str | None = None
    """women or men, the only one named in words that were not kept."""

    @property
    def gender(self) -> str | None:
        """As answered, said with an age, or the only one named; for who may be taken in, never for risk."""
        from triage_cli.narrative.persons import gender_named

        return self.said_gender or self.named_gender or gender_named(self.text)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Open questions, in the order to ask them."""
        from triage_cli.interview.flow import open_questions

        known = self.signs | set(self.flags)
        return open_questions(known, self.answers, self.protocol) if known else ()

    @property
    def explained(self) -> tuple[Evidence, ...]:
        """The evidence for those who ask why: weak signs that joined nothing do not count."""
        from triage_cli.assessment.support import explained

        return explained(self)

    def to_dict(
        self, *, language: str = "en", with_text: bool = True, reporting: Reporting | None = None
    ) -> dict[str, Any]:
        """The contract's JSON, without referrals; `reporting` is what an agency adds to a report note."""
        from triage_cli.response.advice import advise

        response, protocol = self.response, self.protocol
        advice = advise(self, language, reporting)
        override = response.override
        data: dict[str, Any] = {
            "schema": "triage.assessment/1",
            "protocol": {"name": protocol.name, "version": protocol.version, "digest": protocol.digest},
        }
        if with_text:
            data["text"] = self.text
        return {
            **data,
            "scores": {domain: score._asdict() for domain, score in self.scores.items()},
            "flags": list(self.flags),
            "evidence": [item.to_dict(with_text=with_text) for item in self.explained],
            "instruments": {name: found.to_dict() for name, found in self.instruments.items()},
            "response": {
                "level": response.level,
                "name": advice.name,
                "send": list(response.send),
                "teams": [],
                "within_minutes": advice.within_minutes,
                "reasons": list(advice.reasons),
                "do_now": list(advice.do_now),
                "say": list(advice.say),
                "avoid": list(advice.avoid),
                "report": list(advice.report),
                "override": override
                and {"from": override.from_level, "to": override.to_level, "reason": override.reason},
            },
            "needs": list(self.needs),
            "barriers": list(self.barriers),
            "unanswered": list(self.unanswered),
            "answers": dict(self.answers),
        }
