"""`triage find`: search the directory of resources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(help="Search the directory of resources. Without QUERY and filters it lists what is near.")
def find(
    query: Annotated[str | None, typer.Argument(help="Words: a name, a service; typing errors are forgiven.", show_default=False)] = None,
    need: Annotated[str | None, typer.Option(metavar="KIND", help="What the person needs: shelter, detox …")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="What the place is; the same words.")] = None,
    near: Annotated[str | None, typer.Option(metavar="PLACE", help="ZIP, City, ST or lat,lon.")] = None,
    within: Annotated[str | None, typer.Option(metavar="10mi|16km", help="No farther than this; needs --near.")] = None,
    age: Annotated[int | None, typer.Option(metavar="YEARS", help="Age of the person.")] = None,
    gender: Annotated[str | None, typer.Option(help="women, men, trans or nonbinary.")] = None,
    veteran: Annotated[bool | None, typer.Option("--veteran/--no-veteran", help="The person is a veteran.", show_default=False)] = None,
    children: Annotated[bool | None, typer.Option("--children/--no-children", help="Children are along.", show_default=False)] = None,
    pets: Annotated[bool | None, typer.Option("--pets/--no-pets", help="An animal is along.", show_default=False)] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language the person speaks: es, or Spanish.")] = None,
    insurance: Annotated[str | None, typer.Option(help="none, uninsured, medicaid, medicare, private, va or tribal.")] = None,
    open_now: Annotated[bool, typer.Option("--open-now", help="Leave out what is closed; unknown hours stay.")] = False,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="Another moment than now, ISO 8601.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", help="At most this many.")] = 10,
    form: Annotated[str | None, typer.Option("--format", metavar="FORM", help="text, plain or json.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON for other programs.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="For screen readers; a pipe gets it anyway.")] = False,
    lang: Annotated[str | None, typer.Option(metavar="en|es", help="Language of the output.")] = None,
    resources: Annotated[Path | None, typer.Option(metavar="FILE|FOLDER", help="The directory; else TRIAGE_RESOURCES.")] = None,
    protocol: Annotated[Path | None, typer.Option(metavar="FOLDER", help="The protocol, for its wording; else TRIAGE_PROTOCOL.")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.")] = False,
) -> None:
    from triage_cli.commands import asking
    from triage_cli.commands.finding import Asked, run

    output = asking.output_of(form, as_json=as_json, plain=plain, colour=not no_color)
    asking.count(limit)
    run(
        Asked(query, need, kind, near, within, age, gender, veteran, children, pets, language, insurance, open_now, at, limit),
        output, lang=lang, resources=resources, protocol=protocol,
    )  # fmt: skip
