"""What a human judged about a call, read from the columns of a labelled file.

A message never holds a value that is not near to a known word: it could be what a caller said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from triage_cli.batch.columns import Found, find_column, plain
from triage_cli.batch.rows import Table
from triage_cli.errors import DataError, Problem, nearest
from triage_cli.vocabulary import BANDS, DOMAINS, FLAGS, LEVELS, UNITS

_BY_A_HUMAN = ("human_", "judged_", "expected_", "gold_", "true_", "")
"""How columns of judgement are named; with these before the name the tool's own columns may stand beside."""
_LIST_NAMES = ("domains", "domain", "labels", "label")
_OTHER_NAMES = {
    "mental_health": ("mh", "mental", "behavioral_health", "behavioural_health"),
    "substance": ("substance_use", "substances", "sud"),
    "domestic": ("domestic_violence", "domestic_conflict", "dv", "ipv"),
}
_DOMAIN_OF = {name: domain for domain in DOMAINS for name in (domain, *_OTHER_NAMES[domain])}
_NO_DOMAIN = frozenset({"none", "other", "no", "nothing", "0", ""})
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "x", "si", "sí"})
_NO = frozenset({"no", "n", "false", "f", "0", "0.0"})
_NOT_JUDGED = frozenset({"", "unknown", "unk", "?", "na", "n/a", "unclear", "unsure"})
_EXPECTED: Mapping[str, Sequence[str]] = {
    "flags": FLAGS,
    "flags_not": FLAGS,
    "send_any": UNITS,
    "send_not": UNITS,
}
"""Columns of a case file, read where at least one of the last three is there."""
_SEPARATORS = re.compile(r"[;|,]")
_RANGE = re.compile(r"\[?\s*([0-4])(?:\.0)?\s*(?:(?:-|–|to|,|\.\.)\s*([0-4])(?:\.0)?)?\s*\]?")


class Judgement(NamedTuple):
    """What a human judged; None and absent keys are not judged."""

    level: tuple[int, int] | None = None
    """From, to: any level between is right."""
    bands: Mapping[str, str] = {}
    """By domain: a band, or yes."""
    expected: Mapping[str, Collection[str]] = {}
    """flags, flags_not, send_any, send_not of a case."""

    @property
    def says_anything(self) -> bool:
        """Whether the row was judged at all."""
        return self.level is not None or bool(self.bands) or any(self.expected.values())


YES = "yes"


class Labels(NamedTuple):
    """Where the judgement stands in the file."""

    name: str
    level: str | None
    domains: Mapping[str, str]
    """Column of each domain."""
    listed: str | None
    """The column that lists the domains found."""
    optional: str
    """Where domains stand that may be found or not; in JSON Lines few rows have it."""
    expected: Mapping[str, str]
    notes: Sequence[str]
    """Which columns were taken by their usual names."""


def find_labels(table: Table, *, level: str | None = None, domains: str | None = None) -> Labels:
    """The columns of judgement; the arguments name them where their names are unusual.

    DataError where there is none, UsageError where an argument names none.
    """
    level_found = find_column(table, level, "--level-column", _named("level"))
    listed = find_column(
        table, domains, "--domains-column", [n for name in _LIST_NAMES for n in _named(name)]
    )
    single = {
        domain: found.name
        for domain in DOMAINS
        if (found := find_column(table, None, "", [n for name in _columns_of(domain) for n in _named(name)]))
    }
    if listed and (not listed.guessed or not single):
        single = {}
    else:
        listed = None
    if level_found and level_found.guessed and _own_output(table, level_found):
        level_found = None
    if not (level_found or listed or single):
        what = "no column holds a human judgement"
        fix = (
            f"Name one level, {', '.join(DOMAINS)} or domains; or say which: "
            "--level-column NAME, --domains-column NAME"
        )
        raise DataError([Problem(f"{table.name}:1", what, fix)])
    known = {plain(column): column for column in reversed(table.columns)}
    a_case = not known.keys().isdisjoint(("flags_not", "send_any", "send_not"))
    notes = [f"level from {level_found.name!r}"] if level_found and level_found.guessed else []
    notes += [f"domains from {listed.name!r}"] if listed and listed.guessed else []
    notes += [f"{domain.replace('_', ' ')} from {column!r}" for domain, column in single.items()]
    return Labels(
        table.name,
        level_found.name if level_found else None,
        single,
        listed.name if listed else None,
        known.get("domains_optional", "domains_optional"),
        {key: known[key] for key in _EXPECTED if a_case and key in known},
        notes,
    )


def judgement_of(labels: Labels, row: int, values: Mapping[str, Any]) -> Judgement | list[Problem]:
    """What the row says, or every mistake in it."""
    problems: list[Problem] = []

    def wrong(column: str, value: Any, known: Sequence[str], what: str) -> None:
        close = nearest(str(value)[:40], known, cutoff=0.7)
        fix = f"Did you mean {close!r}?" if close else "One of: " + ", ".join(known)
        problems.append(Problem(f"{labels.name}:{row} {column}", what, fix))

    level = None
    if labels.level is not None:
        value = values.get(labels.level)
        level = level_of(value)
        if level is None and _word(value) not in _NOT_JUDGED:
            wrong(labels.level, value, LEVELS, "is no level, 0 to 4, and no range as 2-3")
    bands: dict[str, str] = {}
    for domain, column in labels.domains.items():
        word = _word(values.get(column))
        if word in _YES or word in _NO or word in BANDS:
            bands[domain] = YES if word in _YES else "none" if word in _NO else word
        elif word not in _NOT_JUDGED:
            wrong(column, word, ("yes", *BANDS), "is neither yes, no nor a band")
    if labels.listed is not None and values.get(labels.listed) is not None:
        bands = dict.fromkeys(DOMAINS, "none")
        for word in _words(values[labels.listed]):
            if word in _DOMAIN_OF:
                bands[_DOMAIN_OF[word]] = YES
            elif word not in _NO_DOMAIN:
                wrong(labels.listed, word, (*DOMAINS, "none"), "names something that is no domain")
    for word in _words(values.get(labels.optional)):
        either = _DOMAIN_OF.get(word)
        if either and bands.get(either) == "none":
            del bands[either]  # found or not, both are right
    expected = {key: _words(values.get(column)) for key, column in labels.expected.items()}
    for key, words in expected.items():
        for word in words:
            if word not in _EXPECTED[key]:
                wrong(labels.expected[key], word, _EXPECTED[key], "names something that is not known")
    return problems or Judgement(level, bands, expected)


def level_of(value: Any) -> tuple[int, int] | None:
    """A level by number or name, or a range of them; None where it is neither.

    >>> level_of("2-3"), level_of([2, 3]), level_of("urgent"), level_of(4), level_of("high")
    ((2, 3), (2, 3), (3, 3), (4, 4), None)
    """
    word = _word(value)
    if word in LEVELS:
        return LEVELS.index(word), LEVELS.index(word)
    found = _RANGE.fullmatch(word)
    if found is None:
        return None
    ends = sorted((int(found[1]), int(found[2] or found[1])))
    return ends[0], ends[1]


def _named(name: str) -> list[str]:
    return [before + name for before in _BY_A_HUMAN]


def _columns_of(domain: str) -> tuple[str, ...]:
    return domain, *_OTHER_NAMES[domain]


def _own_output(table: Table, level: Found) -> bool:
    """Whether the column is what the tool itself wrote beside its scores: that agrees with itself."""
    return plain(level.name) == "level" and "mental_health_score" in map(plain, table.columns)


def _word(value: Any) -> str:
    return "" if value is None else str(value).strip().lower()


def _words(value: Any) -> list[str]:
    """The words of a list, or of a text with ; | or , between them."""
    parts = value if isinstance(value, list) else _SEPARATORS.split("" if value is None else str(value))
    return [word for word in (plain(str(part)) for part in parts) if word]
