"""`triage score`: its forms, its options, and what goes wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from support import DRUNK, Run

KEYS = [
    "schema", "protocol", "text", "scores", "flags", "evidence", "instruments", "response", "needs",
    "barriers",
    "referrals", "unanswered", "answers",
]  # fmt: skip


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# Forms


def test_json_has_the_keys_of_the_contract_in_their_order(run: Run) -> None:
    code, out, err = run("score", DRUNK, "--near", "80202", "--json")
    data = json.loads(out)
    assert (code, err, list(data)) == (0, "", KEYS)
    assert data["schema"] == "triage.assessment/1"
    assert data["text"] == DRUNK
    assert data["response"]["level"] == 3
    assert data["referrals"][0]["phones"][0]["number"] == "988"
    assert len(data["referrals"]) == 5


def test_a_pipe_gets_the_plain_form(run: Run) -> None:
    lines = run("score", DRUNK, "--near", "80202").out.splitlines()
    assert lines[0] == "LEVEL 3 URGENT  send: co-responder pair, crisis line (988)"
    assert lines[2].startswith("DO NOW: ")
    assert "mental health: 70 of 100, high  “will kill himself”" in lines
    assert "not counted: “weapons” (negated)" in lines
    assert lines[-1] == "Decision support: a person decides. In danger call 911; in crisis call or text 988."


def test_plain_and_format_plain_are_the_same(run: Run) -> None:
    assert run("score", DRUNK, "--plain", "--limit", "0") == run(
        "score", DRUNK, "--format", "plain", "--limit", "0"
    )


def test_no_text_shows_no_word_of_the_caller(run: Run) -> None:
    plain = run("score", DRUNK, "--no-text", "--limit", "0").out
    data = json.loads(run("score", DRUNK, "--no-text", "--json").out)
    assert "kill himself" not in plain
    assert "“" not in plain.partition("mental health")[2]
    assert "text" not in data
    assert all("quote" not in item for item in data["evidence"])


def test_two_formats_are_one_too_many(run: Run) -> None:
    message = "triage: two formats were asked for: json and plain\n  Keep one of them.\n"
    assert run("score", DRUNK, "--json", "--plain") == (2, "", message)


def test_an_unknown_format_names_the_nearest(run: Run) -> None:
    assert (
        run("score", DRUNK, "--format", "jsn").err
        == "triage: there is no format 'jsn'\n  Did you mean 'json'?\n"
    )


def test_discreet_needs_something_to_hand_over(run: Run) -> None:
    message = "triage: --discreet is for what is handed over\n  Add --format sms or --format print.\n"
    assert run("score", DRUNK, "--discreet") == (2, "", message)


# Where the text comes from


def test_text_from_a_file_and_from_standard_input(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "call.txt").write_text(DRUNK, encoding="utf-8")
    from_file = run("score", "--file", "call.txt", "--limit", "0")
    stdin(monkeypatch, DRUNK.encode())
    from_stdin = run("score", "-", "--limit", "0")
    assert from_file == from_stdin == run("score", DRUNK, "--limit", "0")


def test_text_and_file_at_once(run: Run) -> None:
    message = "triage: both a text and --file were given\n  Leave out one of them.\n"
    assert run("score", DRUNK, "--file", "x") == (2, "", message)


def test_a_missing_text_file(run: Run) -> None:
    message = "triage: call.txt: there is no such file\n    Check the name, or give the whole path.\n"
    assert run("score", "--file", "call.txt") == (4, "", message)
    message = (
        "triage: in/call.txt: there is no such file\n"
        "    There is no folder 'in' either: check the name, or give the whole path.\n"
    )
    assert run("score", "--file", "in/call.txt") == (4, "", message)


@pytest.mark.parametrize(
    ("option", "mistyped", "name"),
    [("--file", "Call.tx", "call.txt"), ("--answers", "anwers.toml", "answers.toml"),
     ("--resources", "resource.toml", "resources.toml"), ("--protocol", "protcol", "protocol.d")],
)  # fmt: skip
def test_a_mistyped_file_names_the_nearest(
    run: Run, folder: Path, option: str, mistyped: str, name: str
) -> None:
    (folder / name).mkdir() if name.endswith(".d") else (folder / name).write_text("", encoding="utf-8")
    text = [] if option == "--file" else ["drunk"]
    code, _, err = run("score", *text, option, mistyped)
    assert code == 4
    assert f"Did you mean {name!r}?" in err


def test_a_folder_in_place_of_a_file(run: Run, folder: Path) -> None:
    for option in (["--file", "."], ["drunk", "--answers", "."]):
        message = "triage: .: this is a folder, not a file\n    Name a file in it.\n"
        assert run("score", *option) == (4, "", message)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_no_call(run: Run, text: str) -> None:
    message = 'triage: the call description is empty\n  Say what the caller said: triage score "…"\n'
    assert run("score", text) == (2, "", message)


def test_answers_or_a_call_type_need_no_text(run: Run) -> None:
    assert run("score", "-a", "breathing=no", "--limit", "0").out.startswith(
        "LEVEL 4 EMERGENCY  send: ambulance (EMS)"
    )
    assert run("score", "--type", "WELFARE CHECK", "--limit", "0").code == 0


# Answers


def test_an_answer_of_the_option_wins_over_the_file(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text("weapon = true\nage = 17\n", encoding="utf-8")
    data = json.loads(run("score", DRUNK, "--answers", "answers.toml", "-a", "weapon=no", "--json").out)
    assert data["answers"]["weapon"] == "no"
    assert data["answers"]["age"] == "17"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("weapn=no", "triage: there is no question 'weapn' to answer\n  Did you mean 'weapon'?\n"),
        ("weapon=noo", "triage: weapon: 'noo' is not an answer\n  Did you mean weapon=no?\n"),
        (
            "weapon",
            "triage: --answer 'weapon' has no value\n"
            "  Write it as KEY=VALUE, for example: --answer weapon=no\n",
        ),
    ],
)
def test_an_answer_that_cannot_be_meant(run: Run, answer: str, message: str) -> None:
    assert run("score", DRUNK, "-a", answer) == (2, "", message)


def test_a_broken_answers_file_names_the_line(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text('weapon = "no"\nage = = 3\n', encoding="utf-8")
    code, out, err = run("score", DRUNK, "--answers", "answers.toml")
    assert (code, out) == (4, "")
    assert err == (
        "triage: answers.toml:2: is not TOML: Invalid value (at line 2, column 7)\n"
        '    Write answers as: weapon = "no"\n'
    )


def test_an_answer_that_is_a_list(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text('along = ["children"]\nweapon = { a = "no" }\n', encoding="utf-8")
    message = 'triage: answers.toml:2 weapon: must be one answer\n    weapon = "yes"\n'
    assert run("score", DRUNK, "--answers", "answers.toml") == (4, "", message)


def test_every_wrong_line_of_an_answers_file_is_named(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text('wepon = "no"\nage = 200\nweapon = "no"\n', encoding="utf-8")
    code, out, err = run("score", DRUNK, "--answers", "answers.toml")
    assert (code, out) == (4, "")
    assert "answers.toml:1 wepon: there is no question 'wepon' to answer\n    Did you mean 'weapon'?" in err
    assert "answers.toml:2 age: '200' is not a number from 0 to 120" in err


# A level set by a person, and a level that fails


def test_override_keeps_both_levels_and_the_reason(run: Run) -> None:
    argv = ("score", DRUNK, "--override", "1", "--reason", "spoke with him, safe plan made")
    data = json.loads(run(*argv, "--json").out)
    lines = run(*argv, "--limit", "0").out.splitlines()
    assert data["response"]["override"] == {"from": 3, "to": 1, "reason": "spoke with him, safe plan made"}
    assert data["response"]["level"] == 1
    assert lines[0].startswith("LEVEL 1 ROUTINE")
    assert lines[1] == "Level set by a person: 3 → 1. spoke with him, safe plan made"


@pytest.mark.parametrize(
    ("argv", "fix"),
    [(("--override", "1"), "Add --reason TEXT."), (("--reason", "x"), "Add --override LEVEL."),
     (("--override", "1", "--reason", " "), "Add --reason TEXT.")],
)  # fmt: skip
def test_override_and_reason_go_together(run: Run, argv: tuple[str, ...], fix: str) -> None:
    message = f"triage: a level is set by a person with a reason\n  {fix}\n"
    assert run("score", DRUNK, *argv) == (2, "", message)


def test_a_level_that_does_not_exist(run: Run) -> None:
    message = (
        "triage: --fail-at: '7' is not a level\n"
        "  One of: 0 none, 1 routine, 2 moderate, 3 urgent, 4 emergency\n"
    )
    assert run("score", DRUNK, "--fail-at", "7") == (2, "", message)


@pytest.mark.parametrize(("level", "code"), [("3", 10), ("urgent", 10), ("4", 0), ("emergency", 0)])
def test_fail_at(run: Run, level: str, code: int) -> None:
    done = run("score", DRUNK, "--fail-at", level, "--limit", "0")
    assert done.code == code
    assert done.out.startswith("LEVEL 3")


# The directory never hides the level


def test_a_broken_directory_still_gives_the_level(run: Run, folder: Path) -> None:
    (folder / "resources.toml").write_text("schema = 1\n[resource.x]\nnam = 1\n", encoding="utf-8")
    code, out, err = run("score", DRUNK)
    assert code == 4
    assert out.startswith("LEVEL 3 URGENT")
    assert "No referrals: the message says why." in out
    assert "resources.toml:3" in err
    as_json = run("score", DRUNK, "--json")
    assert as_json.code == 4
    assert json.loads(as_json.out)["referrals"] == []


def test_a_missing_directory_names_the_fix(run: Run, folder: Path) -> None:
    code, out, err = run("score", DRUNK, "--resources", "none.toml")
    assert (code, out.splitlines()[0][:7]) == (4, "LEVEL 3")
    assert "none.toml: there is no such file (named by --resources)" in err
    assert "triage init" in err


def test_an_unknown_place_still_gives_the_level(run: Run) -> None:
    code, out, err = run("score", DRUNK, "--near", "00000")
    assert (code, out[:7]) == (2, "LEVEL 3")
    assert err.startswith("triage: ")


def test_limit(run: Run) -> None:
    assert json.loads(run("score", DRUNK, "--json", "--limit", "2").out)["referrals"][1:]
    assert json.loads(run("score", DRUNK, "--json", "--limit", "0").out)["referrals"] == []
    message = "triage: --limit -1: must be 0 or more\n  For example: --limit 5\n"
    assert run("score", DRUNK, "--limit", "-1") == (2, "", message)


def test_a_missing_protocol_folder(run: Run) -> None:
    code, out, err = run("score", DRUNK, "--protocol", "nowhere")
    assert (code, out) == (4, "")
    assert err == (
        "triage: nowhere: there is no such protocol folder\n"
        "    Make one to edit: triage protocol init FOLDER\n"
    )


def test_a_language_without_wording(run: Run) -> None:
    code, out, err = run("score", DRUNK, "--lang", "xx")
    assert (code, out) == (2, "")
    assert err.startswith("triage: no wording in 'xx'\n  Use one of: en")
