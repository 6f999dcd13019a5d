"""`triage call` without a terminal: it asks nothing, says what is open, and keeps what it is told to."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from support import DRUNK, Run
from triage_cli import load_protocol

KEYS = [
    "schema", "protocol", "text", "scores", "flags", "evidence", "instruments", "response", "needs",
    "barriers", "referrals", "unanswered", "answers",
]  # fmt: skip
GATES = ["awake", "breathing", "violence_now", "weapon", "injury"]
"""What is open where nothing is understood (the means and attempts are asked once suicide is)."""
WORDS = "zebrafish quinceanera"
SAID = f"his brother {WORDS} is drunk and says he will kill himself"


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def document(run: Run, *argv: str) -> dict[str, Any]:
    code, out, err = run("call", *argv, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def saved(folder: Path, name: str = "case.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return found


def judged(data: dict[str, Any]) -> dict[str, Any]:
    """What a judgement says, without the words behind it."""
    kept = {key: data[key] for key in KEYS if key not in ("text", "evidence", "protocol")}
    bare = [{k: v for k, v in one.items() if k != "quote"} for one in data["evidence"]]
    return {**kept, "evidence": bare}


# It never asks


@pytest.mark.parametrize("form", ["text", "plain", "json", "sms", "print"])
def test_without_a_terminal_it_never_asks(run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    def asked(*_: object) -> NoReturn:
        raise AssertionError("asked")

    monkeypatch.setattr("builtins.input", asked)
    monkeypatch.setattr("triage_cli.commands.calling.on_screen", asked)
    code, out, err = run("call", DRUNK, "--format", form)
    assert (code, err) == (0, "")
    assert out.strip()


def test_text_from_everywhere_is_the_same_call(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "call.txt").write_text(DRUNK, encoding="utf-8")
    argument = document(run, DRUNK)
    assert document(run, "--file", "call.txt") == argument
    for option in (["-"], []):
        stdin(monkeypatch, DRUNK.encode())
        assert document(run, *option) == argument
    assert list(argument) == KEYS
    assert argument["text"] == DRUNK


def test_the_same_judgement_as_score(run: Run) -> None:
    called = document(run, DRUNK, "--near", "80202")
    scored = json.loads(run("score", DRUNK, "--near", "80202", "--json").out)
    assert {**called, "unanswered": None} == {**scored, "unanswered": None}


def test_what_nothing_is_understood_of_leaves_the_gates_open(run: Run) -> None:
    data = document(run, "qwrt zxcv")
    assert set(GATES) <= set(data["unanswered"])
    assert data["answers"] == {}


def test_what_is_answered_is_not_open(run: Run) -> None:
    data = document(run, DRUNK, "-a", "awake=yes", "-a", "injury=unknown")
    assert "awake" not in data["unanswered"]
    assert "injury" not in data["unanswered"], "unknown is an answer"
    assert "weapon" not in data["unanswered"], "the text says so"
    assert data["answers"]["weapon"] == "no"


def test_all_answers_given_leave_nothing_open(run: Run) -> None:
    protocol = load_protocol()
    argv: list[str] = []
    data = document(run, DRUNK)
    for _ in range(10):
        if not data["unanswered"]:
            break
        for key in data["unanswered"]:
            question = protocol.questions[key]
            value = {"number": "34", "text": "Denver, CO", "several": "none"}.get(question.kind)
            usual = question.choices[-1] if question.choices else "no"
            argv += ["-a", f"{key}={value or ('yes' if question.dangerous == 'no' else usual)}"]
        data = document(run, DRUNK, *argv)
    assert data["unanswered"] == []


# Answers that cannot be meant


def test_wrong_answers_are_usage_errors(run: Run) -> None:
    code, out, err = run("call", DRUNK, "-a", "wepon=no")
    assert (code, out) == (2, "")
    assert "'weapon'" in err
    assert run("call", DRUNK, "-a", "weapon=perhaps").code == 2
    assert run("call", DRUNK, "-a", "weapon").code == 2
    assert run("call", DRUNK, "-a", "age=300").code == 2
    assert run("call", DRUNK, "-a", "weapon=no", "-a", "weapon=yes").code == 2


def test_a_broken_file_of_answers_names_its_lines(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text("weapon = true\n\nage = 300\nwepon = false\n", encoding="utf-8")
    code, out, err = run("call", DRUNK, "--answers", "answers.toml", "--save", "case.json")
    assert (code, out) == (4, "")
    assert "answers.toml:3 age" in err
    assert "answers.toml:4 wepon" in err
    (folder / "answers.toml").write_text("weapon = true\nage = = 3\n", encoding="utf-8")
    code, _, err = run("call", DRUNK, "--answers", "answers.toml", "--save", "case.json")
    assert code == 4
    assert "answers.toml:2" in err
    assert not (folder / "case.json").exists()


def test_a_file_of_answers(run: Run, folder: Path) -> None:
    (folder / "answers.toml").write_text('weapon = true\nalong = ["animal"]\nage = 17\n', encoding="utf-8")
    data = document(run, DRUNK, "--answers", "answers.toml", "-a", "weapon=unknown")
    assert data["answers"]["weapon"] == "unknown"
    assert data["answers"]["along"] == "animal"
    assert data["answers"]["age"] == "17"


# Forms


def test_forms_for_handing_over(run: Run) -> None:
    whole = run("call", DRUNK, "--near", "80202", "--format", "sms").out
    discreet = run("call", DRUNK, "--near", "80202", "--format", "sms", "--discreet").out
    assert whole != discreet
    assert all(len(part) <= 160 for part in whole.splitlines() if part)
    assert run("call", DRUNK, "--format", "print").out.startswith("Hand-off")
    assert run("call", DRUNK, "--discreet").code == 2
    assert run("call", DRUNK, "--json", "--plain").code == 2


def test_no_text_shows_no_word(run: Run) -> None:
    for form in ("plain", "json", "print", "sms"):
        out = run("call", SAID, "--no-text", "--format", form).out
        assert not any(word in out for word in WORDS.split())


def test_a_level_set_by_a_person(run: Run) -> None:
    data = document(run, DRUNK, "--override", "1", "--reason", "he is with his nurse")
    assert data["response"]["level"] == 1
    assert data["response"]["override"] == {"from": 3, "to": 1, "reason": "he is with his nurse"}
    assert run("call", DRUNK, "--override", "1").code == 2


def test_places_near_where_the_person_is(run: Run) -> None:
    said = document(run, "he wants to stop drinking", "-a", "where_now=80202")
    near = document(run, "he wants to stop drinking", "--near", "80202")
    assert [one["distance_km"] for one in said["referrals"]] == [
        one["distance_km"] for one in near["referrals"]
    ]
    assert any(one["distance_km"] is not None for one in said["referrals"])
    no_place = document(run, "he wants to stop drinking", "-a", "where_now=under the old bridge")
    assert no_place["referrals"]
    option = document(run, "he wants to stop drinking", "-a", "where_now=under the bridge", "--near", "80202")
    assert option["referrals"] == near["referrals"]


# Saving


def test_a_saved_case_is_the_document_for_its_owner_only(run: Run, folder: Path) -> None:
    before = os.umask(0)
    try:
        data = document(run, SAID, "--near", "80202", "--save", "case.json")
    finally:
        os.umask(before)
    path = folder / "case.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = saved(folder)
    assert list(kept) == [*(key for key in KEYS if key != "text"), "case"]
    assert judged(kept) == judged(data)
    assert [one.name for one in folder.iterdir()] == ["case.json"]


def test_no_word_of_the_call_is_in_the_file(run: Run, folder: Path) -> None:
    argv = [SAID, "-a", "where_now=Zebrafish Mews, 80202", "-a", "own_words=the quinceanera went wrong"]
    questions = load_protocol().questions
    argv = argv if questions["own_words"].module != "wellness" else argv[:3]
    assert run("call", *argv, "--save", "case.json", "--json").code == 0
    text = (folder / "case.json").read_text(encoding="utf-8")
    for word in (*WORDS.split(), "Mews", "brother", "kill himself", "drunk and", "went wrong"):
        assert word.lower() not in text.lower(), word
    assert "quote" not in text
    assert run("call", *argv, "--save", "whole.json", "--with-text", "--json").code == 0
    whole = saved(folder, "whole.json")
    assert whole["text"] == SAID
    assert whole["answers"]["where_now"] == "Zebrafish Mews, 80202"


@pytest.mark.parametrize(
    ("path", "says"),
    [("there.json", "there is such a file already"), ("nowhere/case.json", "there is no folder nowhere"),
     (".", "is such a file already|is a folder")],
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_refused_before_the_call(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, path: str, says: str
) -> None:
    (folder / "there.json").write_text("kept", encoding="utf-8")

    def begun(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the call has begun")

    monkeypatch.setattr("triage_cli.commands.calling._begin", begun)
    code, out, err = run("call", DRUNK, "--save", path)
    assert (code, out) == (2, "")
    assert re.search(says, err)
    assert (folder / "there.json").read_text(encoding="utf-8") == "kept"


def test_saving_that_fails_loses_neither_the_result_nor_the_old_file(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("call", DRUNK, "--save", "case.json").code == 0
    before = (folder / "case.json").read_bytes()

    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("triage_cli.commands.casefile.os.fsync", full)
    code, out, err = run("call", "--resume", "case.json", "--save", "case.json", "-a", "weapon=yes")
    assert code == 4
    assert out.startswith("LEVEL 4 EMERGENCY")
    assert "case.json: the case could not be saved: No space left on device" in err
    assert (folder / "case.json").read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["case.json"], "nothing half written stays"


def test_a_directory_that_cannot_be_read_does_not_cost_the_case(run: Run, folder: Path) -> None:
    code, out, _ = run("call", DRUNK, "--resources", "nowhere.toml", "--save", "case.json")
    assert code != 0
    assert "LEVEL 3 URGENT" in out
    assert saved(folder)["response"]["level"] == 3


def test_with_text_alone_is_a_usage_error(run: Run) -> None:
    message = "triage: --with-text is for what is saved\n  Add --save FILE.\n"
    assert run("call", DRUNK, "--with-text") == (2, "", message)


# Going on


@pytest.mark.parametrize("with_text", [[], ["--with-text"]], ids=["findings", "text"])
@pytest.mark.parametrize(
    "argv",
    [
        [DRUNK],
        [DRUNK, "-a", "breathing=no"],
        ["no weapon. weapons? unk. she is 14 and needs a shelter, her father beats her"],
        [DRUNK, "--type", "WELFARE CHECK"],
        ["quiere morirse y tiene una pistola en la mano"],
        ["qwrt zxcv", "-a", "injury=unknown"],
    ],
    ids=["drunk", "answered", "minor", "type", "spanish", "nothing"],
)
def test_a_resumed_case_is_judged_the_same(
    run: Run, folder: Path, with_text: list[str], argv: list[str]
) -> None:
    first = document(run, *argv, "--save", "case.json", *with_text)
    again = document(run, "--resume", "case.json")
    assert judged(again) == judged(first)
    assert document(run, "--resume", "case.json", "--save", "next.json") == again
    assert judged(document(run, "--resume", "next.json")) == judged(first)


@pytest.mark.parametrize("with_text", [[], ["--with-text"]], ids=["findings", "text"])
def test_a_text_beside_a_resumed_case_is_another_fact(run: Run, folder: Path, with_text: list[str]) -> None:
    document(run, "he is drunk", "--save", "case.json", *with_text)
    again = document(run, "he has a gun in his hand", "--resume", "case.json")
    assert again["response"]["level"] == 4
    assert again["scores"]["substance"]["score"] > 0, "what was known still is"
    assert again["text"].endswith("he has a gun in his hand")
    # The places of words that are gone quote none of the new ones.
    quotes = {one["quote"] for one in again["evidence"] if one["domain"] == "substance"}
    assert ("drunk" in quotes) == bool(with_text)
    assert quotes <= {"drunk", None}


@pytest.mark.parametrize("with_text", [[], ["--with-text"]], ids=["findings", "text"])
def test_a_child_named_in_a_later_fact_counts(run: Run, with_text: list[str]) -> None:
    document(run, "she is 30, her husband hit her", "--save", "case.json", *with_text)
    again = document(run, "she is there with her 4 yo son", "--resume", "case.json")
    assert "child_present" in again["flags"]
    assert "minor" not in again["flags"]


def test_answers_continue_a_resumed_case(run: Run, folder: Path) -> None:
    document(run, DRUNK, "-a", "awake=yes", "--save", "case.json")
    again = document(run, "--resume", "case.json", "-a", "breathing=no", "--save", "case.json")
    assert again["response"]["level"] == 4
    assert again["answers"]["awake"] == "yes"
    assert saved(folder)["answers"]["breathing"] == "no"
    assert run("call", "--resume", "case.json", "--type", "WELFARE CHECK").code == 2


BROKEN = [
    ("{\n  \"schema\": \"triage.assessment/1\",\n  \"case\": {\n", r"case\.json:4: "),
    ("[]", r"case\.json: is no saved case"),
    ("{}", "'case' is missing"),
    ('{"case": {"version": 9, "given": {}, "events": []}}', "9 is not 1"),
    ('{"case": {"version": 1, "given": {"wepon": "no"}, "events": []}}', "there is no question 'wepon'"),
    ('{"case": {"version": 1, "given": {"weapon": "perhaps"}, "events": []}}', "case given weapon"),
    ('{"text": "x", "case": {"version": 1, "given": {}, "events": [["answer"]]}}', "case events, number 1"),
    ('{"case": {"version": 1, "given": {}, "events": []}}', "case findings: is not a list"),
    ("[" * 100_000, "nested too deeply|is not a saved case"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_case_is_named_and_left_as_it_is(run: Run, folder: Path, text: str, says: str) -> None:
    path = folder / "case.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("call", "--resume", "case.json", "--save", "case.json")
    assert (code, out) == (4, "")
    assert re.search(says, err), err
    assert path.read_text(encoding="utf-8") == text
    assert [one.name for one in folder.iterdir()] == ["case.json"]


def test_a_case_that_is_not_there(run: Run) -> None:
    code, out, err = run("call", "--resume", "case.json")
    assert (code, out) == (4, "")
    assert "case.json" in err


def test_a_case_of_another_protocol_says_so(run: Run, folder: Path) -> None:
    document(run, DRUNK, "--save", "case.json")
    data = saved(folder)
    data["protocol"]["digest"] = "0" * 64
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    code, out, err = run("call", "--resume", "case.json", "--json")
    assert code == 0
    assert json.loads(out)["response"]["level"] == 3
    assert "saved under another protocol" in err


@pytest.mark.parametrize("key", ["given", "events", "findings", "labelled", "person"])
@pytest.mark.parametrize("value", [None, "x", [1], [["answer", "weapon"]], {"a": [1]}])
def test_no_saved_case_is_a_defect_of_ours(run: Run, folder: Path, key: str, value: Any) -> None:
    document(run, DRUNK, "--save", "case.json")
    data = saved(folder)
    data["case"][key] = value
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    assert run("call", "--resume", "case.json", "--json", "--limit", "0").code in (0, 4)
