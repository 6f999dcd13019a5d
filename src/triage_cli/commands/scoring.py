"""From the question to what is shown: the assessment at once, the referrals as soon as they are there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.commands.asking import answers_file
from triage_cli.commands.common import own_call_types, protocol_from
from triage_cli.errors import TriageError
from triage_cli.settings import Settings, load_settings

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Override
    from triage_cli.commands.asking import Output
    from triage_cli.directory import Directory, Referral
    from triage_cli.protocol import Protocol

ON_SCREEN = 3
"""Referrals on a screen, a page or a phone; more push the level out of sight."""
IN_JSON = 5


class Asked(NamedTuple):
    """A call as it was asked about."""

    text: str
    answers: Mapping[str, str]
    call_type: str | None = None
    near: str | None = None
    at: str | None = None
    limit: int | None = None
    override: Override | None = None
    with_text: bool = True
    lang: str | None = None
    resources: Path | None = None
    protocol: Path | None = None
    answers_file: Path | None = None


class Referrals(NamedTuple):
    """What the directory gave, or why it gave nothing: a live call still gets its level."""

    found: Sequence[Referral] = ()
    error: TriageError | None = None


class Using(NamedTuple):
    """What a call is judged and shown with."""

    settings: Settings
    protocol: Protocol
    lang: str


def using(asked: Asked) -> Using:
    """The agency's settings, its protocol and its language."""
    settings = load_settings()
    protocol = protocol_from(protocol_folder(asked.protocol, settings), own_call_types(settings))
    lang = language(asked.lang, settings)
    protocol.wording(lang)
    return Using(settings, protocol, lang)


def run(asked: Asked, output: Output) -> int:
    """Judge the call and show it; the level. What went wrong in the directory is raised at the end."""
    from triage_cli.assessment.assess import assess

    at_work = using(asked)
    answers = asked.answers
    if asked.answers_file is not None:
        answers = {**answers_file(asked.answers_file, at_work.protocol.questions), **answers}
    result = assess(
        asked.text,
        protocol=at_work.protocol,
        answers=answers,
        call_type=asked.call_type,
        override=asked.override,
    )
    deliver(asked, output, at_work, result)
    return result.response.level


def deliver(
    asked: Asked,
    output: Output,
    at_work: Using,
    result: Assessment,
    *,
    unanswered: Sequence[str] | None = None,
) -> None:
    """Show the result in the form asked for; `unanswered` where a flow knows better what is open."""
    settings, _, lang = at_work
    if output.form in ("text", "plain"):
        from triage_cli.commands.showing import show

        referrals = show(asked, output, settings, lang, result)
    else:
        referrals = refer_for(asked, at_work, result, IN_JSON if output.form == "json" else ON_SCREEN)
        _write_whole(asked, output, at_work, result, referrals.found, unanswered)
    if referrals.error is not None:
        raise referrals.error


def refer_for(asked: Asked, at_work: Using, result: Assessment, limit: int) -> Referrals:
    """`refer`, with what the call is judged with."""
    return refer(asked, at_work.settings, at_work.lang, result, limit)


def refer(asked: Asked, settings: Settings, lang: str, result: Assessment, limit: int) -> Referrals:
    """The referrals, or the error that stood in their way."""
    try:
        directory = directory_of(asked.resources, settings, lang)
        limit = asked.limit if asked.limit is not None else limit
        return Referrals(directory.refer(result, near=asked.near, at=asked.at, limit=limit))
    except TriageError as error:
        return Referrals(error=error)


def directory_of(option: Path | None, settings: Settings, lang: str) -> Directory:
    """The directory in use, with the agency's own zone and ages of data."""
    from triage_cli.directory.book import Directory

    return Directory.load(
        option, lang=lang, settings=settings.resources, timezone=settings.timezone,
        stale_after_days=settings.stale_after_days, max_age_hours=settings.max_age_hours,
    )  # fmt: skip


def protocol_folder(option: Path | None, settings: Settings) -> Path | None:
    """The option; None where the variable or the shipped one is meant; else that of the settings."""
    if option is not None or os.environ.get("TRIAGE_PROTOCOL") or settings.protocol is None:
        return option
    return Path(settings.protocol)


def language(option: str | None, settings: Settings) -> str:
    """Option, variable TRIAGE_LANG, settings, English."""
    return option or os.environ.get("TRIAGE_LANG") or settings.language or "en"


def _write_whole(
    asked: Asked,
    output: Output,
    at_work: Using,
    result: Assessment,
    found: Sequence[Referral],
    unanswered: Sequence[str] | None,
) -> None:
    from triage_cli.render.output import write, write_json

    settings, _, lang = at_work
    if output.form == "json":
        from triage_cli.render.document import document

        write_json(
            document(
                result, found, language=lang, with_text=asked.with_text, reporting=settings.reporting,
                unanswered=unanswered,
            )
        )  # fmt: skip
        return
    from triage_cli.render.handoff import Handoff, print_text, sms_text
    from triage_cli.render.words import Words

    handoff = Handoff(result, found, Words(result.protocol, lang), discreet=output.discreet,
                      with_text=asked.with_text, agency=settings.agency,
                      reporting=settings.reporting, at=asked.at)  # fmt: skip
    write(sms_text(handoff) if output.form == "sms" else print_text(handoff))
