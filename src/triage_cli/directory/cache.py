"""A SQLite file in the user's cache folder, derived from data files and rebuilt when they change.

It holds nothing that its sources do not. Broken, foreign, outdated or unwritable: it is built anew, in
memory where it cannot be kept; never an error. Built beside its place and put there in one step, so that
a reader, or another builder at the same time, sees a whole file or none.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

RACY_NS = 2_000_000_000
"""A source changed this shortly before the build may change again within the same time stamp."""
_ABOUT = """CREATE TABLE about (schema TEXT, sources TEXT, stamp TEXT, digest TEXT,
                                built_ns INTEGER, checked_ns INTEGER)"""
Fill = Callable[["sqlite3.Connection"], None]


def cache_folder(env: Mapping[str, str]) -> Path | None:
    """The folder for derived files, made private (0700); None where there can be none."""
    from triage_cli.directory.store import user_folder

    try:
        folder = user_folder(env, kind="cache")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if _ours(folder) else None


def open_cached(
    name: str,
    sources: Sequence[Path],
    schema: str,
    fill: Fill,
    *,
    env: Mapping[str, str],
    max_age_days: float = 1e9,
) -> sqlite3.Connection:
    """A connection to the data that `fill` makes from `sources`; read-only where it comes from the cache."""
    folder = cache_folder(env)
    path = folder / f"{name}-{_key(sources)}.sqlite" if folder else None
    if path is not None:
        db = _open_valid(path, sources, schema, max_age_days)
        if db is not None:
            return db
    return rebuild(path, sources, schema, fill)


def discard(name: str, sources: Sequence[Path], env: Mapping[str, str]) -> None:
    """Remove a cache file that turned out to be broken while it was read."""
    folder = cache_folder(env)
    if folder:
        try:
            (folder / f"{name}-{_key(sources)}.sqlite").unlink(missing_ok=True)
        except OSError:
            return


def rebuild(path: Path | None, sources: Sequence[Path], schema: str, fill: Fill) -> sqlite3.Connection:
    """Build in memory, keep a copy at `path` if that can be done, and answer from memory."""
    import sqlite3

    stamps, began = _stamp(sources), time.time_ns()
    db = sqlite3.connect(":memory:")
    fill(db)
    db.execute(_ABOUT)
    about = (schema, _names(sources), stamps, _digest(sources), began, began)
    db.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?, ?)", about)
    db.commit()
    if path is not None:
        _keep(db, path)
    return db


def _keep(db: sqlite3.Connection, path: Path) -> None:
    """Write the whole database beside `path` and move it there; give up quietly."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(db.serialize())
        draft.replace(path)
    except (OSError, ValueError, MemoryError):
        try:
            draft.unlink(missing_ok=True)
        except OSError:
            return


def _open_valid(
    path: Path, sources: Sequence[Path], schema: str, max_age_days: float
) -> sqlite3.Connection | None:
    """The cached database if it is ours, whole enough to be asked, and of these sources as they are now."""
    import sqlite3

    if not _ours(path):
        return None
    db = None
    try:
        db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        made, names, stamp, digest, built_ns, checked_ns = db.execute("SELECT * FROM about").fetchone()
        if made == schema and names == _names(sources):
            age_days = (time.time_ns() - built_ns) / 86_400e9
            now = _stamp(sources)
            fresh = stamp == now and not _racy(sources, checked_ns)
            if -1 < age_days < max_age_days and (fresh or digest == _digest(sources)):
                if not fresh:
                    _note_checked(path, now)
                return db
    except (sqlite3.Error, TypeError, ValueError, OSError):
        pass
    if db is not None:
        db.close()
    return None


def _note_checked(path: Path, stamp: str) -> None:
    """Remember that the content is the same, so that the next run need not read the sources."""
    import sqlite3

    try:
        db = sqlite3.connect(path, timeout=0)
        with db:
            db.execute("UPDATE about SET stamp = ?, checked_ns = ?", (stamp, time.time_ns()))
        db.close()
    except sqlite3.Error:
        return


def _ours(path: Path) -> bool:
    """A real file or folder of this user that nobody else can write."""
    try:
        found = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(found.st_mode):
        return False
    if hasattr(os, "geteuid"):
        return found.st_uid == os.geteuid() and not found.st_mode & 0o022
    return True


def _key(sources: Sequence[Path]) -> str:
    """A short name for the set of sources; a clash only costs a rebuild, for `about` names them in full."""
    names = _names(sources).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(names):08x}{zlib.adler32(names):08x}"


def _names(sources: Sequence[Path]) -> str:
    return "\n".join(os.path.abspath(path) for path in sources)  # noqa: PTH100 - Path.absolute keeps ".."


def _stamp(sources: Sequence[Path]) -> str:
    """Size, times and identity of each source: changes whenever a file is written or replaced."""
    parts = []
    for path in sources:
        found = path.stat()
        parts.append(f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}")
    return " ".join(parts)


def _racy(sources: Sequence[Path], checked_ns: int) -> bool:
    return any(path.stat().st_mtime_ns >= checked_ns - RACY_NS for path in sources)


def _digest(sources: Sequence[Path]) -> str:
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()
