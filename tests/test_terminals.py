"""The terminal that other tests look at shows what a real one would."""

from __future__ import annotations

import pytest

from terminals import Terminal


def test_what_is_typed_is_shown() -> None:
    with Terminal(["cat"], columns=20, rows=5) as terminal:
        terminal.send("naïve 漢字\n")
        terminal.wait_for("^naïve 漢字\nnaïve 漢字$")
        assert terminal.screen() == ["naïve 漢字", "naïve 漢字"]


def test_only_what_a_person_sees() -> None:
    command = r"printf 'one\ntwo\nthree\nfour\r\033[1mFOUR\033[0m'"
    with Terminal(["sh", "-c", command], columns=20, rows=3) as terminal:
        assert terminal.wait() == 0
        assert terminal.screen() == ["two", "three", "FOUR"]
        assert "\x1b[1mFOUR" in terminal.written


def test_the_second_screen_leaves_the_first_as_it_was() -> None:
    command = r"printf 'before\033[?1049h\033[H\033[?25lfull'; read x; printf '\033[?25h\033[?1049l after'"
    with Terminal(["sh", "-c", command], columns=20, rows=5) as terminal:
        terminal.wait_for("^full$")
        assert terminal.screen() == ["full"]
        terminal.send("\n")
        assert terminal.wait() == 0
        assert terminal.screen() == ["before after"]


def test_a_lower_window_keeps_the_last_lines() -> None:
    with Terminal(["sh", "-c", r"printf '1\n2\n3\n4'; read x; printf five"], columns=20, rows=10) as terminal:
        terminal.wait_for("^4$")
        terminal.resize(20, 5)
        assert terminal.screen() == ["1", "2", "3", "4"]
        terminal.resize(20, 2)
        assert terminal.screen() == ["3", "4"]
        terminal.send("\n")
        assert terminal.wait() == 0
        assert terminal.screen() == ["4", "five"]


def test_another_size_and_the_exit_code() -> None:
    with Terminal(["sh", "-c", "read x; stty size; exit 3"], columns=80, rows=24) as terminal:
        terminal.resize(40, 10)
        terminal.send("\n")
        terminal.wait_for("^10 40$")
        assert terminal.wait() == 3
        assert terminal.close() == 3


def test_a_closed_window_ends_the_command() -> None:
    with Terminal(["sh", "-c", "echo go; read x"]) as terminal:
        terminal.wait_for("^go$")
        assert terminal.close() == -1, "ended by the hangup"


def test_what_is_missing_is_said_with_the_screen() -> None:
    with (
        Terminal(["echo", "this"], columns=20) as terminal,
        pytest.raises(AssertionError, match=r"(?s)'that'.*this"),
    ):
        terminal.wait_for("that")
