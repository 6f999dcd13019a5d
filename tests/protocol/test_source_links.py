"""Faults between entries: what one names and no other has, or two have."""

from __future__ import annotations

import pytest
from folders import FILES, Folder

from triage_cli.errors import Problem


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            "cues/arms.toml", 'answers = "weapon"', 'answers = "wepon=no"',
            ("cues/arms.toml:5 [cue arms.gun] answers", "unknown question 'wepon'", "Did you mean 'weapon'?"),
            id="answers an unknown question",
        ),
        pytest.param(
            "cues/arms.toml", 'answers = "weapon"', 'answers = "weapon=never"',
            (
                "cues/arms.toml:5 [cue arms.gun] answers",
                "'never' is not an answer to 'weapon'",
                'answers = "weapon=no"',
            ),
            id="answers with an unknown word",
        ),
        pytest.param(
            "instruments/short.toml", 'items = ["weapon"]', 'items = ["weapon", "wepon"]',
            (
                "instruments/short.toml:2 [instrument short] items",
                "unknown question 'wepon'",
                "Did you mean 'weapon'?",
            ),
            id="screen asks an unknown question",
        ),
        pytest.param(
            "instruments/short.toml", 'items = ["weapon"]', "items = []",
            (
                "instruments/short.toml:2 [instrument short] items",
                "'weapon' counts but is not asked",
                "Add it to items.",
            ),
            id="screen counts what it does not ask",
        ),
        pytest.param(
            "questions.toml", 'gate = true\nflag', 'kind = "text"\nflag',
            (
                "instruments/short.toml:2 [instrument short] items",
                "'weapon' is of kind 'text' and gives no points",
                "A screen asks yes_no, choice or number.",
            ),
            id="screen counts what gives no points",
        ),
        pytest.param(
            "wording/es.toml", 'weapon_there = "A weapon is there."\n', "",
            (
                "wording/es.toml [reasons]",
                "'weapon_there' has no wording",
                'Add weapon_there = "…" under [reasons].',
            ),
            id="rule without wording in one language",
        ),
        pytest.param(
            "wording/en.toml", 'barred = "No team without an officer."\n', "",
            ("wording/en.toml [reasons]", "'barred' has no wording", 'Add barred = "…" under [reasons].'),
            id="no wording for a team that may not go",
        ),
        pytest.param(
            "questions.toml", ', es = "Dice quién puede ir."', "",
            (
                "questions.toml:6 [question weapon] reason",
                "has no wording in 'es'",
                'Add reason.es = "…".',
            ),
            id="question without its reason in one language",
        ),
        pytest.param(
            "wording/es.toml", 'detox = "detox"\n', "",
            ("wording/es.toml [terms]", "'detox' has no wording", 'Add detox = "…" under [terms].'),
            id="word of the output missing",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_would_be_right(
    small: Folder, name: str, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    small.change(name, old, new)
    assert Problem(*expected) in small.problems()


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        (
            "cues/more.toml",
            '[[cue]]\nid = "arms.gun"\nwhy = "x"\nsource = "x"\nterms = ["rifle"]\n',
            "arms.gun",
        ),
        (
            "assertion_es.toml",
            '[[trigger]]\nid = "negated.no"\nkind = "negated"\nterms = ["ni"]\n',
            "negated.no",
        ),
        ("ladder.toml", '[[rule]]\nid = "weapon_there"\nwhen = "weapon"\nlevel = 2\n', "weapon_there"),
        (
            "questions.toml",
            '[[question]]\nid = "weapon"\nmodule = "gates"\nsource = "x"\n'
            'ask = { en = "x", es = "x" }\nreason = { en = "x", es = "x" }\n',
            "weapon",
        ),
        ("instruments/again.toml", FILES["instruments/short.toml"], "short"),
        (
            "call_types.toml",
            '[[call_type]]\nid = "type.shots"\nwhy = "x"\nterms = ["code 9"]\n',
            "type.shots",
        ),
    ],
)
def test_an_id_used_twice_is_a_mistake(small: Folder, name: str, text: str, shown: str) -> None:
    found = small.add(name, text).problems()
    expected = (f"the id {shown!r} is used twice", "Give one of them another id.")
    assert [problem[1:] for problem in found] == [expected]
