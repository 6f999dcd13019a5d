"""`triage call` in a real pseudo-terminal: keys, screens, and every way in which a call can end."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from support import DRUNK
from terminals import TIMEOUT, Terminal, mode, usual_mode

SIZES = [(60, 24), (120, 40)]
FIRST = "Are they awake and breathing normally"
BANNER = r"^ ?LEVEL 4 EMERGENCY"
OTHER_SCREEN, FIRST_SCREEN = "\x1b[?1049h", "\x1b[?1049l"

Open = Callable[..., Terminal]


@pytest.fixture
def call(process: list[str]) -> Iterator[Open]:
    """`call(DRUNK)` starts `triage call` in a terminal, which is closed at the end of the test."""
    with ExitStack() as open_now:

        def go(*argv: str, columns: int = 120, rows: int = 40, **env: str) -> Terminal:
            return open_now.enter_context(Terminal([*process, "call", *argv], columns, rows, **env))

        yield go


def question(terminal: Terminal) -> str:
    """The first line of the question that stands on the screen: it has a bar beside it."""
    return next(line[2:60].split("   ")[0] for line in terminal.screen() if line.startswith("█ "))


def other(terminal: Terminal) -> str:
    """A pattern for another question than the one on the screen."""
    return rf"\A(?:(?!█ ).*\n)*█ (?!{re.escape(question(terminal))})"


def drawn(terminal: Terminal, pattern: str) -> list[str]:
    """The screen once it shows the pattern and is drawn to its end."""
    terminal.wait_for(pattern)
    deadline = time.monotonic() + TIMEOUT
    while not terminal.written.endswith("\x1b[J"):
        assert time.monotonic() < deadline, str(terminal)
        select.select([terminal.descriptor], [], [], 1)
        terminal.screen()
    return terminal.screen()


def press(terminal: Terminal, key: str) -> list[str]:
    """The screen after a key that leads to another question."""
    next_one = other(terminal)
    terminal.send(key)
    return drawn(terminal, next_one)


def left(terminal: Terminal) -> str:
    """What stays in the window: all that was written outside the other screen, without colours."""
    outside = re.sub(r"(?s)\x1b\[\?1049h.*?\x1b\[\?1049l", "", terminal.written)
    return re.sub(r"\x1b\[[0-9;]*m", "", outside)


# Keys


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_one_key_is_an_answer_without_enter(call: Open, columns: int, rows: int) -> None:
    terminal = call(DRUNK, columns=columns, rows=rows)
    terminal.wait_for(FIRST)
    lines = terminal.screen()
    assert lines[0].startswith("LEVEL 3 URGENT  send: co-responder pair")
    assert any("y yes   n no   u unknown   s skip" in line for line in lines)
    press(terminal, "y")
    press(terminal, "n")
    assert len(terminal.screen()) <= rows
    assert max(map(len, terminal.screen())) <= columns


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_an_emergency_is_said_at_once_and_above_the_next_question(
    call: Open, columns: int, rows: int
) -> None:
    terminal = call("he is drunk", columns=columns, rows=rows)
    terminal.wait_for(FIRST)
    assert not re.search(BANNER, "\n".join(terminal.screen()), re.MULTILINE)
    before = len(terminal.written)
    terminal.send("n")
    lines = drawn(terminal, BANNER)
    assert "LEVEL 4 EMERGENCY" in lines[0]
    assert lines[1].strip().startswith("SEND NOW: ambulance (EMS)")
    # One frame holds the banner and what follows it: no question comes on the screen without it.
    frames = terminal.written[before:].split("\x1b[H")
    assert all("EMERGENCY" in frame for frame in frames if FIRST not in frame and frame.strip())
    assert any("optional from here" in line for line in lines)


def test_back_really_undoes(call: Open) -> None:
    terminal = call(DRUNK)
    seen = [drawn(terminal, FIRST)]
    seen += [press(terminal, key) for key in "ynu"]
    seen.pop()
    while seen:
        assert press(terminal, "b") == seen.pop()
    terminal.send("b")
    terminal.wait_for("there is nothing to take back")


def test_back_takes_an_emergency_back(call: Open) -> None:
    terminal = call("he is drunk")
    terminal.wait_for(FIRST)
    before = drawn(terminal, FIRST)
    terminal.send("n")
    terminal.wait_for(BANNER)
    terminal.send("b")
    assert drawn(terminal, rf"(?s)\A{re.escape(before[0])}.*{FIRST}") == before
    terminal.send("q")
    assert terminal.wait() == 0
    assert "EMERGENCY" not in left(terminal)


def test_the_reason_comes_and_goes(call: Open) -> None:
    terminal = call(DRUNK)
    before = drawn(terminal, FIRST)
    terminal.send("?")
    terminal.wait_for("Waking and breathing come before everything else")
    terminal.send("?")
    assert drawn(terminal, r"(?s)breathing normally(?!.*Waking and breathing)") == before


def test_added_words_are_read_at_once_and_can_be_taken_back(call: Open) -> None:
    terminal = call("he is drunk")
    before = drawn(terminal, FIRST)
    terminal.send("+")
    terminal.wait_for("Add what was said")
    terminal.send("he hasx\x7f a gun in his hand")
    terminal.wait_for("> he has a gun in his hand")
    terminal.send("\r")
    terminal.wait_for(BANNER)
    terminal.send("b")
    terminal.wait_for("Taken back: he has a gun in his hand")
    terminal.send("\x1b")
    assert drawn(terminal, r"(?s)^LEVEL [123] (?!.*Taken back)") == before
    terminal.send("+nothing that matters")
    terminal.wait_for("> nothing that matters")
    terminal.send("\x1b")
    terminal.wait_for(FIRST)
    assert terminal.screen() == before


def test_an_answer_from_the_text_can_be_changed(call: Open) -> None:
    terminal = call(DRUNK)
    terminal.wait_for(r"no \(text\)|yes \(text\)")
    terminal.send("c")
    terminal.wait_for("Which answer changes")
    number = terminal.wait_for(r"^(\d) \D*weapon").group(1)
    terminal.send("99\r")
    terminal.wait_for("A number from 1-")
    terminal.send(f"{number}\r")
    terminal.wait_for("█ .*weapon")
    terminal.send("y")
    terminal.wait_for(r"^yes {2,}.*weapon")


def test_more_can_be_asked_for(call: Open) -> None:
    terminal = call("he wants to stop drinking and needs a detox")
    terminal.wait_for(FIRST)
    terminal.send("m")
    terminal.wait_for("More can be asked:")
    terminal.wait_for(r"^1 \w")
    terminal.send("m")
    terminal.wait_for(r"(?s)breathing normally(?!.*More can be asked)")


def test_an_unknown_key_gives_a_hint_and_changes_nothing(call: Open) -> None:
    terminal = call(DRUNK, columns=60, rows=24)
    before = drawn(terminal, FIRST)
    for key in ("x", "7", "0", "Z", "é", "漢", " ", "\t", "\x1b[A", "\x1b[15~", "\x13", "\r", "\x7f"):
        terminal.send(key)
        hinted = drawn(terminal, "Not a key here: y yes, n no, u unknown, s skip.")
        assert hinted[:6] == before[:6]
        terminal.send("?")
        terminal.wait_for("Waking and breathing")
        terminal.send("?")
        assert drawn(terminal, r"(?s)breathing normally(?!.*Waking and breathing)") == before


def test_numbers_and_several_marks(call: Open) -> None:
    terminal = call("she is 14 and needs a shelter tonight", "-a", "age=14")
    for _ in range(20):
        terminal.wait_for("█ ")
        if any("[ ]" in line for line in terminal.screen()):
            break
        press(terminal, "s")
    terminal.send("2")
    terminal.wait_for(r"^2 \[x\] ")
    terminal.send("2")
    terminal.wait_for(r"^2 \[ \] ")
    terminal.send("9")
    terminal.wait_for(r"Not a key here: 1-\d; s skips")


# What comes before the program is ready, and in great amounts


def test_keys_typed_ahead_are_answers_in_their_order(process: list[str]) -> None:
    start = ["sh", "-c", 'stty -echo; echo go; read line; exec "$@"', "sh"]
    with Terminal([*start, *process, "call", "he is drunk"], 120, 40) as terminal:
        terminal.wait_for("^go")
        terminal.send("start\nn")
        terminal.wait_for(BANNER)
        terminal.send("b")
        terminal.wait_for(FIRST)


@pytest.mark.parametrize("brackets", [True, False])
@pytest.mark.parametrize("line", ["no, yes, y n u q ", "y\rn\rq\rb\r"])
def test_a_paste_on_a_question_is_no_answer(call: Open, brackets: bool, line: str) -> None:
    terminal = call("he is drunk", columns=60, rows=24)
    before = drawn(terminal, FIRST)
    text = line * (10_000 // len(line))
    terminal.send(f"\x1b[200~{text}\x1b[201~" if brackets else text)
    terminal.wait_for("Pasted text is no answer: press \\+ first")
    assert question(terminal) in before[3]
    terminal.send("b")
    terminal.wait_for("there is nothing to take back")


@pytest.mark.parametrize("brackets", [True, False])
def test_a_paste_of_ten_thousand_characters_is_added_whole(call: Open, brackets: bool) -> None:
    terminal = call("he is drunk", columns=60, rows=24)
    terminal.wait_for(FIRST)
    terminal.send("+")
    terminal.wait_for("Add what was said")
    text = ("He talks about football and the weather.\r" * 300)[:9_970]
    text = f"{text}\rHe has a gun in his hand"
    terminal.send(f"\x1b[200~{text}\x1b[201~" if brackets else text)
    terminal.wait_for(r"gun\s+in\s+his\s+hand▏")
    assert len(terminal.screen()) <= 24
    terminal.send("\r")
    terminal.wait_for(BANNER)


def test_a_paste_with_control_characters_reaches_no_terminal(call: Open) -> None:
    terminal = call(columns=60, rows=24)
    terminal.wait_for("What did the caller say")
    terminal.send("\x1b[200~he is drunk \x07\x1b[31mred\x1b[0m \x9b2J \x1b]0;title\x07 \x1b[?1049l\x1b[201~")
    terminal.wait_for("> he is drunk")
    drawn = terminal.written[terminal.written.index(OTHER_SCREEN) + 8 :]
    assert not {"\x07", "\x9b"} & set(drawn)
    assert "\x1b[31mred" not in drawn
    assert FIRST_SCREEN not in drawn


def test_without_a_description_it_is_asked_for_first(call: Open) -> None:
    terminal = call()
    terminal.wait_for("What did the caller say")
    terminal.send("he is drunk and he has a gun in his hand")
    terminal.wait_for("gun in his hand▏")
    terminal.send("\r")
    terminal.wait_for(BANNER)
    terminal.wait_for("█ ")


def test_without_a_description_and_without_words_the_gates_are_asked(call: Open) -> None:
    terminal = call()
    terminal.wait_for("What did the caller say")
    terminal.send("\r")
    terminal.wait_for(FIRST)


# The window


def test_a_narrower_window_is_drawn_anew_and_stacked(call: Open) -> None:
    terminal = call(DRUNK)
    wide = drawn(terminal, FIRST)
    assert any(line.startswith("█ ") and "░" in line for line in wide), "side by side"
    terminal.resize(60, 40)
    terminal.wait_for("^mental health  ")
    narrow = terminal.screen()
    assert max(map(len, narrow)) <= 60
    place = next(number for number, line in enumerate(narrow) if line.startswith("mental health"))
    assert any("Are they awake" in line for line in narrow[:place])
    terminal.resize(120, 40)
    assert drawn(terminal, "█ .*░") == wide


@pytest.mark.parametrize(("columns", "rows"), [(24, 8), (40, 12), (60, 6), (200, 60)])
def test_any_size_shows_the_level_and_the_question(call: Open, columns: int, rows: int) -> None:
    terminal = call(DRUNK, columns=columns, rows=rows)
    terminal.wait_for("█ Are they awake")
    assert terminal.screen()[0].startswith("LEVEL 3 URGENT")
    assert len(terminal.screen()) <= rows
    terminal.send("y")
    terminal.wait_for(r"█ (?!Are they awake)")


# How a call ends


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x04", 0), ("\x03", 130)])
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_result_is_printed_however_it_ends(
    call: Open, key: str, code: int, columns: int, rows: int
) -> None:
    terminal = call("he is drunk", columns=columns, rows=rows)
    terminal.wait_for(FIRST)
    assert mode(terminal) != usual_mode()
    terminal.send("n")
    terminal.wait_for(BANNER)
    terminal.send(key)
    assert terminal.wait() == code
    result = left(terminal)
    assert "LEVEL 4 EMERGENCY  send: ambulance (EMS)" in result
    assert "WHERE NEXT" in result or "Decision support" in result
    assert "Traceback" not in terminal.written
    # Nothing of the flow stays: no question, no key, and the terminal is as it was.
    assert FIRST not in result
    assert "y yes" not in result
    assert mode(terminal) == usual_mode()
    assert terminal.written.count(OTHER_SCREEN) == terminal.written.count(FIRST_SCREEN) == 1
    assert terminal.written.rindex("\x1b[?25h") > terminal.written.rindex("\x1b[?25l")
    assert terminal.written.rindex("\x1b[?2004l") > terminal.written.rindex("\x1b[?2004h")


def test_answered_to_its_end(call: Open) -> None:
    terminal = call("he is drunk", "--limit", "0")
    terminal.wait_for("█ ")
    for _ in range(30):
        asked = question(terminal)
        if asked.startswith("Enough"):
            break
        press(terminal, "\r" if "ZIP code" in asked else "s")
    terminal.wait_for("Enough is known to act")
    terminal.send("x")
    terminal.wait_for("Enter or q shows the result")
    terminal.send("\r")
    assert terminal.wait() == 0
    assert "Enough is known" not in left(terminal)


def test_words_that_were_being_typed_count_when_it_is_broken_off(call: Open) -> None:
    terminal = call("he is drunk")
    terminal.wait_for(FIRST)
    terminal.send("+he has a gun in his hand")
    terminal.wait_for("> he has a gun in his hand")
    terminal.send("\x03")
    assert terminal.wait() == 130
    assert "LEVEL 4 EMERGENCY" in left(terminal)


@pytest.mark.parametrize("form", [[], ["--plain"]], ids=["screen", "lines"])
def test_a_closed_terminal_still_saves_the_case(call: Open, folder: Path, form: list[str]) -> None:
    terminal = call("he is drunk", "--save", "case.json", *form)
    terminal.wait_for(FIRST)
    terminal.send("n" if not form else "n\n")
    terminal.wait_for("LEVEL 4 EMERGENCY")
    assert terminal.close() == 130
    saved = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    assert saved["answers"]["awake_breathing"] == "no"
    assert saved["response"]["level"] == 4
    assert stat.S_IMODE((folder / "case.json").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["case.json"]


@pytest.mark.parametrize("form", [[], ["--plain"]], ids=["screen", "lines"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_prints_the_result_and_saves(
    call: Open, folder: Path, number: int, form: list[str]
) -> None:
    terminal = call("he is drunk", "--save", "case.json", *form)
    terminal.wait_for(FIRST)
    os.kill(terminal.process.pid, number)
    assert terminal.wait() == 130
    assert "LEVEL " in left(terminal)
    assert "Decision support: a person decides." in " ".join(left(terminal).split())
    assert mode(terminal) == usual_mode()
    assert json.loads((folder / "case.json").read_text(encoding="utf-8"))["schema"] == "triage.assessment/1"


def test_a_case_is_saved_and_taken_up_again(call: Open, folder: Path) -> None:
    terminal = call("he is drunk", "--save", "case.json")
    terminal.wait_for(FIRST)
    terminal.send("y")
    terminal.wait_for(r"█ (?!Are they awake)")
    before = terminal.screen()
    terminal.send("q")
    assert terminal.wait() == 0
    again = call("--resume", "case.json", "--save", "case.json")
    again.wait_for("█ ")
    assert question(again) in "\n".join(before)
    assert FIRST not in question(again)
    again.send("b")
    again.wait_for(FIRST)
    again.send("n")
    again.wait_for(BANNER)
    again.send("q")
    assert again.wait() == 0
    assert json.loads((folder / "case.json").read_text(encoding="utf-8"))["response"]["level"] == 4


# Terminals that can do less


@pytest.mark.parametrize(
    ("argv", "env"), [(["--plain"], {}), ([], {"TERM": "dumb"})], ids=["--plain", "TERM=dumb"]
)
def test_line_by_line(call: Open, argv: list[str], env: dict[str, str]) -> None:
    terminal = call("he is drunk", *argv, **env)
    terminal.wait_for("^> ?$")
    shown = "\n".join(terminal.screen())
    assert shown.startswith("LEVEL ")
    assert FIRST in shown
    assert "y yes, n no, u unknown, s skip" in shown
    terminal.send("maybe\n")
    terminal.wait_for("Not a key here")
    terminal.send("no\n")
    terminal.wait_for("^LEVEL 4 EMERGENCY")
    terminal.send("back\n")
    terminal.wait_for(r"(?s)EMERGENCY.*^LEVEL [123] .*breathing normally")
    terminal.send("+he has a gun in his hand\n")
    terminal.wait_for(r"(?s)gun in his hand.*^LEVEL 4 EMERGENCY")
    terminal.send("q\n")
    assert terminal.wait() == 0
    assert "Decision support: a person decides." in "\n".join(terminal.screen())
    assert "\x1b" not in terminal.written


@pytest.mark.parametrize(("key", "code"), [("\x04", 0), ("\x03", 130)])
def test_line_by_line_ends(call: Open, key: str, code: int) -> None:
    terminal = call("he is drunk", "--plain")
    terminal.wait_for("^> ?$")
    terminal.send(key)
    assert terminal.wait() == code
    assert "Decision support: a person decides." in "\n".join(terminal.screen())
    assert "Traceback" not in terminal.written


def test_line_by_line_asks_for_the_description_first(call: Open) -> None:
    terminal = call("--plain")
    terminal.wait_for(r"What did the caller say\?\n> ?$")
    terminal.send("he is drunk and he has a gun in his hand\n")
    terminal.wait_for("^LEVEL 4 EMERGENCY")


@pytest.mark.parametrize("argv", [[], ["--plain"]], ids=["screen", "lines"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_without_a_locale(call: Open, argv: list[str], lang: str) -> None:
    env = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    terminal = call(DRUNK, "--lang", lang, *argv, columns=100, rows=60, **env)
    terminal.wait_for("breathing normally|respira")
    terminal.send("n\n" if argv else "n")
    terminal.wait_for("4 (EMERGENCY|EMERGENCIA)")
    terminal.send("+\n" if argv else "+")
    terminal.wait_for("Add what was said|adir lo que se dijo")
    terminal.send("he is at the café — “now”\n" if argv else "he is at the café — “now”\r")
    terminal.wait_for("y yes|s s")
    terminal.send("q\n" if argv else "q")
    assert terminal.wait() == 0
    assert "Traceback" not in terminal.written
    assert "a defect of ours" not in terminal.written


def test_no_colour_where_it_is_not_wanted(call: Open) -> None:
    for argv, env in ((["--no-color"], {}), ([], {"NO_COLOR": "1"})):
        terminal = call("he is drunk", *argv, **env)
        terminal.wait_for(FIRST)
        terminal.send("n")
        terminal.wait_for(BANNER)
        terminal.send("q")
        assert terminal.wait() == 0
        assert not re.search(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7])\b", terminal.written)


def test_spanish_keys_and_words(call: Open) -> None:
    terminal = call("he is drunk", "--lang", "es")
    terminal.wait_for("respira normalmente")
    terminal.wait_for("s sí   n no   d no se sabe   o omitir")
    terminal.send("n")
    terminal.wait_for("NIVEL 4 EMERGENCIA")
    terminal.wait_for("ENVIAR YA: ")
    terminal.send("a")
    terminal.wait_for("^NIVEL [123] ")
    terminal.send("s")
    terminal.wait_for(r"█ (?!.*respira normalmente)")


def test_json_never_asks_even_at_a_terminal(call: Open) -> None:
    terminal = call("he is drunk", "--json", "--limit", "0")
    assert terminal.wait() == 0
    assert json.loads(terminal.written)["schema"] == "triage.assessment/1"
