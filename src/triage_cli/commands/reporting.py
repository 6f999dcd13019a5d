"""Results of many calls or of a protocol, shown: columns on a terminal, plain lines in a pipe, or JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage_cli.commands.asking import Output
    from triage_cli.render.layout import Section


def show(output: Output, sections: Callable[[], Sequence[Section]], data: Callable[[], Any]) -> None:
    """The result in the form asked for; only that form is made."""
    if output.form == "json":
        from triage_cli.render.output import write_json

        write_json(data())
    elif output.form == "plain":
        from triage_cli.render.output import write
        from triage_cli.render.plain import plain_text

        write(plain_text(sections()))
    else:
        from triage_cli.render.terminal import Terminal

        Terminal(colour=output.colour).draw(sections())


def note(line: str) -> None:
    """A line on standard error, where progress and guesses are told."""
    import sys

    print(f"triage: {line}", file=sys.stderr)  # noqa: T201 - not part of the result
