"""Which file is in use (CONTRACT.md), and what merges beneath it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import call, entry, ids
from triage_cli.directory import Directory, find_resources
from triage_cli.directory.store import FILE, shipped, user_folder
from triage_cli.errors import DataError


def make(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(entry("harbor"), encoding="utf-8")
    return path


def test_order_of_look_up(tmp_path: Path) -> None:
    """Option, variable, settings, this folder, the user's folder, the shipped file."""
    option, variable, settings = (make(tmp_path / name) for name in ("option", "variable", "settings"))
    here, user = make(tmp_path / "here"), make(tmp_path / "config" / "triage")
    env = {"TRIAGE_RESOURCES": str(variable), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    empty = tmp_path / "empty"
    empty.mkdir()

    def found(
        option: Path | None, env: dict[str, str], settings: Path | None, folder: Path
    ) -> tuple[Path, str]:
        return tuple(find_resources(option, env=env, settings=settings, folder=folder))  # type: ignore[return-value]

    assert found(option, env, settings, here.parent) == (option, "option")
    assert found(None, env, settings, here.parent) == (variable, "variable")
    del env["TRIAGE_RESOURCES"]
    assert found(None, env, settings, here.parent) == (settings, "settings")
    assert found(None, env, None, here.parent) == (here, "folder")
    assert found(None, env, None, empty) == (user, "user")
    assert found(None, {"HOME": str(empty)}, None, empty) == (shipped(), "shipped")


def test_folder_means_its_file(tmp_path: Path) -> None:
    path = make(tmp_path / "agency")
    assert find_resources(tmp_path / "agency", env={}).path == path


@pytest.mark.parametrize("by", ["option", "variable", "settings"])
def test_named_file_must_exist(tmp_path: Path, by: str) -> None:
    missing = str(tmp_path / "missing.toml")
    with pytest.raises(DataError) as caught:
        find_resources(
            missing if by == "option" else None, settings=missing if by == "settings" else None,
            env={"TRIAGE_RESOURCES": missing} if by == "variable" else {},
        )  # fmt: skip
    assert caught.value.exit_code == 4
    assert "missing.toml: there is no such file" in str(caught.value)
    assert "triage init" in str(caught.value)


def test_relative_folder_variables_are_ignored() -> None:
    assert user_folder({"XDG_CONFIG_HOME": "here", "HOME": "/home/x"}) == Path("/home/x/.config/triage")


def test_national_lines_are_beneath_and_can_be_replaced(load) -> None:
    plain = load(entry("harbor"))
    assert ids(plain.refer(call("crisis_line"))) == ["988-lifeline"]
    own = load(entry("988-lifeline", name='"Our own wording"', kind='["crisis_line"]'))
    names = {r.id: r.name for r in own.refer(call("crisis_line"))}
    assert names["988-lifeline"] == "Our own wording"
    found = own.get("988-lifeline")
    assert found is not None
    assert not found.national


def test_empty_file_still_has_the_national_lines(load) -> None:
    assert ids(load("").refer(call("poison_control"))) == ["poison-help"]


def test_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert ids(Directory.load("resources.toml").search("harbor")) == ["harbor"]
    assert Directory.load().by == "folder"
