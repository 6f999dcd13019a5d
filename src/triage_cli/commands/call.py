"""`triage call`: the guided question flow."""

from pathlib import Path
from typing import Annotated

import typer

from triage_cli.commands import asking, options

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Save = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep the case in a file for its owner only, without what was said."),
]
WithText = Annotated[bool, typer.Option("--with-text", help="With --save: keep what was said as well.")]
Resume = Annotated[Path | None, typer.Option(metavar="FILE", help="Go on with a case that --save kept.")]


@app.command()
def call(
    text: options.Text = None,
    file: options.TextFile = None,
    answer: options.Answer = None,
    answers: options.Answers = None,
    call_type: options.CallType = None,
    near: options.Near = None,
    at: options.At = None,
    limit: options.Limit = None,
    override: options.Override = None,
    reason: options.Reason = None,
    save: Save = None,
    with_text: WithText = False,
    resume: Resume = None,
    form: options.Form = None,
    as_json: options.AsJson = False,
    plain: options.Plain = False,
    discreet: options.Discreet = False,
    no_text: options.NoText = False,
    lang: options.Lang = None,
    resources: options.Resources = None,
    protocol: options.Protocol = None,
    no_color: options.NoColor = False,
) -> None:
    """Ask only what still matters, one key an answer, and say whom to send while you talk.

    Keys: y n u (unknown) s (skip) b (back) ? (why) + (add words) c (change) q (finish). Without a
    terminal, and with --json, it asks nothing and lists what is open.
    """
    from triage_cli.commands.calling import Case, run

    output = asking.output_of(form, as_json=as_json, plain=plain, colour=not no_color, discreet=discreet)
    case = Case(
        text, file, tuple(answer or ()), answers, call_type, near, at, asking.count(limit),
        asking.override_of(override, reason), not no_text, lang, resources, protocol, save, with_text, resume,
    )  # fmt: skip
    if run(case, output):
        raise typer.Exit(130)
