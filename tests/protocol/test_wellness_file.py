"""Faults in what responders are offered: what is said, and where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Folder

ENTRY = """\
[[support]]
id = "peers"
when = "weapon"
screen = "short"
places = ["some-line"]
kinds = ["peer_support"]
source = "made for a test"
"""
WORDS = '[wellness]\npeers = ["One.", "Two."]\n\n[terms]\n'


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    small = Folder(tmp_path / "protocol").add("wellness.toml", ENTRY)
    for language in ("en", "es"):
        small.change(f"wording/{language}.toml", "[terms]\n", WORDS)
    return small


def test_what_is_offered_is_compiled(small: Folder) -> None:
    (support,) = small.compiled()["support"]
    assert (support.id, support.when, support.screen, support.places) == (
        "peers", "weapon", "short", ("some-line",)
    )  # fmt: skip


def test_a_protocol_that_offers_nothing_is_right(tmp_path: Path) -> None:
    assert Folder(tmp_path / "protocol").compiled()["support"] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "what"),
    [
        ("wellness.toml", '"weapon"', '"wepon"', "wellness.toml:3 [support peers] when", "unknown when"),
        ("wellness.toml", '"short"', '"shrt"', "wellness.toml:2 [support peers] screen", "unknown screen"),
        ("wellness.toml", "peer_sup", "per_sup", "wellness.toml:6 [support peers] kinds", "unknown kinds"),
        ("wellness.toml", "places", "place", "wellness.toml:5 [support peers] place", "unknown key"),
        ("wording/es.toml", '["One.", "Two."]', "[]", "wording/es.toml [wellness]", "'peers' has no wording"),
        (
            "wording/es.toml", '["One.", "Two."]', '["One."]',
            "wellness.toml:2 [support peers]", "not the same sentences in each language: 2 in 'en', 1 in",
        ),
        (
            "wording/en.toml", "[wellness]\n", '[wellness]\npeer = ["x"]\n',
            "wording/en.toml [wellness] peer", "nothing in wellness.toml is called 'peer'",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_located(small: Folder, name: str, old: str, new: str, place: str, what: str) -> None:
    found = small.change(name, old, new).problems()
    assert (found[0].place, found[0].what.startswith(what)) == (place, True), found


def test_an_entry_given_twice_is_a_mistake(small: Folder) -> None:
    (problem,) = small.add("wellness.toml", ENTRY).problems()
    assert problem.what == "the id 'peers' is used twice"
