"""`triage protocol audit`: is everyone judged alike, and what do the cases cover?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from support import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "protocol"))
from folders import Folder

WORDS = """\
[[group]]
id = "planet"
topic = "origin"
how = "before"
near = ["man", "wife"]
words = ["Martian", "Lunar"]
"""


@pytest.fixture
def small(folder: Path) -> Folder:
    """A protocol with one case that names a person, and two words for who they are."""
    small = Folder(folder / "small")
    small.add("cases/one.toml", '[[case]]\nid = "one.man"\ntext = "a man fell"\nwhy = "x"\n')
    small.write("cases/fairness/words.toml", WORDS)
    return small


AUDIT = ("protocol", "audit", "--protocol", "small")


def test_everyone_is_judged_alike(run: Run, small: Folder) -> None:
    code, out, err = run(*AUDIT)
    assert (code, err) == (0, "")
    assert "origin: 2 pairs, 0 judged differently" in out
    assert "all: none of 2 pairs is judged differently" in out
    assert "weapons: 2 cues, 1 in Spanish, 1 shown by a case; cases: 1 for, none against" in out
    assert "without a case against: weapons, call_types" in out


def test_a_difference_is_listed_with_both_texts_and_its_cause(run: Run, small: Folder) -> None:
    small.change("cues/arms.toml", '"gun", ', '"gun", "martian man", ')
    code, out, err = run(*AUDIT)
    assert (code, err) == (4, "")
    assert "all: 1 of 2 pairs are judged differently" in out
    assert "planet: Martian, in case one.man\n  “a man fell”\n  “a Martian man fell”\n" in out
    assert "level 0 → 3; send nobody → police;" in out
    assert "only with: weapon_there, arms.gun" in out
    assert "Martian, in case" not in run(*AUDIT, "--limit", "0").out


def test_the_same_as_json(run: Run, small: Folder) -> None:
    small.change("cues/arms.toml", '"gun", ', '"gun", "martian man", ')
    done = run(*AUDIT, "--json", "--limit", "0")
    assert done.code == 4
    data = json.loads(done.out)
    assert (data["schema"], data["pairs"], data["differences"]) == ("triage.protocol-audit/1", 2, 1)
    assert data["topics"] == {"origin": {"pairs": 2, "differences": 1}}
    (one,) = data["unequal"]
    assert (one["word"], one["case"], one["texts"]) == (
        "Martian",
        "one.man",
        ["a man fell", "a Martian man fell"],
    )
    assert (one["without"]["level"], one["with"]["level"], one["direction"]) == (0, 3, "raised")
    assert {entry["topic"]: entry["without_cases_against"] for entry in data["coverage"]} == {
        "weapons": True, "call_types": True,
    }  # fmt: skip


def test_what_is_known_to_differ_stands_apart(run: Run, small: Folder) -> None:
    small.change("cues/arms.toml", '"gun", ', '"gun", "martian man", ')
    small.add(
        "cases/fairness/words.toml", '[[known]]\ncase = "one.man"\ngroup = "planet"\nwhy = "to be mended"\n'
    )
    code, out, _ = run(*AUDIT)
    assert code == 0
    assert "all: none of 2 pairs is judged differently, but for 1 that are known" in out
    assert "planet: in case one.man: level 0 → 3 (to be mended)" in out
    small.change("cues/arms.toml", '"martian man", ', "")
    assert "planet: in case one.man: judged alike now, take its line away" in run(*AUDIT).out


def test_a_protocol_without_words_takes_the_shipped_ones(run: Run, small: Folder) -> None:
    (small.path / "cases" / "fairness" / "words.toml").unlink()
    (small.path / "cases" / "fairness").rmdir()
    code, out, err = run(*AUDIT)
    assert code == 0
    assert err == "triage: small has no cases/fairness: the shipped words are used\n"
    assert "race: " in out


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cases/fairness/words.toml", WORDS.replace("near", "naer"),
         "unknown key 'naer'\n    Did you mean 'near'?"),
        ("cases/one.toml", "[[case]]\nid = 1\n", "cases/one.toml:2 [case number 1] id: 1 is not text"),
    ],
)  # fmt: skip
def test_mistakes_in_its_files(run: Run, small: Folder, name: str, text: str, message: str) -> None:
    small.write(name, text)
    done = run(*AUDIT)
    assert (done.code, done.out) == (4, "")
    assert message in done.err
    assert message in run("protocol", "check", "--protocol", "small").err


def test_a_folder_that_is_not_there(run: Run) -> None:
    done = run("protocol", "audit", "--protocol", "nowhere")
    assert (done.code, done.out) == (4, "")
    assert "nowhere: there is no such protocol folder" in done.err
