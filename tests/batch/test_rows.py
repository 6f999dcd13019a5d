"""Rows of a call log: every format, and every way in which a file is not what it should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from triage_cli.batch.calls import open_calls
from triage_cli.batch.rows import Row, good_rows, open_table
from triage_cli.errors import DataError, UsageError

SAID = "zebrafish brother drunk"
"""What a caller said: in no message."""


def made(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def rows(path: Path) -> list[Row]:
    with open_table(path) as table:
        return list(table.rows)


def values(path: Path) -> list[tuple[int, dict[str, object]]]:
    return [(row.number, dict(row.values)) for row in rows(path)]


def problems(path: Path) -> list[str]:
    return [str(row.problem) for row in rows(path) if row.problem]


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught, open_table(path) as table:
        list(good_rows(table.rows))
    assert SAID.split()[0] not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("calls.csv", 'id,text\n1,drunk\n2,"fell, hurt"\n'),
        ("calls.csv", "id;text\r\n1;drunk\r\n2;fell, hurt\r\n"),
        ("calls.CSV", '\ufeffid,text\n1,drunk\n2,"fell, hurt"'),
        ("calls.csv", "id|text\n1|drunk\n2|fell, hurt\n"),
        ("calls.tsv", "id\ttext\n1\tdrunk\n2\tfell, hurt\n"),
        ("calls.csv", "id\ttext\n1\tdrunk\n2\tfell, hurt\n".encode("utf-16")),
    ],
)
def test_tables(tmp_path: Path, name: str, text: str | bytes) -> None:
    path = made(tmp_path, name, text)
    assert values(path) == [(2, {"id": "1", "text": "drunk"}), (3, {"id": "2", "text": "fell, hurt"})]


def test_json_lines(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.jsonl", '{"id": 1, "text": "drunk"}\n\n{"text": "says\u2028so"}\n')
    assert values(path) == [(1, {"id": 1, "text": "drunk"}), (3, {"text": "says\u2028so"})]


def test_text_is_one_call_a_line(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.txt", "drunk\n\nfell, hurt\r\n")
    assert values(path) == [(1, {"text": "drunk"}), (3, {"text": "fell, hurt"})]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", 'id,text\n1,"two\nlines"\n\n2,"a ""quote"""\n3\n')
    assert values(path) == [
        (2, {"id": "1", "text": "two\nlines"}),
        (4, {"id": "2", "text": 'a "quote"'}),
        (5, {"id": "3", "text": ""}),
    ]


def test_a_log_is_never_held_in_memory(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", "text\n" + f"{SAID}\n" * 50_000)
    with open_table(path) as table:
        assert next(table.rows).number == 2
        assert sum(1 for _ in table.rows) == 49_999


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("calls.csv", "", "calls.csv: is empty\n    Give it at least one call."),
        ("calls.csv", "\n\n", "calls.csv: is empty"),
        ("calls.jsonl", "\n", "calls.jsonl: is empty"),
        ("calls.txt", "  \n", "calls.txt: is empty"),
        ("calls.csv", "id,text\n", "calls.csv: has names of columns and no rows"),
        ("calls.csv", "text,text\nx,y\n", "calls.csv:1: 1 name(s) of columns stand there twice"),
        ("calls.csv", f"id,text\n1,{SAID}\n2,se\xf1or\n".encode("latin-1"),
         "calls.csv:3: holds bytes that are no UTF-8 text\n    Save the file as UTF-8"),
        ("calls.csv", b"\xf1,text\nx,y\n", "calls.csv:1: holds bytes that are no UTF-8 text"),
        ("calls.txt", ("x\n" * 9_000).encode() + b"\xf1\n", "calls.txt:9001: holds bytes"),
        ("calls.xlsx", "PK", "the format .xlsx is not read\n    Save it as one of these: .csv, .tsv"),
        ("calls", "x", "the format without a suffix is not read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, text: str | bytes, message: str) -> None:
    assert message in refusal(made(tmp_path, name, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "none.csv: there is no such file\n    Check the name" in refusal(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    assert "folder.csv: this is a folder, not a file" in refusal(tmp_path / "folder.csv")
    made(tmp_path, "calls-2026.csv", "text\nx\n")
    for name in ("call-2026.csv", "calls-2026"):
        assert f"Did you mean {str(tmp_path / 'calls-2026.csv')!r}?" in refusal(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("calls.jsonl", f'{{"text": "x"}}\n{{"text": "{SAID}\n', "calls.jsonl:2: not JSON: "),
        ("calls.jsonl", f'{{"text": "x"}}\n["{SAID}"]\n', "calls.jsonl:2: not a call\n    Each line is"),
        ("calls.jsonl", '{"text": "x"}\n' + "[" * 100_000, "calls.jsonl:2: not JSON: RecursionError"),
        ("calls.csv", f"id,text\n1,{SAID}, no weapons\n", "calls.csv:2: 3 cells, and the first row names 2"),
        ("calls.csv", f'id,text\n1,x\n2,"{SAID}\n3,y\n', "calls.csv:3: a quotation mark is opened there"),
        ("calls.csv", f'id,text\n1,"{SAID * 300_000}', "calls.csv:2: a cell is too long"),
    ],
)
def test_a_row_that_cannot_be_read_says_where(tmp_path: Path, name: str, text: str, message: str) -> None:
    (problem,) = problems(made(tmp_path, name, text))
    assert problem.startswith(message)
    assert "zebrafish" not in problem


def test_rows_after_a_bad_one_keep_their_place(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.jsonl", '{"text": "x"}\n{\n{"text": "y"}\n')
    assert [(row.number, row.problem is None) for row in rows(path)] == [(1, True), (2, False), (3, True)]


def test_every_bad_row_is_told_but_no_more_than_a_screen_holds(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.jsonl", '{"text": "x"}\n' + "{\n" * 30)
    message = refusal(path)
    assert message.startswith("30 row(s) cannot be read. The first 20:\ncalls.jsonl:2: not JSON")
    assert "calls.jsonl:21:" in message
    assert "calls.jsonl:22:" not in message


@pytest.mark.parametrize("name", [SAID, f"{SAID}. He fell", SAID * 100, "zebra\0fish", f"{SAID}.csv\0.csv"])
def test_a_text_in_place_of_a_file_is_not_repeated(name: str) -> None:
    with pytest.raises(DataError) as caught, open_table(Path(name)):
        pass
    if not name.endswith(".csv"):
        assert "zebra" not in str(caught.value)
        assert "the file of calls: there is none of that name\n    Name a file: one of these: .csv" in str(
            caught.value
        )


# Columns


@pytest.mark.parametrize(
    ("heading", "text", "call_type", "notes"),
    [
        ("id,text", "text", None, ["text from 'text'"]),
        ("Call Type,Remarks", "Remarks", "Call Type", ["text from 'Remarks'", "call type from 'Call Type'"]),
        ("notes,narrative", "narrative", None, ["text from 'narrative'"]),
        ("TYPE,Incident-Description", "Incident-Description", "TYPE",
         ["text from 'Incident-Description'", "call type from 'TYPE'"]),
    ],
)  # fmt: skip
def test_columns_by_their_usual_names(
    tmp_path: Path, heading: str, text: str, call_type: str | None, notes: list[str]
) -> None:
    names = heading.split(",")
    path = made(tmp_path, "calls.csv", f"{heading}\none,two\n")
    with open_calls(path) as calls:
        (call,) = calls.rows
        assert calls.notes == notes
    cells = dict(zip(names, ("one", "two"), strict=True))
    assert (call.row, call.text, call.call_type) == (2, cells[text], cells.get(call_type or ""))


def test_columns_by_option(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", "text,what was said,kind\nx,drunk,EDP\nx,, \n")
    with open_calls(path, text="What was said", call_type="kind") as calls:
        assert [(call.text, call.call_type) for call in calls.rows] == [("drunk", "EDP"), ("", None)]
        assert calls.notes == []


def test_an_option_that_names_no_column_names_the_nearest(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", "id,remarks\n1,x\n")
    with pytest.raises(UsageError) as caught, open_calls(path, text="remark_s"):
        pass
    assert str(caught.value) == (
        "--text-column: calls.csv has no column 'remark_s'\n  Did you mean 'remarks'?"
    )


def test_no_column_with_a_usual_name(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", "id,txt\n1,x\n")
    with pytest.raises(DataError) as caught, open_calls(path):
        pass
    assert str(caught.value) == (
        "calls.csv:1: no column is known to hold what was said "
        "(text, call_text, remarks, remark, narrative …)\n"
        "    --text-column NAME says which; is it 'txt'?"
    )


def test_a_file_without_names_of_columns_does_not_show_its_first_call(tmp_path: Path) -> None:
    path = made(tmp_path, "calls.csv", f"1,{SAID}\n2,{SAID}\n")
    with pytest.raises(DataError) as caught, open_calls(path):
        pass
    assert "zebrafish" not in str(caught.value)
    with pytest.raises(UsageError) as other, open_calls(path, text="narrative"):
        pass
    assert "zebrafish" not in str(other.value)
    assert "Its first row names 2 columns" in str(other.value)


def test_what_is_no_text_is_a_bad_row(tmp_path: Path) -> None:
    lines = [{"text": "x"}, {"text": 911}, {"text": None}, {"text": [SAID]}]
    path = made(tmp_path, "calls.jsonl", "\n".join(map(json.dumps, lines)))
    seen = []
    with pytest.raises(DataError) as caught, open_calls(path) as calls:
        seen += [call.text for call in calls.rows]
    assert "calls.jsonl:4: 'text' is no text" in str(caught.value)
    path = made(tmp_path, "calls.jsonl", "\n".join(map(json.dumps, lines[:3])))
    with open_calls(path) as calls:
        assert [call.text for call in calls.rows] == ["x", "911", ""]
