"""A secret address gets out nowhere: not printed, not measured, not found by it; it fails closed."""

from __future__ import annotations

import json

import pytest

from conftest import call, entry, ids
from triage_cli.directory import Directory, public, read_directory
from triage_cli.errors import DataError

SECRETS = ("77 Hidden", "Hidden Ln", "80219", "Westwood", "39.69", "-105.03")
SAFE = entry(
    "safe-passage", kind='["domestic_violence_shelter"]', confidential="true", address='"77 Hidden Ln"',
    city='"Westwood"', state='"CO"', zip='"80219"', lat="39.69", lon="-105.03",
    area='["80219", "Denver, CO"]',
)  # fmt: skip


@pytest.fixture
def directory(load) -> Directory:
    return load(SAFE + entry("other", kind='["domestic_violence_shelter"]', zip='"80202"'))


def test_no_output_holds_the_place(directory: Directory) -> None:
    outputs = [
        *directory.refer(call("domestic_violence_shelter"), near="80219"),
        *directory.search("safe passage"),
        *directory.find(need="domestic_violence_shelter", near="39.69,-105.03", within_km=1),
        *directory.find(kind="domestic_violence_shelter"),
    ]
    (ours, *_) = [item for item in outputs if item.id == "safe-passage"]
    assert ours.phones[0]["number"] == "+13035550100"
    assert (ours.address, ours.distance_km) == (None, None)
    assert "confidential place: the address is not shown, call first" in ours.caution
    text = json.dumps([item.to_dict() for item in outputs if item.id == "safe-passage"])
    assert not [secret for secret in SECRETS if secret in text]
    (resource, _) = read_directory(directory.path)
    shown = json.dumps(public(resource))
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize("query", ["hidden ln", "80219", "westwood", "77 hidden"])
def test_it_is_not_found_by_its_place(directory: Directory, query: str) -> None:
    assert "safe-passage" not in ids(directory.search(query))


def test_distance_filters_do_not_give_it_away(directory: Directory) -> None:
    """It is in the list at every radius, so asking again and again from other points tells nothing."""
    for near in ("80219", "80202", "80911"):
        found = directory.find(need="domestic_violence_shelter", near=near, within_km=0.1)
        assert ("safe-passage" in ids(found)) == ("safe-passage" in ids(directory.find(
            need="domestic_violence_shelter", near=near)))  # fmt: skip


def test_its_rank_does_not_depend_on_where_the_person_is(load) -> None:
    text = SAFE.replace('area = ["80219", "Denver, CO"]\n', "")
    directory = load(text + entry("other", kind='["domestic_violence_shelter"]'))
    orders = {
        tuple(ids(directory.find(need="domestic_violence_shelter", near=n)))
        for n in ("80219", "80202", "33101")
    }
    assert len(orders) == 1


@pytest.mark.parametrize("value", ['"yes"', "1", '"true"', "[true]"])
def test_unclear_mark_is_an_error_not_a_no(load, value: str) -> None:
    with pytest.raises(DataError, match="neither true nor false"):
        load(SAFE.replace("confidential = true", f"confidential = {value}"))


@pytest.mark.parametrize("key", ["steps", "note", "description", "transport", "services"])
def test_address_in_another_text_is_an_error(load, key: str) -> None:
    text = '"Come to 77  hidden LN, ring twice"'
    value = f"[{text}]" if key in ("steps", "services") else text
    with pytest.raises(DataError, match="the confidential address stands in this text"):
        load(SAFE + f"{key} = {value}\n")
