"""The errors that a user can meet, each with its exit code (CONTRACT: 0 1 2 3 4 5 130).

The library raises them and never prints; `cli.main` is the only place that turns one into a
message and an exit code. A message never contains call text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class TriageError(Exception):
    """Any error with a message meant for the user; `fix` is the next thing to try, if there is one."""

    exit_code = 1

    def __init__(self, message: str, *, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}\n  {self.fix}" if self.fix else self.message


class UsageError(TriageError):
    """An option, argument or answer that cannot be meant."""

    exit_code = 2


class NothingFound(TriageError):  # noqa: N818 - finding nothing is an outcome
    """The question was fine and has no answer."""

    exit_code = 3


class Problem(NamedTuple):
    """One mistake in a data file."""

    place: str
    """Where: file, line where known, table and key, e.g. `resources.toml:14 [resource.x] kind`."""
    what: str
    """What is wrong, with the value."""
    fix: str | None = None
    """What would be right: the nearest valid value, or the command that mends it."""

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}"
        return f"{text}\n    {self.fix}" if self.fix else text


class DataError(TriageError):
    """A file or a row that cannot be used; carries every mistake found, not only the first."""

    exit_code = 4

    def __init__(self, problems: Iterable[Problem], *, title: str = "", fix: str | None = None) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        lines = [title] if title else []
        lines += [str(problem) for problem in self.problems]
        super().__init__("\n".join(lines), fix=fix)


class OutputError(TriageError):
    """The result cannot be written where it was to go: a full disk, a closed stream."""

    exit_code = 4
    """Of the contract's codes that of a file which cannot be used: the output is one. No defect of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the output cannot be written: {reason}", fix="Make room, or write it elsewhere.")


class NetworkError(TriageError):
    """Another computer did not answer, or not as it should."""

    exit_code = 5


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.55) -> str | None:
    """The known word most like `word`, or None; for "did you mean" in messages."""
    import difflib

    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=cutoff)
    return found[0] if found else None
