"""The guided flow line by line: for `--plain`, screen readers and terminals without a screen."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from triage_cli.commands.asking import in_unicode
from triage_cli.errors import OutputError
from triage_cli.interview.answers import NONE
from triage_cli.interview.keys import Key
from triage_cli.interview.machine import ACTIONS, State, press, shown_letters
from triage_cli.render.clean import visible
from triage_cli.render.guided import answer_words, enough_key
from triage_cli.render.screen import headline

if TYPE_CHECKING:
    from triage_cli.protocol.model import Question
    from triage_cli.render.words import Words

_WORDS = {"yes": "yes", "no": "no", "unknown": "unknown", "skip": "skip", "back": "back", "quit": "finish"}


_CLOSING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_IN_WORDS = {
    "skip": Key("enter"), "back": Key("escape"), "finish": Key("end"), "why": Key("char", "?"),
    "add": Key("char", "+"),
}  # fmt: skip
"""What a command is where letters are words; the others are none there."""


class _Closed(BaseException):
    """The terminal is gone, or somebody asks us to end."""


def by_lines(state: State, words: Words) -> State:
    """Ask until the flow is over; each line is an answer, a command, or words to add behind a +."""
    shown = ""
    try:
        with _told_of_the_end():
            while not state.finished:
                head = "".join(part.text for part in headline(state.interview.now, words).parts)
                if head != shown and state.mode == "ask":
                    _say(head)
                    shown = head
                state = _line(state, words)
    except (_Closed, OutputError):
        return press(state, Key("hangup"))
    return state


@contextmanager
def _told_of_the_end() -> Iterator[None]:
    """A closed terminal must not end the program before the case is shown and kept."""

    def tell(*_: object) -> None:
        for other in _CLOSING:
            signal.signal(other, signal.SIG_IGN)
        raise _Closed

    before = [signal.signal(number, tell) for number in _CLOSING]
    try:
        yield
    finally:
        for number, handler in zip(_CLOSING, before, strict=True):
            signal.signal(number, handler)


def _line(state: State, words: Words) -> State:
    if state.hint is not None:
        _say(words(state.hint.key).format(state.hint.says))
    for line in _asked(state, words):
        _say(line)
    try:
        typed = in_unicode(input("> "))
    except EOFError:
        return press(state, Key("end"))
    except OSError:
        raise _Closed from None
    except KeyboardInterrupt:
        return press(state, Key("interrupt"))
    named = {words(f"ui_key_{action}").lower(): action for action in ACTIONS}
    for key in keys_of(typed.strip(), state, named):
        state = press(state, key)
    return state


def keys_of(line: str, state: State, named: Mapping[str, str] | None = None) -> list[Key]:
    """The keys that a typed line stands for; `named` are the words for actions in the person's language.

    A line that is not understood is one key without meaning: no part of it may count as an answer.
    """
    question = state.question
    enter = Key("enter")
    if state.mode in ("fact", "change"):
        return [Key("paste", line), enter] if line else [Key("escape")]
    if line.startswith("+"):
        words = line[1:].strip()
        return [Key("char", "+"), *([Key("paste", words), enter] if words else [])]
    command = _command(line, state, {**_WORDS, **(named or {})})
    if command is not None and not (question is not None and line in question.choices):
        return [command]
    if not line:
        return [enter]
    if question is not None and question.kind == "text":
        return [Key("paste", line), enter]
    if question is not None and question.kind == "number":
        typed = [Key("char", char) for char in line]
        return [*typed, enter] if all(char in "0123456789/-" for char in line) else [Key("other")]
    if question is not None and question.kind in ("choice", "several"):
        return _choices(line, question)
    return [Key("char", line)] if len(line) == 1 else [Key("other")]


def _command(line: str, state: State, named: Mapping[str, str]) -> Key | None:
    """One of the letters, or the word for it."""
    low = line.lower()
    action = state.letters.get(low) or named.get(low)
    if state.question is not None and state.question.kind == "text":
        return _IN_WORDS.get(action or "")
    letter = shown_letters(state.letters).get(action) if action else None
    return Key("char", letter) if letter else None


def _choices(line: str, question: Question) -> list[Key]:
    """Numbers or names, with commas between several."""
    parts = [part for part in line.replace(",", " ").split() if part]
    named = [str(question.choices.index(part) + 1) if part in question.choices else part for part in parts]
    if question.kind == "several" and parts == [NONE]:
        return [Key("enter")]
    if not all(part in "123456789" and int(part) <= len(question.choices) for part in named):
        return [Key("other")]
    if question.kind == "several":
        return [*(Key("char", part) for part in dict.fromkeys(named)), Key("enter")]
    return [Key("char", named[0])] if len(named) == 1 else [Key("other")]


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
        return [words(enough_key(state)), *more, words("ui_hint_enough")]
    labels = question.labels.get(words.language) or question.choices
    lines = [_wording(question, words)]
    lines += [f"{number} {label}" for number, label in enumerate(labels, start=1)]
    if state.explained:
        lines.append(question.reason.get(words.language) or question.reason.get("en") or "")
    usual = (*question.allowed, "skip", "back", "why", "add", "change", "finish")
    shown = [action for action in (_IN_WORDS if question.kind == "text" else usual) if action in letters]
    return [*lines, ", ".join(f"{letters[action]} {words(f'ui_key_{action}')}" for action in shown)]


def _wording(question: Question, words: Words) -> str:
    return question.ask.get(words.language) or question.ask.get("en") or question.id


def _say(line: str) -> None:
    from triage_cli.render.output import write

    write(visible(line))
