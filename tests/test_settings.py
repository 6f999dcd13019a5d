"""settings.toml: where it is looked for, what it may say, what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import DRUNK, Run
from triage_cli.errors import DataError
from triage_cli.settings import Settings, load_settings, read_settings


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert load_settings() == Settings()
    assert (Settings().stale_after_days, Settings().max_age_hours) == (365, 12)


def test_the_current_folder_wins_over_the_users(folder: Path, tmp_path: Path) -> None:
    written(tmp_path / "config" / "triage" / "settings.toml", 'agency = "Own"')
    assert load_settings().agency == "Own"
    written(folder / "settings.toml", 'agency = "Here"')
    assert load_settings().agency == "Here"


def test_files_are_named_from_the_folder_of_the_settings(tmp_path: Path) -> None:
    text = 'resources = "r.toml"\nprotocol = "p"\nteams = "denver-star"\n'
    settings = read_settings(written(tmp_path / "settings.toml", text))
    assert settings.resources == str(tmp_path / "r.toml")
    assert settings.protocol == str(tmp_path / "p")
    assert settings.teams == "denver-star"  # the name of a profile, for there is no such file


def test_every_mistake_at_once_with_its_line_and_fix(tmp_path: Path) -> None:
    text = 'agency = "A"\nlangage = "es"\nstale_after_days = "x"\nstate = 7\nmax_age_hours = -1\n'
    path = written(tmp_path / "settings.toml", text)
    with pytest.raises(DataError) as caught:
        read_settings(path)
    assert str(caught.value).splitlines() == [
        f"{path}:2: unknown key 'langage'",
        "    Did you mean 'language'?",
        f"{path}:3: stale_after_days must be a number above 0, not 'x'",
        "    stale_after_days = 365",
        f"{path}:4: state must be text, not 7",
        '    state = "…"',
        f"{path}:5: max_age_hours must be a number above 0, not -1",
        "    max_age_hours = 12",
    ]


def test_a_file_that_is_not_toml(run: Run, folder: Path) -> None:
    written(folder / "settings.toml", "agency = \n")
    code, out, err = run("score", DRUNK)
    assert (code, out) == (4, "")
    assert err == (
        "triage: settings.toml: is not TOML: Invalid value (at line 1, column 10)\n"
        "    Mend that line; text stands in quotes.\n"
    )


def test_an_option_wins_over_a_variable_and_a_variable_over_settings(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = 'schema = 1\n[resource.a]\nname = "{0}"\nkind = ["detox"]\nphones = [{{ number = "988" }}]\n'
    for name in ("Settings", "Variable", "Option"):
        written(folder / f"{name}.toml", entry.format(name))
    written(folder / "settings.toml", 'resources = "Settings.toml"\n')

    def used(*argv: str) -> str:
        data = json.loads(run("find", "--kind", "detox", "--json", *argv).out)
        return str(data["referrals"][0]["name"])

    assert used() == "Settings"
    monkeypatch.setenv("TRIAGE_RESOURCES", "Variable.toml")
    assert used() == "Variable"
    assert used("--resources", "Option.toml") == "Option"


def test_the_agencys_own_line_stands_beneath_the_mandated_report(run: Run, folder: Path) -> None:
    written(folder / "settings.toml", 'mandated_report = "Call 844-555-0100 at once."\n')
    child = "Teacher says the student has belt marks on his back from his father"
    assert "REPORT: Call 844-555-0100 at once." in run("score", child, "--limit", "0").out
    assert "844-555-0100" not in run("score", DRUNK, "--limit", "0").out
    data = json.loads(run("score", child, "--json", "--limit", "0").out)
    assert data["response"]["report"][-1] == "Call 844-555-0100 at once."
