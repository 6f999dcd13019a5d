"""The outcome of `triage evaluate`: agreement with human judgement, and the calls judged otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from triage_cli.render.clean import visible
from triage_cli.render.layout import KEEP, Part, Row, Section, row
from triage_cli.report.agreement import Counts, Rate, f1, false_alarms, precision, recall, wilson
from triage_cli.vocabulary import DOMAINS, LEVELS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.report.evaluation import Evaluation, Miss

_EXPECTED = {
    "flags": "flags set",
    "flags_not": "flags not set",
    "send_any": "a unit sent",
    "send_not": "units not sent",
}
_KAPPA_NOTE = "quadratic weighted kappa; 1 is perfect, 0 is chance"


def evaluation_sections(found: Evaluation, *, most: int | None) -> list[Section]:
    """Calls, levels, domains, expectations, then at most `most` misses, under-triage first."""
    sections = [Section([row("calls", f"{found.calls}; judged by a human: {found.judged}")])]
    if found.leveled:
        sections += [
            Section(list(_levels(found)), "LEVEL"),
            Section(_matrix(found), "LEVELS, CALL BY CALL (left of the diagonal: under-triage)"),
        ]
    for domain in DOMAINS:
        counts = found.counts(domain)
        if sum(counts):
            sections.append(Section(list(_domain(found, domain, counts)), domain.replace("_", " ").upper()))
    if found.expected:
        met = [
            row(name, _rate(wilson(found.expected[key] - found.unmet[key], found.expected[key])))
            for key, name in _EXPECTED.items()
            if found.expected[key]
        ]
        sections.append(Section(met, "AS EXPECTED"))
    if found.misses:
        sections.append(Section(list(_misses(found.misses, most)), "JUDGED OTHERWISE"))
    return sections


def evaluation_data(
    found: Evaluation, protocol: Protocol, found_from: str, *, most: int | None
) -> dict[str, Any]:
    """The same as JSON; rates are null where nothing was counted."""
    return {
        "schema": "triage.evaluation/1",
        "protocol": {"name": protocol.name, "version": protocol.version, "digest": protocol.digest},
        "calls": found.calls,
        "judged": found.judged,
        "found_from": found_from,
        "levels": {
            "judged": found.leveled,
            "matrix": found.levels,
            "agree": _rate_data(_exact(found)),
            "under_triage": _rate_data(found.under_rate),
            "over_triage": _rate_data(found.over_rate),
            "emergencies_missed": _rate_data(wilson(found.emergencies_missed, found.emergencies)),
            "weighted_kappa": _rounded(found.kappa),
        },
        "domains": {
            domain: {
                **found.counts(domain)._asdict(),
                "low_alarms": found.low_alarms[domain],
                "precision": _rate_data(precision(found.counts(domain))),
                "recall": _rate_data(recall(found.counts(domain))),
                "f1": _rate_data(f1(found.counts(domain))),
                "false_alarms": _rate_data(false_alarms(found.counts(domain))),
            }
            for domain in DOMAINS
        },
        "expected": {
            key: {"of": count, "met": count - found.unmet[key]}
            for key, count in found.expected.items()
            if count
        },
        "misses": [_miss_data(miss) for miss in _ordered(found.misses)[:most]],
    }


def _levels(found: Evaluation) -> Iterable[Row]:
    yield row("agree", _rate(_exact(found)))
    yield row("under-triage", _rate(found.under_rate), "warn" if found.under else "")
    yield row("over-triage", _rate(found.over_rate))
    if found.emergencies:
        missed = wilson(found.emergencies_missed, found.emergencies)
        yield row("emergencies missed", _rate(missed), "warn" if found.emergencies_missed else "")
    kappa = found.kappa
    yield row("kappa", "not defined: all in one level" if kappa is None else f"{kappa:.2f} ({_KAPPA_NOTE})")


def _matrix(found: Evaluation) -> list[Row]:
    """Human levels down, the tool's across; what is left of the diagonal is under-triage."""
    width = max(len(str(count)) for line in found.levels for count in line)
    width = max(width, 2)
    head = "".join(f"{level:{KEEP}>{width + 1}}" for level in range(len(LEVELS)))
    # Labels of one length, so that the columns stand in a pipe as well.
    lines = [row(f"tool{KEEP * 3}", head, "", "dim")]
    for level, counts in enumerate(found.levels):
        cells = "".join(f"{count or '·':{KEEP}>{width + 1}}" for count in counts)
        lines.append(row(f"human{KEEP}{level}", f"{cells}{KEEP * 2}{LEVELS[level]}"))
    return lines


def _domain(found: Evaluation, domain: str, counts: Counts) -> Iterable[Row]:
    human, tool = counts.both + counts.only_human, counts.both + counts.only_tool
    yield row(
        "judged", f"{sum(counts)} calls: {human} by the human, {tool} by the tool, {counts.both} by both"
    )
    yield row("precision", _rate(precision(counts)))
    yield row("recall", _rate(recall(counts)), "warn" if counts.only_human else "")
    yield row("F1", _rate(f1(counts), of=False))
    low = found.low_alarms[domain]
    alarms = _rate(false_alarms(counts)) + (f", {low} of them low" if low else "")
    yield row("false alarms", alarms)


def _misses(misses: Sequence[Miss], most: int | None) -> Iterable[Row]:
    ordered = _ordered(misses)
    shown = ordered[:most]
    for miss in shown:
        yield Row(f"row {miss.row}", (Part("; ".join(miss.wrong), "warn" if miss.under else ""),))
        if miss.text is not None:
            yield row("", f"  “{visible(miss.text)}”", "quote")
        for item in miss.evidence:
            how = "" if item.counted and item.assertion == "present" else f", {item.assertion}"
            how += "" if item.counted else ", not counted"
            band = f" {item.band}" if item.band and item.counted else ""
            yield row("", f"  {item.id}{band}{how} ({item.why})", "dim")
        if not miss.evidence:
            yield row("", "  nothing was found", "dim")
    if len(ordered) > len(shown):
        yield row("", f"and {len(ordered) - len(shown)} more: --limit {len(ordered)} lists them", "dim")


def _ordered(misses: Sequence[Miss]) -> list[Miss]:
    """Under-triage first, then domains missed, then the rest, each in order of row."""
    return sorted(
        misses, key=lambda miss: (not miss.under, not any(w.endswith("missed") for w in miss.wrong))
    )


def _miss_data(miss: Miss) -> dict[str, Any]:
    text = {} if miss.text is None else {"text": miss.text}
    evidence = [
        {
            "id": item.id, "source": item.source, "domain": item.domain, "band": item.band, "flag": item.flag,
            "assertion": item.assertion, "counted": item.counted, "why": item.why,
        }
        for item in miss.evidence
    ]  # fmt: skip
    return {"row": miss.row, "under": miss.under, "wrong": list(miss.wrong), **text, "evidence": evidence}


def _exact(found: Evaluation) -> Rate:
    return wilson(found.leveled - found.under - found.over, found.leveled)


def _rate(rate: Rate, *, of: bool = True) -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return "nothing to count"
    count = f" of {rate.of}" if of else ""
    return f"{_percent(rate.value)} %{count} (95 %: {_percent(rate.low)} to {_percent(rate.high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _rate_data(rate: Rate) -> dict[str, Any]:
    return {
        "value": _rounded(rate.value),
        "low": _rounded(rate.low),
        "high": _rounded(rate.high),
        "of": rate.of,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
