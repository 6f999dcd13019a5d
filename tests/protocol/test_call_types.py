"""Coded call types: cards however they are written, sets that are off, an agency's own file over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Assessment
from triage_cli.errors import DataError
from triage_cli.narrative.codes import plain_codes
from triage_cli.protocol import Protocol, load_protocol
from triage_cli.protocol.model import CallType, Cue

SHIPPED = load_protocol()


def typed(label: str, protocol: Protocol = SHIPPED) -> Assessment:
    return assess("", call_type=label, protocol=protocol)


def ids(label: str, protocol: Protocol = SHIPPED) -> set[str]:
    return {item.id for item in typed(label, protocol).evidence if item.counted}


def own(folder: Path, text: str) -> Protocol:
    path = folder / "call_types.toml"
    path.write_text(text, encoding="utf-8")
    return load_protocol(call_types=path, cached=False)


@pytest.mark.parametrize(
    "label",
    [
        "25A01",
        "25-A-1",
        "25A1",
        "025A01",
        "25 A 1",
        "25a01",
        "25A",
        "25A01-PSYCH",
        "P25A1",
        "25A02",
        "25B03V",
    ],
)
def test_a_card_is_read_however_it_is_written(label: str) -> None:
    found = typed(label).scores["mental_health"].band
    assert found in ("moderate", "high")


@pytest.mark.parametrize(
    "label",
    ["25", "125 MAIN ST", "10-25D", "25TH ST", "25F", "225A01", "25A01X3", "A25", "25.5A", "250A"],
)
def test_what_only_looks_like_a_card_is_none(label: str) -> None:
    assert typed(label).scores["mental_health"].band == "none"


@pytest.mark.parametrize(
    ("label", "domains"),
    [
        ("23C7", {"substance"}),
        ("23D01I-DELTA", {"substance", "mental_health"}),
        ("31D02", set()),
        ("4B1", set()),
        ("26A08", set()),
        ("121C_Mental Disordr NonViolent", {"mental_health"}),
        ("114D_Family Verbal", {"domestic"}),
        ("5150", {"mental_health"}),
        ("5170", {"substance"}),
        ("647F", {"substance"}),
        ("647(F)", {"substance"}),
        ("11550", {"substance"}),
        ("415F", {"domestic"}),
        ("415", set()),
        ("273.5", {"domestic"}),
        ("273A", {"domestic"}),
        ("1056", {"mental_health"}),
        ("1056A", {"mental_health"}),
        ("DV A/B I/P-J/H", {"domestic"}),
        ("DIST - DV - NO ASLT", {"domestic"}),
        ("MENTAL NOT VIOLENT", {"mental_health"}),
        ("SIMPLE BATTERY DOMES", {"domestic"}),
    ],
)
def test_labels_as_they_are(label: str, domains: set[str]) -> None:
    found = {domain for domain, score in typed(label).scores.items() if score.band != "none"}
    assert found == domains


@pytest.mark.parametrize(
    "label",
    [
        "NOT DV", "NON-DRUG RELATED", "ALTERED MENTAL STATUS", "DIABETIC CRISIS", "MULTI-FAMILY DWELLING",
        "DOMESTIC WATER", "SUDDEN DEATH", "11377", "ANIMAL ABUSE", "NON SUICIDAL WIRE DOWN", "DRUGS FOUND",
    ],
)  # fmt: skip
def test_traps_concern_no_domain(label: str) -> None:
    assert not {domain for domain, score in typed(label).scores.items() if score.band != "none"}


def test_a_card_in_a_description_means_nothing() -> None:
    assert assess("he lives at 25A01 and 121D", protocol=SHIPPED).scores["mental_health"].band == "none"


@pytest.mark.parametrize("label", ["25–B–3", "２５Ｂ０３", "25  B  3", "25b03", " 25B03 "])
def test_the_form_of_a_code_changes_nothing(label: str) -> None:
    assert typed(label).scores == typed("25B03").scores


def test_codes_are_spelt_out_and_the_rest_stays() -> None:
    assert plain_codes("DISTURBANCE, A/B") == "DISTURBANCE, A/B"
    assert plain_codes("10-50D ACC") == "10-50D ACC"
    assert plain_codes("31D3E").split() == ["31", "^", "delta", "3", "+", "31", "echo"]


def test_ten_codes_wait_for_the_agency(tmp_path: Path) -> None:
    assert "ten_code.intoxicated" not in ids("10-56")
    assert typed("10-56").scores["substance"].band == "none"
    with_apco = own(tmp_path, 'use = ["ten_codes_apco"]')
    assert "ten_code.intoxicated" in ids("10-56", with_apco)
    with_california = own(tmp_path, 'use = ["ten_codes_california"]')
    assert "ten_code.suicide_attempt" in ids("10-56A", with_california)


def test_a_label_means_what_the_agency_says_and_nothing_else(tmp_path: Path) -> None:
    protocol = own(
        tmp_path,
        """
        schema = 1
        [call_types]
        "SIG 34 W" = ["domestic_violence", "weapon"]
        "BRIDGE [1] ... A" = "suicide.plan"
        "PSYCH TRANSFER" = "sick"
        """,
    )
    assert ids("SIG 34 W", protocol) >= {"call_type.domestic_violence", "call_type.weapon"}
    assert "suicide.plan" in ids("BRIDGE [1] ... A", protocol)
    assert ids("PSYCH TRANSFER", protocol) == {"call_type.sick"}
    assert typed("PSYCH TRANSFER").scores["mental_health"].band == "moderate"
    assert ids("PSYCH", protocol) == ids("PSYCH")


def test_a_silenced_label_counts_nothing_and_says_why(tmp_path: Path) -> None:
    protocol = own(tmp_path, '[call_types]\n"PSYCH BED COUNT" = "nothing"\n"25*" = "nothing"')
    for label in ("PSYCH BED COUNT", "25A01", "25-B-3V", "25D"):
        result = typed(label, protocol)
        assert not any(item.counted for item in result.evidence), label
        assert all("agency" in str(item.because) for item in result.evidence), label
        assert result.evidence, label
    assert ids("PSYCH", protocol)
    assert ids("121D", protocol)


def test_an_entry_of_the_agencys_own(tmp_path: Path) -> None:
    protocol = own(
        tmp_path,
        """
        [[call_type]]
        id = "call_type.panhandling"
        why = "typed as a person asking at a corner"
        signs = ["welfare_check"]
        terms = ["[CORNER|CRNR] 9"]

        [[call_type]]
        id = "agency.card"
        why = "typed by a card of our own"
        domain = "substance"
        band = "low"
        signs = ["drinking"]
        codes = ["139*"]
        """,
    )
    assert ids("CRNR 9", protocol) >= {"call_type.panhandling"}
    assert "call_type.panhandling" not in ids("PHANDLE", protocol)
    assert typed("139B2", protocol).scores["substance"].band == "low"


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    text = """\
use = ["ten_codes"]
offf = []

[call_types]
"10-96" = "behavorial"
"THE" = "behavioral"
"X1" = 5

[[call_type]]
id = "agency.x"
why = "typed"
band = "hihg"
domain = "domestic"
codes = ["25Z"]
"""
    with pytest.raises(DataError) as caught:
        own(tmp_path, text)
    told = str(caught.value)
    name = str(tmp_path / "call_types.toml")
    for line in (
        f"{name}:1 use: unknown set 'ten_codes'",
        f"{name}:2 offf: unknown table or key 'offf'",
        f"{name}:5 [call_types] 10-96: unknown call type or cue 'behavorial'",
        "Did you mean 'behavioral'?",
        f"{name}:6 [call_types] THE: the label 'THE' says nothing",
        f"{name}:7 [call_types] X1: must name what the label means",
        f"{name}:12 [call_type agency.x] band: unknown band 'hihg'",
    ):
        assert line in told


def test_a_code_that_is_no_card(tmp_path: Path) -> None:
    text = '[[call_type]]\nid = "agency.x"\nwhy = "typed"\nsigns = ["school"]\ncodes = ["25Z"]\n'
    with pytest.raises(DataError, match="'25Z' is not the code of a dispatch card"):
        own(tmp_path, text)


def test_the_file_takes_part_in_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "call_types.toml"
    path.write_text('use = ["ten_codes_apco"]', encoding="utf-8")
    one = load_protocol(call_types=path)
    path.write_text('use = ["ten_codes_california"]', encoding="utf-8")
    other = load_protocol(call_types=path)
    again = load_protocol(call_types=path)
    assert len({SHIPPED.digest, one.digest, other.digest}) == 3
    assert again.digest == other.digest
    assert "ten_code.suicide" in ids("10-56", again)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file of call types"):
        load_protocol(call_types=tmp_path / "none.toml")


def test_a_call_type_has_the_keys_of_a_cue() -> None:
    left_out = {"barrier", "threat"}
    assert set(Cue._fields) - left_out <= set(CallType._fields)
