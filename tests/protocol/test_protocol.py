"""A protocol as loaded: the shipped one, one of one's own, and what it says in each language."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Folder

from triage_cli.assessment.assess import assess
from triage_cli.errors import DataError, UsageError
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.copying import copy_shipped
from triage_cli.vocabulary import BANDS, LANGUAGES


def test_the_shipped_protocol_is_right_and_speaks_every_language() -> None:
    loaded = load_protocol()
    assert loaded.name == "default"
    assert set(loaded.languages) == set(LANGUAGES)
    assert list(loaded.bands) == list(BANDS)
    for language in LANGUAGES:
        wording = loaded.wording(language)
        assert all(rule.id in wording.reasons for rule in loaded.rules)
        *tables, wellness, _ = wording
        assert all(text.strip() for table in tables for text in table.values())
        assert all(lines and all(map(str.strip, lines)) for lines in wellness.values())


def test_a_folder_may_be_text_or_a_path(small: Folder) -> None:
    assert load_protocol(str(small.path)).digest == load_protocol(small.path).digest


def test_no_folder_is_bad_data_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_protocol(tmp_path / "nowhere")
    fix = "Make one to edit: triage protocol init FOLDER"
    assert caught.value.problems == ((str(tmp_path / "nowhere"), "there is no such protocol folder", fix),)
    assert caught.value.exit_code == 4


def test_an_empty_folder_names_every_file_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_protocol(tmp_path)
    missing = {problem.place for problem in caught.value.problems if problem.what == "the file is missing"}
    assert missing == {
        "signs.toml", "protocol.toml", "words.toml", "call_types.toml", "assertion.toml", "questions.toml",
        "ladder.toml", "needs.toml", "wording/en.toml",
    }  # fmt: skip


def test_a_language_that_is_not_there_is_a_usage_error(small: Folder) -> None:
    with pytest.raises(UsageError, match="no wording in 'fr'\n  Use one of: en, es"):
        load_protocol(small.path).wording("fr")


def test_topics_are_named_together_as_the_protocol_says(small: Folder) -> None:
    loaded = load_protocol(small.path)
    assert loaded.named_together("weapons", "violence")
    assert loaded.named_together("violence", "weapons")
    assert loaded.named_together("medical", "medical")
    assert loaded.named_together(None, "weapons")
    assert not loaded.named_together("weapons", "medical")


def test_a_small_protocol_judges_by_its_own_rules(small: Folder) -> None:
    loaded = load_protocol(small.path)
    result = assess("his wife has a loaded rifle", protocol=loaded)
    assert (result.flags, result.response.level, result.response.send) == (("weapon",), 3, ("police",))
    assert assess("sin pistola", protocol=loaded).flags == ("weapon",), "no Spanish negation here"
    assert assess("no gun", protocol=loaded).response.level == 0
    assert assess("10-71", protocol=loaded).evidence == (), "a code means nothing in a description"
    assert [item.source for item in assess("", protocol=loaded, call_type="10-71").evidence] == ["call_type"]


def test_the_shipped_protocol_can_be_copied_and_changed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    copy_shipped(mine)
    files = {path.relative_to(mine) for path in mine.rglob("*") if path.is_file()}
    assert files == {path.relative_to(SHIPPED) for path in SHIPPED.rglob("*.toml")}
    path = mine / "protocol.toml"
    path.write_text(path.read_text("utf-8").replace('name = "default"', 'name = "ours"'), "utf-8")
    assert load_protocol(mine).name == "ours"


def test_a_copy_goes_into_an_empty_folder(tmp_path: Path) -> None:
    copy_shipped(tmp_path)
    assert (tmp_path / "cues" / "es").is_dir()


@pytest.mark.parametrize("name", ["folder", "file"])
def test_a_copy_never_writes_over_anything(tmp_path: Path, name: str) -> None:
    target = tmp_path / "taken"
    if name == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("kept")
    else:
        target.write_text("kept")
    with pytest.raises(UsageError) as caught:
        copy_shipped(target)
    assert str(caught.value) == (
        f"{target} already exists and is not empty\n  Name another folder; nothing was changed."
    )
    assert caught.value.exit_code == 2
    assert (target / "mine.txt" if name == "folder" else target).read_text() == "kept"
    assert len(list(tmp_path.rglob("*"))) == (2 if name == "folder" else 1)
