"""`triage find`: its options, its forms, and what goes wrong."""

from __future__ import annotations

import json

import pytest

from support import Run


def test_json_is_the_contract(run: Run) -> None:
    code, out, err = run("find", "--need", "detox", "--near", "80202", "--json", "--limit", "2")
    data = json.loads(out)
    assert (code, err, list(data)) == (0, "", ["schema", "query", "referrals"])
    assert data["schema"] == "triage.referrals/1"
    assert (data["query"]["need"], data["query"]["near"]) == ("detox", "80202")
    assert all(one["kind"] == "detox" for one in data["referrals"])


def test_the_phone_stands_first(run: Run) -> None:
    lines = run("find", "harbr house", "--near", "80202", "--limit", "1").out.splitlines()
    assert lines[0] == "1: 303-555-0100 intake"
    assert lines[1].startswith("Harbor House, shelter, 0.0 mi, ")
    assert any(line.startswith("! sample entry, not a real place") for line in lines)


def test_nothing_found(run: Run) -> None:
    message = (
        "triage: nothing in the directory passes all of this\n"
        "  Leave out a filter, or call 211 for what there is locally.\n"
    )
    assert run("find", "zzzzqqqq") == (3, "", message)
    code, out, err = run("find", "zzzzqqqq", "--json")
    assert (code, err, json.loads(out)["referrals"]) == (3, message, [])


def test_within_counts_miles_and_kilometres(run: Run) -> None:
    def names(within: str) -> list[str]:
        done = run("find", "--kind", "detox", "--near", "80202", "--within", within, "--json")
        return [one["id"] for one in json.loads(done.out)["referrals"]]

    assert names("10mi") == names("16.1km")
    assert set(names("0.1 km")) < set(names("10 miles"))


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--within", "3mi"), "--within needs to know from where\n  Add --near PLACE."),
        (
            ("--near", "80202", "--within", "3"),
            "--within '3' is not a distance\n  Write it as 10mi or 16km.",
        ),
        (("--need", "detx"), "'detx' is not a kind of place\n  Did you mean detox?"),
        (("--insurance", "medicade"), "--insurance: 'medicade' is not known\n  Did you mean 'medicare'?"),
        (("--gender", "womn"), "--gender: 'womn' is not known\n  Did you mean 'women'?"),
        (("--language", "spansh"), "--language: 'spansh' is not known\n  Did you mean 'spanish'?"),
        (("--age", "200"), "--age 200: must be 0 to 120\n  For example: --age 34"),
        (("--limit", "-1"), "--limit -1: must be 0 or more\n  For example: --limit 5"),
        (("--format", "sms"), "find has no format 'sms'\n  One of: text, plain, json"),
        (("--at", "noon"), "'noon' is not a time\n  Give ISO 8601: 2026-10-01T14:30."),
    ],
)
def test_options_that_cannot_be_meant(run: Run, argv: tuple[str, ...], message: str) -> None:
    assert run("find", *argv) == (2, "", f"triage: {message}\n")


def test_who_may_not_go_is_left_out(run: Run) -> None:
    out = run("find", "--kind", "shelter", "--gender", "women", "--age", "30", "--json").out
    assert "harbor-house" not in [one["id"] for one in json.loads(out)["referrals"]]


def test_hours_are_said_for_the_moment_asked_about(run: Run) -> None:
    out = run("find", "harbor house", "--limit", "1", "--at", "2026-11-23T12:00:00-07:00").out
    assert "Harbor House, shelter, closed now, opens 18:00\n" in out
    out = run("find", "harbor house", "--limit", "1", "--at", "2026-11-23T20:00:00-07:00").out
    assert "Harbor House, shelter, open until 07:00 tomorrow\n" in out
