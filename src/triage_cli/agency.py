"""An agency's own folder: its directory, teams, settings and call types, as commented files to fill in."""

from __future__ import annotations

from pathlib import Path

from triage_cli.errors import DataError, Problem, UsageError

TEMPLATES = Path(__file__).with_name("templates")
FILES = ("resources.toml", "teams.toml", "settings.toml", "call_types.toml")


def make_folder(folder: Path) -> list[Path]:
    """Write the files; UsageError, with nothing written, where one of them is there already."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", fix="Name another folder: triage init FOLDER")
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        what = f"{folder} already has {', '.join(there)}; nothing was changed"
        raise UsageError(what, fix="Edit what is there, or name another folder: triage init FOLDER")
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write((TEMPLATES / name).read_text(encoding="utf-8"))
            made.append(folder / name)
    except OSError as error:
        problem = Problem(str(folder), f"cannot be written: {error.strerror or type(error).__name__}")
        raise DataError([problem], fix="Name a folder of your own: triage init FOLDER") from None
    return made
