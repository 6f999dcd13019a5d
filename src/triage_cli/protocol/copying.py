"""A folder of one's own to change: the shipped protocol, copied."""

from __future__ import annotations

import shutil
from pathlib import Path

from triage_cli.errors import UsageError
from triage_cli.protocol.protocol import SHIPPED


def copy_shipped(folder: Path) -> None:
    """Copy the shipped protocol; UsageError where the folder already holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = "Name another folder; nothing was changed."
        raise UsageError(f"{folder} already exists and is not empty", fix=fix)
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
