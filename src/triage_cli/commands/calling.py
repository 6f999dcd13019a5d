"""A call from its description to its end: asked about, judged, shown, and kept where that is wanted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.commands import asking
from triage_cli.commands.common import answers_from
from triage_cli.commands.scoring import Asked, Using, deliver, refer_for, using
from triage_cli.errors import OutputError, TriageError, UsageError

if TYPE_CHECKING:
    from triage_cli.assessment.model import Override
    from triage_cli.commands.asking import Output
    from triage_cli.interview.interview import Interview
    from triage_cli.interview.machine import State
    from triage_cli.protocol import Protocol
    from triage_cli.render.words import Words
    from triage_cli.response.reports import Reporting


class Case(NamedTuple):
    """A call as it was asked about, in the order of the options."""

    text: str | None
    file: Path | None
    answers: tuple[str, ...]
    answers_file: Path | None
    call_type: str | None
    near: str | None
    at: str | None
    limit: int | None
    override: Override | None
    with_text: bool
    lang: str | None
    resources: Path | None
    protocol: Path | None
    save: Path | None
    save_text: bool
    resume: Path | None


def run(case: Case, output: Output) -> bool:
    """Ask, judge, show and keep; whether it was broken off."""
    from triage_cli.interview.interview import replay

    if case.save is not None:
        from triage_cli.commands.casefile import check_place

        check_place(case.save, case.resume)
    elif case.save_text:
        raise UsageError("--with-text is for what is saved", fix="Add --save FILE.")
    asked = Asked(
        "", {}, None, case.near, case.at, case.limit, case.override, case.with_text, case.lang,
        case.resources, case.protocol,
    )  # fmt: skip
    at_work = using(asked)
    interview = _begin(case, output, at_work.protocol)
    interrupted = False
    if _prompts(output) and case.text != "-":
        state = _ask(interview, output, at_work)
        interview, interrupted = state.interview, state.interrupted
    # The flow is over: everything below works on its result alone.
    interview = replay(interview.start, interview.events)
    asked = asked._replace(text=interview.heard.text, answers=interview.given, near=case.near)
    failed = _keep(case, interview, asked, at_work)
    try:
        deliver(asked, output, at_work, interview.now, unanswered=interview.unanswered)
    except (OSError, OutputError):
        from triage_cli.render.output import hush

        if not interrupted:
            raise
        # The terminal was closed: nobody reads any more, and what was to be kept is kept.
        hush(sys.stdout)
    if failed is not None:
        raise failed
    return interrupted


def _begin(case: Case, output: Output, protocol: Protocol) -> Interview:
    from triage_cli.interview.interview import begin

    questions = protocol.questions
    given = asking.answers_file(case.answers_file, questions) if case.answers_file else {}
    given.update(answers_from(case.answers))
    if case.resume is not None:
        return _resumed(case, protocol, given)
    on_terminal = _prompts(output) and case.text is None and case.file is None
    needed = not (given or case.call_type or on_terminal)
    text = "" if on_terminal else asking.description(case.text, case.file, needed=needed)
    return begin(text, protocol, call_type=case.call_type, answers=given, override=case.override)


def _resumed(case: Case, protocol: Protocol, given: dict[str, str]) -> Interview:
    from triage_cli.commands.casefile import read_case
    from triage_cli.interview.interview import Event, do
    from triage_cli.interview.record import from_record

    assert case.resume is not None  # noqa: S101 - the caller has looked
    if case.call_type:
        raise UsageError("--type belongs to a new call", fix="The saved case has its own.")
    saved = read_case(case.resume)
    interview = from_record(saved, protocol, str(case.resume), override=case.override)
    if case.text is not None or case.file is not None:
        interview = do(interview, Event("fact", "", asking.description(case.text, case.file, needed=True)))
    for key, value in asking.checked(given, protocol.questions).items():
        interview = do(interview, Event("answer", key, value))
    named = saved.get("protocol")
    digest = named.get("digest") if isinstance(named, dict) else None
    if digest is not None and digest != protocol.digest:
        from triage_cli.commands.reporting import note

        note("the case was saved under another protocol; its evidence is kept and judged by this one")
    return interview


def _prompts(output: Output) -> bool:
    """Only a person at a terminal is asked; JSON is for programs, which must never wait."""
    ends = (sys.stdin, sys.stdout)
    return output.form != "json" and all(end is not None and end.isatty() for end in ends)


def _ask(interview: Interview, output: Output, at_work: Using) -> State:
    """Through the flow, on the whole screen or line by line."""
    from triage_cli.interview.machine import letters_in, start
    from triage_cli.render.words import Words

    words = Words(at_work.protocol, at_work.lang)
    state = start(interview, letters_in(at_work.protocol.wording(at_work.lang).terms))
    if output.form == "plain" or asking.is_dumb():
        from triage_cli.commands.prompting import by_lines

        return by_lines(state, words)
    return on_screen(state, words, colour=output.colour, reporting=at_work.settings.reporting)


def on_screen(state: State, words: Words, *, colour: bool, reporting: Reporting | None = None) -> State:
    """Draw, read a key, and again until the flow is over."""
    from triage_cli.interview.machine import press
    from triage_cli.render.keyboard import Keyboard
    from triage_cli.render.live import Live

    with Live(words, colour=colour, reporting=reporting) as live, Keyboard() as keyboard:
        live.draw(state)
        while not state.finished:
            state = press(state, keyboard.read())
            live.draw(state)
    return state


def _keep(case: Case, interview: Interview, asked: Asked, at_work: Using) -> TriageError | None:
    """Save the case; what goes wrong is told after the result, which must not be lost for it."""
    if case.save is None:
        return None
    from triage_cli.commands.casefile import write_case
    from triage_cli.commands.scoring import IN_JSON
    from triage_cli.interview.record import to_record
    from triage_cli.render.document import document

    kept = case.save_text
    referrals = refer_for(asked, at_work, interview.now, IN_JSON)
    whole = document(
        interview.now, referrals.found, language=at_work.lang, with_text=kept,
        reporting=at_work.settings.reporting, unanswered=interview.unanswered,
    )  # fmt: skip
    if not kept:
        questions = at_work.protocol.questions
        whole["answers"] = {k: v for k, v in whole["answers"].items() if questions[k].kind != "text"}
    whole["case"] = to_record(interview, with_text=kept)
    try:
        write_case(case.save, whole)
    except TriageError as error:
        return error
    return None
