"""The short list for an assessment: who is on it, in which order, and what is said about each."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from conftest import MONDAY_NOON, call, entry, ids
from triage_cli.directory import Directory

KEYS = [
    "id", "name", "kind", "phones", "address", "distance_km", "hours", "open", "next_change", "beds",
    "eligibility", "why", "caution", "steps", "bring", "cost", "languages", "verified", "stale", "sample",
]  # fmt: skip
DAY = "2026-11-01"


def local(directory: Directory, *needs: str, **options: Any) -> list[str]:
    """The agency's own entries among the referrals."""
    found = directory.refer(call(*needs, **options), near="80202", at=MONDAY_NOON, limit=20)
    return [r.id for r in found if not directory.get(r.id).national]  # type: ignore[union-attr]


def test_json_is_the_contract(load) -> None:
    text = entry(
        "harbor-house", phones='[{ number = "+13035550100", label = "intake", ext = "7" }]', sms='"741741"',
        address='"100 Example St"', city='"Denver"', state='"CO"', zip='"80202"', hours='"Mo-Fr 08:00-17:00"',
        timezone='"America/Denver"', verified=DAY, steps='["Call"]', bring='["ID"]', cost='"free"',
        languages='["en"]',
    )  # fmt: skip
    (found,) = load(text).refer(call("shelter"), near="80202", at=MONDAY_NOON)
    data = found.to_dict()
    assert list(data) == KEYS
    assert data | {"why": [], "caution": []} == {
        "id": "harbor-house", "name": "Harbor House", "kind": "shelter",
        "phones": [{"number": "+13035550100", "label": "intake, ext. 7", "press": None},
                   {"number": "741741", "label": "text", "press": None}],
        "address": "100 Example St, Denver, CO 80202", "distance_km": 0.0, "hours": "Mo-Fr 08:00-17:00",
        "open": "open", "next_change": "2026-11-23T17:00-07:00", "beds": None, "eligibility": "yes",
        "why": [],
        "caution": [], "steps": ["Call"], "bring": ["ID"], "cost": "free", "languages": ["en"],
        "verified": DAY, "stale": False, "sample": False,
    }  # fmt: skip
    assert data["why"]


RANKING = [
    ("the kind it is before one it also is", {"kind": '["food", "shelter"]'}, {}),
    ("eligible for sure before perhaps", {"eligibility": "{ min_age = 18 }"}, {}),
    ("open before closed", {"hours": '"Mo-Fr 18:00-20:00"'}, {"hours": '"24/7"'}),
    ("open before unknown", {"hours": '"ask us"'}, {"hours": '"24/7"'}),
    ("unknown before closed", {"hours": '"Mo-Fr 18:00-20:00"'}, {"hours": '"ask us"'}),
    ("near before far", {"zip": '"80401"'}, {"zip": '"80202"'}),
    ("walk-in before appointment", {}, {"walk_in": "true"}),
    ("with transport before without", {}, {"transport": "true"}),
    ("checked lately before long ago", {"verified": "2026-03-01"}, {"verified": "2026-10-01"}),
    ("active before full", {"status": '"full"', "walk_in": "true"}, {}),
    ("active before paused", {"status": '"paused"', "walk_in": "true"}, {}),
    (
        "open before near",
        {"zip": '"80202"', "hours": '"Mo-Fr 18:00-20:00"'},
        {"zip": '"80401"', "hours": '"24/7"'},
    ),
    (
        "sure before open",
        {"hours": '"24/7"', "eligibility": "{ min_age = 18 }"},
        {"hours": '"Mo 18:00-20:00"'},
    ),
]


@pytest.mark.parametrize(("rule", "worse", "better"), RANKING, ids=[r[0] for r in RANKING])
def test_ranking(load, rule: str, worse: dict[str, str], better: dict[str, str]) -> None:
    """The worse one comes first by name, so only the rule can turn them around."""
    shared = {"timezone": '"America/Denver"'}
    directory = load(entry("aaa", **shared, **worse) + entry("zzz", **shared, **better))
    assert local(directory, "shelter") == ["zzz", "aaa"]


def test_language_counts_among_places_equally_near(load) -> None:
    directory = load(
        entry("aaa", languages='["en"]', zip='"80202"') + entry("mmm", interpreters="true", zip='"80202"')
        + entry("zzz", languages='["so"]', zip='"80202"')
    )  # fmt: skip
    assert local(directory, "shelter", answers={"language": "so"}) == ["zzz", "mmm", "aaa"]


BEDS = """
[beds.none-free]
free = 0
at = 2026-11-23T11:00:00
[beds.free]
free = 3
total = 10
at = 2026-11-23T11:00:00
by = "night desk"
[beds.old]
free = 9
at = 2026-11-20T11:00:00
"""


def test_free_beds_rank_and_old_counts_are_unknown(load, write) -> None:
    write(BEDS, "capacity.toml")
    directory = load("".join(entry(slug) for slug in ("none-free", "old", "free", "uncounted")))
    assert local(directory, "shelter") == ["free", "old", "uncounted", "none-free"]
    found = {r.id: r for r in directory.refer(call("shelter"), at=MONDAY_NOON)}
    assert found["free"].beds == {"free": 3, "total": 10, "at": "2026-11-23T11:00", "old": False}
    assert "3 of 10 beds free" in found["free"].why
    assert "no beds free" in found["none-free"].caution
    assert found["old"].beds is not None
    assert found["old"].beds["old"]
    assert "bed count is old (73 h)" in found["old"].caution


def test_new_bed_count_is_seen_without_touching_the_directory(load, write, tmp_path) -> None:
    write(BEDS, "capacity.toml")
    directory = load(entry("free"))
    assert directory.beds("free").free == 3  # type: ignore[union-attr]
    write("[beds.free]\nfree = 1\n", "capacity.toml")
    again = Directory.load(directory.path)
    assert again.beds("free").free == 1  # type: ignore[union-attr]
    assert "bed count is old (? h)" in again.search("free")[0].caution


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[beds.a]\nfree = -1\n", "capacity.toml:2 [beds.a] free: -1 is not a number of beds"),
        ("[beds.a]\nfree = 5\ntotal = 4\n", "5 free of 4 in all"),
        ("[beds.a]\nfre = 5\n", "unknown key 'fre'"),
        ("[beds.a]\ntotal = 5\n", "the count lacks free"),
        ("[beds.a]\nfree = 5\nat = 'now'\n", "'now' is not a time"),
        ("[bed.a]\nfree = 5\n", "unknown table 'bed'"),
        ("[beds.a\n", "capacity.toml:1: not valid TOML"),
    ],
)
def test_faulty_bed_counts(load, write, text: str, message: str) -> None:
    from triage_cli.errors import DataError

    write(text, "capacity.toml")
    with pytest.raises(DataError) as caught:
        load(entry("a"))
    assert message in str(caught.value)


def test_every_need_gets_its_best_before_any_second_best(load) -> None:
    directory = load(
        "".join(entry(f"bed-{n}") for n in range(3))
        + "".join(entry(f"meal-{n}", kind='["food"]') for n in range(3))
        + entry("lawyer", kind='["legal_aid"]')
    )
    found = directory.refer(call("shelter", "food", "legal_aid"), at=MONDAY_NOON, limit=5)
    assert ids(found) == ["bed-0", "meal-0", "lawyer", "bed-1", "meal-1"]


def test_no_entry_twice(load) -> None:
    directory = load(entry("hub", kind='["shelter", "food"]') + entry("bed") + entry("meal", kind='["food"]'))
    found = local(directory, "shelter", "food")
    assert sorted(found) == ["bed", "hub", "meal"]


def test_full_and_paused_come_after_everything_else(load) -> None:
    directory = load(
        entry("aaa", status='"full"', status_note='"until spring"', status_until="2026-12-24")
        + entry("bbb", status='"closed"') + entry("ccc", status='"paused"', status_until="2026-11-01")
        + entry("meal", kind='["food"]') + entry("meal-2", kind='["food"]')
    )  # fmt: skip
    found = directory.refer(call("shelter", "food"), at=MONDAY_NOON, limit=9)
    assert ids(found) == ["ccc", "meal", "meal-2", "aaa"]
    assert "full when last reported until 2026-12-24: until spring" in found[-1].caution
    assert "was paused until 2026-11-01: call first" in found[0].caution


def test_stale_sample_and_unchecked_say_so(load) -> None:
    directory = load(
        entry("old", verified="2025-01-01") + entry("never") + entry("toy", sample="true", verified=DAY)
        + entry("ahead", verified="2027-06-01")
    )  # fmt: skip
    found = {r.id: r for r in directory.refer(call("shelter"), at=MONDAY_NOON)}
    assert found["old"].stale
    assert "last checked 2025-01-01: confirm by phone" in found["old"].caution
    assert found["never"].stale
    assert "never checked by this agency: confirm by phone" in found["never"].caution
    assert not found["toy"].stale
    assert "sample entry, not a real place" in found["toy"].caution
    assert "its check is dated 2027-06-01, in the future" in found["ahead"].caution


def test_holiday_that_the_hours_do_not_mention(load) -> None:
    hours = {"hours": '"Mo-Fr 08:00-17:00"', "timezone": '"America/Denver"'}
    directory = load(
        entry("silent", **hours) + entry("says", **hours | {"hours": '"Mo-Fr 08:00-17:00; PH off"'})
    )
    thanksgiving = datetime.datetime(2026, 11, 26, 12, tzinfo=MONDAY_NOON.tzinfo)
    found = {r.id: r for r in directory.refer(call("shelter"), at=thanksgiving)}
    assert "public holiday: hours may differ, call first" in found["silent"].caution
    assert found["says"].open == "closed"


def test_place_in_another_zone_keeps_its_own_clock(load) -> None:
    hours = '"Mo-Fr 08:00-21:00 \\"America/New_York\\""'
    directory = load(entry("east", kind='["helpline"]', hours=hours))
    evening = datetime.datetime(2026, 11, 23, 19, 30, tzinfo=MONDAY_NOON.tzinfo)  # 21:30 in New York
    found = next(r for r in directory.refer(call("helpline"), at=evening) if r.id == "east")
    assert (found.id, found.open, found.next_change) == ("east", "closed", "2026-11-24T08:00-05:00")
    assert found.hours == "Mo-Fr 08:00-21:00"


def test_minor_is_sent_to_a_youth_shelter_not_an_adult_one(load) -> None:
    directory = load(
        entry("adults", eligibility="{ min_age = 18 }")
        + entry("youth", kind='["youth_shelter"]', eligibility="{ min_age = 12, max_age = 20 }")
    )
    assert local(directory, "shelter", flags=("minor",)) == ["youth"]
    assert local(directory, "shelter", age=16) == ["youth"]
    assert local(directory, "shelter", age=30) == ["adults"]


def test_national_line_where_no_local_one_matches(load) -> None:
    directory = load(entry("bed"))
    result = call("poison_control", "detox", "advocate_line")
    assert ids(directory.refer(result)) == [
        "poison-help",
        "samhsa-national-helpline",
        "national-domestic-violence-hotline",
    ]
    assert directory.gaps(result) == ("poison_control", "detox", "advocate_line")
    assert directory.gaps(call("shelter")) == ()


def test_lines_for_some_people_are_not_offered_to_everybody(load) -> None:
    """Farmers', physicians' and officers' lines: only a search finds them for the public."""
    directory = load("")
    kinds = ("helpline", "peer_support", "crisis_line", "responder_wellness")
    special = {"copline", "physician-support-line", "farm-aid-hotline", "trevor-project", "1-800-gambler"}
    assert special.isdisjoint(ids(directory.refer(call(*kinds), limit=50)))
    assert ids(directory.search("copline")) == ["copline"]
    assert "copline" in ids(directory.refer(call("responder_wellness", flags=("responder",))))
    assert ids(directory.refer(call("crisis_line", flags=("veteran",))))[0] == "veterans-crisis-line"
    assert "veterans-crisis-line" not in ids(directory.refer(call("crisis_line", answers={"veteran": "no"})))


def test_nothing_needed_nothing_found(load) -> None:
    directory = load(entry("bed"))
    assert directory.refer(call()) == ()
    assert directory.refer(call("shelter"), limit=0) == ()


def test_spanish(load) -> None:
    directory = load(entry("bed", sample="true", eligibility="{ min_age = 18 }"), lang="es")
    (found,) = directory.refer(call("shelter"), at=MONDAY_NOON)
    assert "ejemplo, no es un lugar real" in found.caution
    assert "preguntar: de 18 años en adelante" in found.why


def test_place_given_as_an_answer(load) -> None:
    directory = load(entry("bed", zip='"80205"'))
    assert directory.refer(call("shelter", answers={"zip": "80202"}))[0].distance_km == pytest.approx(
        2.7, abs=0.5
    )
    assert directory.refer(call("shelter", answers={"zip": "not sure"}))[0].distance_km is None


def test_looks_farther_where_those_nearby_take_others_only(load) -> None:
    """Seventy women's shelters in the ZIP do not hide the one for men two towns on."""
    women = "".join(entry(f"w-{n}", zip='"80202"', eligibility='{ genders = ["women"] }') for n in range(70))
    directory = load(women + entry("men", zip='"80401"', eligibility='{ genders = ["men"] }'))
    assert local(directory, "shelter", gender="men") == ["men"]


def test_what_was_answered_wins_over_what_was_read(load) -> None:
    directory = load(
        entry("men", eligibility='{ genders = ["men"] }')
        + entry("trans", eligibility='{ genders = ["trans"] }')
    )
    assert local(directory, "shelter", gender="men", answers={"gender": "trans"}) == ["trans"]
    assert local(directory, "shelter", gender="men", answers={"gender": "unknown"}) == ["men"]


def test_language_may_be_given_by_name(load) -> None:
    directory = load(entry("aaa", languages='["en"]') + entry("zzz", languages='["so"]'))
    assert local(directory, "shelter", answers={"language": "Somali"}) == ["zzz", "aaa"]


def test_barriers_turn_to_places_that_lower_them(load) -> None:
    directory = load(
        entry("aaa", languages='["en"]', walk_in="true")
        + entry("mmm", transport="true")
        + entry("zzz", interpreters="true")
    )
    ride = call("shelter")
    ride.barriers = ("no_transport",)
    assert ids(directory.refer(ride, at=MONDAY_NOON))[0] == "mmm"
    speech = directory.refer(call("shelter", flags=("language_need",)), at=MONDAY_NOON)
    assert speech[0].id == "zzz"
    assert "no interpreter listed: ask for one" in next(r for r in speech if r.id == "aaa").caution
