"""Files that a person names: why one cannot be read, and which is likely meant."""

from __future__ import annotations

from pathlib import Path

from triage_cli.errors import DataError, Problem, nearest

_LIKE = 0.7
"""How alike a name in the folder must be: what is no name at all is near to none."""


def unreadable(path: Path, error: OSError | ValueError, label: str | None = None) -> DataError:
    """The error for a file that a person named: what is wrong with it and what to do.

    `label` is how messages name the file, else its path.
    """
    label = str(path) if label is None else label
    if isinstance(error, FileNotFoundError):
        return DataError([Problem(label, "there is no such file", _what_to_do(path))])
    if isinstance(error, IsADirectoryError):
        return DataError([Problem(label, "this is a folder, not a file", "Name a file in it.")])
    reason = getattr(error, "strerror", None) or type(error).__name__
    return DataError([Problem(label, f"cannot be read: {reason}", "Check its permissions.")])


def near_name(path: Path) -> str | None:
    """The file or folder whose name is nearest to that of `path`, in the folder where it was looked for."""
    try:
        names = {found.name.lower(): found.name for found in path.parent.iterdir()}
    except (OSError, ValueError):
        return None
    close = nearest(path.name, names, cutoff=_LIKE)
    return str(path.with_name(names[close])) if close else None


def _what_to_do(path: Path) -> str:
    if close := near_name(path):
        return f"Did you mean {close!r}?"
    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder {str(folder)!r} either: check the name, or give the whole path."
    return "Check the name, or give the whole path."
