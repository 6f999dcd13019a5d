"""Results of many calls or of a protocol, shown: columns on a terminal, plain lines in a pipe, or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from triage_cli.commands.asking import Output
    from triage_cli.render.layout import Section

Row = TypeVar("Row")
_EVERY = 500
"""Rows between two counts: a fraction of a second."""


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


def counted(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with how many there were so far on a terminal's standard error."""
    import sys

    shown = sys.stderr is not None and sys.stderr.isatty()
    try:
        for number, row in enumerate(rows, 1):
            if shown and number % _EVERY == 0:
                print(f"\rtriage: {number:,} calls", end="", file=sys.stderr, flush=True)  # noqa: T201
            yield row
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - takes the line back


def note(line: str) -> None:
    """A line on standard error, where progress and guesses are told."""
    import sys

    print(f"triage: {line}", file=sys.stderr)  # noqa: T201 - not part of the result
