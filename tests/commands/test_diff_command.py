"""`triage protocol diff`: which calls a changed protocol judges otherwise, the dangerous ones first."""

from __future__ import annotations

import json
import sys
import tracemalloc
from pathlib import Path

import pytest

from support import Run
from triage_cli.batch.calls import open_calls
from triage_cli.protocol import load_protocol
from triage_cli.protocol.changes import changes

sys.path.insert(0, str(Path(__file__).parents[1] / "protocol"))
from folders import Folder

CALLS = """\
id,Remarks,Call Type
1,zebrafish he has a gun,
2,his wife took the rifle,
3,shots fired,
4,nothing at all,10-71
5,"zebrafish, a wife with a rifle",
"""


@pytest.fixture
def protocols(folder: Path) -> Folder:
    """Two protocols and a log: `new` no longer knows rifles, and takes shots to be graver."""
    Folder(folder / "old")
    new = Folder(folder / "new")
    new.change("cues/arms.toml", ', "@partner ... rifle"', "")
    new.change("cues/arms.toml", 'band = "high"\nwhy = "shots', 'band = "critical"\nwhy = "shots')
    (folder / "calls.csv").write_text(CALLS, "utf-8")
    return new


DIFF = ("protocol", "diff", "old", "new", "--calls", "calls.csv")


def test_lowered_come_first_with_their_causes(run: Run, protocols: Folder) -> None:
    code, out, err = run(*DIFF)
    assert (code, err) == (0, "triage: calls.csv: text from 'Remarks', call type from 'Call Type'\n")
    lines = out.splitlines()
    assert "calls: 5; judged otherwise: 3" in lines
    assert "level lowered: 2 (3 → 0: 2)" in lines
    assert "level raised: 0" in lines
    lowered, more = lines.index("LEVEL LOWERED"), lines.index("SAME LEVEL, MORE")
    assert lowered < more
    assert "by: cue arms.gun, only old: 2 calls" in lines[lowered:more]
    assert "by: rule weapon_there, only old: 2 calls" in lines[lowered:more]
    rows = [line for line in lines if line.startswith("row ")]
    assert [line.partition(":")[0] for line in rows] == ["row 3", "row 6", "row 4"]
    assert rows[0] == (
        "row 3: level 3 → 0; send police → nobody; domestic 12 → 0 (low → none); flags -weapon; "
        "only old: weapon_there, arms.gun, short"
    )
    assert "only old: arms.shots (domestic, high); only new: arms.shots (domestic, critical)" in rows[2]


def test_what_was_said_is_shown_on_request_only(run: Run, protocols: Folder) -> None:
    for argv in (DIFF, (*DIFF, "--json")):
        assert "zebrafish" not in run(*argv).out
        assert "zebrafish, a wife with a rifle" in run(*argv, "--show-text").out


def test_the_same_as_json(run: Run, protocols: Folder) -> None:
    data = json.loads(run(*DIFF, "--json").out)
    assert data["schema"] == "triage.protocol-diff/1"
    assert data["changed"] == {
        "calls": 3, "lowered": 2, "less": 0, "raised": 0, "more": 1,
        "level": 2, "send": 2, "scores": 3, "flags": 2,
    }  # fmt: skip
    assert data["levels"] == [{"old": 3, "new": 0, "calls": 2}]
    assert [(change["row"], change["direction"]) for change in data["changes"]] == [
        (3, "lowered"), (6, "lowered"), (4, "more"),
    ]  # fmt: skip
    change = data["changes"][0]
    assert (change["old"]["send"], change["new"]["send"]) == (["police"], [])
    assert change["rules"] == {"only_old": ["weapon_there"], "only_new": []}
    assert {"kind": "cue", "only_in": "old", "id": "arms.gun", "calls": 2} in data["causes"]["lowered"]


def test_the_other_way_round_raises(run: Run, protocols: Folder) -> None:
    data = json.loads(run("protocol", "diff", "new", "old", "--calls", "calls.csv", "--json").out)
    assert (data["changed"]["lowered"], data["changed"]["raised"], data["changed"]["less"]) == (0, 2, 1)
    assert data["changes"][0]["direction"] == "less"


def test_the_same_protocol_changes_nothing(run: Run, protocols: Folder) -> None:
    code, out, _ = run("protocol", "diff", "old", "old", "--calls", "calls.csv")
    assert code == 0
    assert "note: The two are the same." in out
    assert "judged otherwise: 0" in out


def test_the_shipped_one_by_its_name(run: Run, folder: Path) -> None:
    (folder / "calls.txt").write_text("he is drunk\nhe has a gun\n", "utf-8")
    Folder(folder / "old")
    code, out, err = run("protocol", "diff", "shipped", "old", "--calls", "calls.txt")
    assert (code, err) == (0, "")
    assert "old: default" in out
    assert "calls: 2; judged otherwise: 2" in out


def test_limit(run: Run, protocols: Folder) -> None:
    out = run(*DIFF, "--limit", "1").out
    assert "row 3:" in out
    assert "row 6:" not in out
    assert "and 1 more: --limit 2 lists them" in out
    assert len(json.loads(run(*DIFF, "--limit", "1", "--json").out)["changes"]) == 3


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        (("old", "nowhere", "--calls", "calls.csv"), 4, "triage: nowhere: there is no such protocol folder"),
        (("old", "new", "--calls", "none.csv"), 4, "triage: none.csv: there is no such file"),
        (("old", "new"), 2, "triage protocol diff: Missing option '--calls'"),
        (("old", "new", "--calls", "calls.csv", "--text", "remark"), 2,
         "--text-column: calls.csv has no column 'remark'\n  Did you mean 'Remarks'?"),
        (("old", "new", "--calls", "calls.csv", "--type-column", "typ"), 2, "calls.csv has no column 'typ'"),
        (("old", "new", "--calls", "calls.csv", "--limit", "-1"), 2, "--limit -1: must be 0 or more"),
    ],
)  # fmt: skip
def test_bad_input(run: Run, protocols: Folder, argv: tuple[str, ...], code: int, message: str) -> None:
    done = run("protocol", "diff", *argv)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bad.csv", b"", "bad.csv: is empty"),
        ("bad.csv", b"text\nzebrafish \xf1\n", "bad.csv:2: holds bytes that are no UTF-8 text"),
        ("bad.jsonl", b'{"text": "x"}\n{"text": "zebrafish"\n', "bad.jsonl:2: not JSON"),
        ("bad.csv", b"one,two\nzebrafish,y\n", "no column is known to hold what was said"),
    ],
)
def test_a_broken_log(run: Run, protocols: Folder, name: str, text: bytes, message: str) -> None:
    (protocols.path.parent / name).write_bytes(text)
    done = run("protocol", "diff", "old", "new", "--calls", name)
    assert (done.code, done.out) == (4, "")
    assert message in done.err
    assert "zebrafish" not in done.err


def test_memory_does_not_grow_with_the_log(protocols: Folder, folder: Path) -> None:
    protocol, path = load_protocol(folder / "old"), folder / "long.csv"
    peaks = []
    for rows in (500, 500, 3_000):  # the first fills what later ones find ready
        path.write_text("text\n" + f"nothing at all {'x ' * 200}\n" * rows, "utf-8")
        tracemalloc.start()
        with open_calls(path) as calls:
            assert changes(calls.rows, protocol, protocol).calls == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < 100_000  # bytes; the longer log is a megabyte longer
