"""A directory file checked whole: every mistake with its line, what is wrong and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from triage_cli.directory.checks import Converter, FieldError, shown
from triage_cli.directory.fields import ELIGIBILITY, RESOURCE
from triage_cli.directory.locate import Lines, line_of, lines_of
from triage_cli.directory.model import SCHEMA, Eligibility, Resource, field_names
from triage_cli.errors import Problem, nearest

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CONTACTS = ("phones", "sms", "chat", "website", "email")


def read_source(source: str, label: str) -> tuple[list[Resource], list[Problem]]:
    """The entries of a file and every problem found in it; `label` names the file in messages."""
    import tomllib

    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return [], [syntax_problem(str(error), label, source)]
    return _Reading(label, lines_of(source)).read(data)


def syntax_problem(message: str, label: str, source: str) -> Problem:
    """The mistake in TOML itself, in words that need no knowledge of TOML."""
    at = re.search(r"\(at line (\d+), column (\d+)\)", message)
    number = int(at[1]) if at else len(source.splitlines())
    said = re.sub(r"\s*\(at .*\)$", "", message)
    lines = source.splitlines()
    quoted = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    if "twice" in said or "Cannot overwrite" in said or "Cannot mutate" in said:
        twice = re.search(r"resource\W+([\w-]+)", said)
        name = f"[resource.{twice[1]}]" if twice else shown(quoted)
        return Problem(
            f"{label}:{number}", f"{name} stands in the file twice", "Rename or delete one of them."
        )
    fix = f"Look at: {shown(quoted)}" if quoted else "Is a quote or bracket left open above?"
    return Problem(f"{label}:{number}", f"not valid TOML: {said}", fix)


class _Reading:
    """One pass over a parsed file, collecting problems."""

    def __init__(self, label: str, lines: Lines) -> None:
        self.label, self.lines = label, lines
        self.problems: list[Problem] = []

    def read(self, data: Mapping[str, Any]) -> tuple[list[Resource], list[Problem]]:
        """Every entry that is right, and every problem."""
        for key in data:
            if key not in ("schema", "resource"):
                close = nearest(key, ("schema", "resource"))
                fix = f"Did you mean {close}?" if close else "Entries are tables [resource.some-name]."
                self.problem((key,), f"unknown key '{shown(key)[1:-1]}' at the top of the file", fix)
        schema = data.get("schema", SCHEMA)
        if schema != SCHEMA or isinstance(schema, bool):
            self.problem(("schema",), f"schema {shown(schema)} is not known", f"Write schema = {SCHEMA}.")
        tables = data.get("resource", {})
        if not isinstance(tables, dict):
            self.problem(
                ("resource",), "entries are not tables", "Write [resource.some-name] above each entry."
            )
            tables = {}
        entries = [self.entry(slug, table) for slug, table in tables.items()]
        return [entry for entry in entries if entry is not None], self.problems

    def problem(self, path: tuple[str, ...], what: str, fix: str | None) -> None:
        """Note a mistake at `path`, e.g. (`resource`, slug, key)."""
        line = line_of(self.lines, *path)
        place = f"{self.label}:{line}" if line else self.label
        if path[0] == "resource" and len(path) > 1:
            words = [shown(part)[1:-1] for part in path[1:]]
            place += f" [resource.{words[0]}]" + "".join(f" {part}" for part in words[1:])
        self.problems.append(Problem(place, what, fix))

    def entry(self, slug: str, table: Any) -> Resource | None:
        """One entry, or None with its problems noted."""
        before = len(self.problems)
        at = ("resource", slug)
        if not _SLUG.fullmatch(slug) or len(slug) > 80:
            guess = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
            fix = f"Use small letters, digits and hyphens: [resource.{guess or 'harbor-house'}]."
            self.problem(at, f"'{shown(slug)[1:-1]}' is not a name for a table", fix)
        if not isinstance(table, dict):
            self.problem(
                at, f"{shown(table)} is not an entry", f"Write [resource.{slug}] and its keys below it."
            )
            return None
        values = self.values(at, table, RESOURCE, field_names(Resource), "eligibility")
        if "eligibility" in table:
            values["eligibility"] = self.eligibility((*at, "eligibility"), table["eligibility"])
        for key, example in (("name", 'name = "Harbor House"'), ("kind", 'kind = ["shelter"]')):
            if key not in table:
                self.problem(at, f"the entry has no {key}", f"Add {example}.")
        for key, what, fix in _together(table, values):
            self.problem((*at, key) if key else at, what, fix)
        return Resource(slug=slug, **values) if len(self.problems) == before else None

    def values(
        self, at: tuple[str, ...], table: Mapping[str, Any], known: Mapping[str, Converter],
        names: tuple[str, ...], apart: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        """The converted values of a table; mistakes are noted and left out."""
        result = {}
        for key, raw in table.items():
            if key == apart and apart:
                continue
            if key not in known:
                close = nearest(key, names)
                also = f"Did you mean {close}?" if close else f"Known are: {', '.join(names)}."
                self.problem((*at, key), f"unknown key '{shown(key)[1:-1]}'", also)
                continue
            try:
                result[key] = known[key](raw)
            except FieldError as bad:
                self.problem((*at, key), bad.what, bad.fix)
        return result

    def eligibility(self, at: tuple[str, ...], table: Any) -> Eligibility:
        """The rules of who may go."""
        if not isinstance(table, dict):
            self.problem(
                at, f"{shown(table)} is not a table of rules", "Write { min_age = 18 }, for example."
            )
            return Eligibility()
        values = self.values(at, table, ELIGIBILITY, field_names(Eligibility))
        low, high = values.get("min_age"), values.get("max_age")
        if low is not None and high is not None and low > high:
            self.problem((*at, "min_age"), f"min_age {low} is above max_age {high}", "Swap them?")
        return Eligibility(**values)


def _together(table: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(key, what, fix) of mistakes that only show when several keys are read together."""
    contacts = [key for key in _CONTACTS if table.get(key)]
    if not contacts and (table.get("confidential") or not table.get("address")):
        yield "", "nobody can reach it: no phones, sms, chat, website, email or address", "Add one of them."
    if ("lat" in table) != ("lon" in table):
        yield ("lat" if "lat" in table else "lon"), "lat and lon only work together", "Add the other one."
    if values.get("confidential") and values.get("address"):
        secret = _folded(values["address"])
        for key, value in table.items():
            if key != "address" and any(secret in _folded(piece) for piece in _texts(value)):
                yield key, "the confidential address stands in this text", "Take it out: this text is shown."


def _texts(value: Any) -> Iterator[str]:
    """Every piece of text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _folded(text: str) -> str:
    return " ".join(re.sub(r"\W+", " ", text.casefold()).split())
