"""What holds for any screen that a protocol can describe, whatever its items and cut-offs."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from triage_cli.assessment import instruments
from triage_cli.assessment.instruments import points_of
from triage_cli.protocol.model import Instrument, Question

SEXES = (None, "unknown", "women", "men", "trans", "nonbinary")
KINDS = {
    "one": Question("one", "m", "x"),
    "two": Question("two", "m", "x", refusable=True),
    "three": Question("three", "m", "x", kind="choice", choices=("a", "b", "c", "unknown")),
    "four": Question("four", "m", "x", kind="choice", choices=("a", "b", "c", "d", "e")),
    "five": Question("five", "m", "x", kind="number", range=(0, 3)),
    "six": Question("six", "m", "x"),
}
STEPS_OF = {
    "one": ("no", "yes"), "two": ("no", "refused"), "three": ("a", "b", "c"),
    "four": ("a", "b", "c", "d", "e"), "five": ("0", "1", "2", "3"), "six": ("no", "yes"),
}  # fmt: skip
NAMES = tuple(KINDS)
SOME = st.sets(st.sampled_from(NAMES)).map(lambda names: tuple(sorted(names)))
ONE = st.none() | st.sampled_from(NAMES)
SCREEN = st.builds(
    lambda any_of, count_of, least, men, after, alone, acute: Instrument(
        "made", "Made", NAMES, any_of, count_of, least, None, None, (), "x", "x",
        at_least_men=men, only_after=after, not_alone=alone, acute=acute,
    ),
    SOME, SOME, st.integers(1, 8), st.none() | st.integers(1, 9), ONE, ONE, ONE,
)  # fmt: skip
PLACES = st.fixed_dictionaries({name: st.integers(0, len(steps) - 1) for name, steps in STEPS_OF.items()})
SEX = st.sampled_from(SEXES)
MANY = settings(max_examples=1000, deadline=None)


def said_by(places: Mapping[str, int]) -> dict[str, str]:
    return {name: STEPS_OF[name][place] for name, place in places.items()}


@given(SCREEN, PLACES, st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)), SEX)
@MANY
def test_a_partial_result_never_contradicts_a_completion(
    screen: Instrument, places: dict[str, int], skipped: set[str], unknown: set[str], sex: str | None
) -> None:
    whole = said_by(places)
    part = {
        name: "unknown" if name in unknown else said for name, said in whole.items() if name not in skipped
    }
    before = instruments.score(screen, part, KINDS, sex)
    after = instruments.score(screen, whole, KINDS, sex)
    assert after.complete
    assert after.result != "open"
    assert before.result in ("open", after.result)
    assert before.acute in (None, "open", after.acute)
    assert before.complete == (not skipped | unknown)
    assert instruments.score(screen, {k: v for k, v in part.items() if v != "unknown"}, KINDS, sex) == before


@given(SCREEN, PLACES, PLACES, SEX)
@MANY
def test_more_points_never_make_a_positive_screen_negative(
    screen: Instrument, some: dict[str, int], more: dict[str, int], sex: str | None
) -> None:
    higher = {name: max(place, more[name]) for name, place in some.items()}
    if instruments.score(screen, said_by(some), KINDS, sex).result == "positive":
        assert instruments.score(screen, said_by(higher), KINDS, sex).result == "positive"


@given(SCREEN, PLACES, st.sampled_from(NAMES), SEX)
@MANY
def test_an_open_screen_can_still_become_either(
    screen: Instrument, places: dict[str, int], asked: str, sex: str | None
) -> None:
    """Open is said only where the answer that is left still matters."""
    part = {name: said for name, said in said_by(places).items() if name != asked}
    found = instruments.score(screen, part, KINDS, sex)
    ends = {instruments.score(screen, {**part, asked: said}, KINDS, sex).result for said in STEPS_OF[asked]}
    assert found.result == ("open" if len(ends) == 2 else ends.pop())


def test_what_an_answer_gives() -> None:
    for name, steps in STEPS_OF.items():
        assert [points_of(KINDS[name], said) for said in steps] == [(n, n) for n in range(len(steps))]
        for said in (None, "unknown", "something else"):
            assert points_of(KINDS[name], said) == (0, len(steps) - 1)
    assert points_of(KINDS["one"], "refused") == (0, 1)
    assert points_of(Question("t", "m", "x", kind="text"), "words") == (0, 0)
    assert points_of(Question("s", "m", "x", kind="several", choices=("a", "b")), "a") == (0, 0)
    assert points_of(Question("n", "m", "x", kind="number"), None)[1] > 10**6
