"""Which question comes next: only what evidence and answers leave open, and only what still matters.

A question matters while some answer to it could change the level, the units or the reports, or which
places may take the person. The same evidence and answers always lead to the same question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.assessment.conditions import holds
from triage_cli.assessment.conditions.modules import NOT_KNOWN, says_no_concern
from triage_cli.assessment.instruments import score
from triage_cli.interview.answers import shown_by
from triage_cli.response.ladder import EMERGENCY, climb, respond
from triage_cli.response.needs import needs_of

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, InstrumentResult
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Instrument, Module, Question

FIRST = frozenset({"scene_module", "person_module", "suicide_module"})
"""What opens the gates: also of a call that nothing is understood of, for nothing is ruled out there."""
GATES = "gates"
URGENT = frozenset({"safety", GATES})
"""Modules that still matter in an emergency: the rest waits until somebody asks for it."""
CALL = "call"
"""The flow that asks only what matters; any other is asked whole."""
CONCERN = "concern"
"""The module that asks what a call is about, where nothing says so."""
REFERRAL_UP_TO = 2
"""The highest level at which places are looked for before a unit is there."""


class Flow(NamedTuple):
    """What a person did besides answering, and which command asks."""

    name: str = CALL
    """call or wellness: modules of another flow are not asked."""
    opened: frozenset[str] = frozenset()
    """Modules that a person wants to be asked about whole."""
    skipped: frozenset[str] = frozenset()


PLAIN = Flow()
"""A call in which nothing was asked for or skipped."""


def open_questions(
    known: Set[str],
    answers: Mapping[str, str],
    protocol: Protocol,
    flow: Flow = PLAIN,
) -> tuple[str, ...]:
    """The questions this call opens that nothing answers yet, in the order to ask them."""
    found = [
        question
        for question in protocol.questions.values()
        if question.id not in answers and not question.covers and _is_open(question, known, protocol, flow)
    ]
    order = {module.id: place for place, module in enumerate(protocol.modules)}

    def place(question: Question) -> tuple[int, bool]:
        early = question.early is not None and holds(question.early, known)
        return order.get(question.module, len(order)), not early

    return tuple(question.id for question in sorted(found, key=place))


def _is_open(question: Question, known: Set[str], protocol: Protocol, flow: Flow) -> bool:
    module = protocol.module_of.get(question.module)
    if module is not None:
        if module.flow != flow.name or (module.optional and module.id not in flow.opened):
            return False
        if module.id == CONCERN:
            return _nothing_told(known, protocol)
    if question.when is None or holds(question.when, known):
        return True
    if question.when in FIRST and question.module == GATES and _nothing_told(known, protocol):
        return True
    # A module that a person asks for is asked whole; only what follows from another answer waits for it.
    return question.module in flow.opened and (
        question.when == question.module or question.when.endswith("_module")
    )


def _nothing_told(known: Set[str], protocol: Protocol) -> bool:
    """Nothing says what the call is about: no topic, and no rule but those of what a gate leaves open."""
    if not says_no_concern(known):
        return False
    rules = climb(known, protocol)
    return not any(rule.level and not rule.axis and rule.when not in NOT_KNOWN for rule in rules)


def next_question(now: Assessment, flow: Flow) -> Question | None:
    """The next question that matters, or is of a module that was asked for; None when enough is known."""
    protocol, known = now.protocol, now.signs | set(now.flags)
    still = [key for key in open_questions(known, now.answers, protocol, flow) if key not in flow.skipped]
    weigh = _Scales(now, known)
    whole = flow.name != CALL
    for key in still:
        question = protocol.questions[key]
        if whole or question.module in flow.opened:
            if not _is_decided(question, now):
                return _at_once(question, set(still), now, flow)
        elif weigh.matters(question):
            return _at_once(question, set(still), now, flow)
    return None


def _is_decided(question: Question, now: Assessment) -> bool:
    """It belongs to screens only, and what is left of them changes no result."""
    screens = [screen.id for screen in now.protocol.instruments if question.id in screen.items]
    results = [now.instruments[screen].result for screen in screens if screen in now.instruments]
    return bool(results) and len(results) == len(screens) and "open" not in results


def _at_once(question: Question, still: Set[str], now: Assessment, flow: Flow) -> Question:
    """The question that asks this one and others together, while all of them are open."""
    protocol, answers, known = now.protocol, now.answers, now.signs | set(now.flags)
    for other in protocol.questions.values():
        if question.id in other.covers and still >= set(other.covers):
            asked = other.id in answers or other.id in flow.skipped
            return question if asked or _one_by_one(other, known) else other
    return question


def _one_by_one(covering: Question, known: Set[str]) -> bool:
    return covering.one_by_one is not None and holds(covering.one_by_one, known)


MOST_OFFERS = 9
"""One key each."""


class Offer(NamedTuple):
    """A module that can still be asked about, though it changes no level."""

    module: Module
    questions: int


def offers(now: Assessment, flow: Flow) -> tuple[Offer, ...]:
    """What more could be asked, in the order of modules."""
    if flow.name != CALL:
        return ()
    protocol, known = now.protocol, now.signs | set(now.flags)
    found = []
    for module in protocol.modules:
        if module.flow != flow.name or module.id in flow.opened:
            continue
        if module.optional and now.response.level > module.highest_level:
            continue
        asked = flow._replace(opened=flow.opened | {module.id}) if module.optional else flow
        keys = [
            key
            for key in open_questions(known, now.answers, protocol, asked)
            if protocol.questions[key].module == module.id
            and key not in flow.skipped
            and not _is_decided(protocol.questions[key], now)
        ]
        if keys:
            found.append(Offer(module, len(keys)))
    return tuple(found[:MOST_OFFERS])


class _Scales:
    """Weighs what an answer could change: evidence only raises, so what it adds is enough to know."""

    def __init__(self, now: Assessment, known: Set[str]) -> None:
        self._now, self._known, self._protocol = now, known, now.protocol
        self._level = now.response.level
        # Flags that rules concluded open no further rules: what was judged is weighed again from its start.
        concluded = {item.flag for item in now.evidence if item.source == "combination"}
        told = {item.flag for item in now.evidence if item.counted and item.source != "combination"}
        self._said = known - (concluded - told)
        self._outcome = self._outcome_of(self._said)

    def matters(self, question: Question) -> bool:
        """Whether some answer changes level, units, reports, what to do at a gate, or the places."""
        if question.later or (self._level == EMERGENCY and question.module not in URGENT):
            return False
        if question.for_needs:
            # What is needed most decides: not every line that could help as well.
            most = self._now.needs[:1]
            return self._level <= REFERRAL_UP_TO and not set(question.for_needs).isdisjoint(most)
        if question.module == CONCERN:
            return True
        places = question.domain is None and self._level <= REFERRAL_UP_TO
        return any(self._changes(added, question.gate, places) for added in self._added(question))

    def _added(self, question: Question) -> Iterator[set[str]]:
        said: Sequence[str] = question.choices or ("yes", "no", "unknown")
        for answer in said:
            signs = set(shown_by(question, answer))
            if question.flag and answer == question.dangerous:
                signs.add(question.flag)
            if signs:
                yield signs
        yield from self._screens(question)

    def _screens(self, question: Question) -> Iterator[set[str]]:
        """A screen that this answer can still make positive, alone or with what else is left of it."""
        for screen in self._protocol.instruments:
            if question.id not in screen.items or not screen.signs:
                continue
            # A flag that a rule concluded opens the questions of a screen before the screen itself.
            result = self._now.instruments.get(screen.id) or self._scored(screen, self._now.answers)
            if result.result == "open" and (question.id in screen.any_of or self._can_add_up(screen)):
                yield {*screen.signs, *question.signs}

    def _can_add_up(self, screen: Instrument) -> bool:
        """Whether it is still open where every item that would decide alone is answered no."""
        alone = dict.fromkeys(screen.any_of, "no")
        answers = {**alone, **self._now.answers}
        return self._scored(screen, answers).result == "open"

    def _scored(self, screen: Instrument, answers: Mapping[str, str]) -> InstrumentResult:
        return score(screen, answers, self._protocol.questions)

    def _changes(self, added: Set[str], gate: bool, places: bool) -> bool:
        if self._outcome_of(self._said | added) != self._outcome:
            return True
        known = self._known | added
        if gate and self._to_do(known) != self._to_do(self._known):
            return True
        return places and set(needs_of(known, self._protocol)) != set(self._now.needs)

    def _outcome_of(self, said: Set[str]) -> tuple[int, frozenset[str], frozenset[str | None]]:
        rules = climb(said, self._protocol)
        response = respond(rules, said | {rule.flag for rule in rules if rule.flag})
        return response.level, frozenset(response.send), frozenset(rule.report for rule in rules)

    def _to_do(self, known: Set[str]) -> list[tuple[str, ...]]:
        language = "en" if "en" in self._protocol.languages else self._protocol.languages[0]
        wording = self._protocol.wording(language)
        return [advice.do_now for advice in wording.advice if advice.do_now and holds(advice.when, known)]
