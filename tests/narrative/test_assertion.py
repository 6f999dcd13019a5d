"""How words are meant, case by case: the language of the rules, not of any one data set."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from triage_cli.narrative import assertion
from triage_cli.narrative.reader import assertion_at, read_text
from triage_cli.protocol import load_protocol

CLINICAL = Path(__file__).parents[3] / "shared" / "data" / "assertion_clinical.csv"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # forward
        ("Patient denies alcohol use.", "alcohol", "negated"),
        ("no weapons seen", "weapons", "negated"),
        ("NEG WEAPONS, SUBJ SUICIDAL", "SUICIDAL", "present"),
        ("denies that he is suicidal", "suicidal", "negated"),
        ("without a knife", "knife", "negated"),
        ("he is no longer suicidal", "suicidal", "negated"),
        # lists
        ("no guns, knives or pills", "pills", "negated"),
        ("no guns, knives or pills", "knives", "negated"),
        ("denies SI/HI", "HI", "negated"),
        ("no weapons, suicidal", "suicidal", "present"),
        ("no weapons suicidal with plan", "suicidal", "present"),
        # clause ends and contrary words
        ("no weapons but he is suicidal", "suicidal", "present"),
        ("no weapons. he is suicidal", "suicidal", "present"),
        ("denies a gun, however has a knife", "knife", "present"),
        ("no injuries except bleeding from the arm", "bleeding", "present"),
        ("no weapons he is suicidal", "suicidal", "present"),
        # backward, question and answer
        ("weapons: none", "weapons", "negated"),
        ("suicidal? no", "suicidal", "negated"),
        ("suicidal? no weapons seen", "suicidal", "possible"),
        ("weapons? no injuries? no", "weapons", "negated"),
        ("weapons/drugs: no", "weapons", "negated"),
        ("weapons? unk", "weapons", "possible"),
        ("unk weapons", "weapons", "possible"),
        # look-alikes of negation
        ("not only suicidal", "suicidal", "present"),
        ("no doubt suicidal", "suicidal", "present"),
        ("he can't stop drinking", "drinking", "present"),
        ("no longer answers, suicidal earlier today", "suicidal", "present"),
        ("she does not deny being suicidal", "suicidal", "present"),
        ("can't say he is not suicidal", "suicidal", "present"),
        ("cannot rule out overdose", "overdose", "present"),
        # another says otherwise
        ("he denies being suicidal, wife says yes he is", "suicidal", "present"),
        ("denies drinking or drugs, mother says he does", "drinking", "present"),
        ("denies weapons, wife says he is fine", "weapons", "negated"),
        ("weapons? no. drunk? says yes", "weapons", "negated"),
        # not known
        ("won't say whether he has a gun", "gun", "possible"),
        ("does not know if he has a knife", "knife", "possible"),
        ("any weapons? not that I know of", "weapons", "possible"),
        ("weapons none known", "weapons", "negated"),
        # shorthand that is a word of another language
        ("NEG SI NEG HI", "SI", "negated"),
        ("PT ENDORSES SI W/ PLAN", "SI", "present"),
        # history
        ("hx of suicide attempts", "suicide attempts", "historical"),
        ("tried to hang himself 5 years ago", "hang himself", "historical"),
        ("prev attempts, now suicidal", "suicidal", "present"),
        ("SUICIDAL HX SCHIZOPHRENIA", "SUICIDAL", "present"),
        ("PMH: DIABETES, DEPRESSION, GOUT", "GOUT", "historical"),
        ("past medical history significant for dementia, falls", "falls", "historical"),
        ("HX SCHIZOPHRENIA HEARING VOICES", "HEARING VOICES", "present"),
        ("HX OF SCHIZOPHRENIA, HEARING VOICES", "HEARING VOICES", "present"),
        ("HX OF SEIZURES, FOUND UNRESPONSIVE", "UNRESPONSIVE", "present"),
        ("two day history of chest pain", "chest pain", "present"),
        ("S/P OD, UNRESPONSIVE", "OD", "present"),
        ("HX OF SI", "SI", "historical"),
        # hypothesis
        ("if he drinks he could become violent", "violent", "hypothetical"),
        ("call back if he gets violent", "violent", "hypothetical"),
        ("what to do if she overdoses", "overdoses", "hypothetical"),
        # possible
        ("poss overdose", "overdose", "possible"),
        ("R/O OD", "OD", "possible"),
        # other
        ("watching a movie about suicide", "suicide", "other"),
        ("read about overdoses in the news", "overdoses", "other"),
        ("training exercise with an active shooter", "shooter", "other"),
    ],
)
def test_how_it_is_meant(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert assertion(text, start, start + len(words)) == expected


def test_a_range_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word at characters 2 to 3"):
        assertion("no  weapons", 2, 3)


def test_a_conditional_threat_is_a_threat() -> None:
    protocol = load_protocol()
    found = read_text("if she leaves he'll kill her", protocol)
    assert any(f.cue.flag == "threat" and f.assertion in ("present", "possible") for f in found)


def test_a_correction_takes_back_what_was_said_before_it() -> None:
    protocol = load_protocol()
    weapons = [
        f.assertion
        for f in read_text("male has a gun. correction: no gun", protocol)
        if f.cue.flag == "weapon"
    ]
    assert weapons
    assert set(weapons) == {"negated"}


@pytest.mark.skipif(not CLINICAL.exists(), reason="the clinical sentences are not beside the project")
def test_negation_of_clinical_sentences_reaches_its_goal() -> None:
    protocol = load_protocol()
    right = wrong = missed = 0
    for row in csv.DictReader(CLINICAL.read_text("utf-8").splitlines()):
        found = re.search(r"\s+".join(map(re.escape, row["concept"].split())), row["sentence"], re.I)
        if found is None:
            continue
        negated = assertion_at(protocol, row["sentence"], *found.span()) == "negated"
        expected = row["negation"] == "Negated"
        right += negated and expected
        wrong += negated and not expected
        missed += expected and not negated
    assert 2 * right / (2 * right + wrong + missed) >= 0.95
