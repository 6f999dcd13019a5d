"""What is handed over: short messages and a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import DRUNK, Run
from triage_cli.render.handoff import _GSM, gsm, sms_parts

AFRAID = "My husband choked me last night and threatens to kill me, I want to leave with the kids"
NAMES = ("Lifeline", "Hotline", "House", "Center", "Hospital", "Example", "Shelter", "Haven")
VIOLENCE = ("violence", "abuse", "hurt", "kill", "suicid", "danger", "crisis", "domestic")


@given(st.lists(st.text(max_size=400), max_size=6))
def test_every_message_fits_and_can_be_sent(items: list[str]) -> None:
    parts = sms_parts(items)
    assert all(len(part) <= 160 and set(part) <= _GSM for part in parts)


def test_no_word_is_lost_and_no_number_is_cut() -> None:
    items = [
        f"Place number {n}: 303-555-01{n:02}, open 24 hours, somewhere in the county." for n in range(12)
    ]
    parts = sms_parts(items)
    assert " ".join(part.split(" ", 1)[1] for part in parts) == " ".join(items)
    assert [part.split(" ", 1)[0] for part in parts] == [
        f"{n}/{len(parts)}" for n in range(1, len(parts) + 1)
    ]


def test_one_message_has_no_number() -> None:
    assert sms_parts(["Call 988."]) == ["Call 988."]
    assert sms_parts([]) == []


def test_accents_are_kept_where_the_alphabet_has_them() -> None:
    assert gsm("Línea de crisis, ¿señor? café “sí”") == 'Linea de crisis, ¿señor? café "si"'


def test_sms_names_numbers_and_hours_and_says_sample(run: Run) -> None:
    out = run("score", DRUNK, "--near", "80202", "--format", "sms").out
    assert all(len(line) <= 160 for line in out.splitlines())
    assert "988 Suicide & Crisis Lifeline: 988" in out
    assert "Example County Sobering Center: 303-555-0107, open 24 hours" in out
    assert "sample entry, not a real place" in out


@pytest.mark.parametrize("form", ["sms", "print"])
@pytest.mark.parametrize("text", [DRUNK, AFRAID])
def test_discreet_names_nobody_and_nothing(run: Run, form: str, text: str) -> None:
    code, out, err = run("score", text, "--near", "80202", "--format", form, "--discreet")
    assert (code, err) == (0, "")
    assert not [word for word in NAMES if word in out]
    assert not [word for word in VIOLENCE if word in out.lower()]
    assert any(char.isdigit() for char in out)


def test_discreet_without_a_place_still_gives_numbers(run: Run) -> None:
    out = run("score", "barking dog", "--format", "sms", "--discreet").out
    assert out == "211 or 988, any time.\n"


@pytest.mark.parametrize("text", [DRUNK, AFRAID, "drunk " * 5000])
def test_print_is_one_page(run: Run, text: str) -> None:
    lines = run("score", "--format", "print", "--near", "80202", text).out.splitlines()
    assert lines[0].startswith("Hand-off, 20")
    assert all(len(line) <= 80 for line in lines)
    assert len(lines) <= 75
