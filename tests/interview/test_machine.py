"""The guided flow at the keyboard: what each key does, and what no key may do."""

from __future__ import annotations

import datetime
import string

import pytest
from calls import CASES, PROTOCOL, QUESTIONS, begun, heard, typed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.interview.interview import Event, Interview, Start, do, replay
from triage_cli.interview.keys import NAMES, Key
from triage_cli.interview.machine import (
    ACTIONS,
    LETTERS,
    LONGEST,
    Hint,
    State,
    letters_in,
    press,
    shown_letters,
    start,
)
from triage_cli.protocol.model import Case, Question

PRINTABLE = [*string.printable[:95], "ñ", "¿", "é", "İ", "ß", "٣", "²", "一", "🙂"]
PLACES = "123456789"
SPANISH = letters_in(PROTOCOL.wording("es").terms)
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
LAST_YEAR = datetime.date.today().year - 1
ENDS = ("end", "interrupt", "hangup")
KEYS = st.one_of(
    st.sampled_from(PRINTABLE).map(lambda text: Key("char", text)),
    st.sampled_from(["y", "n", "u", "s", "b", "c", "m", "+", "?", "1", "2"]).map(lambda c: Key("char", c)),
    st.sampled_from([name for name in NAMES if name not in ("char", "paste", *ENDS)]).map(Key),
    st.sampled_from(["he has a gun", "no", "12", "\n", ""]).map(lambda text: Key("paste", text)),
)


def asked(key: str, letters: dict[str, str] | None = None) -> State:
    """A state in which this question stands."""
    first = start(begun("he is loud"), letters or LETTERS)
    return State(first.interview, first.letters, asking=key)


def events(state: State) -> list[tuple[str, ...]]:
    return [tuple(event) for event in state.interview.events]


def of_kind(kind: str, *, refusable: bool = False) -> Question:
    return next(q for q in QUESTIONS.values() if q.kind == kind and q.refusable == refusable)


# ------------------------------------------------------------------ one key is one answer


@pytest.mark.parametrize(
    ("key", "event"),
    [
        ("y", ("answer", "weapon", "yes")),
        ("n", ("answer", "weapon", "no")),
        ("u", ("answer", "weapon", "unknown")),
        ("Y", ("answer", "weapon", "yes")),
        ("s", ("skip", "weapon", "")),
    ],
)
def test_a_key_answers_a_question_of_yes_and_no(key: str, event: tuple[str, ...]) -> None:
    state = typed(asked("weapon"), key)
    assert events(state) == [event]
    assert state.asking is None


def test_the_question_on_the_screen_is_the_one_that_is_answered() -> None:
    state = start(begun("my brother is loud and acts strange"))
    seen = []
    while state.question is not None and len(seen) < 5:
        seen.append(state.question.id)
        state = typed(state, "s")
    assert [event.key for event in state.interview.events] == seen


def test_refused_is_an_answer_only_where_a_screen_counts_it() -> None:
    assert events(typed(asked("wish_dead"), "r")) == [("answer", "wish_dead", "refused")]
    state = typed(asked("weapon"), "r")
    assert events(state) == []
    assert state.hint == Hint("ui_hint_yes_no")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
@pytest.mark.parametrize("letters", [LETTERS, SPANISH], ids=["en", "es"])
def test_no_unknown_key_is_ever_an_answer(question: Question, letters: dict[str, str]) -> None:
    """Every printable character at every question: only a key that is named changes the call."""
    for text in PRINTABLE:
        before = asked(question.id, letters)
        after = press(before, Key("char", text))
        action = letters.get(text.lower())
        if question.kind in ("text", "number") and after.draft:
            assert after.draft == text
            assert question.kind == "text" or text in "0123456789/-"
            assert after.interview is before.interview
            continue
        if question.kind == "choice" and text in PLACES[: len(question.choices)]:
            assert events(after) == [("answer", question.id, question.choices[int(text) - 1])]
        elif question.kind == "several" and text in PLACES[: len(question.choices)]:
            assert after.chosen == {question.choices[int(text) - 1]}
            assert after.interview is before.interview
        elif action in ("yes", "no", "unknown", "refused") and action in question.allowed:
            assert events(after) == [("answer", question.id, action)]
        elif action == "skip":
            assert events(after) == [("skip", question.id, "")]
        else:
            assert after.interview is before.interview, text
            known = action in ("back", "why", "add", "change", "more", "finish")
            assert known or after.hint is not None, text


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
@pytest.mark.parametrize("name", ["other", "enter", "escape", "resize", "backspace", "erase"])
def test_no_other_key_answers_what_takes_one_key(question: Question, name: str) -> None:
    before = asked(question.id)
    after = press(before, Key(name))
    if name == "enter" and question.kind in ("text", "several"):
        return
    assert after.interview is before.interview
    assert after.hint is not None or name in ("escape", "resize", "backspace", "erase", "other")


def test_enter_is_no_answer_to_yes_or_no() -> None:
    state = typed(asked("weapon"), ".enter")
    assert (events(state), state.hint) == ([], Hint("ui_hint_yes_no"))


def test_a_hint_goes_with_the_next_key_and_stays_on_a_resize() -> None:
    state = typed(asked("weapon"), "x")
    assert state.hint is not None
    assert press(state, Key("resize")) == state
    assert typed(state, "?").hint is None


def test_why_shows_the_reason_and_hides_it_again() -> None:
    state = typed(asked("weapon"), "?")
    assert state.explained
    assert not typed(state, "?").explained


# ------------------------------------------------------------------ choices, several, numbers, words


def test_a_choice_is_its_number_or_unknown() -> None:
    where = QUESTIONS["suspect_where"]
    for place, choice in enumerate(where.choices, start=1):
        assert events(typed(asked(where.id), str(place))) == [("answer", where.id, choice)]
    assert events(typed(asked(where.id), "u")) == [("answer", where.id, "unknown")]
    beyond = typed(asked(where.id), str(len(where.choices) + 1))
    assert (events(beyond), beyond.hint) == ([], Hint("ui_hint_choice", f"1-{len(where.choices)}"))
    assert events(typed(asked(where.id), "0")) == []
    assert events(typed(asked(where.id), "y")) == []


def test_several_are_marked_and_sent_with_enter() -> None:
    along = QUESTIONS["along"]
    first, second, third = along.choices
    assert events(typed(asked("along"), "3", "1", ".enter")) == [("answer", "along", f"{first},{third}")]
    assert events(typed(asked("along"), "2", "2", ".enter")) == [("answer", "along", "none")]
    assert events(typed(asked("along"), ".enter")) == [("answer", "along", "none")]
    assert typed(asked("along"), "2").chosen == {second}
    assert typed(asked("along"), "2", ".escape").chosen == frozenset()


def test_a_number_is_typed_and_sent_with_enter() -> None:
    assert events(typed(asked("age"), "3", "4", ".enter")) == [("answer", "age", "34")]
    assert typed(asked("age"), "3", "4", ".backspace").draft == "3"
    assert typed(asked("age"), "3", "4", ".erase").draft == ""
    assert typed(asked("age"), "3", ".escape").draft == ""
    assert events(typed(asked("age"), *f"{LAST_YEAR - 40}-01-01", ".enter")) == [("answer", "age", "41")]


@pytest.mark.parametrize("said", ["121", "999", "2099-01-01", "1799-01-01", "1986-13-41", "--", "1/1/1"])
def test_a_number_that_cannot_be_meant_is_asked_again_with_its_range(said: str) -> None:
    state = typed(asked("age"), *said, ".enter")
    assert events(state) == []
    assert state.hint == Hint("ui_hint_age", "0-120")
    assert (state.draft, state.asking) == ("", "age")
    other = next(q for q in QUESTIONS.values() if q.kind == "number" and not q.born and q.range)
    assert other.range
    state = typed(asked(other.id), *str(other.range[1] + 1), ".enter")
    assert (events(state), state.hint) == ([], Hint("ui_hint_range", f"{other.range[0]}-{other.range[1]}"))


def test_words_are_typed_pasted_and_sent_with_enter() -> None:
    assert events(typed(asked("where_now"), *"80012", ".enter")) == [("answer", "where_now", "80012")]
    state = press(asked("where_now"), Key("paste", "Aurora,\n  CO"))
    assert events(typed(state, ".enter")) == [("answer", "where_now", "Aurora, CO")]
    assert events(typed(asked("where_now"), " ", ".enter")) == [("skip", "where_now", "")]
    long = typed(press(asked("where_now"), Key("paste", "x" * 501)), ".enter")
    assert (events(long), long.hint) == ([], Hint("ui_hint_too_long"))


@pytest.mark.parametrize("kind", ["yes_no", "choice", "several", "number"])
def test_pasted_text_answers_nothing(kind: str) -> None:
    before = asked(of_kind(kind).id)
    for text in ("y", "1", "y\n", "34", ""):
        after = press(before, Key("paste", text))
        assert after.interview is before.interview
        assert (after.draft, after.chosen, after.hint) == ("", frozenset(), Hint("ui_hint_paste"))


# ------------------------------------------------------------------ back


@given(st.sampled_from(CASES), st.lists(KEYS, max_size=25))
@SLOW
def test_back_as_often_as_anything_was_done_is_the_beginning(case: Case, keys: list[Key]) -> None:
    first = replay(Start(PROTOCOL, heard(case), {}), ())
    state = start(first)
    for key in keys:
        state = press(state, key)
    # A half-typed line is left first: there "b" is a letter.
    state = State(state.interview, state.letters)
    for _ in state.interview.events:
        assert state.question is None or state.question.kind != "text"
        state = typed(state, "b")
    assert state.interview == first
    assert typed(state, "b").hint == Hint("ui_hint_first")


def test_back_first_leaves_the_list_and_the_change() -> None:
    state = typed(start(begun("he is drunk and loud")), "n")
    assert typed(state, "m", "b").interview is state.interview
    changing = typed(state, "c", "1", ".enter")
    assert changing.asking is not None
    back = typed(changing, "b")
    assert (back.asking, back.interview) == (None, state.interview)


# ------------------------------------------------------------------ facts


def test_a_fact_is_typed_and_read_at_once() -> None:
    first = start(begun("he is loud"))
    state = typed(first, "+", *"he  has a gun", ".enter")
    assert events(state) == [("fact", "", "he has a gun")]
    assert "weapon" in state.interview.now.flags
    assert state.mode == "ask"


def test_a_pasted_fact_of_any_length_survives_on_one_line() -> None:
    state = typed(start(begun("he is loud")), "+")
    long = press(state, Key("paste", "he has a gun " * 5_000))
    assert len(long.draft) == LONGEST
    ended = press(state, Key("paste", "he has a gun\n" * 5_000))
    assert [len(event[2]) <= LONGEST for event in events(ended)] == [True]
    done = typed(press(state, Key("paste", "he has\na gun")), ".enter")
    assert events(done) == [("fact", "", "he has a gun")]


def test_letters_are_letters_while_words_are_typed() -> None:
    state = typed(start(begun("he is loud")), "+", *"ynusb?+cmq1")
    assert (state.mode, state.draft, events(state)) == ("fact", "ynusb?+cmq1", [])
    assert typed(state, ".backspace").draft == "ynusb?+cmq"
    assert typed(state, ".erase").draft == ""


def test_esc_leaves_a_fact_and_enter_without_words_adds_none() -> None:
    first = start(begun("he is loud"))
    assert typed(first, "+", *"gun", ".escape") == first
    assert typed(first, "+", " ", ".enter") == first


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize("name", ENDS)
def test_every_end_keeps_a_half_typed_fact(name: str) -> None:
    state = typed(start(begun("he is loud")), "+", *"he has a gun", f".{name}")
    assert state.finished
    assert state.interrupted is (name != "end")
    assert "weapon" in state.interview.now.flags


@pytest.mark.parametrize("name", ENDS)
@pytest.mark.parametrize("mode", ["ask", "change", "more", "number", "several", "enough"])
def test_every_end_in_every_mode_keeps_the_call_as_it_stands(name: str, mode: str) -> None:
    state = typed(start(begun("he is drunk and loud")), "n")
    if mode in ("number", "several"):
        state = State(state.interview, LETTERS, asking={"number": "age", "several": "along"}[mode])
        state = typed(state, "1")
    elif mode == "enough":
        while state.question is not None:
            state = typed(state, "s")
    else:
        state = typed(state, *{"ask": [], "change": ["c", "1"], "more": ["m"]}[mode])
    after = press(state, Key(name))
    assert (after.finished, after.interrupted) == (True, name != "end")
    assert after.interview == state.interview


def test_q_finishes_with_what_is_known() -> None:
    state = typed(start(begun("he has a gun")), "q")
    assert (state.finished, state.interrupted) == (True, False)


def at_the_end(text: str = "woman on the bench hears voices") -> State:
    state = start(begun(text))
    while state.question is not None:
        state = typed(state, "s")
    return state


def test_where_enough_is_known_enter_ends_and_other_keys_hint() -> None:
    state = at_the_end()
    assert typed(state, ".enter").finished
    for key in ("y", "n", "x", "0", ".other"):
        after = typed(state, key)
        assert (after.finished, after.interview) == (False, state.interview), key
        assert after.hint is not None
    assert typed(state, "q").finished
    assert len(typed(state, "b").interview.events) == len(state.interview.events) - 1
    assert typed(state, "+").mode == "fact"


# ------------------------------------------------------------------ more, and change


def test_more_lists_the_modules_and_a_number_opens_one() -> None:
    state = typed(start(begun("he is loud")), "m")
    assert state.more
    offered = state.interview.offers
    opened = typed(state, "2")
    assert events(opened) == [("open", offered[1].module.id, "")]
    assert not typed(state, "m").more
    beyond = typed(state, "9") if len(offered) < 9 else None
    assert beyond is None or (events(beyond) == [] and beyond.hint is not None)


def test_a_number_opens_a_module_also_where_a_number_or_choice_is_asked() -> None:
    for key in ("age", "suspect_where", "along", "weapon"):
        state = typed(asked(key), "m")
        module = state.interview.offers[0].module.id
        assert events(typed(state, "1")) == [("open", module, "")], key


def test_a_module_is_opened_where_enough_is_known() -> None:
    state = at_the_end("he wants to know when the court opens")
    offered = [offer.module.id for offer in state.interview.offers]
    place = offered.index("drinking") + 1
    opened = typed(state, str(place))
    assert opened.question is not None
    assert opened.question.module == "drinking"


def test_where_nothing_is_left_more_says_so() -> None:
    state = at_the_end()
    while state.interview.offers:
        state = typed(state, "1")
        while state.question is not None:
            state = State(do(state.interview, Event("skip", state.question.id)), LETTERS)
    assert typed(state, "m").hint == Hint("ui_hint_no_more")
    assert typed(state, "1").hint == Hint("ui_hint_enough")


def test_change_asks_again_what_the_text_answered() -> None:
    state = start(begun("he has a gun and he is drunk"))
    place = state.known.index("weapon") + 1
    changing = typed(state, "c", str(place), ".enter")
    assert changing.asking == "weapon"
    changed = typed(changing, "n")
    assert events(changed) == [("answer", "weapon", "no")]
    assert "weapon" not in changed.interview.now.flags
    assert any(e.flag == "weapon" and not e.counted for e in changed.interview.now.evidence)
    assert changed.asking is None


@pytest.mark.parametrize("said", ["0", "99", "1234", ""])
def test_a_number_that_names_no_answer_changes_none(said: str) -> None:
    state = start(begun("he has a gun"))
    after = typed(state, "c", *said, ".enter")
    assert (after.asking, after.mode, after.draft) == (None, "change", "")
    assert after.hint == Hint("ui_hint_range", f"1-{len(state.known)}")


def test_in_change_a_letter_hints_and_esc_leaves() -> None:
    state = typed(start(begun("he has a gun")), "c")
    assert typed(state, "y").hint == Hint("ui_hint_range", f"1-{len(state.known)}")
    assert typed(state, "y").interview is state.interview
    assert typed(state, "²").draft == ""
    assert typed(state, ".escape").mode == "ask"
    assert press(state, Key("paste", "1")).hint == Hint("ui_hint_paste")


def test_nothing_known_is_nothing_to_change() -> None:
    assert start(begun("")).mode == "fact", "the description comes first"
    state = typed(start(begun("hello")), "c")
    assert (state.mode, state.hint) == ("ask", Hint("ui_hint_nothing_known"))


# ------------------------------------------------------------------ letters of a language


def test_spanish_has_its_own_letters_and_the_others_still_work() -> None:
    for key, value in (("s", "yes"), ("y", "yes"), ("n", "no"), ("d", "unknown"), ("u", "unknown")):
        assert events(typed(asked("weapon", SPANISH), key)) == [("answer", "weapon", value)], key
    assert events(typed(asked("weapon", SPANISH), "o")) == [("skip", "weapon", "")]
    answered = typed(State(begun("está borracho"), SPANISH), "n")
    for key in ("a", "b"):
        assert typed(answered, key).interview.events == (), key


@pytest.mark.parametrize("language", PROTOCOL.languages)
def test_every_action_has_a_key_in_every_language(language: str) -> None:
    letters = letters_in(PROTOCOL.wording(language).terms)
    shown = shown_letters(letters)
    assert set(shown) == set(ACTIONS)
    assert all(letters[letter] == action for action, letter in shown.items())
    assert not set(letters) & set("0123456789")
    assert all(len(letter) == 1 and letter == letter.lower() for letter in letters)


@given(st.lists(KEYS, max_size=30), st.sampled_from(["en", "es"]))
@SLOW
def test_no_keys_ever_break_the_flow(keys: list[Key], language: str) -> None:
    letters = letters_in(PROTOCOL.wording(language).terms)
    state = State(begun("he is drunk and loud"), letters)
    for key in keys:
        before: Interview = state.interview
        state = press(state, key)
        assert len(state.draft) <= LONGEST
        if state.hint is not None:
            assert state.interview == before, "what is not understood changes nothing"
