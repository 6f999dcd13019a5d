"""The check-in of a responder: asked and shown on the screen, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triage_cli.commands.asking import is_dumb
from triage_cli.commands.scoring import Asked, Using, directory_of, using
from triage_cli.errors import TriageError, UsageError

if TYPE_CHECKING:
    from triage_cli.commands.asking import Output
    from triage_cli.directory import Directory, Referral
    from triage_cli.interview.interview import Interview
    from triage_cli.interview.machine import State
    from triage_cli.protocol.model import Support
    from triage_cli.render.layout import Section
    from triage_cli.render.words import Words

FLOW = "wellness"
_MOST_OWN = 2
"""Places of the agency's own for each kind of support."""


def run(output: Output, *, lang: str | None, resources: Path | None, protocol: Path | None) -> bool:
    """Ask and show; whether it was broken off."""
    if not all(end is not None and end.isatty() for end in (sys.stdin, sys.stdout)):
        raise UsageError(
            "the check-in is for a person at a terminal: its answers are never written or piped",
            fix="Open a terminal of your own, and type: triage wellness",
        )
    from triage_cli.interview.interview import begin
    from triage_cli.interview.machine import letters_in, start
    from triage_cli.render.words import Words

    at_work = using(Asked("", {}, lang=lang, resources=resources, protocol=protocol))
    words = Words(at_work.protocol, at_work.lang)
    letters = letters_in(at_work.protocol.wording(at_work.lang).terms)
    state = start(begin("", at_work.protocol, flow=FLOW), letters)
    if output.form == "plain" or is_dumb():
        return _by_lines(state, words, resources, at_work)
    return _on_screen(state, words, resources, at_work, colour=output.colour)


def _by_lines(state: State, words: Words, resources: Path | None, at_work: Using) -> bool:
    from triage_cli.commands.prompting import by_lines
    from triage_cli.render.output import write
    from triage_cli.render.plain import plain_text

    write("\n".join(words.sentences("private")))
    state = by_lines(state, words)
    write(plain_text(_sections(state.interview, words, resources, at_work)))
    return state.interrupted


def _on_screen(state: State, words: Words, resources: Path | None, at_work: Using, *, colour: bool) -> bool:
    """The flow, then what is offered, page by page; on leaving the screen is as it was before."""
    from triage_cli.interview.machine import press
    from triage_cli.render.keyboard import Keyboard
    from triage_cli.render.live import Live

    with Live(words, colour=colour) as live, Keyboard() as keyboard:
        live.draw(state)
        while not state.finished:
            state = press(state, keyboard.read())
            live.draw(state)
        if state.interrupted:
            return True
        sections = _sections(state.interview, words, resources, at_work)
        page = 0
        while True:
            pages = live.pages(sections)
            page = min(page, len(pages) - 1)
            more = words("ui_page_more") if page < len(pages) - 1 else words("ui_page_last")
            live.show(f"{pages[page]}\r\n{more}")
            key = keyboard.read()
            if key.name in ("interrupt", "hangup", "end") or key.text.lower() == "q":
                return False
            if state.letters.get(key.text.lower()) == "back" and page > 0:
                page -= 1
            elif key.name == "enter" or key.text == " ":
                if page == len(pages) - 1:
                    return False
                page += 1


def _sections(interview: Interview, words: Words, resources: Path | None, at_work: Using) -> list[Section]:
    from triage_cli.render.support import support_sections
    from triage_cli.response.wellness import offered

    now = interview.now
    positive = {name for name, found in now.instruments.items() if found.result == "positive"}
    chosen = offered(now.signs | set(now.flags), positive, at_work.protocol)
    return support_sections(chosen, words, _places(chosen, resources, at_work))


def _places(
    chosen: Sequence[Support], resources: Path | None, at_work: Using
) -> Mapping[str, Sequence[Referral]]:
    """Lines by their name, and the agency's own places; without a directory the sentences stand alone."""
    try:
        directory = directory_of(resources, at_work.settings, at_work.lang)
    except TriageError:
        return {}
    return {one.id: [*_named(directory, one), *_own(directory, one)] for one in chosen}


def _named(directory: Directory, one: Support) -> list[Referral]:
    from triage_cli.directory.eligibility import Person

    found = (directory.named(slug, person=Person(responder=True)) for slug in one.places)
    return [place for place in found if place is not None]


def _own(directory: Directory, one: Support) -> list[Referral]:
    from triage_cli.directory.eligibility import Person

    found: list[Referral] = []
    for kind in one.kinds:
        places = directory.find(kind=kind, person=Person(responder=True), limit=10)
        found += [place for place in places if (own := directory.get(place.id)) and not own.national]
    return list({place.id: place for place in found}.values())[:_MOST_OWN]
