"""The guided flow line by line: for `--plain`, screen readers and terminals without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage_cli.interview.flow import CALL
from triage_cli.interview.keys import Key
from triage_cli.interview.machine import State, press, shown_letters
from triage_cli.render.clean import visible
from triage_cli.render.guided import answer_words
from triage_cli.render.screen import headline

if TYPE_CHECKING:
    from triage_cli.protocol.model import Question
    from triage_cli.render.words import Words

_WORDS = {"yes": "yes", "no": "no", "unknown": "unknown", "skip": "skip", "back": "back", "quit": "finish"}


def by_lines(state: State, words: Words) -> State:
    """Ask until the flow is over; each line is an answer, a command, or words to add behind a +."""
    if not state.interview.heard.text and not state.interview.given:
        state = press(state, Key("char", "+"))
    shown = ""
    while not state.finished:
        head = "".join(part.text for part in headline(state.interview.now, words).parts)
        if head != shown and state.mode == "ask":
            _say(head)
            shown = head
        state = _line(state, words)
    return state


def _line(state: State, words: Words) -> State:
    if state.hint is not None:
        _say(words(state.hint.key).format(state.hint.says))
    for line in _asked(state, words):
        _say(line)
    try:
        typed = input("> ")
    except EOFError:
        return press(state, Key("end"))
    except KeyboardInterrupt:
        return press(state, Key("interrupt"))
    for key in keys_of(typed.strip(), state):
        state = press(state, key)
    return state


def keys_of(line: str, state: State) -> list[Key]:
    """The keys that a typed line stands for."""
    question = state.question
    enter = Key("enter")
    if state.mode in ("fact", "change"):
        return [Key("paste", line), enter] if line else [Key("escape")]
    if line.startswith("+"):
        words = line[1:].strip()
        return [Key("char", "+"), *([Key("paste", words), enter] if words else [])]
    command = _command(line, state)
    if command is not None and not (question is not None and line in question.choices):
        return [command]
    if not line:
        return [enter]
    if question is not None and question.kind == "text":
        return [Key("paste", line), enter]
    if question is not None and question.kind == "number":
        return [*(Key("char", char) for char in line), enter]
    if question is not None and question.kind in ("choice", "several"):
        return _choices(line, question)
    return [Key("char", line)] if len(line) == 1 else [Key("other")]


def _command(line: str, state: State) -> Key | None:
    """One of the letters, or the word for it."""
    low = line.lower()
    if len(low) == 1 and low in state.letters and not low.isdigit():
        return Key("char", low)
    action = _WORDS.get(low)
    letter = shown_letters(state.letters).get(action) if action else None
    return Key("char", letter) if letter else None


def _choices(line: str, question: Question) -> list[Key]:
    """Numbers or names, with commas between several."""
    parts = [part for part in line.replace(",", " ").split() if part]
    named = [str(question.choices.index(part) + 1) if part in question.choices else part for part in parts]
    keys = [Key("char", part) if len(part) == 1 else Key("other") for part in named]
    return [*keys, Key("enter")] if question.kind == "several" else keys[:1]


def _asked(state: State, words: Words) -> list[str]:
    question, letters = state.question, shown_letters(state.letters)
    if state.mode == "fact":
        return [words("ui_add_title" if state.interview.heard.text else "ui_add_first")]
    if state.mode == "change":
        now = state.interview.now
        known = [
            f"{number} {_wording(now.protocol.questions[key], words)} "
            f"{answer_words(now.protocol.questions[key], now.answers[key], words)}"
            for number, key in enumerate(state.known, start=1)
        ]
        return [words("ui_change_title"), *known]
    if question is None:
        offered = [
            f"{number} {offer.module.name.get(words.language) or offer.module.id} ({offer.questions})"
            for number, offer in enumerate(state.interview.offers, start=1)
        ]
        more = [words("ui_more_title"), *offered] if offered else []
        enough = "ui_enough" if state.interview.flow.name == CALL else "ui_enough_wellness"
        return [words(enough), *more, words("ui_hint_enough")]
    labels = question.labels.get(words.language) or question.choices
    lines = [_wording(question, words)]
    lines += [f"{number} {label}" for number, label in enumerate(labels, start=1)]
    if state.explained:
        lines.append(question.reason.get(words.language) or question.reason.get("en") or "")
    shown = [action for action in (*question.allowed, "skip", "back", "why", "add", "change", "finish")
             if action in letters]  # fmt: skip
    return [*lines, ", ".join(f"{letters[action]} {words(f'ui_key_{action}')}" for action in shown)]


def _wording(question: Question, words: Words) -> str:
    return question.ask.get(words.language) or question.ask.get("en") or question.id


def _say(line: str) -> None:
    from triage_cli.render.output import write

    write(visible(line))
