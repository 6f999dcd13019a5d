"""`triage wellness`: a confidential check-in for responders."""

import typer

from triage_cli.commands import asking, options

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def wellness(
    plain: options.Plain = False,
    lang: options.Lang = None,
    resources: options.Resources = None,
    protocol: options.Protocol = None,
    no_color: options.NoColor = False,
) -> None:
    """A confidential check-in for responders, after a hard call or at any time.

    Some questions about stress, mood, worry, sleep and drinking; then who can help. The answers stay on this
    screen: nothing is kept, sent or written, and there is no option to change that.
    """
    from triage_cli.commands.checkin import run

    output = asking.output_of(None, plain=plain, colour=not no_color)
    if run(output, lang=lang, resources=resources, protocol=protocol):
        raise typer.Exit(130)
