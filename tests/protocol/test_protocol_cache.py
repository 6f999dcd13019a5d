"""The compiled protocol: used when it is right, made anew when it is not, and never an error."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from folders import Folder

from triage_cli.assessment.assess import assess
from triage_cli.protocol import cache, load_protocol, protocol
from triage_cli.protocol.protocol import Protocol


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of its own; where `triage` keeps its files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "triage"


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a folder has been compiled."""
    calls: list[Path] = []
    real = protocol.compile_folder

    def compile_folder(path: Path, *rest: Any) -> dict:
        calls.append(path)
        return real(path, *rest)

    monkeypatch.setattr(protocol, "compile_folder", compile_folder)
    return lambda: len(calls)


def the_file(caches: Path) -> Path:
    (found,) = caches.glob("*.json")
    return found


def rows(loaded: Protocol) -> tuple[object, ...]:
    return loaded.cues, loaded.triggers, loaded.rules, loaded.needs, loaded.questions, loaded.instruments


def test_a_warm_cache_is_used(small: Folder, caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = load_protocol(small.path)

    def refuse(*_: object) -> dict:
        raise AssertionError("compiled although the cache is warm")

    monkeypatch.setattr(protocol, "compile_folder", refuse)
    warm = load_protocol(small.path)
    assert rows(warm) == rows(fresh)
    assert warm.digest == fresh.digest
    texts = ("he has a gun", "no pistola", "wife with her rifle")
    for text in texts:
        assert assess(text, protocol=warm).evidence == assess(text, protocol=fresh).evidence
    assert warm.wording("es") == fresh.wording("es")


@pytest.mark.parametrize("name", ["words.toml", "cues/arms.toml", "cues/es/arms.toml", "wording/es.toml"])
def test_a_change_in_any_file_makes_it_anew(
    small: Folder, caches: Path, count: Callable[[], int], name: str
) -> None:
    before = load_protocol(small.path)
    small.add(name, "# changed\n")
    after = load_protocol(small.path)
    assert count() == 2
    assert after.digest != before.digest
    load_protocol(small.path)
    assert count() == 2


def test_a_change_of_the_same_length_and_time_makes_it_anew(small: Folder, caches: Path) -> None:
    load_protocol(small.path)
    path = small.path / "cues" / "arms.toml"
    times = path.stat()
    small.change("cues/arms.toml", "a gun is mentioned", "a gun is spoken of")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert load_protocol(small.path).cues[0].why == "a gun is spoken of"


def test_a_file_that_is_renamed_makes_it_anew(small: Folder, caches: Path) -> None:
    before = load_protocol(small.path).digest
    (small.path / "cues" / "arms.toml").rename(small.path / "cues" / "guns.toml")
    assert load_protocol(small.path).digest != before


def test_cases_and_hidden_files_do_not_make_it_anew(
    small: Folder, caches: Path, count: Callable[[], int]
) -> None:
    load_protocol(small.path)
    small.add("cases/one.toml", "# changed\n")
    small.write("cues/.hidden.toml", "broken")
    load_protocol(small.path)
    assert count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"\x80\x81 not text",
        lambda data: json.dumps(data).encode()[:-20],
        lambda data: b"null",
        lambda data: b"[]",
        lambda data: b"[" * 200_000,
        lambda data: b'{"a":' * 200_000,
        lambda data: json.dumps({**data, "digest": "other"}).encode(),
        lambda data: json.dumps({**data, "format": -1}).encode(),
        lambda data: json.dumps({"digest": data["digest"], "format": data["format"]}).encode(),
        lambda data: json.dumps({**data, "cues": [["one"]]}).encode(),
        lambda data: json.dumps({**data, "cues": [1, 2]}).encode(),
        lambda data: json.dumps({**data, "cues": {}}).encode(),
        lambda data: json.dumps({**data, "questions": [[]]}).encode(),
        lambda data: json.dumps({**data, "together": [[["a"]]]}).encode(),
        lambda data: json.dumps({**data, "wording": []}).encode(),
        lambda data: json.dumps({**data, "phrases": 7}).encode(),
        lambda data: json.dumps({**data, "bands": None}).encode(),
        lambda data: json.dumps({**data, "first_call_type": "2"}).encode(),
    ],
    ids=[
        "empty", "binary", "cut", "null", "list", "nested lists", "nested tables", "foreign digest",
        "other format", "no tables", "short rows", "numbers for rows", "table for rows", "empty rows",
        "unhashable", "list for wording", "number for phrases", "null for bands", "text for a number",
    ],
)  # fmt: skip
def test_a_broken_or_foreign_cache_is_ignored_and_mended(
    small: Folder, caches: Path, count: Callable[[], int], spoil: Callable[[dict], bytes]
) -> None:
    fresh = load_protocol(small.path)
    kept = the_file(caches)
    good = kept.read_bytes()
    kept.write_bytes(spoil(json.loads(good)))
    again = load_protocol(small.path)
    assert rows(again) == rows(fresh)
    assert assess("he has a gun", protocol=again).flags == ("weapon",)
    assert count() == 2
    assert kept.read_bytes() == good


def test_a_folder_in_place_of_the_file_is_ignored(small: Folder, caches: Path) -> None:
    load_protocol(small.path)
    kept = the_file(caches)
    kept.unlink()
    kept.mkdir()
    assert load_protocol(small.path).name == "small"
    assert sorted(path.name for path in caches.iterdir()) == [kept.name], "something was left behind"


def test_a_file_in_place_of_the_folder_is_ignored(small: Folder, caches: Path) -> None:
    caches.parent.mkdir()
    caches.write_text("not a folder")
    assert load_protocol(small.path).name == "small"
    assert caches.read_text() == "not a folder"


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null"])
def test_a_folder_that_cannot_be_written_is_ignored(
    small: Folder, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    assert load_protocol(small.path).name == "small"


@pytest.mark.parametrize("failing", ["mkstemp", "fdopen", "replace"])
def test_a_full_disk_is_no_error_and_leaves_nothing_behind(
    small: Folder, caches: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    home = {"mkstemp": "tempfile.mkstemp", "fdopen": "os.fdopen", "replace": "pathlib.Path.replace"}
    monkeypatch.setattr(home[failing], full)
    assert load_protocol(small.path).name == "small"
    assert list(caches.iterdir()) == []


def test_a_user_without_a_home_is_no_error(small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert load_protocol(small.path).name == "small"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_only_the_user_can_read_it(small: Folder, caches: Path) -> None:
    before = os.umask(0)
    try:
        load_protocol(small.path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(caches.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_file(caches).stat().st_mode) == 0o600


def test_a_few_protocols_are_kept_and_older_ones_go(small: Folder, caches: Path) -> None:
    for number in range(7):
        small.add("words.toml", f"# {number}\n")
        digest = load_protocol(small.path).digest
        os.utime(caches / f"protocol-{digest}.json", (number, number))
    assert len(list(caches.glob("*.json"))) == 4
    assert (caches / f"protocol-{digest}.json").exists()


def test_nothing_of_a_call_is_ever_in_it(small: Folder, caches: Path) -> None:
    loaded = load_protocol(small.path)
    for text in ("zebrafish gun on quinceanera lane", "zebrafish zebrafush"):
        assess(text, protocol=loaded, call_type="zebracode 10-71", answers={"weapon": "no"})
    load_protocol(small.path)
    for path in caches.iterdir():
        assert b"zebra" not in path.read_bytes()
        assert b"quinceanera" not in path.read_bytes()


def test_without_the_cache_nothing_is_written(small: Folder, caches: Path) -> None:
    assert load_protocol(small.path, cached=False).name == "small"
    assert not caches.exists()


def test_the_digest_is_that_of_the_content_alone(small: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "elsewhere")
    assert cache.digest_of(other.path) == cache.digest_of(small.path)


def test_two_processes_at_once_both_get_it(small: Folder, caches: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(lambda _: load_protocol(small.path).name, range(12)))
    assert names == ["small"] * 12
    assert len(list(caches.iterdir())) == 1
