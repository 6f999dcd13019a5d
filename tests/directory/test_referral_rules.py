"""Rules that every referral of the sample county keeps, whoever the person is."""

from __future__ import annotations

import functools
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MONDAY_NOON, call
from triage_cli.directory import Directory, eligible, parse_place
from triage_cli.directory.eligibility import person_of
from triage_cli.directory.store import shipped
from triage_cli.vocabulary import FLAGS, KINDS

SECRET = "safe-passage"
calls = st.builds(
    lambda needs, flags, age, gender, answers: call(
        *needs, flags=tuple(flags), age=age, gender=gender, answers=answers
    ),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(FLAGS), max_size=4, unique=True),
    st.none() | st.integers(0, 100),
    st.sampled_from([None, "men", "women", "trans", "nonbinary"]),
    st.dictionaries(
        st.sampled_from(["veteran", "children", "pets", "sober", "responder"]),
        st.sampled_from(["yes", "no", "unknown"]),
    ),
)
nears = st.sampled_from([None, "80202", "Aurora, CO", "33101"])


@functools.cache
def county() -> Directory:
    """Loaded once: it is read-only."""
    return Directory.load(shipped(), env={"XDG_CACHE_HOME": "/dev/null"}, timezone="America/Denver")


@given(calls, nears, st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_rules_of_every_list(result: Any, near: str | None, limit: int) -> None:
    """Nobody is sent where they are known to be refused; nothing twice, secret or unexplained."""
    directory = county()
    person = person_of(result, parse_place(near) if near else None)
    found = directory.refer(result, near=near, at=MONDAY_NOON, limit=limit)
    assert len(found) <= limit
    assert len({r.id for r in found}) == len(found)
    for referral in found:
        entry = directory.get(referral.id)
        assert entry is not None
        rules = entry.resource.eligibility
        assert eligible(entry.resource, person).answer == referral.eligibility
        if "minor" in result.flags:
            assert (rules.min_age or 0) < 18
        if person.gender and rules.genders:
            assert person.gender in rules.genders
        if entry.resource.kind[0] == "responder_wellness":
            assert "responder" in result.flags or result.answers.get("responder") == "yes"
        assert referral.why
        assert referral.sample == ("sample entry, not a real place" in referral.caution)
        if referral.id == SECRET:
            assert (referral.address, referral.distance_km) == (None, None)
        json.dumps(referral.to_dict())


@given(calls, nears)
@settings(max_examples=40, deadline=None)
def test_a_longer_list_begins_like_the_shorter(result: Any, near: str | None) -> None:
    """The limit cuts the list and changes nothing else."""
    directory = county()
    short = directory.refer(result, near=near, at=MONDAY_NOON, limit=3)
    assert directory.refer(result, near=near, at=MONDAY_NOON, limit=9)[:3] == short


@given(calls)
@settings(max_examples=40, deadline=None)
def test_every_need_is_met_or_named_as_a_gap(result: Any) -> None:
    directory = county()
    found = directory.refer(result, at=MONDAY_NOON, limit=100)
    offered = {kind for r in found for kind in directory.get(r.id).resource.kind}  # type: ignore[union-attr]
    gaps = directory.gaps(result, at=MONDAY_NOON)
    stand_ins = {"shelter": {"youth_shelter", "family_shelter"}}
    for need in result.needs:
        assert need in gaps or need in offered or stand_ins.get(need, set()) & offered
