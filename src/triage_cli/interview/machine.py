"""The guided flow at the keyboard: state and key make the next state, and nothing else happens.

A key that means nothing here is never taken as an answer: the state stays and says which keys there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from triage_cli.errors import UsageError
from triage_cli.interview.answers import NONE, read_answer
from triage_cli.interview.interview import Event, Interview, do, undo

if TYPE_CHECKING:
    from triage_cli.interview.keys import Key
    from triage_cli.protocol.model import Question

MODES = ("ask", "fact", "change")
"""A question stands (or enough is known); words to add are typed; an answer to change is chosen."""
ACTIONS = ("yes", "no", "unknown", "refused", "skip", "back", "why", "add", "change", "more", "finish")
LETTERS: Mapping[str, str] = {
    "y": "yes", "n": "no", "u": "unknown", "r": "refused", "s": "skip", "b": "back", "?": "why", "+": "add",
    "c": "change", "m": "more", "q": "finish",
}  # fmt: skip
"""The keys, in every language that does not name its own."""


def letters_in(terms: Mapping[str, str]) -> dict[str, str]:
    """The keys of a language: its own (`key_yes` in its wording) before those that hold everywhere."""
    own = {terms[f"key_{action}"]: action for action in ACTIONS if f"key_{action}" in terms}
    return {**own, **{letter: action for letter, action in LETTERS.items() if letter not in own}}


def shown_letters(letters: Mapping[str, str]) -> dict[str, str]:
    """The key that is shown for each action: the first there is."""
    shown: dict[str, str] = {}
    for letter, action in letters.items():
        shown.setdefault(action, letter)
    return shown


LONGEST = 20_000
"""Characters of a draft."""
_MOST_SHOWN = 40
"""Characters of words that were taken back."""
_NUMERIC = frozenset("0123456789/-")
_PLACES = frozenset("123456789")
_ANSWERS = ("yes", "no", "unknown", "refused")


Submit = Callable[["State"], "State"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A line under the question: a key of the wording, and what stands in its place."""

    key: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen shows."""

    interview: Interview
    letters: Mapping[str, str]
    mode: str = "ask"
    draft: str = ""
    """What is being typed."""
    chosen: frozenset[str] = frozenset()
    """The choices marked so far, of a question that takes several."""
    explained: bool = False
    """The reason of the question is shown."""
    more: bool = False
    """What else can be asked is shown, though a question stands."""
    hint: Hint | None = None
    asking: str | None = None
    """A question that is answered already and asked again."""
    finished: bool = False
    interrupted: bool = False

    @property
    def question(self) -> Question | None:
        """The one on the screen; None where enough is known."""
        if self.asking is not None:
            return self.interview.now.protocol.questions[self.asking]
        return self.interview.question

    @property
    def known(self) -> tuple[str, ...]:
        """The answers that can be changed, in the order in which they became known.

        What a question asked together with others stands for them.
        """
        now, given = self.interview.now, self.interview.given
        together = {key for one in given for key in now.protocol.questions[one].covers}
        return tuple(key for key in now.answers if key in given or key not in together)


def start(interview: Interview, letters: Mapping[str, str] = LETTERS) -> State:
    """The first state of an interview: where nothing is known yet, the description comes first."""
    return State(interview, letters, mode="ask" if _has_begun(interview) else "fact")


def _has_begun(interview: Interview) -> bool:
    heard = interview.heard
    # A case that was saved without its text still has its findings.
    return bool(heard.text or heard.findings or interview.given or interview.events)


def press(state: State, key: Key) -> State:
    """The state after a key."""
    if key.name == "resize":
        return state
    state = replace(state, hint=None)
    if key.name in ("end", "interrupt", "hangup"):
        # What was typed so far may be what matters: it is read before the end.
        kept = _add_fact(state) if state.mode == "fact" else state
        return replace(kept, finished=True, interrupted=key.name != "end")
    if key.name == "paste" and not _types_words(state):
        return replace(state, hint=Hint("ui_hint_paste"))
    if state.mode == "fact":
        return _type(state, key, _add_fact)
    if state.mode == "change":
        if key.name == "char" and not key.text.isdigit():
            return replace(state, hint=Hint("ui_hint_range", f"1-{len(state.known)}"))
        return _type(state, key, _choose_change, only="0123456789")
    question = state.question
    if question is None:
        return _when_enough(state, key)
    if question.kind == "text":
        return _in_words(state, key, question)
    if question.kind == "number" and (key.name in ("backspace", "erase") or key.text in _NUMERIC):
        if state.more and key.text in _PLACES:
            # Where modules are listed a number chooses one, as everywhere.
            return _open(state, int(key.text) - 1)
        return _type(state, key, _enter, only=_NUMERIC)
    return _ask(state, key, question)


def _in_words(state: State, key: Key, question: Question) -> State:
    """Letters are words here: Esc goes back, and only what begins no answer is a command."""
    if key.name == "escape":
        return _back(state)
    if key.name == "char" and not state.draft and state.letters.get(key.text) in ("why", "add"):
        return _act(state, state.letters[key.text], question)
    return _type(state, key, _enter)


def _types_words(state: State) -> bool:
    question = state.question
    return state.mode == "fact" or (state.mode == "ask" and question is not None and question.kind == "text")


# A question


def _ask(state: State, key: Key, question: Question) -> State:
    if key.name == "enter":
        if question.kind == "number" and state.draft:
            return _enter(state)
        if question.kind == "several":
            marked = ",".join(choice for choice in question.choices if choice in state.chosen)
            return _answer(state, question, marked or NONE)
    if key.name == "escape":
        return _plain(state)
    if key.name != "char":
        return replace(state, hint=_keys_hint(question))
    place = int(key.text) - 1 if key.text in _PLACES else -1
    if state.more and place >= 0:
        return _open(state, place)
    if question.choices and 0 <= place < len(question.choices):
        choice = question.choices[place]
        return _toggle(state, choice) if question.kind == "several" else _answer(state, question, choice)
    return _act(state, state.letters.get(key.text.lower(), ""), question)


def _act(state: State, action: str, question: Question) -> State:
    if action in _ANSWERS:
        return (
            _answer(state, question, action)
            if action in question.allowed
            else replace(state, hint=_keys_hint(question))
        )
    if action == "skip":
        return _step(state, Event("skip", question.id))
    if action == "why":
        return replace(state, explained=not state.explained)
    return _common(state, action) or replace(state, hint=_keys_hint(question))


def _common(state: State, action: str) -> State | None:
    """Keys that hold with and without a question; None for any other."""
    if action == "back":
        return _back(state)
    if action == "add":
        return replace(_plain(state), mode="fact")
    if action == "change":
        if not state.known:
            return replace(state, hint=Hint("ui_hint_nothing_known"))
        return replace(_plain(state), mode="change")
    if action == "more":
        if not state.interview.offers:
            return replace(state, hint=Hint("ui_hint_no_more"))
        return replace(state, more=not state.more)
    if action == "finish":
        return replace(state, finished=True)
    return None


def _keys_hint(question: Question) -> Hint:
    if question.kind == "yes_no":
        return Hint("ui_hint_yes_no")
    if question.kind == "number" and question.range:
        key = "ui_hint_age" if question.born else "ui_hint_range"
        return Hint(key, f"{question.range[0]}-{question.range[1]}")
    if question.kind == "text":
        return Hint("ui_hint_too_long")
    return Hint("ui_hint_choice", f"1-{len(question.choices)}")


def _answer(state: State, question: Question, value: str) -> State:
    return _step(state, Event("answer", question.id, value))


def _step(state: State, event: Event) -> State:
    return State(do(state.interview, event), state.letters)


def _toggle(state: State, choice: str) -> State:
    return replace(state, chosen=state.chosen ^ {choice})


def _back(state: State) -> State:
    if state.asking is not None or state.more:
        return _plain(state)
    if not state.interview.events:
        return replace(state, hint=Hint("ui_hint_first"))
    last = state.interview.events[-1]
    hint = Hint("ui_hint_taken_back", last.value[:_MOST_SHOWN]) if last.kind == "fact" else None
    return State(undo(state.interview), state.letters, hint=hint)


def _plain(state: State) -> State:
    """The question as it was first shown."""
    return State(state.interview, state.letters)


# Enough is known


def _when_enough(state: State, key: Key) -> State:
    if key.name == "enter":
        return replace(state, finished=True)
    if key.name == "escape":
        return _plain(state)
    if key.name == "char" and key.text in _PLACES:
        return _open(state, int(key.text) - 1)
    action = state.letters.get(key.text.lower(), "") if key.name == "char" else ""
    return _common(state, action) or replace(state, hint=Hint("ui_hint_enough"))


def _open(state: State, place: int) -> State:
    offered = state.interview.offers
    if place >= len(offered):
        return replace(
            state, hint=Hint("ui_hint_choice", f"1-{len(offered)}") if offered else Hint("ui_hint_enough")
        )
    return _step(state, Event("open", offered[place].module.id))


# Typing


def _type(state: State, key: Key, submit: Submit, *, only: str | frozenset[str] = "") -> State:
    if key.name == "enter":
        return submit(state)
    if key.name == "escape":
        return _plain(state)
    if key.name == "backspace":
        return replace(state, draft=state.draft[:-1])
    if key.name == "erase":
        return replace(state, draft="")
    if key.name == "paste" and key.text.endswith("\n") and not only:
        # What is typed before the first screen comes with its Enter in one piece.
        return submit(replace(state, draft=(state.draft + key.text)[:LONGEST]))
    if key.name in ("char", "paste") and all(letter in only for letter in key.text if only):
        return replace(state, draft=(state.draft + key.text)[:LONGEST])
    return state


def _add_fact(state: State) -> State:
    words = " ".join(state.draft.split())
    return _step(state, Event("fact", "", words)) if words else _plain(state)


def _choose_change(state: State) -> State:
    number = int(state.draft) if state.draft and len(state.draft) < 4 else 0
    if not 1 <= number <= len(state.known):
        return replace(state, draft="", hint=Hint("ui_hint_range", f"1-{len(state.known)}"))
    return replace(_plain(state), asking=state.known[number - 1])


def _enter(state: State) -> State:
    question = state.question
    if question is None:
        return state
    if not state.draft.strip():
        # Nothing typed is nothing known: skipped, never an answer.
        return _step(state, Event("skip", question.id))
    try:
        value = read_answer(question, " ".join(state.draft.split()))
    except UsageError:
        return replace(state, draft="", hint=_keys_hint(question))
    return _answer(state, question, value)
