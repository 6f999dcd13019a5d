"""`triage find`: search the directory of resources."""

from typing import Annotated

import typer

from triage_cli.commands import asking, options

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Query = Annotated[
    str | None, typer.Argument(help="A name or a service; typing errors are forgiven.", show_default=False)
]
Need = Annotated[str | None, typer.Option(metavar="KIND", help="What the person needs: shelter, detox …")]
Kind = Annotated[str | None, typer.Option(metavar="KIND", help="What the place is; the same words.")]
Within = Annotated[str | None, typer.Option(metavar="10mi|16km", help="No farther than this; needs --near.")]
Age = Annotated[int | None, typer.Option(metavar="YEARS", help="Age of the person.")]
Gender = Annotated[str | None, typer.Option(metavar="WORD", help="women, men, trans or nonbinary.")]
Veteran = Annotated[
    bool | None, typer.Option("--veteran/--no-veteran", help="A veteran.", show_default=False)
]
Children = Annotated[
    bool | None, typer.Option("--children/--no-children", help="Children are along.", show_default=False)
]
Pets = Annotated[
    bool | None, typer.Option("--pets/--no-pets", help="An animal is along.", show_default=False)
]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Language of the person: es, or Spanish.")]
Insurance = Annotated[
    str | None, typer.Option(metavar="WORD", help="none uninsured medicaid medicare private va tribal.")
]
OpenNow = Annotated[bool, typer.Option("--open-now", help="Leave out what is closed; unknown hours stay.")]
Form = Annotated[str | None, typer.Option("--format", metavar="FORM", help="text, plain or json.")]
Limit = Annotated[int, typer.Option(metavar="N", help="At most this many.")]


@app.command()
def find(
    query: Query = None,
    need: Need = None,
    kind: Kind = None,
    near: options.Near = None,
    within: Within = None,
    age: Age = None,
    gender: Gender = None,
    veteran: Veteran = None,
    children: Children = None,
    pets: Pets = None,
    language: Language = None,
    insurance: Insurance = None,
    open_now: OpenNow = False,
    at: options.At = None,
    limit: Limit = 10,
    form: Form = None,
    as_json: options.AsJson = False,
    plain: options.Plain = False,
    lang: options.Lang = None,
    resources: options.Resources = None,
    protocol: options.Protocol = None,
    no_color: options.NoColor = False,
) -> None:
    """Search the directory of resources. Without QUERY and filters it lists what is near."""
    from triage_cli.commands.finding import Asked, run

    output = asking.output_of(form, as_json=as_json, plain=plain, colour=not no_color)
    asked = Asked(
        query, need, kind, near, within, age, gender, veteran, children, pets, language, insurance, open_now,
        at, asking.count(limit) or 0,
    )  # fmt: skip
    run(asked, output, lang=lang, resources=resources, protocol=protocol)
