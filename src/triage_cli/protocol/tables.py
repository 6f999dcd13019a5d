"""TOML tables into typed rows, with every mistake located: file, line, table, key, nearest valid value."""

from __future__ import annotations

import re
import tomllib
import typing
from collections.abc import Collection, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple

from triage_cli.errors import Problem, nearest
from triage_cli.protocol.model import Row

_MOST_LISTED = 40
"""More names than this help nobody in a message."""


class TomlFile(NamedTuple):
    """A parsed file that can still say on which line a thing stands."""

    name: str
    """Path inside the protocol folder, as shown in messages."""
    text: str
    data: dict[str, Any]

    def place(self, table: str, entry: str | None = None, key: str | None = None) -> str:
        """`cues/suicide.toml:14 [cue suicide.plan] band`."""
        label = f"[{table} {entry}]" if entry else f"[{table}]"
        line = self._line(table, entry, key)
        where = f"{self.name}:{line}" if line else self.name
        return f"{where} {label}" + (f" {key}" if key else "")

    def top(self, key: str) -> str:
        """`words.toml:3 verbs`: where a table or a key outside all tables stands."""
        name = re.escape(key)
        found = re.search(rf'^[ \t]*\[\[?\s*"?{name}"?\s*[\].]', self.text, re.M)
        found = found or re.search(rf'^[ \t]*"?{name}"?\s*[.=]', self.text, re.M)
        return f"{self.name}:{self._line_at(found.end())} {key}" if found else f"{self.name} {key}"

    def _line_at(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1

    def _line(self, table: str, entry: str | None, key: str | None) -> int | None:
        start = 0
        if entry is not None:
            found = re.search(rf'^[ \t]*(?:id|when)\s*=\s*["\']{re.escape(entry)}["\']', self.text, re.M)
            start = found.start() if found else 0
        elif found := re.search(rf"^[ \t]*\[\[?\s*{re.escape(table)}\s*\]\]?", self.text, re.M):
            start = found.start()
        if key is not None:
            end = self.text.find("\n[", start + 1)
            in_table = re.compile(rf'^[ \t]*"?{re.escape(key)}"?\s*=', re.M)
            found = in_table.search(self.text, start, end if end > 0 else len(self.text))
            # A key may stand above the id of its entry.
            found = found or in_table.search(self.text, max(0, self.text.rfind("\n[", 0, start)))
            start = found.start() if found else start
        return self._line_at(start) if start or entry is None else None


def read_toml(path: Path, name: str, problems: list[Problem]) -> TomlFile | None:
    """The file parsed, or None with the reason added to `problems`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return TomlFile(name, text, tomllib.loads(text))
    except FileNotFoundError:
        fix = "Copy it from the shipped protocol: triage protocol init FOLDER"
        problems.append(Problem(name, "the file is missing", fix))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(f"{name}:{line}", "not UTF-8 text", "Save the file as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        line_found = re.search(r"line (\d+)", str(error))
        where = f"{name}:{line_found[1]}" if line_found else name
        fix = "Check quotes, commas and brackets on and above that line."
        problems.append(Problem(where, f"not valid TOML: {error}", fix))
    except (OSError, RecursionError, ValueError) as error:
        problems.append(Problem(name, f"cannot be read: {type(error).__name__}"))
    return None


def check_keys(file: TomlFile, allowed: Collection[str], problems: list[Problem]) -> None:
    """Report every top-level table or key that no part of the protocol reads."""
    problems += [
        Problem(file.top(key), f"unknown table or key {key!r}", _did_you_mean(key, allowed))
        for key in sorted(file.data.keys() - allowed)
    ]


def texts(file: TomlFile, key: str, problems: list[Problem]) -> list[str]:
    """The list of texts under a top-level key; none where there is no such key."""
    return _texts(file.data.get(key, []), file.top(key), problems)


def text_lists(file: TomlFile, table: str, problems: list[Problem]) -> dict[str, list[str]]:
    """A table of lists of texts."""
    found = _table(file, table, problems)
    return {key: _texts(value, file.place(table, None, key), problems) for key, value in found.items()}


def text_table(file: TomlFile, table: str, problems: list[Problem]) -> dict[str, str]:
    """A table of texts."""
    found = _table(file, table, problems)
    problems += [
        Problem(file.place(table, None, key), f"{_brief(value)} is not text", f'{key} = "…"')
        for key, value in found.items()
        if not isinstance(value, str)
    ]
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _table(file: TomlFile, table: str, problems: list[Problem]) -> dict[str, Any]:
    found = file.data.get(table, {})
    if isinstance(found, dict):
        return found
    problems.append(Problem(file.top(table), "must be a table", f"Write [{table}] above its keys."))
    return {}


def _texts(value: Any, place: str, problems: list[Problem]) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    problems.append(Problem(place, f"{_brief(value)} is not a list of text", 'Write it as ["…", "…"].'))
    return []


def rows(
    cls: type[Row],
    file: TomlFile,
    table: str,
    problems: list[Problem],
    *,
    vocabulary: Mapping[str, Collection[str]] | None = None,
    defaults: Mapping[str, Any] | None = None,
    id_key: str = "id",
) -> list[Row]:
    """Every `[[table]]` of the file as a row of `cls`; rows with a mistake are left out and reported.

    `vocabulary` gives the allowed words of a field; allowed keys come from the fields of `cls`.
    """
    entries = file.data.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        fix = f"Write [[{table}]] with two brackets."
        problems.append(Problem(file.top(table), "must be a list of tables", fix))
        return []
    hints = typing.get_type_hints(cls)
    built = []
    for number, entry in enumerate(entries, 1):
        name = entry.get(id_key)
        shown = name if isinstance(name, str) else f"number {number}"
        row = _row(cls, hints, file, table, shown, {**(defaults or {}), **entry}, problems, vocabulary or {})
        if row is not None:
            built.append(row)
    return built


def _row(
    cls: type[Row],
    hints: Mapping[str, Any],
    file: TomlFile,
    table: str,
    shown: str,
    entry: Mapping[str, Any],
    problems: list[Problem],
    vocabulary: Mapping[str, Collection[str]],
) -> Row | None:
    before = len(problems)
    values: dict[str, Any] = {}
    required = [name for name in hints if name not in cls._field_defaults]  # type: ignore[attr-defined] # rows are NamedTuples
    for key, value in entry.items():
        place = file.place(table, shown, key)
        if key not in hints:
            problems.append(Problem(place, f"unknown key {key!r}", _did_you_mean(key, hints)))
            continue
        fitted, wrong = fit(value, hints[key])
        if wrong:
            problems.append(Problem(place, f"{_brief(value)} is not {wrong}"))
        values[key] = fitted
        if key in vocabulary:
            words = fitted if isinstance(fitted, tuple) else (fitted,)
            problems += [
                Problem(place, f"unknown {key} {word!r}", _did_you_mean(word, vocabulary[key]))
                for word in words
                if isinstance(word, str) and word not in vocabulary[key]
            ]
    problems += [
        Problem(file.place(table, shown), f"{key!r} is missing") for key in required if key not in values
    ]
    return cls(**values) if len(problems) == before else None


def fit(value: Any, hint: Any) -> tuple[Any, str | None]:
    """The value in the form of the type, and what it should have been where it does not fit."""
    options = typing.get_args(hint) if isinstance(hint, UnionType) else (hint,)
    for option in options:
        origin = typing.get_origin(option)
        if origin is tuple and isinstance(value, list):
            arguments = typing.get_args(option)
            if arguments[-1] is not Ellipsis and len(value) != len(arguments):
                return (), f"a list of {len(arguments)}"
            if all(isinstance(item, arguments[0]) for item in value):
                return tuple(value), None
            return (), f"a list of {'text' if arguments[0] is str else 'numbers'}"
        if origin is not None and issubclass(origin, Mapping) and isinstance(value, dict):
            return value, None
        a_flag = option is int and isinstance(value, bool)
        if isinstance(option, type) and isinstance(value, option) and not a_flag:
            return value, None
    return value, " or ".join(_name_of(option) for option in options if option is not type(None))


def _name_of(option: Any) -> str:
    names = {str: "text", int: "a whole number", bool: "true or false"}
    return names.get(option, "a list" if typing.get_origin(option) is tuple else "a table")


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _did_you_mean(word: str, known: Collection[str]) -> str:
    close = nearest(word, known)
    if close:
        return f"Did you mean {close!r}?"
    if len(known) > _MOST_LISTED:
        return f"None of the {len(known)} known names is near."
    return "One of: " + ", ".join(sorted(known))
