"""Finding entries by words and by filters."""

from __future__ import annotations

import pytest

from conftest import MONDAY_NOON, entry, ids
from triage_cli.directory import Directory, Person
from triage_cli.errors import UsageError

TEXT = "".join(
    [
        entry(
            "harbor-house",
            eligibility='{ min_age = 18, genders = ["men"] }',
            zip='"80202"',
            keywords='["OD bed"]',
        ),
        entry(
            "womens-shelter", name='"Women\'s Shelter"', eligibility='{ genders = ["women"] }', zip='"80205"'
        ),
        entry("ladies-night", name='"Ladies Night Shelter"', zip='"80206"'),
        entry("house-of-bread", kind='["food"]', aliases='["Bread and Soup"]', zip='"80219"'),
        entry("psychic-readings", kind='["community_hub"]'),
        entry("mercy", kind='["psychiatric_hospital"]', languages='["en", "es"]', insurance='["medicaid"]'),
        entry("far-place", zip='"80911"', hours='"Mo-Fr 08:00-09:00"', timezone='"America/Denver"'),
        entry("veterinary-help", kind='["information_line"]'),
    ]
)


@pytest.fixture
def directory(load) -> Directory:
    return load(TEXT)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("hrbor house", "harbor-house"),
        ("Harbor House", "harbor-house"),
        ("harborhouse", "harbor-house"),
        ("HARBOUR HOUSE", "harbor-house"),
        ("house harbor", "harbor-house"),
        ("men's shelter", "harbor-house"),
        ("mens shelter", "harbor-house"),
        ("men’s shelters", "harbor-house"),
        ("shelter for women", "womens-shelter"),
        ("womens sheltr", "womens-shelter"),
        ("bred and soup", "house-of-bread"),
        ("psych hospital", "mercy"),
        ("OD", "harbor-house"),
    ],
)
def test_words_find_the_place(directory: Directory, query: str, first: str) -> None:
    assert ids(directory.search(query))[:1] == [first]


@pytest.mark.parametrize(
    ("query", "never"),
    [
        ("men's shelter", {"womens-shelter", "ladies-night"}),
        ("shelter for a man", {"womens-shelter", "ladies-night"}),
        ("women's shelter", {"harbor-house"}),
        ("psych", {"psychic-readings"}),
        ("psychiatric", {"psychic-readings"}),
        ("psychic", {"mercy"}),
        ("vet", {"veterinary-help"}),
        ("od", {"house-of-bread"}),
        ("ho", {"harbor-house"}),
        ("zzzzzz", {"harbor-house", "mercy"}),
    ],
)
def test_words_never_find(directory: Directory, query: str, never: set[str]) -> None:
    assert never.isdisjoint(ids(directory.search(query, limit=100)))


@pytest.mark.parametrize("query", ["", "   ", "''", "the of", "\x00", "%", "*", "🙂", "a" * 10_000])
def test_odd_queries_are_no_crash(directory: Directory, query: str) -> None:
    assert isinstance(directory.search(query), tuple)


def test_exact_words_need_no_fuzzy_matching(directory: Directory) -> None:
    assert directory.search("harbor house", limit=1)[0].name == "Harbor House"


def test_filters(directory: Directory) -> None:
    def find(**options: object) -> set[str]:
        local = {*ids(directory.find(limit=100, **options))}  # type: ignore[arg-type]
        return {slug for slug in local if slug in TEXT}

    assert find(kind="food") == {"house-of-bread"}
    assert "womens-shelter" not in find(need="shelter", person=Person(gender="men"))
    assert "harbor-house" not in find(need="shelter", person=Person(age=16))
    assert "far-place" not in find(need="shelter", near="80202", within_km=30)
    assert "far-place" in find(need="shelter", near="80202")
    assert "far-place" not in find(need="shelter", open_now=True, at=MONDAY_NOON)
    assert "harbor-house" in find(need="shelter", open_now=True, at=MONDAY_NOON)
    assert find(need="psychiatric_hospital", person=Person(language="so")) == set()
    assert find(need="psychiatric_hospital", person=Person(language="es")) == {"mercy"}
    assert find(need="psychiatric_hospital", person=Person(insurance="va")) == set()


def test_unknown_kind_names_the_nearest(directory: Directory) -> None:
    with pytest.raises(UsageError, match="Did you mean shelter"):
        directory.find(need="sheltr")


def test_limit(directory: Directory) -> None:
    assert len(directory.find(need="shelter", limit=2)) == 2
    assert directory.find(need="shelter", limit=0) == ()


def test_nearest_first(directory: Directory) -> None:
    all_open = MONDAY_NOON.replace(hour=8, minute=30)
    order = ids(directory.find(need="shelter", near="80911", at=all_open, limit=20))
    assert order[0] == "far-place"
