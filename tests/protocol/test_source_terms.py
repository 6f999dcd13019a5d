"""Faults in terms and in how words are read, in the protocol's own language and in translations."""

from __future__ import annotations

import pytest
from folders import Folder

from triage_cli.errors import Problem


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            "cues/es/arms.toml", '"arms.gun"', '"arms.gunn"',
            ("cues/es/arms.toml:2 [terms] arms.gunn", "unknown cue 'arms.gunn'", "Did you mean 'arms.gun'?"),
            id="unknown cue in a translation",
        ),
        pytest.param(
            "cues/es/arms.toml", '["pistola"]', '"pistola"',
            (
                "cues/es/arms.toml:2 [terms] arms.gun",
                "'pistola' is not a list of text",
                'Write it as ["…", "…"].',
            ),
            id="text for a list in a translation",
        ),
        pytest.param(
            "cues/es/arms.toml", "[terms]", "[term]",
            ("cues/es/arms.toml:1 term", "unknown table or key 'term'", "Did you mean 'terms'?"),
            id="unknown table in a translation",
        ),
        pytest.param(
            "cues/es/arms.toml", '["pistola"]', '["[pistola"]',
            (
                "cues/es/arms.toml:2 [terms] arms.gun",
                "the term '[pistola' has a bracket without its pair",
                None,
            ),
            id="bad bracket in a translation",
        ),
        pytest.param(
            "cues/arms.toml", '"gun", ', '"[gun|gat", ',
            ("cues/arms.toml:5 [cue arms.gun]", "the term '[gun|gat' has a bracket without its pair", None),
            id="bad bracket",
        ),
        pytest.param(
            "cues/arms.toml", "@partner", "@partners",
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term '@partners ... rifle' names the unknown group @partners; did you mean @partner?",
                None,
            ),
            id="unknown group",
        ),
        pytest.param(
            "words.toml", '["wife", "husband"]', '["wife", "@partner"]',
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term '@partner ... rifle' names the unknown group @partner; did you mean @partner?",
                None,
            ),
            id="group within itself",
        ),
        pytest.param(
            "cues/arms.toml", '"gun", ', '"the a", ',
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term 'the a' says nothing",
                "Every part of a term needs a word that words.toml does not drop.",
            ),
            id="term of dropped words",
        ),
        pytest.param(
            "cues/arms.toml", '"gun", ', '"", ',
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term '' says nothing",
                "Every part of a term needs a word that words.toml does not drop.",
            ),
            id="empty term",
        ),
        pytest.param(
            "cues/arms.toml", "@partner ... rifle", "... rifle",
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term '... rifle' says nothing before or after a gap",
                "Every part of a term needs a word that words.toml does not drop.",
            ),
            id="gap at an end",
        ),
        pytest.param(
            "cues/arms.toml", '"gun", ', '"?", ',
            (
                "cues/arms.toml:5 [cue arms.gun]",
                "the term '?' would match the bare mark '?'",
                "Name a word with it.",
            ),
            id="bare mark",
        ),
        pytest.param(
            "cues/arms.toml", 'terms = ["shots [fired|heard]"]', "",
            ("cues/arms.toml:13 [cue arms.shots]", "has no terms", None),
            id="no terms",
        ),
        pytest.param(
            "assertion.toml", '"without"', '"without ... any"',
            (
                "assertion.toml:4 [trigger negated.no]",
                "the term 'without ... any' has a gap",
                "Triggers are plain words: write two terms.",
            ),
            id="gap in a trigger",
        ),
        pytest.param(
            "words.toml", 'gun = "guns gat"', 'gun = "guns gat"\nknife = "gat"',
            (
                "words.toml:5 [forms] knife",
                "'gat' is read as 'knife' here and as 'gun' in words.toml:4 [forms] gun",
                "Keep one of them.",
            ),
            id="form of two words",
        ),
        pytest.param(
            "words.toml", 'gun = "guns gat"', 'gun = ["guns", "gat"]',
            ("words.toml:4 [forms] gun", "['guns', 'gat'] is not text", 'gun = "…"'),
            id="list for forms",
        ),
        pytest.param(
            "words.toml", '["wife", "husband"]', '"wife"',
            ("words.toml:7 [groups] partner", "'wife' is not a list of text", 'Write it as ["…", "…"].'),
            id="text for a group",
        ),
        pytest.param(
            "words.toml", 'dropped = ["the", "a"]', 'dropped = ["the", "a"]\nverbs = 5',
            ("words.toml:2 verbs", "5 is not a list of text", 'Write it as ["…", "…"].'),
            id="number for verbs",
        ),
        pytest.param(
            "words.toml", "[groups]", "[group]",
            ("words.toml:6 group", "unknown table or key 'group'", "Did you mean 'groups'?"),
            id="unknown table of words",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_would_be_right(
    small: Folder, name: str, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    small.change(name, old, new)
    assert Problem(*expected) in small.problems()
