"""An agency's own call types on the command line: found beside its settings, named, and told when wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import Run

OWN = '[call_types]\n"SIG 34" = "suicidal"\n"PSYCH BED COUNT" = "nothing"\n'


def level_of(run: Run, label: str, *more: str) -> int:
    code, out, err = run("score", "--type", label, "--json", *more)
    assert (code, err) == (0, "")
    return int(json.loads(out)["response"]["level"])


def test_the_file_beside_the_settings_is_used(run: Run, folder: Path) -> None:
    assert level_of(run, "SIG 34") == 0
    (folder / "call_types.toml").write_text(OWN, encoding="utf-8")
    assert level_of(run, "SIG 34") == 0  # it stands beside no settings
    (folder / "settings.toml").write_text("", encoding="utf-8")
    assert level_of(run, "SIG 34") == 2
    assert level_of(run, "PSYCH BED COUNT") == 0
    assert level_of(run, "PSYCH") == 2


def test_settings_and_the_variable_name_another(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "call_types.toml").write_text("", encoding="utf-8")
    (folder / "ours.toml").write_text(OWN, encoding="utf-8")
    (folder / "settings.toml").write_text('call_types = "ours.toml"\n', encoding="utf-8")
    assert level_of(run, "SIG 34") == 2
    monkeypatch.setenv("TRIAGE_CALL_TYPES", str(folder / "call_types.toml"))
    assert level_of(run, "SIG 34") == 0


def test_explain_reads_what_score_reads(run: Run, folder: Path) -> None:
    (folder / "settings.toml").write_text("", encoding="utf-8")
    (folder / "call_types.toml").write_text(OWN, encoding="utf-8")
    out = run("protocol", "explain", "--type", "SIG 34 W/INJ", "--json").out
    assert "call_type.suicidal" in out


def test_check_names_the_mistake_and_its_line(run: Run, folder: Path) -> None:
    (folder / "settings.toml").write_text("", encoding="utf-8")
    (folder / "call_types.toml").write_text('[call_types]\n"SIG 34" = "suicidall"\n', encoding="utf-8")
    code, out, err = run("protocol", "check")
    assert (code, out) == (4, "")
    assert "call_types.toml:2 [call_types] SIG 34: unknown call type or cue 'suicidall'" in err
    assert "Did you mean 'suicidal'?" in err


def test_the_template_is_right_and_so_are_its_examples(run: Run, folder: Path) -> None:
    run("init", ".")
    assert run("protocol", "check").code == 0
    path = folder / "call_types.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    examples = [line[2:] if _is_example(line) else line for line in lines]
    path.write_text("\n".join(examples), encoding="utf-8")
    code, out, err = run("protocol", "check")
    assert (code, err) == (0, "")
    assert "call_types.toml" in out
    assert level_of(run, "SIGNAL 44") == 4


def _is_example(line: str) -> bool:
    return line.startswith("# ") and ((" = " in line and not line.endswith(":")) or line.startswith("# [["))
