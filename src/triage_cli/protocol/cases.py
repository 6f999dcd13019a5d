"""Judged texts: what the protocol must reach, and where it does not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.errors import DataError, Problem
from triage_cli.files import near_name
from triage_cli.protocol.model import Case
from triage_cli.protocol.source import CASE_WORDS, read_cases
from triage_cli.protocol.tables import TomlFile, rows

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment
    from triage_cli.protocol.protocol import Protocol


class CaseResult(NamedTuple):
    """A case and what was judged otherwise; nothing wrong means it passed."""

    case: Case
    wrong: Sequence[str]
    under: bool
    """The level is below the range: under-triage."""

    @property
    def failed(self) -> bool:
        """Wrong and not known to be; or known to be wrong and right by now, so that the list stays true."""
        return bool(self.wrong) is not bool(self.case.known_miss)


def load_cases(path: Path) -> list[Case]:
    """Cases of a folder of TOML files, or of one JSON Lines file; DataError names every mistake."""
    problems: list[Problem] = []
    if not path.exists():
        close = near_name(path)
        fix = f"Did you mean {close!r}?" if close else "Name a folder of cases, or one .jsonl file."
        raise DataError([Problem(str(path), "there are no cases", fix)])
    cases = _json_cases(path, problems) if path.is_file() else read_cases(path, problems)
    if problems:
        raise DataError(problems, title=f"{len(problems)} mistake(s) in the cases:")
    return cases


def _json_cases(path: Path, problems: list[Problem]) -> list[Case]:
    """One object a line, with the keys of a case; `about` may stand for `why`."""
    cases = []
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, f"cannot be read: {type(error).__name__}", "Save it as UTF-8."))
        return []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(place, f"not JSON: {error}"))
            continue
        if not isinstance(data, dict):
            problems.append(Problem(place, "not a case", "Each line is an object: {…}"))
            continue
        if "about" in data:
            data.setdefault("why", data.pop("about"))
        # One entry of one table, so that its mistakes are told as those of a TOML file are.
        found = rows(Case, TomlFile(place, "", {"case": [data]}), "case", problems, vocabulary=CASE_WORDS)
        cases += found
    return cases


def run_cases(cases: Iterable[Case], protocol: Protocol) -> list[CaseResult]:
    """Judge every case."""
    from triage_cli.assessment.assess import assess

    results = []
    for case in cases:
        result = assess(case.text, protocol=protocol, answers=case.answers, call_type=case.call_type)
        results.append(CaseResult(case, _wrong(case, result), result.response.level < case.level[0]))
    return results


def _wrong(case: Case, result: Assessment) -> list[str]:
    wrong = []
    level, send, flags = result.response.level, set(result.response.send), set(result.flags)
    low, high = case.level
    if level < low:
        wrong.append(f"level {level} is below {low}")
    elif level > high:
        wrong.append(f"level {level} is above {high}")
    found = {domain for domain, score in result.scores.items() if score.band != "none"}
    strong = {domain for domain, score in result.scores.items() if score.band not in ("none", "low")}
    wrong += [f"domain {domain} not found" for domain in case.domains if domain not in found]
    unwanted = strong - set(case.domains) - set(case.domains_optional)
    wrong += [f"domain {domain} found" for domain in sorted(unwanted)]
    wrong += [f"flag {flag} not set" for flag in case.flags if flag not in flags]
    wrong += [f"flag {flag} set" for flag in case.flags_not if flag in flags]
    if case.send_any and send.isdisjoint(case.send_any):
        wrong.append(f"sends none of {', '.join(case.send_any)}")
    wrong += [f"sends {unit}" for unit in case.send_not if unit in send]
    for part, meant in case.assertions.items():
        quoted = [item for item in result.evidence if item.quote and part.lower() in item.quote.lower()]
        if not quoted:
            wrong.append(f"no evidence quotes {part!r}")
        otherwise = [item for item in quoted if item.assertion != meant]
        wrong += [f"{item.quote!r} is read as {item.assertion}, not {meant}" for item in otherwise[:1]]
    return wrong
