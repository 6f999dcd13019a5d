"""A referral on the screen: the number first, everything said once."""

from __future__ import annotations

from typing import Any

import pytest

from triage_cli.directory.referral import Referral
from triage_cli.protocol import load_protocol
from triage_cli.render.plain import plain_text
from triage_cli.render.referrals import number_words, referral_sections
from triage_cli.render.words import Words

PLACE: dict[str, Any] = {
    "id": "x", "name": "Harbor House", "kind": "shelter",
    "phones": ({"number": "+13035550100", "label": "intake", "press": None},), "address": "100 Example St",
    "distance_km": 3.2, "hours": "Mo-Su 18:00-07:00", "open": "open",
    "next_change": "2026-11-24T07:00-07:00", "beds": None, "eligibility": "maybe",
    "why": ("offers shelter", "ask: takes ages 18 and over", "open until 07:00 tomorrow",
            "2.0 mi (3.2 km) away", "no appointment needed"),
    "caution": ("sample entry, not a real place",), "steps": ("Call intake", "Give a name"),
    "bring": ("Any ID",),
    "cost": "free", "languages": ("en",), "verified": "2026-10-01", "stale": False, "sample": True,
}  # fmt: skip
EVENING = "2026-11-23T20:00-07:00"


def lines(at: str | None = EVENING, **changes: Any) -> list[str]:
    words = Words(load_protocol())
    return plain_text(referral_sections([Referral(**{**PLACE, **changes})], words, at=at)).splitlines()


def test_everything_is_said_once_and_the_number_first() -> None:
    assert lines() == [
        "1: 303-555-0100 intake",
        "Harbor House, shelter, 2.0 mi, open until 07:00 tomorrow",
        "100 Example St",
        "! sample entry, not a real place",
        "? takes ages 18 and over",
        "- Call intake",
        "- Give a name",
        "bring: Any ID",
        "no appointment needed, free",
    ]


def test_closed_says_when_it_opens_and_only_there() -> None:
    found = lines(
        open="closed", next_change="2026-11-24T18:00-07:00", caution=("closed now, opens 18:00",), why=(),
        at="2026-11-24T09:00-07:00",
    )  # fmt: skip
    assert found[1] == "Harbor House, shelter, 2.0 mi, closed now, opens 18:00"
    assert sum("closed" in line for line in found) == 1


def test_unknown_hours_show_what_is_written() -> None:
    found = lines(
        open="unknown", next_change=None, hours="when staffed", caution=("hours unknown: call first",)
    )
    assert found[1] == "Harbor House, shelter, 2.0 mi, hours unknown: call first (“when staffed”)"
    assert sum("hours unknown" in line for line in found) == 1


def test_text_lines_and_keys_to_press() -> None:
    phones = (
        {"number": "988", "label": None, "press": "1"},
        {"number": "838255", "label": "text", "press": None},
    )
    assert lines(phones=phones)[0] == "1: 988 press 1; text 838255"


def test_a_place_without_a_phone_says_so() -> None:
    assert lines(phones=())[0] == "1: no phone number"


def test_a_local_crisis_line_is_not_called_988() -> None:
    assert "crisis line, 2.0 mi" in lines(kind="crisis_line")[1]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+13035550100", "303-555-0100"),
        ("+18002221222", "1-800-222-1222"),
        ("988", "988"),
        ("+442079460000", "+442079460000"),
    ],
)
def test_numbers_as_people_say_them(number: str, said: str) -> None:
    assert number_words(number) == said
