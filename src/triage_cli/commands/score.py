"""`triage score`: rate a call and say whom to send, without questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from triage_cli.commands import asking

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(help="Rate a call and say whom to send, without questions.\n\nAn argument shows in shell history and process lists: for real calls use - and a pipe.")
def score(
    text: Annotated[str | None, typer.Argument(help="What was said; - reads standard input.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the description from a file.")] = None,
    answer: Annotated[list[str] | None, typer.Option("-a", "--answer", metavar="KEY=VALUE", help="An answer that is known; repeat it for more.")] = None,
    answers: Annotated[Path | None, typer.Option(metavar="FILE", help="Answers from a TOML file, one KEY = VALUE a line.")] = None,
    call_type: Annotated[str | None, typer.Option("--type", metavar="LABEL", help="The coded call type.")] = None,
    near: Annotated[str | None, typer.Option(metavar="PLACE", help="Where the person is: ZIP, City, ST or lat,lon.")] = None,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="The moment to judge opening hours by, ISO 8601; else now.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", help="Referrals at most: 3 on screen, 5 in JSON.", show_default=False)] = None,
    override: Annotated[str | None, typer.Option(metavar="LEVEL", help="Set the level yourself, 0 to 4; needs --reason.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why the level is set.")] = None,
    form: Annotated[str | None, typer.Option("--format", metavar="FORM", help="text, plain, json, sms or print.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON for other programs.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="One fact a line, for screen readers; a pipe gets it anyway.")] = False,
    discreet: Annotated[bool, typer.Option("--discreet", help="With sms or print: no names of places, no words of violence.")] = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out what the caller said.")] = False,
    lang: Annotated[str | None, typer.Option(metavar="en|es", help="Language of the output.")] = None,
    resources: Annotated[Path | None, typer.Option(metavar="FILE|FOLDER", help="The directory; else TRIAGE_RESOURCES.")] = None,
    protocol: Annotated[Path | None, typer.Option(metavar="FOLDER", help="The protocol; else TRIAGE_PROTOCOL.")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.")] = False,
    fail_at: Annotated[str | None, typer.Option(metavar="LEVEL", help="Exit with 10 where this level is reached.")] = None,
) -> None:
    from triage_cli.commands.scoring import Asked, run

    output = asking.output_of(form, as_json=as_json, plain=plain, colour=not no_color, discreet=discreet)
    level = run(
        Asked(
            text=asking.description(text, file, needed=not (answer or answers or call_type)),
            answers=asking.all_answers(answer or (), answers),
            call_type=call_type,
            near=near,
            at=at,
            limit=asking.count(limit),
            override=asking.override_of(override, reason),
            with_text=not no_text,
            lang=lang,
            resources=resources,
            protocol=protocol,
        ),
        output,
    )
    if fail_at is not None and level >= asking.level_of(fail_at, "--fail-at"):
        raise typer.Exit(10)
