"""Faults in the value of a key: of another kind, or a word that no vocabulary has."""

from __future__ import annotations

import pytest
from folders import Folder

from triage_cli.errors import Problem
from triage_cli.vocabulary import DOMAINS, FLAGS

A_DOMAIN = f"domain = one of: {', '.join(DOMAINS)}"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            "cues/arms.toml", 'flag = "weapon"', 'flga = "weapon"',
            ("cues/arms.toml:7 [cue arms.gun] flga", "unknown key 'flga'", "Did you mean 'flag'?"),
            id="unknown key",
        ),
        pytest.param(
            "cues/arms.toml", 'terms = ["gun", "@partner ... rifle"]', 'terms = "gun"',
            ("cues/arms.toml:10 [cue arms.gun] terms", "'gun' is not a list", None),
            id="text for a list",
        ),
        pytest.param(
            "cues/arms.toml", '["gun", "@partner ... rifle"]', '["gun", 9]',
            ("cues/arms.toml:10 [cue arms.gun] terms", "['gun', 9] is not a list of text", None),
            id="a number in a list of text",
        ),
        pytest.param(
            "ladder.toml", "level = 3", 'level = "3"',
            ("ladder.toml:6 [rule weapon_there] level", "'3' is not a whole number", None),
            id="text for a number",
        ),
        pytest.param(
            "ladder.toml", "level = 3", "level = true",
            ("ladder.toml:6 [rule weapon_there] level", "True is not a whole number", None),
            id="a flag for a number",
        ),
        pytest.param(
            "questions.toml", "gate = true", 'gate = "yes"',
            ("questions.toml:11 [question weapon] gate", "'yes' is not true or false", None),
            id="text for a flag",
        ),
        pytest.param(
            "cues/arms.toml", 'why = "a gun is mentioned"\n', "",
            ("cues/arms.toml:5 [cue arms.gun]", "'why' is missing", None),
            id="key missing",
        ),
        pytest.param(
            "cues/arms.toml", 'id = "arms.gun"\n', "",
            ("cues/arms.toml [cue number 1]", "'id' is missing", None),
            id="id missing",
        ),
        pytest.param(
            "cues/arms.toml", '["weapon_near"]', '["weapon_naer"]',
            (
                "cues/arms.toml:8 [cue arms.gun] signs",
                "unknown signs 'weapon_naer'",
                "Did you mean 'weapon_near'?",
            ),
            id="unknown sign",
        ),
        pytest.param(
            "cues/arms.toml", 'flag = "weapon"', 'flag = "wepon"',
            ("cues/arms.toml:7 [cue arms.gun] flag", "unknown flag 'wepon'", "Did you mean 'weapon'?"),
            id="unknown flag",
        ),
        pytest.param(
            "cues/arms.toml", 'flag = "weapon"', 'flag = "xyzzy"',
            (
                "cues/arms.toml:7 [cue arms.gun] flag",
                "unknown flag 'xyzzy'",
                "One of: " + ", ".join(sorted(FLAGS)),
            ),
            id="unknown flag, none near",
        ),
        pytest.param(
            "cues/arms.toml", 'band = "high"', 'band = "hi"',
            ("cues/arms.toml:15 [cue arms.shots] band", "unknown band 'hi'", "Did you mean 'high'?"),
            id="unknown band",
        ),
        pytest.param(
            "cues/arms.toml", 'domain = "domestic"\n', "",
            ("cues/arms.toml:13 [cue arms.shots] band", "a band needs a domain", A_DOMAIN),
            id="band without domain, cue",
        ),
        pytest.param(
            "questions.toml", 'flag = "weapon"', 'band = "low"',
            ("questions.toml:6 [question weapon] band", "a band needs a domain", A_DOMAIN),
            id="band without domain, question",
        ),
        pytest.param(
            "instruments/short.toml", 'domain = "domestic"', 'domain = "domestc"',
            (
                "instruments/short.toml:9 [instrument short] domain",
                "unknown domain 'domestc'",
                "Did you mean 'domestic'?",
            ),
            id="unknown domain",
        ),
        pytest.param(
            "ladder.toml", '["police"]', '["polis"]',
            ("ladder.toml:7 [rule weapon_there] send", "unknown send 'polis'", "Did you mean 'police'?"),
            id="unknown unit",
        ),
        pytest.param(
            "ladder.toml", 'when = "weapon_near"', 'when = "crisis_and_amred"',
            (
                "ladder.toml:5 [rule weapon_there] when",
                "unknown when 'crisis_and_amred'",
                "Did you mean 'crisis_and_armed'?",
            ),
            id="unknown condition",
        ),
        pytest.param(
            "ladder.toml", "level = 3", "level = 7",
            ("ladder.toml:4 [rule weapon_there] level", "7 is not a level", "Levels go from 0 to 4."),
            id="no such level",
        ),
        pytest.param(
            "assertion.toml", 'kind = "negated"', 'kind = "negate"',
            (
                "assertion.toml:5 [trigger negated.no] kind",
                "unknown kind 'negate'",
                "Did you mean 'negated'?",
            ),
            id="unknown kind of trigger",
        ),
        pytest.param(
            "questions.toml", 'id = "weapon"\n', 'id = "weapon"\nkind = "yesno"\n',
            ("questions.toml:7 [question weapon] kind", "unknown kind 'yesno'", "Did you mean 'yes_no'?"),
            id="unknown kind of question",
        ),
        pytest.param(
            "questions.toml", 'module = "gates"', 'module = "gate"',
            ("questions.toml:7 [question weapon] module", "unknown module 'gate'", "Did you mean 'gates'?"),
            id="unknown module",
        ),
        pytest.param(
            "needs.toml", '["victim_services"]', '["victim_service"]',
            (
                "needs.toml:3 [need weapon] needs",
                "unknown needs 'victim_service'",
                "Did you mean 'victim_services'?",
            ),
            id="unknown kind of resource",
        ),
        pytest.param(
            "needs.toml", 'when = "weapon"', 'when = "wepon"',
            ("needs.toml:2 [need wepon] when", "unknown when 'wepon'", "Did you mean 'weapon'?"),
            id="unknown condition of a need",
        ),
        pytest.param(
            "wording/es.toml", 'when = "weapon"', 'when = "weapn"',
            (
                "wording/es.toml:{advice} [advice weapn] when",
                "unknown when 'weapn'",
                "Did you mean 'weapon'?",
            ),
            id="unknown condition of advice",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_would_be_right(
    small: Folder, name: str, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    place, what, fix = expected
    small.change(name, old, new)
    if "{advice}" in place:
        text = (small.path / name).read_text("utf-8")
        place = place.replace("{advice}", str(text.splitlines().index('when = "weapn"') + 1))
    assert Problem(place, what, fix) in small.problems()
