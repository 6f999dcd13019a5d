"""`triage protocol`: show, explain, check and test what the tool judges by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from triage_cli.commands.common import call_text, protocol_from
from triage_cli.errors import DataError, Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Show, explain, check and test the protocol.",
)

ProtocolOption = Annotated[
    Path | None,
    typer.Option("--protocol", help="Folder of the protocol; else TRIAGE_PROTOCOL, else the shipped one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON for other programs.")]


@app.command()
def explain(
    text: Annotated[str | None, typer.Argument(help="What was said; - reads standard input.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the description from a file.")] = None,
    call_type: Annotated[str | None, typer.Option("--type", help="The coded call type.")] = None,
    protocol: ProtocolOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every cue found in a text, how it was meant and why, and which rules hold."""
    from triage_cli.assessment.assess import assess
    from triage_cli.render.explain import explain_json, explain_text
    from triage_cli.render.output import write

    result = assess(call_text(text, file), protocol=protocol_from(protocol), call_type=call_type)
    write(explain_json(result) if as_json else explain_text(result))


@app.command()
def check(protocol: ProtocolOption = None, as_json: JsonOption = False) -> None:
    """Read every file of the protocol and report every mistake with its place."""
    import os

    from triage_cli.protocol import SHIPPED
    from triage_cli.protocol.protocol import compile_folder
    from triage_cli.protocol.source import read_cases
    from triage_cli.render.output import write, write_json

    folder = protocol or Path(os.environ.get("TRIAGE_PROTOCOL") or SHIPPED)
    problems: list[Problem] = []
    compiled = compile_folder(folder, problems)
    cases = read_cases(folder / "cases", problems)
    if as_json:
        write_json({"problems": [problem._asdict() for problem in problems]})
        raise typer.Exit(DataError.exit_code if problems else 0)
    if problems:
        raise DataError(problems, title=f"{len(problems)} mistake(s) in the protocol:")
    phrases = sum(map(len, compiled["phrases"].values()))
    counts = f"{len(compiled['cues'])} cues, {phrases} phrases, {len(compiled['rules'])} rules"
    write(f"The protocol is right: {counts}, {len(cases)} cases.")


@app.command()
def test(
    protocol: ProtocolOption = None,
    cases: Annotated[
        Path | None,
        typer.Option(help="A folder of case files, or one .jsonl file; else those of the protocol."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run every case of the protocol and list those that are judged otherwise."""
    import os

    from triage_cli.protocol import SHIPPED
    from triage_cli.protocol.cases import load_cases, run_cases
    from triage_cli.render.cases import cases_text
    from triage_cli.render.output import write, write_json

    folder = protocol or Path(os.environ.get("TRIAGE_PROTOCOL") or SHIPPED)
    results = run_cases(load_cases(cases or folder / "cases"), protocol_from(protocol))
    if as_json:
        write_json(
            {
                "cases": len(results),
                "failed": [{"id": r.case.id, "wrong": list(r.wrong)} for r in results if r.failed],
                "known_misses": [r.case.id for r in results if r.wrong and not r.failed],
            }
        )
    else:
        write(cases_text(results))
    if any(result.failed for result in results):
        raise typer.Exit(DataError.exit_code)


@app.command()
def show(
    what: Annotated[
        str | None,
        typer.Argument(
            help="A cue, rule, question or instrument; a topic; or: cues, ladder, questions, needs."
        ),
    ] = None,
    protocol: ProtocolOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the protocol says, with sources."""
    import os

    from triage_cli.protocol import SHIPPED
    from triage_cli.protocol.source import read_source
    from triage_cli.render.output import write, write_json
    from triage_cli.render.show import show_data, show_text

    folder = protocol or Path(os.environ.get("TRIAGE_PROTOCOL") or SHIPPED)
    problems: list[Problem] = []
    source = read_source(folder, problems)
    if problems:
        raise DataError(problems, title=f"{len(problems)} mistake(s) in the protocol:")
    found = show_data(source, what)
    if as_json:
        write_json(found)
    else:
        write(show_text(found))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to put the copy; it must not exist or be empty.")],
) -> None:
    """Copy the shipped protocol into a folder of your own, to change it."""
    from triage_cli.protocol.copying import copy_shipped
    from triage_cli.render.output import write

    copy_shipped(folder)
    write(f"Your protocol is in {folder}. Use it with: --protocol {folder}, or TRIAGE_PROTOCOL.")
    write(f"After a change: triage protocol check --protocol {folder}")
