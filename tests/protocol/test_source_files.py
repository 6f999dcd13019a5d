"""Faults of whole files and their tables, and how all are told."""

from __future__ import annotations

import pytest
from folders import FILES, Folder

from triage_cli.errors import DataError, Problem
from triage_cli.protocol import load_protocol
from triage_cli.protocol.source import read_source


def test_the_small_protocol_is_right(small: Folder) -> None:
    assert small.problems() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
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
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_would_be_right(
    small: Folder, name: str, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    small.change(name, old, new)
    assert Problem(*expected) in small.problems()


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
