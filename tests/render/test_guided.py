"""The screen of the guided flow over its states, without a terminal."""

from __future__ import annotations

import functools
import re

import pytest

from support import DRUNK
from triage_cli import load_protocol
from triage_cli.interview.interview import begin
from triage_cli.interview.keys import Key
from triage_cli.interview.machine import State, letters_in, press, start
from triage_cli.protocol import Protocol
from triage_cli.render.guided import Guide
from triage_cli.render.words import Words

WIDTHS = [40, 60, 79, 80, 120, 200]
HEIGHT = 40
LONG = "under the bridge behind the old mill, " * 5
FIRST = 20
"""Lines in which the question, its keys and the level always stand."""
CALLS = {
    "nothing": "",
    "calm": "he wants to stop drinking",
    "urgent": DRUNK,
    "emergency": "he has a gun in his hand and will shoot himself, he took all his pills",
    "many": "she is 14, her father beats her and chokes her, she is drunk, hears voices, wants to die",
    "spanish": "quiere morirse y está borracho",
    "hostile": "he said \x1b[2J\x1b]0;x\x07 he is drunk\x00\x07\x9b31m \u202egnuk\u202c, will kill himself",
}


@functools.cache
def protocol() -> Protocol:
    return load_protocol()


def cell_len(text: str) -> int:
    """Columns of a text on the screen."""
    from rich import cells

    return cells.cell_len(text)


def words(language: str = "en") -> Words:
    return Words(protocol(), language)


@functools.cache
def begun(name: str, language: str = "en", **given: str) -> State:
    letters = letters_in(protocol().wording(language).terms)
    return start(begin(CALLS[name], protocol(), answers=given), letters)


def shown(state: State, width: int = 120, height: int = HEIGHT, language: str = "en") -> list[str]:
    guide = Guide(words(language), width, height, cells=cell_len)
    return ["".join(part.text for part in line) for line in guide.lines(state)]


def joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def typed(state: State, keys: str) -> State:
    for char in keys:
        state = press(state, Key("enter") if char == "\r" else Key("char", char))
    return state


def asking(key: str, name: str = "calm", language: str = "en") -> State:
    """A state in which that question stands."""
    from dataclasses import replace

    return replace(begun(name, language), mode="ask", asking=key)


@functools.cache
def states(language: str = "en") -> list[tuple[str, State]]:
    """States of every kind: each question, each mode, a long draft, hints and lists."""
    letters = {action: letter for letter, action in reversed(begun("calm", language).letters.items())}
    found = [(name, begun(name, language)) for name in CALLS]
    for key, question in protocol().questions.items():
        state = asking(key, "urgent", language)
        found.append((key, state))
        found.append((f"{key} explained", press(state, Key("char", letters["why"]))))
        if question.kind == "several":
            found.append((f"{key} marked", typed(state, "12")))
        if question.kind in ("text", "number"):
            found.append((f"{key} typed", typed(state, "12345")))
            found.append((f"{key} wrong", typed(state, "999\r")))
    urgent, many = begun("urgent", language), begun("many", language)
    found += [
        ("hint", press(urgent, Key("char", "@"))),
        ("paste", press(urgent, Key("paste", "yes"))),
        ("more", press(urgent, Key("char", letters["more"]))),
        ("change", press(many, Key("char", letters["change"]))),
        ("change 99", typed(press(many, Key("char", letters["change"])), "99\r")),
        ("draft", press(press(urgent, Key("char", "+")), Key("paste", "word " * 4000))),
        ("one long word", press(press(urgent, Key("char", "+")), Key("paste", "w" * 10_000))),
        ("wide", press(press(urgent, Key("char", "+")), Key("paste", "漢字🙂" * 50))),
        ("enough", enough(language)),
        ("long answer", typed(press(asking("where_now", "urgent", language), Key("paste", LONG)), "\r")),
        ("all marked", typed(asking("barriers", "urgent", language), "123456789\r")),
    ]
    return found


@functools.cache
def enough(language: str = "en") -> State:
    """Enough is known: every question is skipped."""
    state = begun("calm", language)
    while state.question is not None:
        skip = next(letter for letter, action in state.letters.items() if action == "skip")
        state = press(state, Key("enter") if state.question.kind == "text" else Key("char", skip))
    return state


# Fitting


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_line_fits(width: int, language: str) -> None:
    for name, state in states(language):
        lines = shown(state, width, language=language)
        assert max(map(cell_len, lines)) <= width, name
        assert len(lines) <= HEIGHT, name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_level_question_and_keys_come_first(width: int, language: str) -> None:
    say = words(language)
    for name, state in states(language):
        lines = shown(state, width, height=FIRST, language=language)
        top = joined(lines)
        assert lines[0].strip().startswith(f"{say('ui_level')} {state.interview.now.response.level}"), name
        if state.mode != "ask" or state.question is None:
            continue
        asked = [line[2:] for line in lines if line.startswith("█ ")]
        wrapped = width if width < 80 else (min(width, 140) - 3) // 2
        title = joined([line[: wrapped - 2] for line in asked])
        assert title == " ".join(state.question.ask[language].split()), name
        keys = ["Enter"] if state.question.kind in ("text", "number", "several") else []
        keys += [] if state.question.kind == "text" else [say("ui_key_skip"), say("ui_key_finish")]
        keys += [say(f"ui_key_{action}") for action in state.question.allowed if action in ("yes", "no")]
        for key in keys:
            assert key in top, (name, key)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (10, 5), (24, 2)])
def test_no_size_is_too_small(width: int, height: int) -> None:
    for _, state in states():
        assert 0 < len(shown(state, width, height)) <= height


def test_below_eighty_columns_it_stacks() -> None:
    for width in (79, 80):
        lines = shown(begun("urgent"), width)
        question = next(number for number, line in enumerate(lines) if line.startswith("█ "))
        bars = next(number for number, line in enumerate(lines) if "mental health" in line)
        assert (bars > question) == (width < 80)


# What is on it


def test_an_emergency_stands_in_a_block_with_whom_to_send() -> None:
    guide = Guide(words(), 60, HEIGHT)
    lines = guide.lines(begun("emergency"))
    banner = [line for line in lines if any(part.role == "level_4" for part in line)]
    assert lines[: len(banner)] == banner
    assert len(banner) >= 2
    texts = ["".join(part.text for part in line) for line in banner]
    assert {len(text) for text in texts} == {60}
    assert texts[0].strip() == "LEVEL 4 EMERGENCY"
    assert joined(texts[1:]).startswith("SEND NOW: ambulance (EMS)")
    assert "optional from here" in joined(shown(begun("emergency")))
    assert "SEND NOW" not in joined(shown(begun("urgent")))


def test_nothing_of_the_callers_control_characters_comes_through() -> None:
    hostile = CALLS["hostile"]
    state = begun("hostile")
    spoken = press(press(state, Key("char", "+")), Key("paste", hostile))
    answered = press(asking("where_now", "hostile"), Key("paste", hostile))
    kept = press(answered, Key("enter"))
    assert kept.interview.given["where_now"]
    changing = press(kept, Key("char", "c"))
    for seen in (state, spoken, answered, kept, changing):
        for width in WIDTHS:
            for line in shown(seen, width):
                assert all(char.isprintable() for char in line), ascii(line)
                assert "\u202e" not in line


def test_the_reason_is_shown_on_request() -> None:
    for key, question in protocol().questions.items():
        state = asking(key)
        assert question.reason["en"] not in joined(shown(state, 60))
        why = joined(shown(press(state, Key("char", "?")), 60))
        assert question.reason["en"] in why, key


def test_choices_have_numbers_and_labels() -> None:
    for key, question in protocol().questions.items():
        if question.kind != "choice":
            continue
        lines = shown(asking(key), 79)
        for number, label in enumerate(question.labels["en"], start=1):
            assert f"{number} {label}" in joined(lines), key


def test_several_marks_come_and_go() -> None:
    state = asking("barriers")
    assert "[x]" not in joined(shown(state))
    marked = typed(state, "13")
    lines = shown(marked, 60)
    assert [line[:5] for line in lines if "[x]" in line] == ["1 [x]", "3 [x]"]
    assert shown(typed(marked, "13")) == shown(state)
    labels = protocol().questions["barriers"].labels["en"]
    answered = joined(shown(typed(marked, "\r"), 120))
    assert f"{labels[0]}, {labels[2]}" in joined(shown(typed(typed(marked, "\r"), "c"), 200)) or (
        labels[0] in answered
    )


def test_numbers_are_typed_and_asked_again_with_their_range() -> None:
    state = asking("age")
    assert "> 34▏" in shown(typed(state, "34"), 60)
    for wrong in ("999\r", "2099-01-01\r", "1-1-1\r"):
        again = typed(state, wrong)
        least, most = protocol().questions["age"].range or (0, 0)
        assert again.question == state.question
        assert f"An age from {least}-{most}" in joined(shown(again, 60))
    assert typed(state, "34\r").interview.given["age"] == "34"
    assert typed(state, "\r").interview.given == {}


def test_words_are_typed_and_letters_are_no_commands() -> None:
    state = asking("where_now")
    spoken = typed(state, "bus stop q")
    assert "> bus stop q▏" in shown(spoken, 60)
    assert typed(spoken, "\r").interview.given["where_now"] == "bus stop q"
    top = joined(shown(state, 60))
    for keys in ("Enter go on", "Esc back", "Ctrl-D finish", "? why", "+ add words"):
        assert keys in top
    assert protocol().questions["where_now"].reason["en"] in joined(shown(typed(state, "?"), 60))
    assert typed(state, "+").mode == "fact"


def test_back_from_a_question_in_words() -> None:
    state = begun("calm")
    while state.question is not None and state.question.kind != "text":
        before, state = state, typed(state, "s")
    assert state.question is not None
    assert shown(press(typed(state, "123 Main"), Key("escape"))) == shown(before)


def test_answers_can_be_listed_and_those_of_the_text_say_so() -> None:
    state = typed(begun("urgent"), "y")
    lines = joined(shown(typed(state, "c"), 200))
    assert "Which answer changes? Type its number." in lines
    assert "(text)" in lines
    for number, key in enumerate(state.known, start=1):
        asked = protocol().questions[key].ask["en"]
        assert re.search(rf"{number} [^:]*: {re.escape(asked.split()[0])}", lines), key


def test_enough_is_known_and_more_is_offered() -> None:
    state = enough()
    lines = joined(shown(state, 60))
    assert "Enough is known to act." in lines
    assert "Enter show the result" in lines
    assert state.interview.offers
    for number, offer in enumerate(state.interview.offers[:9], start=1):
        assert f"{number} {offer.module.name['en']} ({offer.questions})" in lines
    assert typed(state, "1").question is not None
    assert typed(state, "\r").finished
    assert "Enter or q shows the result" in joined(shown(typed(state, "x"), 60))


# Spanish


def test_spanish_has_no_english_word_of_ours() -> None:
    english, spanish = protocol().wording("en").terms, protocol().wording("es").terms
    ours = {
        text for key, text in english.items()
        if key.startswith("ui_") and len(text) > 3 and "{" not in text and text not in spanish.values()
    }  # fmt: skip
    asked = {question.ask["en"] for question in protocol().questions.values()}
    asked |= {question.reason["en"] for question in protocol().questions.values()}
    asked |= {label for one in protocol().questions.values() for label in one.labels.get("en", ())}
    # A word that Spanish has as well ("trans") proves nothing.
    labels = " / ".join(label for one in protocol().questions.values() for label in one.labels.get("es", ()))
    asked = {one for one in asked if not re.search(rf"(?<!\w){re.escape(one)}(?!\w)", labels)}
    terms = "|".join(re.escape(term) for term in ours | {one for one in asked if len(one) > 3})
    english_words = re.compile(rf"(?<!\w)(?:{terms})(?!\w)")
    for name, state in states("es"):
        text = joined(shown(state, 79, 100, "es"))
        if state.draft:
            continue
        if state.explained and state.question is not None:
            text = text.replace(f"({state.question.source})", "")  # a citation stays as it is
        found = english_words.search(text)
        assert found is None, (name, found)
