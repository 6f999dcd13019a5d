"""A call on the screen or in a pipe: the level first, before the directory is even opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triage_cli.commands.scoring import ON_SCREEN, Asked, Referrals, refer
from triage_cli.render.clean import visible
from triage_cli.render.layout import Section, row
from triage_cli.render.output import write
from triage_cli.render.plain import plain_text
from triage_cli.render.referrals import referral_sections
from triage_cli.render.screen import assessment_sections, headline
from triage_cli.render.words import Words

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment
    from triage_cli.commands.asking import Output
    from triage_cli.directory import Referral
    from triage_cli.settings import Settings


def show(asked: Asked, output: Output, settings: Settings, lang: str, result: Assessment) -> Referrals:
    """Print the assessment, then the referrals; gives them back for their error."""
    words = Words(result.protocol, lang)
    screen = assessment_sections(result, words, with_text=asked.with_text, reporting=settings.reporting)
    if output.form == "plain":
        write(plain_text(screen, words("ui_of_100")) + "\n")
        referrals = refer(asked, settings, lang, result, ON_SCREEN)
        write(plain_text(_below(referrals, words, asked, result), words("ui_of_100")))
        return referrals
    from triage_cli.render.terminal import Terminal

    terminal = Terminal(colour=output.colour)
    terminal.draw(screen)
    referrals = refer(asked, settings, lang, result, ON_SCREEN)
    terminal.draw(_below(referrals, words, asked, result))
    if terminal.lines >= terminal.height:
        # The first line has left the screen: it is said again where the eye is.
        terminal.draw([Section([headline(result, words)])])
    return referrals


def _below(referrals: Referrals, words: Words, asked: Asked, result: Assessment) -> list[Section]:
    closing = Section([row("", words("ui_safety"), "dim")])
    if referrals.error is not None:
        return [Section([row("", words("ui_directory_failed"), "warn")]), closing]
    if not referrals.found:
        missing = bool(result.needs) and asked.limit != 0
        return [*([Section([row("", words("ui_no_referrals"))])] if missing else []), closing]
    return [*_titled(referrals.found, words, asked), closing]


def _titled(found: Sequence[Referral], words: Words, asked: Asked) -> list[Section]:
    title = words("ui_referrals") + (f" {words('ui_near')} {visible(asked.near)}" if asked.near else "")
    return referral_sections(found, words, title=title, at=asked.at)
