"""Words into base forms, and terms into phrases to look for."""

from __future__ import annotations

import pytest
from folders import Folder
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.assess import assess
from triage_cli.errors import Problem
from triage_cli.protocol import load_protocol
from triage_cli.protocol.compiler import base_forms, noun_forms, verb_forms
from triage_cli.protocol.source import Words


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("hurt", ["hurts", "hurted", "hurting", "hurtin"]),
        ("stab+b", ["stabs", "stabbed", "stabbing", "stabbin"]),
        ("use", ["uses", "used", "using", "usin"]),
        ("flee", ["flees", "fleeed", "fleeing", "fleein"]),
        ("punch", ["punches", "punched", "punching", "punchin"]),
        ("carry", ["carries", "carried", "carrying"]),
        ("stay", ["stays", "stayed", "staying", "stayin"]),
    ],
)
def test_forms_of_a_regular_verb(verb: str, forms: list[str]) -> None:
    assert verb_forms(verb) == forms


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("gun", ["guns"]),
        ("knife", ["knives", "knifes"]),
        ("box", ["boxes"]),
        ("body", ["bodies"]),
        ("toy", ["toys"]),
        ("bus", ["buses"]),
    ],
)
def test_forms_of_a_noun(noun: str, forms: list[str]) -> None:
    assert noun_forms(noun) == forms


def read(**words: list) -> dict[str, str]:
    problems: list[Problem] = []
    found = base_forms(Words(**words), problems)
    assert problems == []
    return found


def test_every_form_is_read_as_its_base_and_dropped_words_as_nothing() -> None:
    words = {"verbs": [("a", "hit+t")], "nouns": [("a", "gun")], "forms": [("a", "gun", ["gat"])]}
    assert read(**words, dropped=["the"]) == {
        "the": "", "gat": "gun", "guns": "gun",
        "hits": "hit", "hitted": "hit", "hitting": "hit", "hittin": "hit",
    }  # fmt: skip


def test_a_form_of_a_form_is_read_as_the_last_base() -> None:
    assert read(forms=[("a", "weapon", ["weapons"]), ("b", "weapons", ["wpn", "wpns"])]) == {
        "weapons": "weapon", "wpn": "weapon", "wpns": "weapon",
    }  # fmt: skip


def test_words_that_name_each_other_do_not_go_round_for_ever() -> None:
    found = read(forms=[("a", "one", ["two"]), ("b", "two", ["one"])])
    assert set(found) <= {"one", "two"}


def test_what_is_written_down_wins_over_a_regular_form() -> None:
    assert read(forms=[("a", "leave", ["left"])], verbs=[("b", "leav")])["left"] == "leave"
    assert read(forms=[("a", "fight", ["shots"])], nouns=[("b", "shot")])["shots"] == "fight"


def test_a_dropped_word_stays_dropped() -> None:
    assert read(dropped=["a"], forms=[("x", "an", ["a"])])["a"] == ""


def test_a_form_of_two_bases_names_both_places() -> None:
    problems: list[Problem] = []
    base_forms(Words(forms=[("one.toml:3", "gun", ["gat"]), ("two.toml:9", "gate", ["gat"])]), problems)
    assert problems == [
        Problem("two.toml:9", "'gat' is read as 'gate' here and as 'gun' in one.toml:3", "Keep one of them.")
    ]


WORD = st.text("abc", min_size=1, max_size=2)


@given(st.lists(st.tuples(WORD, st.lists(WORD)), max_size=8))
def test_reading_a_base_again_changes_nothing(forms: list[tuple[str, list[str]]]) -> None:
    problems: list[Problem] = []
    found = base_forms(Words(forms=[("here", base, written) for base, written in forms]), problems)
    cyclic = {form for form in found if found.get(found[form]) is not None}
    for form in found.keys() - cyclic:
        assert found[form] not in found


def test_phrases_stand_under_their_first_word_and_say_what_they_mean(small: Folder) -> None:
    tables = small.compiled()
    assert tables["phrases"]["gun"] == {"gun": 0}, "a whole term of one cue is its number"
    assert tables["phrases"]["shots"] == {"shots fired": 1, "shots heard": 1}
    assert tables["phrases"]["no"] == {"no": [[], [0], [], []]}
    assert tables["phrases"]["wife"] == {"wife": [[], [], [0], []]}, "opens the chain to the rifle"
    assert tables["phrases"]["rifle"] == {"rifle": [[], [], [], [0]]}
    assert tables["chains"] == [(0, 1, 0, 4, 0, [])], "cue, rarer step, not beside, gap, step"
    assert tables["first_call_type"] == 2


def test_a_common_word_is_not_where_a_term_is_looked_for(small: Folder) -> None:
    small.change("words.toml", 'dropped = ["the", "a"]', 'dropped = ["the", "a"]\ncommon = ["rifle"]')
    assert small.compiled()["chains"] == [(0, 0, 0, 4, 0, [])], "its first step is now the rarer one"


def test_a_term_is_read_as_a_text_is(small: Folder) -> None:
    small.change("cues/arms.toml", '"gun", ', '"The GUNS", "pístola", ')
    phrases = small.compiled()["phrases"]
    assert "gun" in phrases
    assert "pistola" in phrases
    found = assess("guns", protocol=load_protocol(small.path)).evidence
    assert [item.id for item in found if item.source == "text"] == ["arms.gun"]


def test_a_phrase_of_two_cues_is_both(small: Folder) -> None:
    small.add("cues/arms.toml", '[[cue]]\nid = "arms.any"\nwhy = "x"\nterms = ["gun", "guns"]\n')
    assert small.compiled()["phrases"]["gun"] == {"gun": [[0, 2], [], [], []]}


def test_a_run_needs_no_terms_and_no_notes(small: Folder) -> None:
    assert all(cue.terms == () and cue.notes == "" for cue in small.compiled()["cues"])
