"""Keys from a real pseudo-terminal, and the terminal as it is left."""

from __future__ import annotations

import os
import pty
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from support import SOURCE
from terminals import Terminal, mode, usual_mode
from triage_cli.interview.keys import NAMES, Key
from triage_cli.render.keyboard import Keyboard
from triage_cli.render.keyboard_posix import HEEDED
from triage_cli.render.keystrokes import BURST, Decoder

SHOW_KEYS = f"""
import sys
sys.path.insert(0, {str(SOURCE)!r})
from triage_cli.render.keyboard import Keyboard
from triage_cli.interview.keys import Key
said = open(sys.argv[1], "w", encoding="utf-8") if sys.argv[1:] else sys.stdout
def say(*words):
    print(*words, file=said, flush=True)
with Keyboard() as keyboard:
    print("ready", flush=True)
    number = 0
    while (key := keyboard.read()) != Key("char", "Q"):
        number += 1
        text = ascii(key.text) if len(key.text) < 40 else f"{{len(key.text)}} {{key.text[-12:]!a}}"
        say(f"{{number}}:", key.name, text)
        if key == Key("char", "E"):
            raise SystemExit("a mistake")
        if key.name == "hangup":
            break
say("over")
"""
"""A program that says which keys it gets."""


@pytest.fixture
def keys() -> Iterator[Terminal]:
    with Terminal([sys.executable, "-c", SHOW_KEYS], rows=60) as terminal:
        terminal.wait_for("^ready")
        yield terminal


def shown(terminal: Terminal, count: int) -> list[str]:
    """What the program says of its first keys."""
    terminal.wait_for(f"^{count}: ")
    lines = terminal.screen()
    assert lines[0] == "ready", "nothing that is typed may echo"
    assert len(lines) == count + 1
    return [line.split(": ", 1)[1] for line in lines[1:]]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("y", "char 'y'"),
        ("?", "char '?'"),
        (" ", "char ' '"),
        ("é", "char '\\xe9'"),
        ("漢", "char '\\u6f22'"),
        ("🙂", "char '\\U0001f642'"),
        ("\r", "enter ''"),
        ("\n", "enter ''"),
        ("\r\n", "enter ''"),
        ("\x7f", "backspace ''"),
        ("\b", "backspace ''"),
        ("\x15", "erase ''"),
        ("\x03", "interrupt ''"),
        ("\x04", "end ''"),
        ("\x1b", "escape ''"),
        ("\t", "other '\\t'"),
        ("\x13", "other '\\x13'"),
        ("\0", "other '\\x00'"),
        ("\x1b[A", "other ''"),
        ("\x1bOB", "other ''"),
        ("\x1b[1;5C", "other ''"),
        ("\x1b[15~", "other ''"),
        ("\x1b[[A", "other ''"),
        ("\x1b[I", "other ''"),
        ("\x1b[<0;33;12M", "other ''"),
        ("\x1b[M yy", "other ''"),
        ("\x1b]11;rgb:0000/0000/0000\x07", "other ''"),
        ("\x1by", "other ''"),
        ("\x1b[", "other ''"),
    ],
)
def test_each_key(keys: Terminal, sent: str, key: str) -> None:
    keys.send(sent)
    keys.wait_for("^1: ")
    keys.send("n")
    assert shown(keys, 2) == [key, "char 'n'"]


def test_keys_typed_ahead_come_in_order_and_do_not_echo() -> None:
    with Terminal(["sh", "-c", f"stty -echo; echo go; read start; '{sys.executable}' -c \"$0\"", SHOW_KEYS],
                  rows=60) as terminal:  # fmt: skip
        terminal.wait_for("^go")
        terminal.send("start\nynu\x1b[Aé3")
        terminal.wait_for("^6: char")
        assert [line.split(": ")[1] for line in terminal.screen()[2:]] == [
            "char 'y'", "char 'n'", "char 'u'", "other ''", "char '\\xe9'", "char '3'",
        ]  # fmt: skip


def test_a_character_byte_by_byte(keys: Terminal) -> None:
    for byte in "é漢🙂y".encode():
        keys.send(bytes([byte]))
    assert shown(keys, 4) == ["char '\\xe9'", "char '\\u6f22'", "char '\\U0001f642'", "char 'y'"]


def test_bytes_that_are_no_characters(keys: Terminal) -> None:
    keys.send(b"\xff\xc3y")
    assert shown(keys, 3) == ["char '\\ufffd'", "char '\\ufffd'", "char 'y'"]


def test_escape_is_known_from_an_arrow_in_pieces(keys: Terminal) -> None:
    keys.send("\x1b")
    keys.wait_for("^1: escape")
    for piece in ("\x1b", "[", "A"):
        keys.send(piece)
    keys.wait_for("^2: other ''")
    keys.send("\x1b\x1b")
    assert shown(keys, 4)[1:] == ["other ''", "escape ''", "escape ''"]


def test_escape_and_ctrl_c_at_once(keys: Terminal) -> None:
    keys.send("\x1b\x03")
    assert shown(keys, 2) == ["escape ''", "interrupt ''"]


def test_paste_in_brackets_in_small_pieces(keys: Terminal) -> None:
    assert "\x1b[?2004h" in keys.written
    text = "no, yes é" * 1111 + "\n"
    sent = f"\x1b[200~{text}\x1b[201~".replace("\n", "\r")
    for at in range(0, len(sent), 7):
        keys.send(sent[at : at + 7])
    keys.send("n")
    assert shown(keys, 2) == [f"paste 10000 {text[-12:]!a}", "char 'n'"]


def test_paste_is_cleaned(keys: Terminal) -> None:
    keys.send("a\x1b[200~one\r\ntwo\rthree\n\tf\x00o\x03u\x04r \x1b[31m\x7f5\x1b[201~b")
    assert shown(keys, 3) == ["char 'a'", "paste 'one\\ntwo\\nthree\\n\\tfour 5'", "char 'b'"]


def test_an_empty_paste(keys: Terminal) -> None:
    keys.send("\x1b[200~\x1b[201~")
    assert shown(keys, 1) == ["paste ''"]


def test_a_paste_that_never_ends_can_be_left() -> None:
    decoder = Decoder()
    sent = ["\x1b[200~some ", "words\x03", "\x03", "y"]
    assert [decoder.feed(piece) for piece in sent] == [
        [], [], [Key("paste", "some words"), Key("interrupt")], [Key("char", "y")],
    ]  # fmt: skip


@pytest.mark.parametrize("count", [BURST, BURST + 1])
def test_a_burst_without_brackets(keys: Terminal, count: int) -> None:
    keys.send("y" * count)
    keys.send("\r")
    if count <= BURST:
        assert shown(keys, count + 1) == ["char 'y'"] * count + ["enter ''"]
    else:
        assert shown(keys, 1)[0].startswith("paste 'yyyy")


def test_a_long_text_without_brackets_is_one_paste(keys: Terminal) -> None:
    text = "no, yes\n" * 1250
    keys.send(text.replace("\n", "\r\n"))
    assert shown(keys, 1) == [f"paste 10000 {text[-12:]!a}"]


def test_a_new_size(keys: Terminal) -> None:
    keys.resize(70, 50)
    keys.wait_for("^1: resize")
    keys.send("y")
    assert shown(keys, 2) == ["resize ''", "char 'y'"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end(keys: Terminal, number: int) -> None:
    assert not mode(keys)[3] & (termios.ECHO | termios.ICANON)
    os.kill(keys.process.pid, number)
    assert keys.wait() == 0
    assert keys.screen() == ["ready", "1: hangup ''", "over"]
    assert mode(keys) == usual_mode()
    assert keys.written.rindex("\x1b[?2004l") > keys.written.rindex("\x1b[?2004h")


def test_an_interrupt_from_elsewhere(keys: Terminal) -> None:
    os.kill(keys.process.pid, signal.SIGINT)
    assert shown(keys, 1) == ["interrupt ''"]


@pytest.mark.parametrize("before", ["", "\x1b[200~he has a g"])
def test_the_window_is_closed(tmp_path: Path, before: str) -> None:
    said = tmp_path / "said"
    with Terminal([sys.executable, "-c", SHOW_KEYS, str(said)]) as terminal:
        terminal.wait_for("^ready")
        terminal.send("y" + before)
        while not said.read_text():
            pass
        assert terminal.close() == 0
    lines = said.read_text().splitlines()
    assert lines[0] == "1: char 'y'"
    assert lines[-2].endswith(": hangup ''")
    assert lines[-1] == "over"
    assert len(lines) == (4 if before else 3)


@pytest.mark.parametrize(("last", "code"), [("Q", 0), ("E", 1)])
def test_the_terminal_is_set_back(keys: Terminal, last: str, code: int) -> None:
    assert mode(keys) != usual_mode()
    keys.send(last)
    assert keys.wait() == code
    assert mode(keys) == usual_mode()
    assert keys.written.rindex("\x1b[?2004l") > keys.written.rindex("\x1b[?2004h")


def test_suspended_and_taken_up_again(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(SHOW_KEYS)
    with Terminal(["sh", "-i"], rows=60, PS1="$ ", ENV="") as shell:
        shell.wait_for(r"^\$ ?$")
        shell.send(f"'{sys.executable}' {program}\r")
        shell.wait_for("^ready")
        shell.send("y")
        shell.wait_for("^1: char 'y'")
        shell.send("\x1a")
        shell.wait_for(r"(?s)Stopped.*^\$ ?$")
        assert mode(shell)[3] & termios.ECHO
        shell.send("fg\r")
        shell.wait_for("^2: resize ''")
        assert not mode(shell)[3] & termios.ECHO
        shell.send("n")
        shell.wait_for("^3: char 'n'")
        shell.send("\x1a")
        shell.wait_for(r"(?s)char 'n'.*Stopped.*^\$ ?$")
        shell.send("kill %1; kill -CONT %1\r")
        shell.wait_for(r"(?s)hangup ''.*over")
        assert mode(shell)[3] & termios.ECHO


@pytest.fixture
def terminal_ends() -> Iterator[tuple[int, int]]:
    """The person's end of a pseudo-terminal, and the program's, which is not the terminal of this process."""
    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def test_handlers_and_mode_in_the_same_process(
    terminal_ends: tuple[int, int], capfd: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = terminal_ends
    before = ([signal.getsignal(number) for number in HEEDED], termios.tcgetattr(theirs))
    with Keyboard(descriptor=theirs) as keyboard:
        os.write(ours, b"yn")
        assert [keyboard.read(), keyboard.read()] == [Key("char", "y"), Key("char", "n")]
        assert termios.tcgetattr(theirs) != before[1]
    assert ([signal.getsignal(number) for number in HEEDED], termios.tcgetattr(theirs)) == before
    assert signal.set_wakeup_fd(-1) == -1
    assert capfd.readouterr().out == "", "no escape sequences where nothing is drawn"


def test_many_new_sizes_are_said_once(terminal_ends: tuple[int, int]) -> None:
    ours, theirs = terminal_ends
    with Keyboard(descriptor=theirs) as keyboard:
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGWINCH)
        os.write(ours, b"yn")
        assert [keyboard.read() for _ in range(3)] == [Key("resize"), Key("char", "y"), Key("char", "n")]


def test_keys_that_wait_come_before_a_new_size_and_a_hangup(terminal_ends: tuple[int, int]) -> None:
    ours, theirs = terminal_ends
    with Keyboard(descriptor=theirs) as keyboard:
        os.write(ours, b"yn")
        assert keyboard.read() == Key("char", "y")
        os.kill(os.getpid(), signal.SIGWINCH)
        os.kill(os.getpid(), signal.SIGTERM)
        assert [keyboard.read() for _ in range(3)] == [Key("char", "n"), Key("hangup"), Key("hangup")]


PIECES = st.lists(st.text(max_size=8), max_size=12)


@given(PIECES)
def test_whatever_is_pasted_and_however_it_arrives_it_is_one_key(pieces: list[str]) -> None:
    assume("\x1b[201~" not in "".join(pieces))  # a terminal takes this out of what it pastes
    pieces = ["\x1b[200~", *(piece.replace("\x03", "") for piece in pieces), "\x1b[201~"]
    text = "".join(pieces)
    at_once = Decoder().feed(text)
    assert [key.name for key in at_once] == ["paste"]
    for parts in (pieces, list(text)):
        decoder = Decoder()
        assert [key for part in parts for key in decoder.feed(part)] == at_once


@given(st.text(alphabet=st.sampled_from("yn1?\r\n\t\x03\x1b[O~M;\x7f\x15é"), max_size=200))
def test_more_characters_than_anybody_types_are_never_answers(text: str) -> None:
    decoder = Decoder()
    keys = decoder.feed(text)
    keys += decoder.settle()
    assert {key.name for key in keys} <= set(NAMES)
    assert sum(key.name == "char" for key in keys) <= BURST
    assert decoder.settle() == []
