"""Ages as they are written, and whose they are."""

from __future__ import annotations

import pytest

from triage_cli.narrative.persons import gender_named, read_persons


@pytest.mark.parametrize(
    ("text", "age", "gender", "child_beside"),
    [
        ("28 YOF suicidal", 28, "women", False),
        ("28YOF", 28, "women", False),
        ("M/34 down", 34, "men", False),
        ("34/M down", 34, "men", False),
        ("15 yo male told teacher", 15, "men", False),
        ("2 YOA NOT BREATHING", 2, None, False),
        ("Grandfather, 81, left on the porch", 81, None, False),
        ("she's 84, she walked out", 84, None, False),
        ("age: 72", 72, None, False),
        ("a fourteen year old girl", 14, "women", False),
        ("im 13 and scared", 13, None, False),
        ("she isnt answering. shes 15", 15, None, False),
        ("FATHER 85 LEFT IN CAR", 85, None, False),
        ("mom 88 was fine at breakfast", 88, None, False),
        ("PT 91 NOT ACTING RIGHT", 91, None, False),
        ("wife 32 weeks pregnant", None, None, False),
        ("husband took 20 pills", None, None, False),
        ("pt 88/50, sister 10 miles away", None, None, False),
        ("8 month old baby", 0, None, False),
        ("woman, 30 yo, with her 4 yo son", 30, None, True),
        ("mi hija de 16 años", 16, None, False),
        ("took 20 pills 15 min ago", None, None, False),
        ("3 years sober", None, None, False),
        ("a 12 year old", 12, None, False),
        ("7 years of marriage", None, None, False),
        ("8 months behind on rent", None, None, False),
        ("100 Example St", None, None, False),
        ("nobody here", None, None, False),
    ],
)
def test_ages(text: str, age: int | None, gender: str | None, child_beside: bool) -> None:
    found = read_persons(text)
    assert (found.age, found.gender, found.child_beside) == (age, gender, child_beside)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("homeless man needs a bed tonight", "men"),
        ("WOMAN AND BABY NEED SHELTER", "women"),
        ("man says his girlfriend, a woman of 30, is outside", None),
        ("someone needs a bed", None),
        ("manager needs a bed", None),
    ],
)
def test_the_gender_of_the_only_people_named(text: str, gender: str | None) -> None:
    assert gender_named(text) == gender
