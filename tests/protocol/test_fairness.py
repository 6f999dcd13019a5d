"""Pairs of texts that differ only in who a person is, and what becomes of a difference."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from folders import Folder

from triage_cli.errors import DataError, Problem
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.audit import audit
from triage_cli.protocol.fairness import Group, is_spanish, load_words, pairs, read_words
from triage_cli.protocol.model import Case
from triage_cli.protocol.source import read_source

WORDS = "cases/fairness/words.toml"
BEFORE = """\
[[group]]
id = "race"
topic = "race"
how = "before"
near = ["man", "wife"]
words = ["Martian", "Lunar"]
"""


def made(text: str, **group: object) -> list[tuple[str, str]]:
    """The pairs of one case, as texts."""
    case = Case("one", text, "a test")
    return [(pair.one, pair.other) for pair in pairs([case], [Group("g", "t", **group)])]  # type: ignore[arg-type]


def test_before_and_after_the_first_person() -> None:
    text = "Man on a bridge, man in a car"
    assert made(text, how="before", near=("man",), words=("Somali",)) == [
        (text, "Somali Man on a bridge, man in a car")
    ]
    assert made("la mujer dice que se va", how="after", near=("mujer",), words=("negra",), language="es") == [
        ("la mujer dice que se va", "la mujer negra dice que se va")
    ]
    assert made("MAN DOWN", how="before", near=("man",), words=("Black", "B/")) == [
        ("MAN DOWN", "BLACK MAN DOWN"), ("MAN DOWN", "B/MAN DOWN"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a manhole", "old-man's beard", "snowman", "the man-cave", "nobody"])
def test_a_person_is_a_whole_word(text: str) -> None:
    found = made(text, how="before", near=("man",), words=("Somali",))
    assert all("Somali man's" in other for _, other in found)


def test_instead_is_compared_with_the_first_word() -> None:
    assert made("a man fell", how="instead", near=("man",), words=("John", "José", "Wei")) == [
        ("a John fell", "a José fell"), ("a John fell", "a Wei fell"),
    ]  # fmt: skip


def test_sentences_before_and_behind() -> None:
    assert made("He fell", how="opening", words=("Caller is gay.",)) == [
        ("He fell", "Caller is gay. He fell")
    ]
    assert made("He fell..", how="ending", words=(". In Chinatown.",)) == [
        ("He fell.", "He fell. In Chinatown.")
    ]


def test_exchange_takes_the_longest_words_and_keeps_case() -> None:
    words = {"he is": "they are", "he": "she", "man": "woman"}
    assert made("He is a MAN, he'll run, the son-in-law", how="exchange", words_for=words) == [
        ("He is a MAN, he'll run, the son-in-law", "They are a WOMAN, she'll run, the son-in-law")
    ]
    assert made("nobody", how="exchange", words_for=words) == []
    assert made("he and she", how="exchange", words_for=words, not_with=("she",)) == []


def test_spellings_one_at_a_time() -> None:
    assert made("with them", how="spelling", spellings={"with": ["wit", "wif"], "them": ["dem"]}) == [
        ("with them", "wit them"), ("with them", "wif them"), ("with them", "with dem"),
    ]  # fmt: skip


def test_languages_do_not_mix() -> None:
    assert is_spanish("mi esposo me está pegando y no se va")
    assert not is_spanish("El Paso caller, no one on scene")
    assert made("mi man dice que se va", how="before", near=("man",), words=("Somali",)) == []


def test_small_protocols_have_no_words_of_their_own(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_words(Folder(tmp_path / "protocol").path, problems) == ([], [])
    assert problems == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BEFORE.replace('"before"', '"befor"'),
         "words.toml:4 [group race] how: unknown how 'befor'\n    Did you mean 'before'?"),
        (BEFORE.replace("near", "nere"),
         "words.toml:5 [group race] nere: unknown key 'nere'\n    Did you mean 'near'?"),
        (BEFORE.replace('near = ["man", "wife"]\n', ""), "[group race]: 'near' is missing"),
        (BEFORE.replace("words = ", "words_for = ").replace('["Martian", "Lunar"]', '{ he = "she" }'),
         "[group race]: 'words' is missing"),
        (BEFORE + "[[knwon]]\n", "unknown table or key 'knwon'\n    Did you mean 'known'?"),
        (BEFORE + '[[known]]\ncase = "x"\ngroup = "race"\n', "[known x]: 'why' is missing"),
        ("[[group]\n", "words.toml:1: not valid TOML"),
    ],
)  # fmt: skip
def test_mistakes_are_located(tmp_path: Path, text: str, message: str) -> None:
    folder = Folder(tmp_path / "protocol")
    folder.write(WORDS, text)
    with pytest.raises(DataError) as caught:
        load_words(folder.path)
    assert message in str(caught.value)


def looked_at(folder: Folder) -> object:
    return audit(load_protocol(folder.path), folder.path, folder.path)


def test_a_pair_that_differs_is_found_with_its_cause(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "protocol")
    folder.add("cases/one.toml", '[[case]]\nid = "one.wife"\ntext = "the man has a rifle"\nwhy = "x"\n')
    folder.write(WORDS, BEFORE)
    assert looked_at(folder).unequal == []  # type: ignore[attr-defined]
    folder.change("cues/arms.toml", '"gun", ', '"gun", "martian man", ')
    found = audit(load_protocol(folder.path), folder.path, folder.path)
    (one,) = found.unequal
    assert (one.pair.word, one.pair.case.id) == ("Martian", "one.wife")
    assert one.difference.rules == ((), ("weapon_there",))
    assert one.difference.cues == ((), ("arms.gun", "short"))
    assert dict(found.pairs) == {"race": 2}


def test_a_known_difference_stands_apart_until_it_is_gone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "protocol")
    folder.write("cases/one.toml", '[[case]]\nid = "one.man"\ntext = "the man fell"\nwhy = "x"\n')
    folder.write(WORDS, BEFORE + '[[known]]\ncase = "one.man"\ngroup = "race"\nwhy = "not mended"\n')
    found = audit(load_protocol(folder.path), folder.path, folder.path)
    assert [known.why for known in found.stale] == ["not mended"]
    folder.change("cues/arms.toml", '"gun", ', '"gun", "martian man", ')
    found = audit(load_protocol(folder.path), folder.path, folder.path)
    assert (found.unequal, found.stale) == ([], [])
    assert [(one.pair.word, known.why) for one, known in found.known] == [("Martian", "not mended")]


def test_coverage_by_topic(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "protocol")
    folder.add("cases/one.toml", '[[case]]\nid = "one.none"\ntext = "no gun"\nwhy = "x"\n')
    coverage = {one.topic: one for one in looked_at(folder).coverage}  # type: ignore[attr-defined]
    arms = coverage["weapons"]
    assert (arms.cues, arms.in_spanish, arms.shown, arms.cases_for, arms.cases_against) == (2, 1, 1, 1, 1)
    assert not arms.untested
    assert coverage["call_types"].untested


def test_the_shipped_words_are_right_and_make_pairs_for_every_side() -> None:
    words = load_words(SHIPPED)
    case = Case("one", "The man says his wife is at the house with them, he is not going to leave", "x")
    spanish = Case("two", "mi esposo me está pegando y dice que no se va", "x")
    made_for = {pair.group.topic for pair in pairs([case, spanish], words.groups)}
    assert made_for == {group.topic for group in words.groups}
    assert len({group.id for group in words.groups}) == len(words.groups)


def test_no_term_depends_on_a_word_for_who_a_person_is() -> None:
    """Such words are left out of terms as well: "russian roulette" would be found in every roulette."""
    problems: list[Problem] = []
    source = read_source(SHIPPED, problems)
    identity = set(tomllib.loads((SHIPPED / "words.toml").read_text("utf-8"))["identity"])
    found = [
        (entry.id, term)
        for entry in (*source.cues, *source.triggers)
        for term in entry.terms
        if identity.intersection(re.findall(r"[a-z]+", term.lower()))
    ]
    assert problems == []
    assert found == []
