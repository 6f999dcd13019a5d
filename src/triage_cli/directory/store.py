"""Which directory file is in use, and its text read from disk.

Look-up (CONTRACT.md): option, variable TRIAGE_RESOURCES, settings, `./resources.toml`, the user's config
folder, the file that is shipped. The national lines are always merged beneath it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.errors import DataError, Problem
from triage_cli.files import near_name, unreadable

if TYPE_CHECKING:
    from triage_cli.directory.model import Resource

FILE = "resources.toml"
NATIONAL = Path(__file__).with_name("national.toml")
VARIABLE = "TRIAGE_RESOURCES"


class Found(NamedTuple):
    """The directory file in use and how it was chosen."""

    path: Path
    by: str
    """`option`, `variable`, `settings`, `folder`, `user` or `shipped`."""


def shipped() -> Path:
    """The sample county: inside an installed package, else at the top of the checkout."""
    here = Path(__file__)
    packed = here.with_name("sample") / FILE
    return packed if packed.exists() else here.parents[3] / FILE


def user_folder(env: Mapping[str, str], *, kind: str = "config") -> Path:
    """The user's own folder of triage; `kind` is `config` or `cache`. It need not exist."""
    variable, fallback = ("XDG_CONFIG_HOME", ".config") if kind == "config" else ("XDG_CACHE_HOME", ".cache")
    given = env.get(variable, "")
    if given and Path(given).is_absolute():
        return Path(given) / "triage"
    if os.name == "nt":
        base = env.get("APPDATA" if kind == "config" else "LOCALAPPDATA")
        if base:
            return Path(base) / "triage"
    home = env.get("HOME") or env.get("USERPROFILE") or "~"
    return Path(home).expanduser() / fallback / "triage"


def find_resources(
    option: str | Path | None = None, *, env: Mapping[str, str] | None = None,
    settings: str | Path | None = None, folder: Path | None = None,
) -> Found:  # fmt: skip
    """The file to use. What a person names must exist (DataError); a folder means its `resources.toml`.

    `settings` is the value of `resources` in settings.toml, already made absolute by its reader;
    `folder` is where `./` points (the current one).
    """
    env = os.environ if env is None else env
    named = (("option", option), ("variable", env.get(VARIABLE)), ("settings", settings))
    for by, value in named:
        if value:
            return Found(_existing(Path(value), by), by)
    here = (folder or Path()) / FILE
    if here.is_file():
        return Found(here, "folder")
    own = user_folder(env) / FILE
    if own.is_file():
        return Found(own, "user")
    return Found(shipped(), "shipped")


def _existing(path: Path, by: str) -> Path:
    path = path.expanduser()
    if path.is_dir():
        path = path / FILE
    if not path.exists():
        said = {"option": "--resources", "variable": VARIABLE, "settings": "settings.toml"}[by]
        problem = Problem(str(path), f"there is no such file (named by {said})")
        fix = f"Check the name, or make a directory of your own: triage init {path.parent}"
        if close := near_name(path):
            fix = f"Did you mean {close!r}?"
        raise DataError([problem], fix=fix)
    return path


def check_readable(path: Path) -> None:
    """DataError where there is no such file, with what to do about it."""
    if not path.is_file():
        what = "this is a folder, not a file" if path.is_dir() else "there is no such file"
        raise DataError(
            [Problem(str(path), what)], fix=f"Make a directory of your own: triage init {path.parent}"
        )


def read_text(path: Path, label: str) -> str:
    """The text of a data file; DataError where it cannot be read."""
    try:
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, error, label) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(f"{label}:{line}", f"byte {raw[error.start]:#04x} is not UTF-8 text",
                          "Save the file as UTF-8.")  # fmt: skip
        raise DataError([problem]) from error


def read_directory(path: Path) -> list[Resource]:
    """The entries of one file; DataError with every mistake in it."""
    from triage_cli.directory.validate import read_source

    label = path.name if path.parent == Path() else str(path)
    entries, problems = read_source(read_text(path, label), label)
    if problems:
        count = f"{len(problems)} mistakes" if len(problems) > 1 else "a mistake"
        raise DataError(problems, title=f"{label} has {count}:")
    return entries
