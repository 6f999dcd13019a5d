"""The files that are shipped: the national lines and the sample county."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from conftest import call, ids
from triage_cli.directory import Directory, read_directory, wording
from triage_cli.directory.hours import readable
from triage_cli.directory.kinds_es import KINDS_ES
from triage_cli.directory.model import Resource
from triage_cli.directory.places import zip_point
from triage_cli.directory.store import NATIONAL, shipped
from triage_cli.vocabulary import KINDS

SAMPLE = read_directory(shipped())
LINES = read_directory(NATIONAL)


def test_sample_is_marked_and_unreal() -> None:
    assert 25 <= len(SAMPLE) <= 32
    for resource in SAMPLE:
        assert resource.sample, resource.slug
        assert resource.phones, resource.slug
        for phone in resource.phones:
            assert re.fullmatch(r"\+130355501\d\d", phone.number), resource.slug
        assert resource.zip is None or zip_point(resource.zip) is not None
        assert resource.steps, resource.slug
        assert resource.verified, resource.slug


def test_sample_has_every_kind() -> None:
    assert {kind for resource in SAMPLE for kind in resource.kind} == set(KINDS)
    numbers = Counter(phone.number for resource in SAMPLE for phone in resource.phones)
    assert max(numbers.values()) == 1


@pytest.mark.parametrize("resource", [*SAMPLE, *LINES], ids=lambda r: r.slug)
def test_hours_can_be_read(resource: Resource) -> None:
    for hours in (resource.hours, *(phone.hours for phone in resource.phones)):
        assert hours is None or readable(hours)


def test_national_lines() -> None:
    slugs = {line.slug for line in LINES}
    assert len(slugs) == 36
    assert {"988-lifeline", "veterans-crisis-line", "poison-help", "211", "copline"} <= slugs
    held = {"never-use-alone", "fire-ems-helpline", "teen-line", "victimconnect"}
    assert not held & slugs
    for line in LINES:
        assert line.source, line.slug
        assert line.steps, line.slug
        assert not line.sample


def test_no_line_names_the_ended_option() -> None:
    """988 press 3 ended in July 2025."""
    text = NATIONAL.read_text(encoding="utf-8").lower()
    assert "press 3" not in text
    assert not any(phone.press == "3" for line in LINES for phone in line.phones)


def test_everyone_in_crisis_has_a_line() -> None:
    directory = Directory.load(shipped())
    for flags in ((), ("minor",), ("veteran",), ("older_adult",), ("responder",)):
        for gender in (None, "women", "men", "trans", "nonbinary"):
            found = directory.refer(call("crisis_line", flags=flags, gender=gender), near="80202")
            assert {"988-lifeline", "veterans-crisis-line"} & set(ids(found)), (flags, gender)


def test_sample_says_so_wherever_it_is_shown() -> None:
    directory = Directory.load(shipped())
    found = directory.find(near="80202", limit=100)
    assert sum(r.sample for r in found) >= 20
    assert all(("sample entry, not a real place" in r.caution) == r.sample for r in found)


def test_every_kind_and_phrase_has_its_spanish() -> None:
    assert set(KINDS_ES) == set(KINDS)
    assert set(wording._ES) == set(wording._EN)
    for key, phrase in wording._EN.items():
        assert set(re.findall(r"{\w+}", phrase)) == set(re.findall(r"{\w+}", wording._ES[key])), key


def test_a_line_for_what_happened_comes_before_a_general_one() -> None:
    directory = Directory.load(shipped())
    gambling = call("helpline")
    gambling.signs = frozenset({"gambling"})
    assert ids(directory.refer(gambling, near="80202"))[0] == "national-problem-gambling-helpline"
