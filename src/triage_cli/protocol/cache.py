"""The compiled protocol in the user's cache folder: JSON, keyed by the content it was made from.

JSON cannot execute code. A cache that is broken, foreign or cannot be written is ignored: it only
saves time, so nothing about it is ever an error.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FORMAT = 11
"""Raised when the compiled tables change their shape."""


_SHAPE = {
    "fold": dict, "phrases": dict, "chains": list, "cues": list, "triggers": list, "together": list,
    "bands": dict, "rules": list, "needs": list, "reports": list, "support": list, "modules": list,
    "questions": list, "instruments": list, "wording": dict, "first_call_type": int, "only": list,
}  # fmt: skip


def cache_folder() -> Path:
    """The user's cache folder for triage; it may not exist. RuntimeError for a user without a home."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "triage"


def digest_of(folder: Path, call_types: Path | None = None) -> str:
    """A digest of every file the compiled protocol depends on, and of the code that compiles it."""
    from triage_cli import __version__

    # The module behind hashlib.blake2b: hashlib itself loads OpenSSL as well, 3 ms at every start.
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    digest = blake2b(f"{__version__}/{FORMAT}".encode(), digest_size=16)
    for path in _files(folder):
        digest.update(path.encode("utf-8", "surrogateescape"))
        try:
            digest.update((folder / path).read_bytes())
        except OSError:
            continue  # the loader says which file cannot be read, and why
    if call_types is not None:
        digest.update(b"\0own call types\0")
        try:
            digest.update(call_types.read_bytes())
        except OSError:
            digest.update(b"\0not there")  # an empty file is another thing: that one is right
    return digest.hexdigest()


def _files(folder: Path) -> list[str]:
    """The names of the folder's TOML files but for its cases, which no run depends on, and hidden ones."""
    names = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "cases" and name[0] != ".")
        inside = os.path.relpath(root, folder)
        # No Path here: this runs at every start.
        own = sorted(name for name in files if name.endswith(".toml") and name[0] != ".")
        names += [os.path.join(inside, name) for name in own]  # noqa: PTH118 - see above
    return names


def read(digest: str) -> dict[str, Any] | None:
    """The compiled tables for this content, or None."""
    try:
        data = json.loads((cache_folder() / f"protocol-{digest}.json").read_bytes())
    except (OSError, ValueError, RecursionError, RuntimeError):
        return None
    if not isinstance(data, dict) or data.get("digest") != digest or data.get("format") != FORMAT:
        return None
    return data if all(isinstance(data.get(key), kind) for key, kind in _SHAPE.items()) else None


def write(digest: str, compiled: dict[str, Any]) -> None:
    """Keep the compiled tables; silently does nothing where it cannot."""
    import tempfile

    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tables = {**compiled, "digest": digest, "format": FORMAT}
        # ASCII is read faster, and nearly all of it is.
        text = json.dumps(tables, separators=(",", ":"))
        handle, name = tempfile.mkstemp(dir=folder, suffix=".new")
        new = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            new.replace(folder / f"protocol-{digest}.json")
        finally:
            new.unlink(missing_ok=True)
        for old in sorted(folder.glob("protocol-*.json"), key=lambda path: path.stat().st_mtime)[:-4]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return
