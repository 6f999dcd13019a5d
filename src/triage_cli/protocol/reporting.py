"""Deadlines of mandated reports by state: `reporting.toml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from triage_cli.errors import Problem
from triage_cli.protocol.model import Report, Wording
from triage_cli.protocol.tables import TomlFile, check_keys, read_toml, rows
from triage_cli.vocabulary import STATES

FILE = "reporting.toml"
REPORTED = ("child", "adult")
WITHOUT_HOURS = ("none", "on request")
COUNTED = ("call", "known")
_PARTS = ("state", "call", "to", "hotline", "written", "hours", "counted", "number")
"""What a sentence about a state may leave a place for."""
SENTENCES = (
    "child_in_state", "adult_in_state", "state_hotline", "written_within", "written_on_request",
    "written_none", "counted_call", "counted_known", "working_days",
)  # fmt: skip
"""The words of [reports] in a wording that the note on a state is made of."""


def read_reports(folder: Path, problems: list[Problem], places: dict[str, str]) -> list[Report]:
    """Every entry of the file; a protocol without one has no deadlines."""
    path = folder / FILE
    if not path.is_file():
        return []
    file = read_toml(path, FILE, problems)
    if file is None:
        return []
    check_keys(file, {"report"}, problems)
    _dates_as_text(file)
    found = rows(Report, file, "report", problems, vocabulary={"counted": COUNTED})
    for report in found:
        places.setdefault(report.id, file.place("report", report.id))
        _check(report, file, problems)
    return found


def _dates_as_text(file: TomlFile) -> None:
    entries = file.data.get("report")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("seen"), datetime.date):
            entry["seen"] = entry["seen"].isoformat()


def _check(report: Report, file: TomlFile, problems: list[Problem]) -> None:
    def wrong(key: str, what: str, fix: str | None = None) -> None:
        problems.append(Problem(file.place("report", report.id, key), what, fix))

    state, _, kind = report.id.partition(".")
    if state not in STATES:
        wrong("id", f"{state!r} is not a state", 'Two letters, a dot and child or adult: id = "CA.child"')
    if kind not in REPORTED:
        wrong("id", f"{kind!r} is not reported", "One of: " + ", ".join(REPORTED))
    if isinstance(report.written, int):
        if report.written <= 0:
            wrong("written", f"{report.written} is no number of hours", 'written = 48, or written = "none"')
    elif report.written not in WITHOUT_HOURS:
        wrong("written", f"{report.written!r} is no deadline", 'Hours, as 48, or "none", or "on request".')
    if "http" not in report.source:
        wrong("source", "names no address", "Name the law and the address where it was read.")
    if not _is_date(report.seen):
        wrong("seen", f"{report.seen!r} is not a date", "seen = 2026-11-23")
    if report.hotline is not None and not re.fullmatch(r"1-\d{3}-\d{3}-\d{4}", report.hotline):
        wrong("hotline", f"{report.hotline!r} is not a number", 'hotline = "1-800-555-0100"')


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_reports(
    reports: list[Report], wording: Mapping[str, Wording], places: Mapping[str, str], problems: list[Problem]
) -> None:
    """Every state has its words in every language, and every language the sentences they stand in."""
    for report in reports:
        for key, said in (("call", report.call), ("to", report.to)):
            problems += [
                Problem(
                    f"{places[report.id]} {key}",
                    f"has no wording in {language!r}",
                    f'Add {key}.{language} = "…".',
                )
                for language in wording
                if not (isinstance(said.get(language), str) and said[language].strip())
            ]
    for language, words in wording.items() if reports else ():
        place = f"wording/{language}.toml [reports]"
        for key in SENTENCES:
            if key not in words.reports:
                problems.append(
                    Problem(place, f"{key!r} has no wording", f'Add {key} = "…" under [reports].')
                )
            elif not _fits(words.reports[key]):
                fix = "Places are: " + ", ".join(f"{{{part}}}" for part in _PARTS)
                problems.append(Problem(f"{place} {key}", "has a place that nothing fills", fix))


def _fits(sentence: str) -> bool:
    try:
        sentence.format(**dict.fromkeys(_PARTS, ""))
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True
