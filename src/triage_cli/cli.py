"""The command tree, and the only place where an error becomes a message and an exit code.

Commands load lazily: a tree of all commands imported at every start costs more than the work of one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from triage_cli.errors import OutputError, TriageError, nearest
from triage_cli.render.output import checked, hush, write

INTERRUPTED = 130
DEFECT = 1


class Command(NamedTuple):
    """Where a command lives and what it is for."""

    module: str
    """The module with `app`, a Typer application."""
    summary: str


COMMANDS = {
    "call": Command("triage_cli.commands.call", "Ask what still matters; say whom to send as you talk."),
    "score": Command("triage_cli.commands.score", "Rate a call and say whom to send, without questions."),
    "find": Command("triage_cli.commands.find", "Search the directory of resources."),
    "evaluate": Command("triage_cli.commands.evaluate", "Agreement with human judgement of past calls."),
    "wellness": Command("triage_cli.commands.wellness", "A confidential check-in for responders."),
    "protocol": Command("triage_cli.commands.protocol", "Show, explain, test, compare, audit the protocol."),
    "init": Command("triage_cli.commands.init", "Make an agency's own folder: directory, teams, settings."),
}
"""In the order of help."""

QUICK = frozenset({"score", "find"})
"""Commands that answer a call: they keep nothing open, so the process may end as soon as all is said."""

_ABOUT = """\
Decide who should answer a call for help, and where the person can go next.
Decision support: a person decides. In danger call 911; in crisis call or text 988."""


def main(argv: Sequence[str]) -> int:
    """Run the command line; never raises. Exit codes as in the contract."""
    stream = sys.stdout
    try:
        sys.stdout = checked(stream)
        code = _run(list(argv))
        sys.stdout.flush()  # what cannot be written must be known here, not when the process is gone
        return code
    except OutputError as error:
        hush(stream)
        _say(f"triage: {error}")
        return error.exit_code
    except TriageError as error:
        _say(f"triage: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe left (`| head`): nothing is wrong, and nothing more can be said.
        hush(stream)
        return 0
    except Exception as error:
        # No traceback: its lines could hold what a caller said.
        place = _place_of(error)
        _say(f"triage: a defect of ours ({type(error).__name__} at {place}). Nothing was sent or kept.")
        _say("  Please report it with this line; leave out what the caller said.")
        return DEFECT
    finally:
        sys.stdout = stream


def _run(argv: list[str]) -> int:
    name = argv[0] if argv else "--help"
    if name in ("--help", "-h", "help"):
        write(_overview())
        return 0
    if name in ("--version", "-V"):
        from triage_cli import __version__

        write(f"triage {__version__}")
        return 0
    if name not in COMMANDS:
        close = nearest(name, COMMANDS, cutoff=0.7) if name.isalpha() else None
        # Only a word near to a command is repeated: another may be the beginning of what a caller said.
        missing = f"no command {name!r}. Did you mean {close!r}?" if close else "no such command."
        _say(f"triage: there is {missing}")
        call = "" if close else 'To judge a call: triage score "…". '
        _say(f"  {call}See all with: triage --help")
        return 2
    return _command(name, argv[1:])


def _command(name: str, argv: list[str]) -> int:
    import importlib

    import typer

    module = importlib.import_module(COMMANDS[name].module)
    command = typer.main.get_command(module.app)
    try:
        # Not `command.main`: it turns a closed pipe into exit code 1 by itself.
        with command.make_context(f"triage {name}", argv) as context:
            result = command.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        message = getattr(error, "format_message", None)
        if message is None:
            raise
        text = message()
        at_fault = getattr(error, "ctx", None)
        path = at_fault.command_path if at_fault else f"triage {name}"
        if text.startswith("Usage:"):  # a group without its command: the help is the message
            _say(text)
            return 2
        if text.startswith("Got unexpected extra argument"):  # what a caller said, without quotes
            _say(f"{path}: more words than it takes")
            _say(f"  Put them in quotes, or see how with: {path} --help")
            return 2
        _say(f"{path}: {text}")
        _say(f"  See how with: {path} --help")
        return 2
    return result if isinstance(result, int) else 0


def _overview() -> str:
    width = max(map(len, COMMANDS)) + 2
    lines = [_ABOUT, "", "Usage: triage COMMAND …", ""]
    lines += [f"  {name:<{width}}{command.summary}" for name, command in COMMANDS.items()]
    lines += ["", "More on each: triage COMMAND --help"]
    return "\n".join(lines)


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    place = "unknown"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "triage_cli" in code.co_filename:
            place = f"{code.co_filename.rpartition('triage_cli')[2].lstrip('/')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _say(line: str) -> None:
    # A message may repeat what was typed: no escape of it reaches the terminal.
    shown = "".join(char if char.isprintable() or char == "\n" else "?" for char in line)
    try:
        print(shown, file=sys.stderr)  # noqa: T201 - the one place that talks to the user about errors
    except (OSError, ValueError):
        return
