"""One faulty protocol for each fault: what is said, where it is, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import FILES, Folder

from triage_cli.errors import DataError, Problem
from triage_cli.protocol import load_protocol
from triage_cli.protocol.source import read_cases, read_source
from triage_cli.vocabulary import DOMAINS, FLAGS

A_DOMAIN = f"domain = one of: {', '.join(DOMAINS)}"


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "protocol")


def test_the_small_protocol_is_right(small: Folder) -> None:
    assert small.problems() == []


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
        pytest.param(
            "ladder.toml", "[[rule]]", "[[ruel]]",
            ("ladder.toml:3 ruel", "unknown table or key 'ruel'", "Did you mean 'rule'?"),
            id="unknown table",
        ),
        pytest.param(
            "ladder.toml", "[[rule]]", "[rule]",
            ("ladder.toml:3 rule", "must be a list of tables", "Write [[rule]] with two brackets."),
            id="one bracket for two",
        ),
        pytest.param(
            "signs.toml", "violence_now", "x = 3\nviolence_now",
            ("signs.toml:4 [violence] x", "3 is not text", 'x = "…"'),
            id="sign without a meaning",
        ),
        pytest.param(
            "signs.toml", "[violence]", 'loose = "a sign in no table"\n[violence]',
            ("signs.toml:1 loose", "must be a table", "Write [loose] above its keys."),
            id="sign in no table",
        ),
        pytest.param(
            "assertion.toml", '[["weapons", "violence"]]', '["weapons", "violence"]',
            ("assertion.toml:1 listed_together", "must be a list of lists of topics", '[["topic", "topic"]]'),
            id="one list for a list of lists",
        ),
        pytest.param(
            "protocol.toml", "high = [60, 84]\n", "",
            ("protocol.toml:4 [bands] high", "'high' needs its lowest and highest score", "high = [60, …]"),
            id="band without limits",
        ),
        pytest.param(
            "protocol.toml", "[60, 84]", "[40, 84]",
            (
                "protocol.toml:7 [bands] high",
                "'high' must lie above the band before it and end by 100",
                "high = [60, …]",
            ),
            id="bands overlap",
        ),
        pytest.param(
            "protocol.toml", 'version = "1"\n', "",
            ("protocol.toml:1 [protocol]", "'version' is missing", 'Add version = "…".'),
            id="no version",
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
    place, what, fix = expected
    small.change(name, old, new)
    if "{advice}" in place:
        text = (small.path / name).read_text("utf-8")
        place = place.replace("{advice}", str(text.splitlines().index('when = "weapn"') + 1))
    assert Problem(place, what, fix) in small.problems()


@pytest.mark.parametrize("name", [*(name for name in FILES if "/" not in name), "wording/en.toml"])
def test_a_missing_file_is_named(small: Folder, name: str) -> None:
    (small.path / name).unlink()
    fix = "Copy it from the shipped protocol: triage protocol init FOLDER"
    assert Problem(name, "the file is missing", fix) in small.problems()


def test_broken_toml_is_named_with_its_line(small: Folder) -> None:
    small.write("needs.toml", '[[need]]\nwhen = "weapon"\nneeds = ["food"\n')
    found = small.problems()
    assert [problem.place for problem in found] == ["needs.toml"]
    assert found[0].what.startswith("not valid TOML: ")
    assert found[0].fix == "Check quotes, commas and brackets on and above that line."
    small.write("needs.toml", '[[need]]\nwhen = weapon\nneeds = ["food"]\n')
    assert small.problems()[0].place == "needs.toml:2"


def test_a_file_that_is_not_utf_8_is_named_with_its_line(small: Folder) -> None:
    small.write("cues/arms.toml", FILES["cues/arms.toml"].encode() + "# señal".encode("latin-1"))
    assert Problem("cues/arms.toml:18", "not UTF-8 text", "Save the file as UTF-8.") in small.problems()


def test_a_byte_order_mark_is_no_mistake(small: Folder) -> None:
    small.write("cues/arms.toml", b"\xef\xbb\xbf" + FILES["cues/arms.toml"].encode())
    assert small.problems() == []


def test_a_number_too_long_to_read_is_a_mistake_in_its_file(small: Folder) -> None:
    small.change("ladder.toml", "level = 3", "level = " + "9" * 5000)
    assert Problem("ladder.toml", "cannot be read: ValueError") in small.problems()


def test_brackets_nested_without_end_are_a_mistake_in_their_file(small: Folder) -> None:
    small.write("needs.toml", "x = " + "[" * 100_000)
    places = [problem.place.split(":")[0] for problem in small.problems()]
    assert places == ["needs.toml"]


def test_a_folder_in_place_of_a_file_is_a_mistake(small: Folder) -> None:
    (small.path / "needs.toml").unlink()
    (small.path / "needs.toml").mkdir()
    assert Problem("needs.toml", "cannot be read: IsADirectoryError") in small.problems()


def test_hidden_files_of_editors_are_not_read(small: Folder) -> None:
    small.write("cues/._arms.toml", b"\x00\x05\x16\x07")
    (small.path / "cues" / ".#arms.toml").symlink_to("somebody@host.123")
    small.write("wording/.en.toml", "broken")
    small.write("cues/.git/x.toml", "broken")
    assert small.problems() == []
    assert load_protocol(small.path).name == "small"


def test_a_link_that_leads_nowhere_is_a_mistake_in_its_file(small: Folder) -> None:
    (small.path / "cues" / "other.toml").symlink_to("nowhere.toml")
    with pytest.raises(DataError) as caught:
        load_protocol(small.path)
    assert [problem[:2] for problem in caught.value.problems] == [("cues/other.toml", "the file is missing")]


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


def test_all_mistakes_are_told_at_once(small: Folder) -> None:
    small.change("cues/arms.toml", 'flag = "weapon"', 'flga = "weapon"')
    small.change("ladder.toml", '["police"]', '["polis"]')
    small.change("wording/es.toml", 'detox = "detox"\n', "")
    small.write("needs.toml", "when = weapon")
    with pytest.raises(DataError) as caught:
        load_protocol(small.path)
    told = str(caught.value)
    assert told.startswith(f"The protocol in {small.path} has {len(caught.value.problems)} mistake(s).\n")
    for part in ("'flga'", "'polis'", "'detox'", "needs.toml:1: not valid TOML"):
        assert part in told
    assert told.endswith("\n  See them again with: triage protocol check")
    assert caught.value.exit_code == 4


def test_what_a_file_says_once_holds_for_all_its_entries(small: Folder) -> None:
    found: list[Problem] = []
    source = read_source(small.path, found)
    assert {(cue.id, cue.topic, cue.source) for cue in source.cues} == {
        ("arms.gun", "weapons", "made for a test"),
        ("arms.shots", "weapons", "made for a test"),
        ("type.shots", "call_types", ""),
    }
    assert source.cues[0].terms == ("gun", "@partner ... rifle", "pistola")
    assert [rule.source for rule in source.rules] == ["made for a test"]


def test_cases_are_read_only_where_asked_for(small: Folder) -> None:
    assert read_source(small.path, []).cases == []
    assert [case.id for case in read_source(small.path, [], with_cases=True).cases] == ["one.gun"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'gun = "present"', 'gun = "presnt"',
            (
                "cases/one.toml:2 [case one.gun]",
                "unknown assertion 'presnt'",
                "One of: present, possible, negated, historical, hypothetical, other",
            ),
        ),
        ("level = [3, 3]", "level = 3", ("cases/one.toml:4 [case one.gun] level", "3 is not a list", None)),
        (
            "level = [3, 3]",
            "level = [3]", ("cases/one.toml:4 [case one.gun] level", "[3] is not a list of 2",
            None),
        ),
        (
            "level = [3, 3]",
            'level = ["a", "b"]',
            ("cases/one.toml:4 [case one.gun] level", "['a', 'b'] is not a list of numbers", None),
        ),
        (
            '["police"]',
            '["cops"]', ("cases/one.toml:6 [case one.gun] send_any", "unknown send_any 'cops'",
            None),
        ),
        (
            '["weapon"]',
            '["wepon"]', ("cases/one.toml:5 [case one.gun] flags", "unknown flags 'wepon'",
            "Did you mean 'weapon'?"),
        ),
        (
            "[[case]]",
            "[[cases]]", ("cases/one.toml:1 cases", "unknown table or key 'cases'",
            "Did you mean 'case'?"),
        ),
    ],
)  # fmt: skip
def test_a_fault_in_a_case_is_named(
    small: Folder, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    small.change("cases/one.toml", old, new)
    found: list[Problem] = []
    read_cases(small.path / "cases", found)
    place, what, fix = expected
    assert (found[0].place, found[0].what) == (place, what)
    assert fix is None or found[0].fix == fix


def test_a_case_used_twice_is_a_mistake(small: Folder) -> None:
    small.add("cases/two.toml", FILES["cases/one.toml"])
    found: list[Problem] = []
    read_cases(small.path / "cases", found)
    assert found == [Problem("cases [case one.gun]", "the id is used twice")]


def test_every_rule_of_the_shipped_protocol_carries_its_source() -> None:
    from triage_cli.protocol import SHIPPED

    found: list[Problem] = []
    source = read_source(SHIPPED, found)
    assert found == []
    for entry in (*source.cues, *source.questions, *source.rules):
        assert entry.source, entry.id
    for screen in source.instruments:
        assert screen.citation, screen.id
        assert screen.licence, screen.id
