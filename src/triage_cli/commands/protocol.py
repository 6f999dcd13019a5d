"""`triage protocol`: show, explain, check, test, compare and audit what the tool judges by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from triage_cli.commands import asking, options
from triage_cli.commands.common import own_call_types, protocol_from
from triage_cli.commands.reporting import show as show_result
from triage_cli.errors import DataError, Problem, UsageError, nearest

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Show, explain, check, test, compare and audit the protocol.",
)

ProtocolOption = Annotated[
    Path | None,
    typer.Option("--protocol", help="Folder of the protocol; else TRIAGE_PROTOCOL, else the shipped one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON for other programs.")]
_SHIPPED_WORD = "shipped"
"""In place of a folder: the protocol that comes with the package."""


def _folder_of(named: Path) -> Path | None:
    """The folder, or None for the shipped protocol; UsageError for a word near to "shipped"."""
    if str(named) == _SHIPPED_WORD:
        return None
    if not named.exists() and nearest(str(named), [_SHIPPED_WORD], cutoff=0.7):
        wrong = f"there is no protocol folder {str(named)!r}"
        raise UsageError(wrong, fix=f"Did you mean {_SHIPPED_WORD!r}?")
    return named


@app.command()
def explain(
    text: options.Text = None,
    file: options.TextFile = None,
    call_type: options.CallType = None,
    protocol: ProtocolOption = None,
    as_json: JsonOption = False,
    plain: options.Plain = False,
    no_color: options.NoColor = False,
) -> None:
    """Every cue considered in a text, how it was meant and why, and which rules hold."""
    from triage_cli.assessment.assess import assess
    from triage_cli.narrative.explain import explain_text
    from triage_cli.render.explain import explain_data, explain_sections
    from triage_cli.settings import load_settings

    output = asking.output_of(None, as_json=as_json, plain=plain, colour=not no_color)
    said = asking.description(text, file, needed=call_type is None)
    using = protocol_from(protocol, own_call_types(load_settings()))
    result = assess(said, protocol=using, call_type=call_type)
    read = explain_text(said, using)
    typed = explain_text(call_type, using, label=True) if call_type else None
    show_result(
        output, lambda: explain_sections(result, read, typed), lambda: explain_data(result, read, typed)
    )


@app.command()
def check(protocol: ProtocolOption = None, as_json: JsonOption = False) -> None:
    """Read every file of the protocol and report every mistake with its place."""
    import os

    from triage_cli.protocol import SHIPPED
    from triage_cli.protocol.fairness import read_words
    from triage_cli.protocol.protocol import compile_folder
    from triage_cli.protocol.source import read_cases
    from triage_cli.render.output import write, write_json
    from triage_cli.settings import load_settings

    folder = protocol or Path(os.environ.get("TRIAGE_PROTOCOL") or SHIPPED)
    own = own_call_types(load_settings())
    problems: list[Problem] = []
    compiled = compile_folder(folder, problems, Path(own) if own else None)
    cases = read_cases(folder / "cases", problems)
    read_words(folder, problems)
    if as_json:
        write_json({"problems": [problem._asdict() for problem in problems]})
        raise typer.Exit(DataError.exit_code if problems else 0)
    if problems:
        raise DataError(problems, title=f"{len(problems)} mistake(s) in the protocol:")
    phrases = sum(map(len, compiled["phrases"].values()))
    counts = f"{len(compiled['cues'])} cues, {phrases} phrases, {len(compiled['rules'])} rules"
    with_own = f" With the call types of {own}." if own else ""
    write(f"The protocol is right: {counts}, {len(cases)} cases.{with_own}")


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
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A protocol folder, or: shipped.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A protocol folder, or: shipped.")],
    calls: Annotated[
        Path, typer.Option("--calls", metavar="FILE", help="Calls: CSV, TSV, JSON Lines, or TXT, one a line.")
    ],
    text: options.TextColumn = None,
    call_type: options.TypeColumn = None,
    limit: options.Listed = 20,
    show_text: options.ShowText = False,
    as_json: JsonOption = False,
    plain: options.Plain = False,
    no_color: options.NoColor = False,
) -> None:
    """Which calls two protocols judge otherwise, and by which rules and cues. Lowered levels come first."""
    from triage_cli.batch.calls import open_calls
    from triage_cli.commands.reporting import counted, note
    from triage_cli.protocol import load_protocol
    from triage_cli.protocol.changes import changes
    from triage_cli.render.changes import changes_data, changes_sections

    output = asking.output_of(None, as_json=as_json, plain=plain, colour=not no_color)
    most = None if as_json else asking.count(limit)
    before, after = (load_protocol(_folder_of(one)) for one in (old, new))
    with open_calls(calls, text=text, call_type=call_type) as log:
        if log.notes:
            note(f"{log.table.name}: {', '.join(log.notes)}")
        found = changes(counted(log.rows), before, after, most=most, with_text=show_text)
    show_result(
        output,
        lambda: changes_sections(found, before, after),
        lambda: changes_data(found, before, after),
    )


@app.command()
def audit(
    protocol: ProtocolOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Pairs listed; --json lists all.")] = 20,
    as_json: JsonOption = False,
    plain: options.Plain = False,
    no_color: options.NoColor = False,
) -> None:
    """Is everyone judged alike? Every case with words for who a person is, and what the cases cover.

    Exits with 4 where a pair of texts is judged differently. The words: cases/fairness/ of the protocol.
    """
    import os

    from triage_cli.commands.reporting import note
    from triage_cli.protocol import SHIPPED
    from triage_cli.protocol.audit import audit as look
    from triage_cli.protocol.fairness import FOLDER
    from triage_cli.render.audit import audit_data, audit_sections

    output = asking.output_of(None, as_json=as_json, plain=plain, colour=not no_color)
    most = asking.count(limit)
    folder = protocol or Path(os.environ.get("TRIAGE_PROTOCOL") or SHIPPED)
    words_from = folder if (folder / FOLDER).is_dir() else SHIPPED
    using = protocol_from(protocol)
    if words_from != folder:
        note(f"{folder} has no {FOLDER.as_posix()}: the shipped words are used")
    found = look(using, folder, words_from)
    show_result(output, lambda: audit_sections(found, most=most), lambda: audit_data(found, using))
    if found.unequal:
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
