"""The derived index: rebuilt when a file changes, and never the cause of an error."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import call, entry, ids
from triage_cli.directory import Directory
from triage_cli.errors import DataError


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "triage").glob("*.sqlite"))


def test_index_is_private_and_used_again(load, tmp_path: Path) -> None:
    load(entry("harbor"))
    (path,) = cached(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    inode = path.stat().st_ino
    assert ids(Directory.load(tmp_path / "agency").search("harbor"))
    assert cached(tmp_path)[0].stat().st_ino == inode


def test_warm_run_parses_no_toml(write: Callable[..., Path], tmp_path: Path) -> None:
    """A second process reads rows: tomllib, opening_hours, rapidfuzz and zoneinfo stay out of it.

    A zone without summer time: around a change of clocks the library is asked, which is slower, not wrong.
    """
    path = write(entry("harbor", hours='"Mo-Fr 08:00-17:00"', timezone='"America/Phoenix"', zip='"80202"'))
    os.utime(path, (1, 1))
    code = (
        "import sys, types; from triage_cli.directory import Directory\n"
        f"d = Directory.load({str(path)!r}, timezone='America/Phoenix')\n"
        "needs = ('shelter', 'crisis_line')\n"
        "r = types.SimpleNamespace(needs=needs, flags=(), barriers=(), answers={}, age=None, gender=None)\n"
        "assert [x.to_dict()['id'] for x in d.refer(r, near='80202')] == ['harbor', '988-lifeline']\n"
        "heavy = ['tomllib', 'opening_hours', 'rapidfuzz', 'zoneinfo', 'httpx', 'rich', 'hashlib']\n"
        "print(*[name for name in heavy if name in sys.modules])"
    )
    run = [sys.executable, "-c", code]
    subprocess.run(run, check=True)
    warm = subprocess.run(run, check=True, capture_output=True, text=True)
    assert warm.stdout.split() == []


@pytest.mark.parametrize("same_size", [True, False])
def test_change_of_the_file_is_seen_at_once(load, same_size: bool) -> None:
    """Also where size and time stamp stay the same."""
    assert load(entry("harbor", name='"First"')).search("first")
    name = '"Other"' if same_size else '"Another one"'
    assert load(entry("harbor", name=name)).search("other" if same_size else "another")


def test_same_size_and_same_time_stamp(load, write: Callable[..., Path]) -> None:
    directory = load(entry("harbor", name='"First"'))
    before = directory.path.stat()
    write(entry("harbor", name='"Other"'))
    os.utime(directory.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ids(Directory.load(directory.path).search("other")) == ["harbor"]


def test_touched_file_is_not_built_again(load, tmp_path: Path) -> None:
    directory = load(entry("harbor"))
    os.utime(directory.path, (5, 5))
    inode = cached(tmp_path)[0].stat().st_ino
    Directory.load(directory.path)
    import sqlite3

    db = sqlite3.connect(cached(tmp_path)[0])
    assert ":5000000000:" in db.execute("SELECT stamp FROM about").fetchone()[0]
    db.close()
    assert cached(tmp_path)[0].stat().st_ino == inode


FAULTS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "not sqlite": lambda path: path.write_bytes(b"not a database" * 500),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "broken inside": lambda path: path.write_bytes(
        path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096)
    ),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "another schema": lambda path: _sql(path, "UPDATE about SET schema = 'triage.index/0'"),
    "another file's": lambda path: _sql(path, "UPDATE about SET sources = '/elsewhere/resources.toml'"),
    "no about": lambda path: _sql(path, "DELETE FROM about"),
    "no tables": lambda path: _sql(path, "DROP TABLE kind"),
    "no JSON inside": lambda path: _sql(path, "UPDATE entry SET body = '{'"),
    "other JSON inside": lambda path: _sql(path, "UPDATE entry SET body = '[1]'"),
    "unknown keys inside": lambda path: _sql(
        path, """UPDATE entry SET body = '{"slug": "harbor", "x": 1}'"""
    ),
    "writable by others": lambda path: path.chmod(0o666),
    "too old": lambda path: _sql(path, "UPDATE about SET built_ns = 1"),
    "from the future": lambda path: _sql(path, "UPDATE about SET built_ns = built_ns * 2"),
    "a link": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
}


def _sql(path: Path, statement: str) -> None:
    import sqlite3

    db = sqlite3.connect(path)
    with db:
        db.execute(statement)
    db.close()


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_broken_or_foreign_cache_is_ignored(load, tmp_path: Path, fault: str) -> None:
    directory = load(entry("harbor"))
    FAULTS[fault](cached(tmp_path)[0])
    again = Directory.load(directory.path)
    assert ids(again.refer(call("shelter"))) == ["harbor"]
    assert ids(again.search("harbor")) == ["harbor"]
    assert ids(again.find(kind="shelter")) == ["harbor"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_cache_folder(load, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    assert ids(load(entry("harbor")).refer(call("shelter"))) == ["harbor"]


@pytest.mark.parametrize("home", ["/dev/null", "/proc/nowhere", "relative", ""])
def test_no_cache_folder_at_all(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str) -> None:
    """Answered from memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", "/dev/null")
    assert ids(load(entry("harbor")).refer(call("shelter"))) == ["harbor"]


def test_many_builders_at_once(write: Callable[..., Path], tmp_path: Path) -> None:
    """They neither fail nor leave drafts behind."""
    path = write("".join(entry(f"place-{n}") for n in range(50)))
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(ids(Directory.load(path).search("place-7"))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["place-7"]] * 4
    assert [p.name for p in (tmp_path / "cache" / "triage").iterdir()] == [p.name for p in cached(tmp_path)]


def test_faulty_file_is_an_error_and_leaves_no_index(load, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Did you mean shelter"):
        load(entry("harbor", kind='["sheltr"]'))
    assert cached(tmp_path) == []


def test_a_secret_place_is_not_even_in_the_index(load, tmp_path: Path) -> None:
    load(
        entry(
            "a",
            confidential="true",
            address='"77 Hidden Ln"',
            zip='"80219"',
            city='"Westwood"',
            lat="39.69\nlon=-105.03",
        )
    )
    content = cached(tmp_path)[0].read_bytes()
    for secret in (b"Hidden Ln", b"80219", b"Westwood", b"39.69", b"105.03"):
        assert secret not in content


def test_twenty_thousand_entries_ask_like_twenty(write: Callable[..., Path], tmp_path: Path) -> None:
    """A question reads the nearest entries of a kind, not the directory (made small here: 1,500)."""
    near = "".join(entry(f"near-{n}", zip='"80202"') for n in range(3))
    far = "".join(entry(f"far-{n}", zip='"80911"') for n in range(1500))
    directory = Directory.load(write(far + near))
    assert ids(directory.refer(call("shelter"), near="80202", limit=3)) == ["near-0", "near-1", "near-2"]
