"""Saved cases: written whole or not at all, for their owner's eyes only (mode 0600)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from triage_cli.errors import DataError, Problem, UsageError

OWNER_ONLY = 0o600


def check_place(path: Path, resumed: Path | None) -> None:
    """Refuse a file that cannot be written, or would be lost, before the call begins."""
    folder = path.parent
    if path.exists() and not (resumed is not None and path.samefile(resumed)):
        raise UsageError(
            f"--save {path}: there is such a file already, and it would be lost",
            fix=f"Choose another name, or go on with it: triage call --resume {path} --save {path}",
        )
    if path.is_dir():
        raise UsageError(f"--save {path}: is a folder", fix=f"Name a file: {path / 'case.json'}")
    if not folder.is_dir():
        raise UsageError(
            f"--save {path}: there is no folder {folder}", fix=f"Make it first: mkdir -p {folder}"
        )
    if not os.access(folder, os.W_OK):
        raise UsageError(
            f"--save {path}: the folder {folder} cannot be written to", fix="Choose another folder."
        )


def write_case(path: Path, document: dict[str, Any]) -> None:
    """Put the case in the file: written beside it, then in its place. DataError where that fails."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(document, indent=2, ensure_ascii=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(str(path), f"the case could not be saved: {reason}", "Copy what is on the screen.")]
        ) from None
    finally:
        new.unlink(missing_ok=True)


def read_case(path: Path) -> Any:
    """What a saved case holds; DataError names the line that is no JSON."""
    from triage_cli.directory.store import read_text

    text = read_text(path, str(path))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        fix = "The file was cut or changed by hand; it is left as it is."
        raise DataError(
            [Problem(f"{path}:{error.lineno}", f"is not a saved case: {error.msg}", fix)]
        ) from None
    except RecursionError:
        raise DataError([Problem(str(path), "is not a saved case: nested too deeply")]) from None
