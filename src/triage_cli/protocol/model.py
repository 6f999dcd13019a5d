"""The protocol as typed data: what the files of `protocol/data/` say, field for field.

NamedTuples rather than dataclasses: thousands are made from the cache at every start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

Row = TypeVar("Row", bound=tuple[Any, ...])
"""Any of the kinds of rows below."""


class Cue(NamedTuple):
    """One idea that a text can express, with all the ways to say it."""

    id: str
    why: str
    """What the output says about it: short, about what was said, never about what the person is."""
    domain: str | None = None
    band: str | None = None
    flag: str | None = None
    signs: tuple[str, ...] = ()
    """What it tells the ladder; names from `signs.toml`."""
    answers: str | None = None
    """The question it answers: `weapon` for yes and, denied, no; `weapon=yes` where a denial leaves it open;
    `breathing=no` where another answer is meant."""
    barrier: str | None = None
    live: bool = False
    """Still counts in full when it is past (strangulation, a threat)."""
    threat: bool = False
    """An "if" before it does not make it a hypothesis."""
    look_alike: bool = False
    """Sounds like a cue and is none; what it covers counts nothing."""
    terms: tuple[str, ...] = ()
    topic: str = ""
    source: str = ""
    notes: str = ""


class CallType(NamedTuple):
    """What coded call types of one kind say: a cue that is looked for in call types only."""

    id: str
    why: str
    domain: str | None = None
    band: str | None = None
    flag: str | None = None
    signs: tuple[str, ...] = ()
    answers: str | None = None
    live: bool = False
    look_alike: bool = False
    only: bool = False
    """What its words would say in a description does not count: the call type alone says what they mean."""
    codes: tuple[str, ...] = ()
    """Dispatch cards: "25" any determinant with its level, "25*" also without, "12D", "25D02", "23+I"."""
    set: str = ""
    """Counts only where an agency uses the set of this name; codes that each agency gives its own meaning."""
    terms: tuple[str, ...] = ()
    topic: str = ""
    source: str = ""
    notes: str = ""


class Trigger(NamedTuple):
    """Words that change how the cues near them are meant."""

    id: str
    kind: str
    """negated, possible, historical, hypothetical, other, unknown; stop (ends a scope), pseudo (looks like
    a trigger and is none), correction (what follows replaces what was said before), contradiction (someone
    says otherwise: what was denied just before counts)."""
    direction: str = "forward"
    """Where the cues stand that it speaks of: forward, backward, both; answer = a question before it."""
    reach: int = 8
    """How many words away the first of them may be."""
    statement: bool = False
    """The words report a statement, so a subject may follow ("denies he is …"); a stop is one."""
    after_cue: bool = False
    """A stop only once the first cue has been named."""
    lists: bool = True
    """A list may begin before its first cue ("no fever, chills"); "not", of a verb, begins none."""
    closed: bool = False
    """An answer that is one wherever it stands ("weapons: none")."""
    terms: tuple[str, ...] = ()
    notes: str = ""


YES_NO = ("yes", "no", "unknown")
REFUSED = "refused"


class Module(NamedTuple):
    """Questions about one thing; the order of modules is the order of asking."""

    id: str
    name: Mapping[str, str]
    """By language."""
    flow: str = "call"
    """The command that asks them: call or wellness."""
    optional: bool = False
    """Asked only where a person wants to."""
    highest_level: int = 4
    """An optional module is offered up to this level."""


class Question(NamedTuple):
    """One question of the guided flow: how it is asked, and what each answer shows."""

    id: str
    module: str
    source: str
    ask: Mapping[str, str] = {}
    """The wording, by language."""
    reason: Mapping[str, str] = {}
    """Why it is asked, by language."""
    kind: str = "yes_no"
    """yes_no, choice (one), several (any number of the choices), number or text."""
    choices: tuple[str, ...] = ()
    labels: Mapping[str, Sequence[str]] = {}
    """The choices as shown, by language."""
    range: tuple[int, int] | None = None
    """The least and the most that a number may be."""
    born: bool = False
    """The number is an age in years, and a date of birth says it as well."""
    dangerous: str | None = None
    """The answer that raises risk; None where no answer does."""
    gate: bool = False
    """A life-threat gate: `unknown` counts towards the dangerous answer."""
    covers: tuple[str, ...] = ()
    """Questions that this one asks at once: its safe answer and `unknown` answer each of them."""
    early: str | None = None
    """Where this holds, it comes before the others of its module."""
    one_by_one: str | None = None
    """Where this holds, the questions that it covers are asked one by one."""
    refusable: bool = False
    """`refused` is an answer of its own: a published screen counts it."""
    when: str | None = None
    """The sign, flag or named condition that opens it; None for always."""
    for_needs: tuple[str, ...] = ()
    """Asked where one of these kinds of places is needed most: the answer decides who may go there."""
    said: bool = False
    """The words of the answer are read like a description."""
    later: bool = False
    """Asked on request only: what comes before it settles who goes, as a rule."""
    domain: str | None = None
    band: str | None = None
    flag: str | None = None
    signs: tuple[str, ...] = ()
    """What the dangerous answer shows."""
    unknown_signs: tuple[str, ...] = ()
    """What `unknown` shows, for a gate."""
    adds: Mapping[str, Sequence[str]] = {}
    """What any other answer shows: signs by answer."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The words that answer it; none for numbers and text, which are not words of a list."""
        if self.kind == "yes_no":
            return (*YES_NO, REFUSED) if self.refusable else YES_NO
        return self.choices


class Rule(NamedTuple):
    """One step of the response ladder."""

    id: str
    when: str
    """A sign, a flag or a named condition."""
    level: int
    source: str
    send: tuple[str, ...] = ()
    domain: str | None = None
    band: str | None = None
    flag: str | None = None
    """A combination that is evidence of its own names its domain and band, or a flag."""
    report: str | None = None
    """The mandated-report note it calls for: child or adult."""
    axis: bool = False
    """Adds its units at any level (EMS, protection, veteran line) without setting the level's own units."""


class Need(NamedTuple):
    """What a person with a sign or flag needs, most helpful first."""

    when: str
    needs: tuple[str, ...]
    source: str = ""


class Report(NamedTuple):
    """When and to whom a mandated reporter reports in one state."""

    id: str
    """The state and whom it is about: `CA.child`."""
    call: Mapping[str, str]
    """When to call, by language."""
    to: Mapping[str, str]
    """Who takes the report, by language."""
    written: int | str
    """Hours until the written report is due; "none", or "on request"."""
    source: str
    """The law, and the address where it was read."""
    seen: str
    """The day on which it was last read."""
    hotline: str | None = None
    counted: str = "call"
    """What the hours count from: the call, or when it was known."""
    working_days: bool = False
    """Weekends and holidays do not count."""


class Support(NamedTuple):
    """One thing that a responder is offered after the questions of wellness; its sentences are wording."""

    id: str
    source: str
    when: str | None = None
    """The sign, flag or named condition that shows it; None for always."""
    screen: str | None = None
    """The published screen that shows it when positive."""
    places: tuple[str, ...] = ()
    """Entries of the directory, shown with name and number: no number stands in a sentence."""
    kinds: tuple[str, ...] = ()
    """Kinds of places that the agency's own directory may know."""


class Instrument(NamedTuple):
    """A published screen: which answers count and when it is positive."""

    id: str
    name: str
    items: tuple[str, ...]
    """Ids of the questions it asks, in order."""
    any_of: tuple[str, ...]
    """One yes among these is enough."""
    count_of: tuple[str, ...]
    """Or as many yes among these as `at_least`."""
    at_least: int
    """Points of `count_of` together: 1 for a yes, the place of a choice (from 0), or the number itself."""
    domain: str | None
    band: str | None
    """What a positive result supports."""
    signs: tuple[str, ...]
    citation: str
    licence: str
    when: str | None = None
    """The named condition in which it is shown; None for always, or on request where its module is so."""
    at_least_men: int | None = None
    """Where the published cut-off is higher for men; for everybody else, and unknown, the lower one holds."""
    only_after: str | None = None
    """The item without whose yes (or points) the screen is negative."""
    not_alone: str | None = None
    """The item whose points by themselves make no positive screen."""
    acute: str | None = None
    """The item that tells how acute a positive screen is."""


class Advice(NamedTuple):
    """What to do and say now in a situation, in one language."""

    when: str
    do_now: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    """What not to say: it raises fear, shame or anger."""


class Wording(NamedTuple):
    """Every sentence of the output in one language."""

    reasons: Mapping[str, str]
    """By ladder rule."""
    combinations: Mapping[str, str]
    reports: Mapping[str, str]
    """The note on mandated reports, and what it is made of where the state is known."""
    terms: Mapping[str, str]
    """Names of units, domains, bands, flags, needs and headings as shown."""
    wellness: Mapping[str, Sequence[str]]
    """Sentences for responders, by what is offered (`Support`)."""
    advice: tuple[Advice, ...]


class Case(NamedTuple):
    """A text with the judgement that the protocol must reach."""

    id: str
    text: str
    why: str
    level: tuple[int, int] = (0, 4)
    domains: tuple[str, ...] = ()
    domains_optional: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    flags_not: tuple[str, ...] = ()
    send_any: tuple[str, ...] = ()
    send_not: tuple[str, ...] = ()
    answers: Mapping[str, str] = {}
    call_type: str | None = None
    assertions: Mapping[str, str] = {}
    """Part of a quote -> the assertion that the evidence with this quote must have."""
    known_miss: str = ""
    """Why the protocol does not reach it yet; the case stays, and says so when it passes."""
