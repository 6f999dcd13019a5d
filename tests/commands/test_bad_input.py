"""Text that nobody would type on purpose: no traceback, no markup read, no escape passed on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support import DRUNK, Run

HOSTILE = {
    "ansi": "\x1b[31mdrunk\x1b[0m \x1b]0;title\x07 brother",
    "markup": "[bold red]drunk[/bold red] [/b] [link=http://x]brother[/link] :smile:",
    "right_to_left": "\u202edrunk\u202c \u2067brother\u2069 \u200fdrunk",
    "emoji": "😀 drunk 👩‍👩‍👧 brother 🏳️‍🌈",
    "nul": "dru\0nk brother\0 drunk",
    "controls": "".join(map(chr, range(1, 32))) + "drunk\x7f\x85\x9b31m",
    "combining": "d" + "\u0301" * 200 + "runk drunk",
    "long_word": "a" * 10_000 + " drunk",
}


def harmless(shown: str) -> bool:
    return not any(
        (ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in shown
    ) and not any(
        char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f" for char in shown
    )


@pytest.mark.parametrize("form", ["plain", "text", "sms", "print"])
@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_text_is_shown_harmlessly(run: Run, name: str, form: str) -> None:
    code, out, err = run("score", HOSTILE[name], "--format", form, "--limit", "1", "--no-color")
    assert (code, err) == (0, "")
    assert harmless(out)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_json_gives_the_text_back_as_it_was(run: Run, name: str) -> None:
    data = json.loads(run("score", HOSTILE[name], "--json", "--limit", "0").out)
    assert data["text"] == HOSTILE[name]
    for item in data["evidence"]:
        if item["source"] == "text":
            assert HOSTILE[name][item["start"] : item["end"]] == item["quote"]


@pytest.mark.parametrize("form", ["plain", "text", "print"])
def test_markup_is_shown_as_written(run: Run, form: str) -> None:
    out = run(
        "score", "x", "--override", "2", "--reason", "[b]a[/b] [/x] :smile: \x1b[1mz", "--format", form
    ).out
    assert "[b]a[/b] [/x] :smile: ␛z" in out


def test_a_megabyte_of_text(process: list[str]) -> None:
    text = (DRUNK + ". ") * (1_000_000 // len(DRUNK))
    done = subprocess.run([*process, "score", "-"], input=text.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"LEVEL 3")
    assert len(done.stdout) < 10_000


@pytest.mark.parametrize(
    "data", [b"\xff\xfe drunk \x80\x81", bytes(range(256)) * 40 + b" drunk", b"\xef\xbb\xbfdrunk"]
)
def test_bytes_that_are_no_text(process: list[str], folder: Path, data: bytes) -> None:
    (folder / "call.bin").write_bytes(data)
    for source in (["--file", "call.bin"], ["-"]):
        for form in ("--plain", "--json"):
            command = [*process, "score", *source, form, "--limit", "0"]
            done = subprocess.run(command, input=data, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, b"")
            done.stdout.decode("utf-8")


def test_an_argument_that_is_no_utf8(process: list[str]) -> None:
    done = subprocess.run(
        [*process, "score", b"drunk \xff\xfe brother", "--json"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["text"] == "drunk \ufffd\ufffd brother"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", ["text", "plain", "json", "print"])
def test_a_terminal_without_utf8_survives(
    process: list[str], encoding: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    monkeypatch.setenv("PYTHONUTF8", "0")
    done = subprocess.run(
        [*process, "score", "日本 drunk 😀 señor", "--format", form, "--limit", "1"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "drunk" in done.stdout.decode(encoding)


ENTRY = (
    'schema = 1\n[resource.x]\nname = "{name}"\nkind = ["detox"]\nphones = [{{ number = "+13035550100" }}]\n'
)


@pytest.mark.parametrize("form", ["text", "plain"])
def test_markup_in_a_directory_is_shown_as_written(run: Run, folder: Path, form: str) -> None:
    name = "[red]Evil[/red] [/b] :smile: House"
    (folder / "resources.toml").write_text(ENTRY.format(name=name), encoding="utf-8")
    code, out, err = run("find", "--kind", "detox", "--format", form, "--limit", "1")
    assert (code, err) == (0, "")
    assert f"{name}, detox" in out


def test_hidden_characters_in_a_directory_are_refused_harmlessly(run: Run, folder: Path) -> None:
    (folder / "resources.toml").write_text(ENTRY.format(name="Evil\\u001b[31m House"), encoding="utf-8")
    code, out, err = run("find", "--kind", "detox")
    assert (code, out) == (4, "")
    assert "resources.toml:3 [resource.x] name:" in err
    assert harmless(err)


@pytest.mark.parametrize(
    "option", ["--near", "--at", "--format", "--lang", "-a", "--protocol", "--resources", "--override"]
)
def test_a_message_repeats_no_escape(run: Run, option: str) -> None:
    done = run("score", DRUNK, option, "\x1b[31mred\u202e", "--reason", "x", "--limit", "1")
    assert done.code in (2, 4)
    assert harmless(done.out)
    assert harmless(done.err)
