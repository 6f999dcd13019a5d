"""The hard filters: unknown is not no, a known mismatch is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import call
from triage_cli.directory import Eligibility, Person, Resource, eligible, parse_place
from triage_cli.directory.eligibility import answers_place, person_of
from triage_cli.directory.model import GENDERS, SOBRIETY

RANK = {"no": 0, "maybe": 1, "yes": 2}
ages = st.none() | st.integers(0, 110)
tri = st.none() | st.booleans()
rules = st.builds(
    Eligibility,
    min_age=st.none() | st.integers(0, 65), max_age=st.none() | st.integers(17, 110),
    genders=st.lists(st.sampled_from(GENDERS), unique=True).map(tuple),
    veterans_only=tri, families=tri, children=tri, pets=tri, sobriety=st.none() | st.sampled_from(SOBRIETY),
    couples=tri, notes=st.none() | st.just("call first"),
)  # fmt: skip
places = st.builds(
    Resource, slug=st.just("x"), name=st.just("X"), eligibility=rules, sms=st.just("988"),
    kind=st.sampled_from([("shelter",), ("family_shelter",), ("responder_wellness",), ("crisis_line",)]),
    area=st.sampled_from([(), ("US",), ("CO",), ("80202",), ("Denver, CO",), ("TX",)]),
    status=st.sampled_from(["active", "full", "paused", "closed"]),
)  # fmt: skip
people = st.builds(
    Person, age=ages, minor=tri, gender=st.none() | st.sampled_from(GENDERS), veteran=tri, responder=tri,
    children=tri, partner=tri, pets=tri, sober=tri,
    place=st.sampled_from([None, parse_place("80202"), parse_place("Austin, TX")]),
)  # fmt: skip


def place(kind: str = "shelter", **rule: Any) -> Resource:
    return Resource(slug="x", name="X", kind=(kind,), sms="988", eligibility=Eligibility(**rule))


@given(places, people)
def test_known_gender_not_served_is_never_referred(resource: Resource, person: Person) -> None:
    served = resource.eligibility.genders
    if served and person.gender and person.gender not in served:
        assert eligible(resource, person).answer == "no"


@given(places, people)
def test_minor_never_goes_to_an_adult_place(resource: Resource, person: Person) -> None:
    if person.minor and (resource.eligibility.min_age or 0) >= 18:
        assert eligible(resource, person).answer == "no"


@given(places)
def test_unknown_is_never_no(resource: Resource) -> None:
    """Nobody is kept out by what is not known about them."""
    if resource.status != "closed":
        assert eligible(resource, Person()).answer != "no"


@given(
    places, people, st.sampled_from(["age", "gender", "veteran", "responder", "children", "sober", "place"])
)
def test_more_knowledge_never_opens_a_closed_door(resource: Resource, person: Person, field: str) -> None:
    """`no` with a fact unknown stays `no` whatever the fact is; `yes` without it needs no luck."""
    less = person._replace(**{field: None})
    with_less, with_more = eligible(resource, less).answer, eligible(resource, person).answer
    if with_less == "no" and field != "age":
        assert with_more == "no"
    if with_less == "yes":
        assert with_more == "yes"
    if with_more == "yes":
        assert with_less != "no"


@given(places, people)
def test_every_answer_is_explained(resource: Resource, person: Person) -> None:
    verdict = eligible(resource, person)
    if verdict.answer == "no":
        assert verdict.why
    if verdict.answer == "maybe":
        assert verdict.asks


@pytest.mark.parametrize(
    ("rule", "person", "answer"),
    [
        ({"min_age": 18}, {"age": 18}, "yes"),
        ({"min_age": 18}, {"age": 17}, "no"),
        ({"max_age": 20}, {"age": 20}, "yes"),
        ({"max_age": 20}, {"age": 21}, "no"),
        ({"min_age": 12, "max_age": 20}, {"minor": True}, "maybe"),
        ({"max_age": 17}, {"minor": True}, "yes"),
        ({"min_age": 18}, {"age": 30, "minor": True}, "no"),
        ({"max_age": 24}, {"older_adult": True}, "no"),
        ({"min_age": 60}, {"older_adult": True}, "maybe"),
        ({"genders": ("women",)}, {"gender": "men"}, "no"),
        ({"genders": ("women", "trans")}, {"gender": "trans"}, "yes"),
        ({"genders": ("women",)}, {}, "maybe"),
        ({"veterans_only": True}, {"veteran": False}, "no"),
        ({"veterans_only": True}, {"veteran": True}, "yes"),
        ({"families": False}, {"children": True}, "no"),
        ({"children": False}, {}, "maybe"),
        ({"sobriety": "sober_required"}, {"sober": False}, "no"),
        ({"sobriety": "sober_on_arrival"}, {}, "maybe"),
        ({"sobriety": "none"}, {"sober": False}, "yes"),
        ({"pets": False}, {"pets": True}, "maybe"),
        ({"couples": False}, {"partner": True}, "maybe"),
        ({"couples": False}, {"partner": False}, "yes"),
        ({"insurance": ("medicaid",)}, {"insurance": "private"}, "maybe"),
        ({"notes": "30 days in the county"}, {}, "maybe"),
    ],
)
def test_one_rule_at_a_time(rule: dict[str, Any], person: dict[str, Any], answer: str) -> None:
    assert eligible(place(**rule), Person(**person)).answer == answer


@pytest.mark.parametrize(
    ("area", "near", "answer"),
    [
        (("80202",), "80202", "yes"),
        (("80202",), "80205", "no"),
        (("80202",), "Denver, CO", "maybe"),
        (("80202",), "39.75,-104.99", "maybe"),
        (("Denver, CO",), "80205", "yes"),
        (("Denver County, CO",), "80205", "yes"),
        (("Denver County, CO",), "80012", "no"),
        (("Lakewood, CO",), "80226", "yes"),
        (("CO",), "80205", "yes"),
        (("TX", "CO"), "80205", "yes"),
        (("TX",), "80205", "no"),
        (("US",), "80205", "yes"),
        (("Denver, CO",), None, "maybe"),
    ],
)
def test_catchment(area: tuple[str, ...], near: str | None, answer: str) -> None:
    resource = place()._replace(area=area)
    assert eligible(resource, Person(place=parse_place(near) if near else None)).answer == answer


def test_kind_and_status_are_hard() -> None:
    assert eligible(place("food"), Person(), "shelter").answer == "no"
    assert eligible(place()._replace(status="closed"), Person(), "shelter").answer == "no"


def test_family_shelter_is_for_families() -> None:
    assert eligible(place("family_shelter"), Person(children=False)).answer == "no"
    assert eligible(place("family_shelter"), Person(children=True)).answer == "yes"


def test_line_for_responders_is_not_for_the_public() -> None:
    public, responder = person_of(call("crisis_line")), person_of(call("crisis_line", flags=("responder",)))
    assert eligible(place("responder_wellness"), public).answer == "no"
    assert eligible(place("responder_wellness"), responder).answer == "yes"


def test_person_is_read_from_flags_and_answers() -> None:
    person = person_of(
        call(
            "sobering_center",
            flags=("veteran", "minor"),
            gender="female",
            answers={"pets": "yes", "children": "unknown"},
        )
    )
    assert (person.veteran, person.minor, person.gender, person.pets) == (True, True, "women", True)
    assert person.children is None
    assert person.sober is False
    assert person_of(call(answers={"age": "44", "veteran": "no"})).age == 44


@pytest.mark.parametrize(
    ("answers", "field", "value"),
    [
        ({"along": "children,animal"}, "children", True),
        ({"along": "children,animal"}, "pets", True),
        ({"along": "children,animal"}, "partner", False),
        ({"along": "partner"}, "partner", True),
        ({"along": "none"}, "children", False),
        ({"along": "unknown"}, "children", None),
        ({}, "pets", None),
        ({"along": "none", "pets": "yes"}, "pets", True),
        ({"along": "animal", "pets": "unknown"}, "pets", True),
        ({"language": "ase"}, "language", "ase"),
        ({"language": "en"}, "language", "en"),
        ({"language": "other"}, "language", "und"),
        ({"language": "unknown"}, "language", None),
        ({"insurance": "none"}, "insurance", "uninsured"),
        ({"insurance": "tribal"}, "insurance", "tribal"),
        ({"insurance": "unknown"}, "insurance", None),
    ],
)
def test_answers_of_the_flow_say_who_the_person_is(
    answers: dict[str, str], field: str, value: object
) -> None:
    assert getattr(person_of(call(answers=answers)), field) == value


def test_a_language_that_is_not_known_is_still_another_one_where_an_interpreter_is_needed() -> None:
    assert person_of(call(flags=("language_need",), answers={"language": "unknown"})).language == "und"
    assert person_of(call(flags=("language_need",), answers={"language": "vi"})).language == "vi"


def test_insurance_that_is_not_known_leaves_the_barrier_that_was_told() -> None:
    told = call(answers={"insurance": "unknown"})
    told.barriers = ("no_insurance",)
    assert person_of(told).insurance == "uninsured"


def test_where_the_person_is_now_is_a_place() -> None:
    assert answers_place({"where_now": "Aurora, CO"}) == "Aurora, CO"
    assert answers_place({"age": "44"}) is None
