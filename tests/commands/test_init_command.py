"""`triage init`: an agency's own folder, and never one overwritten."""

from __future__ import annotations

from pathlib import Path

from support import DRUNK, Run
from triage_cli.settings import Settings, read_settings


def test_the_folder_can_be_used_as_it_is(run: Run, folder: Path, monkeypatch: object) -> None:
    code, out, err = run("init", "agency")
    assert (code, err) == (0, "")
    made = sorted(path.name for path in (folder / "agency").iterdir())
    assert made == ["call_types.toml", "resources.toml", "settings.toml", "teams.toml"]
    assert all(name in out for name in made)
    done = run("score", DRUNK, "--resources", "agency")
    assert (done.code, done.err) == (0, "")
    assert "sample" not in done.out
    assert read_settings(folder / "agency" / "settings.toml") == Settings()


def test_every_commented_setting_is_known(folder: Path, run: Run) -> None:
    run("init", "agency")
    text = (folder / "agency" / "settings.toml").read_text(encoding="utf-8")
    lines = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    path = folder / "all.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    settings = read_settings(path)
    assert len(lines) == len(Settings._fields)
    assert settings.agency == "Example County Communications"


def test_nothing_is_overwritten(run: Run, folder: Path) -> None:
    (folder / "teams.toml").write_text("mine", encoding="utf-8")
    code, out, err = run("init")
    assert (code, out) == (2, "")
    assert err == (
        "triage: . already has teams.toml; nothing was changed\n"
        "  Edit what is there, or name another folder: triage init FOLDER\n"
    )
    assert [path.name for path in folder.iterdir()] == ["teams.toml"]
    assert (folder / "teams.toml").read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(run: Run, folder: Path) -> None:
    (folder / "x").write_text("", encoding="utf-8")
    message = "triage: x is a file, not a folder\n  Name another folder: triage init FOLDER\n"
    assert run("init", "x") == (2, "", message)
