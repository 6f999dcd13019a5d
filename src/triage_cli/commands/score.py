"""`triage score`: rate a call and say whom to send, without questions."""

from typing import Annotated

import typer

from triage_cli.commands import asking, options

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
REACHED = 10
"""Exit code of --fail-at."""

FailAt = Annotated[
    str | None, typer.Option(metavar="LEVEL", help="Exit with 10 where this level is reached.")
]


@app.command()
def score(
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
    form: options.Form = None,
    as_json: options.AsJson = False,
    plain: options.Plain = False,
    discreet: options.Discreet = False,
    no_text: options.NoText = False,
    lang: options.Lang = None,
    resources: options.Resources = None,
    protocol: options.Protocol = None,
    no_color: options.NoColor = False,
    fail_at: FailAt = None,
) -> None:
    """Rate a call and say whom to send, without questions.

    An argument shows in shell history and process lists: for real calls use - and a pipe.
    """
    from triage_cli.commands.common import answers_from
    from triage_cli.commands.scoring import Asked, run

    output = asking.output_of(form, as_json=as_json, plain=plain, colour=not no_color, discreet=discreet)
    given = answers_from(answer or ())
    alarm = None if fail_at is None else asking.level_of(fail_at, "--fail-at")
    asked = Asked(
        asking.description(text, file, needed=not (given or answers or call_type)), given, call_type,
        near, at, asking.count(limit), asking.override_of(override, reason), not no_text, lang, resources,
        protocol, answers,
    )  # fmt: skip
    level = run(asked, output)
    if alarm is not None and level >= alarm:
        raise typer.Exit(REACHED)
