"""Coded call types: those that come with the protocol, and what an agency's own file says over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from triage_cli.errors import Problem, nearest
from triage_cli.narrative.codes import phrases_of
from triage_cli.protocol.model import CallType, Cue
from triage_cli.protocol.tables import TomlFile, check_keys, read_toml, rows, texts

TOPIC = "call_types"
"""The topic of everything that is looked for in call types only."""
FILE = "call_types.toml"
NOTHING = "nothing"
"""What a label says that an agency silences."""
_PREFIX = "call_type."


class Agency(NamedTuple):
    """What an agency's own file says."""

    own: tuple[CallType, ...] = ()
    """Its own entries; one with the id of a shipped call type stands in its place."""
    labelled: tuple[tuple[CallType, tuple[tuple[str, str], ...]], ...] = ()
    """What existing call types and cues are called by the agency: labels as they stand, and where."""
    used: frozenset[str] = frozenset()
    """Sets of codes that it turns on."""


def read_call_types(
    file: TomlFile, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem], source: str = ""
) -> list[CallType]:
    """The `[[call_type]]` entries of a file."""
    defaults: dict[str, Any] = {"source": file.data.get("source", source), "topic": TOPIC}
    found = rows(CallType, file, "call_type", problems, vocabulary=vocabulary, defaults=defaults)
    problems += [
        Problem(file.place("call_type", entry.id), "has neither terms nor codes")
        for entry in found
        if not entry.terms and not entry.codes
    ]
    return [entry._replace(codes=_cards(file, entry, problems)) for entry in found]


def _cards(file: TomlFile, entry: CallType, problems: list[Problem]) -> tuple[str, ...]:
    """The codes of an entry that are codes of cards; the others are mistakes."""
    good = []
    for code in entry.codes:
        try:
            list(phrases_of(code))
        except ValueError:
            place = file.place("call_type", entry.id, "codes")
            fix = 'Write a card as "25", "25*", "12D", "25D02" or "23+I"; other codes belong under terms.'
            problems.append(Problem(place, f"{code!r} is not the code of a dispatch card", fix))
        else:
            good.append(code)
    return tuple(good)


def read_agency(
    path: Path,
    shipped: Sequence[CallType],
    cues: Sequence[Cue],
    vocabulary: Mapping[str, Sequence[str]],
    problems: list[Problem],
) -> Agency:
    """An agency's file; `shipped` and `cues` are what its labels can mean."""
    if not path.is_file():
        fix = "Name the file in settings.toml, or in TRIAGE_CALL_TYPES."
        problems.append(Problem(str(path), "there is no such file of call types", fix))
        return Agency()
    file = read_toml(path, str(path), problems)
    if file is None:
        return Agency()
    check_keys(file, {"schema", "use", "call_types", "call_type"}, problems)
    own = read_call_types(file, vocabulary, problems, source="the agency's own call types")
    used = _sets(file, {entry.set for entry in shipped if entry.set}, problems)
    known = {**_by_name(cues), **_by_name(shipped), **_by_name(own)}
    return Agency(
        tuple(entry._replace(only=True) for entry in own),
        tuple((entry, tuple(labels)) for entry, labels in _labels(file, known, problems)),
        frozenset(used),
    )


def _labels(
    file: TomlFile, known: Mapping[str, CallType], problems: list[Problem]
) -> Iterable[tuple[CallType, list[tuple[str, str]]]]:
    """The table `[call_types]`: what labels mean, with the labels."""
    table = file.data.get("call_types", {})
    if not isinstance(table, dict):
        fix = 'Write [call_types], and "LABEL" = "name" under it.'
        problems.append(Problem(file.top("call_types"), "must be a table", fix))
        return ()
    found: dict[str, tuple[CallType, list[tuple[str, str]]]] = {}
    for label, value in table.items():
        place = file.place("call_types", None, label)
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or not names:
            fix = f'"{label}" = "behavioral", a list of such names, or "{NOTHING}"; a label stands in quotes.'
            problems.append(Problem(place, "must name what the label means", fix))
            continue
        for name in names:
            if name == NOTHING and len(names) == 1:
                entry = _SILENT
            elif name in known:
                entry = known[name]
            else:
                close = nearest(name, [*known, NOTHING])
                fix = f"Did you mean {close!r}?" if close else "See all with: triage protocol show call_types"
                problems.append(Problem(place, f"unknown call type or cue {name!r}", fix))
                continue
            bare = entry._replace(terms=(), codes=(), set="", only=True)
            found.setdefault(entry.id, (bare, []))[1].append((label, place))
    return found.values()


_SILENT = CallType("agency.nothing", "the agency's own call types say that this means nothing more",
                   look_alike=True, topic=TOPIC)  # fmt: skip


def _by_name(entries: Iterable[CallType | Cue]) -> dict[str, CallType]:
    """Entries by id and, of call types, by the short name."""
    shared = [name for name in CallType._fields if name in Cue._fields]
    found = {}
    for entry in entries:
        fields = {name: getattr(entry, name) for name in shared}
        found[entry.id] = found[_short(entry.id)] = CallType(**{**fields, "topic": TOPIC})
    return found


def _short(name: str) -> str:
    return name.removeprefix(_PREFIX)


def _sets(file: TomlFile, names: Iterable[str], problems: list[Problem]) -> list[str]:
    """The sets that are turned on; each that does not exist is a mistake."""
    known = sorted(names)
    given = texts(file, "use", problems)
    for name in given:
        if name not in known:
            close = nearest(name, known)
            fix = f"Did you mean {close!r}?" if close else "Known: " + ", ".join(known)
            problems.append(Problem(file.top("use"), f"unknown set {name!r}", fix))
    return given


def as_cue(entry: CallType) -> Cue:
    """A call type as the cue that is looked for."""
    return Cue(**{name: getattr(entry, name) for name in Cue._fields if name in CallType._fields})
