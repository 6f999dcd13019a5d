"""Open, closed or unknown at a moment, and until when."""

from __future__ import annotations

import datetime

import pytest

from triage_cli.directory.hours import HOLIDAY, describe, opening, spans_of, split_zone
from triage_cli.directory.moment import Moment, offsets_of
from triage_cli.errors import UsageError

CASES = [
    ("24/7", "2026-11-23T03:00", "open", None),
    ("Mo-Fr 08:00-17:00", "2026-11-23T12:00", "open", "2026-11-23T17:00"),
    ("Mo-Fr 08:00-17:00", "2026-11-23T07:59", "closed", "2026-11-23T08:00"),
    ("Mo-Fr 08:00-17:00", "2026-11-20T17:00", "closed", "2026-11-23T08:00"),
    ("Mo-Fr 08:00-12:00,13:00-17:00", "2026-11-23T12:30", "closed", "2026-11-23T13:00"),
    ("Mo-Su 18:00-07:00", "2026-11-23T02:00", "open", "2026-11-23T07:00"),
    ("Fr,Sa 22:00-04:00", "2026-11-22T03:00", "open", "2026-11-22T04:00"),
    ("Fr,Sa 22:00-04:00", "2026-11-20T03:00", "closed", "2026-11-20T22:00"),
    ("Fr,Sa 22:00-04:00", "2026-11-23T03:00", "closed", "2026-11-27T22:00"),
    ("Mo-Fr 08:00-17:00; PH off", "2026-11-26T12:00", "closed", "2026-11-27T08:00"),
    ("Mo-Fr 08:00-17:00; PH 10:00-12:00", "2026-11-26T11:00", "open", "2026-11-26T12:00"),
    ("Mo-Su 08:00-01:00", "2026-11-23T00:30", "open", "2026-11-23T01:00"),
    ("M-F 8-5", "2026-11-23T12:00", "unknown", None),
    ("by appointment", "2026-11-23T12:00", "unknown", None),
    ('"call first"', "2026-11-23T12:00", "unknown", None),
    ('Mo-Fr 08:00-17:00 "by appointment"', "2026-11-23T12:00", "unknown", None),
    ('Mo-Fr 08:00-12:00 || "Saturdays too, sometimes"', "2026-11-21T12:00", "unknown", None),
    ('Mo-Fr 08:00-12:00 || "call"', "2026-11-23T10:00", "open", "2026-11-23T12:00"),
    ('Mo-Fr 08:00-17:00 "side door"', "2026-11-23T12:00", "open", "2026-11-23T17:00"),
    ("unknown", "2026-11-23T12:00", "unknown", None),
    ("off", "2026-11-23T12:00", "closed", None),
    (None, "2026-11-23T12:00", "unknown", None),
    ("", "2026-11-23T12:00", "unknown", None),
]


@pytest.mark.parametrize(("hours", "at", "state", "change"), CASES)
def test_state_and_next_change(hours: str | None, at: str, state: str, change: str | None) -> None:
    found = opening(hours, datetime.datetime.fromisoformat(at))
    assert found.state == state
    expected = datetime.datetime.fromisoformat(change) if change else None
    assert found.next_change == expected


@pytest.mark.parametrize("hours", [case[0] for case in CASES if case[0]])
def test_kept_spans_say_the_same_as_the_library(hours: str) -> None:
    """Two weeks around Thanksgiving, every 7 minutes or so: the index must not change an answer."""
    start = datetime.date(2026, 11, 16)
    spans = spans_of(hours, start, 14)
    if spans is None:
        assert opening(hours, datetime.datetime(2026, 11, 23, 12)).state in ("unknown", "open")
        return
    at = datetime.datetime.combine(start, datetime.time())
    for _ in range(150):
        assert opening(hours, at, spans) == opening(hours, at), at
        at += datetime.timedelta(minutes=131)


def test_outside_the_kept_weeks_the_library_answers() -> None:
    spans = spans_of("Mo-Fr 08:00-17:00", datetime.date(2026, 11, 16), 14)
    assert opening("Mo-Fr 08:00-17:00", datetime.datetime(2027, 3, 1, 12), spans).state == "open"
    assert opening("Mo-Fr 08:00-17:00", datetime.datetime(2020, 3, 2, 12), spans).state == "open"


def test_holiday_is_a_federal_one() -> None:
    assert opening(HOLIDAY, datetime.datetime(2026, 11, 26, 12)).state == "open"
    assert opening(HOLIDAY, datetime.datetime(2026, 11, 25, 12)).state == "closed"


def test_time_zone_in_the_comment_is_taken_off() -> None:
    assert split_zone('Mo-Fr 08:00-21:00 "America/New_York"') == ("Mo-Fr 08:00-21:00", "America/New_York")
    assert split_zone('Mo-Fr 08:00-21:00 "by appointment"') == ('Mo-Fr 08:00-21:00 "by appointment"', None)


@pytest.mark.parametrize(
    ("hours", "at", "lang", "words"),
    [
        ("Mo-Fr 08:00-17:00", "2026-11-23T12:00", "en", "open until 17:00"),
        ("Mo-Su 18:00-07:00", "2026-11-23T20:00", "en", "open until 07:00 tomorrow"),
        ("Mo-Fr 08:00-17:00", "2026-11-23T18:00", "en", "opens 08:00 tomorrow"),
        ("Mo-Fr 08:00-17:00", "2026-11-21T12:00", "en", "opens 08:00 Monday"),
        ("Mo-Fr 08:00-17:00", "2026-11-21T12:00", "es", "abre a las 08:00 el lunes"),
        ("24/7", "2026-11-21T12:00", "en", "open 24 hours"),
        ("2027 Jan 04 08:00-09:00", "2026-11-21T12:00", "en", "opens 08:00 on 2027-01-04"),
        ("nonsense", "2026-11-21T12:00", "es", "horario desconocido"),
    ],
)
def test_words_for_a_call_taker(hours: str, at: str, lang: str, words: str) -> None:
    moment = datetime.datetime.fromisoformat(at)
    assert describe(opening(hours, moment), moment, lang) == words


@pytest.mark.parametrize("zone", ["America/Denver", "America/New_York", "America/Phoenix"])
def test_kept_offsets_say_the_same_as_the_zone(zone: str) -> None:
    """Through the end of summer time, by wall clock and back."""
    kept = offsets_of(zone, datetime.date(2026, 10, 25), 14)
    at = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)
    for _ in range(14 * 8):
        with_kept, without = Moment(at, zone, lambda _: kept), Moment(at, zone)
        assert with_kept.wall(None) == without.wall(None)
        wall = without.wall(None)
        if wall.date() != datetime.date(2026, 11, 1) or wall.hour != 1:  # that hour comes twice
            assert with_kept.iso(wall, None) == without.iso(wall, None)
        at += datetime.timedelta(hours=3)


def test_time_without_offset_is_the_agencys() -> None:
    assert Moment("2026-11-23T12:00", "America/Denver").at.hour == 19
    assert Moment("2026-11-23T12:00-05:00", "America/Denver").at.hour == 17
    with pytest.raises(UsageError, match="'soon' is not a time"):
        Moment("soon")


def test_unknown_zone_is_no_crash() -> None:
    assert Moment("2026-11-23T12:00", "Nowhere/Town").wall("Nowhere/Town").hour is not None
