"""`triage evaluate`: agreement with human judgement."""

from pathlib import Path
from typing import Annotated

import typer

from triage_cli.commands import asking, options

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Labelled = Annotated[
    Path, typer.Argument(metavar="LABELLED", help="CSV, TSV or JSON Lines with columns of human judgement.")
]
LevelColumn = Annotated[
    str | None, typer.Option("--level-column", metavar="COLUMN", help="The human level: 0-4, a name, or 2-3.")
]
DomainsColumn = Annotated[
    str | None,
    typer.Option("--domains-column", metavar="COLUMN", help="The domains found, joined by ; | or , or none."),
]
FoundFrom = Annotated[
    str, typer.Option("--found-from", metavar="BAND", help="A domain counts as found from this band on.")
]


@app.command()
def evaluate(
    labelled: Labelled,
    text: options.TextColumn = None,
    call_type: options.TypeColumn = None,
    level: LevelColumn = None,
    domains: DomainsColumn = None,
    found_from: FoundFrom = "low",
    limit: options.Listed = 20,
    show_text: options.ShowText = False,
    as_json: options.AsJson = False,
    plain: options.Plain = False,
    protocol: options.Protocol = None,
    no_color: options.NoColor = False,
) -> None:
    """Agreement with human judgement: levels, domains, and the calls judged otherwise.

    Columns of judgement: level; mental_health, substance, domestic (yes, no or a band; empty is not judged);
    or one of domains or label (empty is none). With human_ before the name they may stand beside the tool's.
    """
    from triage_cli.batch.calls import open_calls
    from triage_cli.commands.common import own_call_types, protocol_from
    from triage_cli.commands.reporting import counted, note, show
    from triage_cli.commands.scoring import protocol_folder
    from triage_cli.render.evaluation import evaluation_data, evaluation_sections
    from triage_cli.report.evaluation import evaluate as judge
    from triage_cli.report.labels import find_labels
    from triage_cli.settings import load_settings

    output = asking.output_of(None, as_json=as_json, plain=plain, colour=not no_color)
    least, most = asking.band_of(found_from, "--found-from"), asking.count(limit)
    settings = load_settings()
    using = protocol_from(protocol_folder(protocol, settings), own_call_types(settings))
    with open_calls(labelled, text=text, call_type=call_type) as calls:
        labels = find_labels(calls.table, level=level, domains=domains)
        if guessed := [*calls.notes, *labels.notes]:
            note(f"{labels.name}: {', '.join(guessed)}")
        found = judge(counted(calls.rows), labels, using, found_from=least, with_text=show_text)
    show(
        output,
        lambda: evaluation_sections(found, most=most),
        lambda: evaluation_data(found, using, least, most=None),
    )
