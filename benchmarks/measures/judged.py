"""Figures of judged texts: vignettes, and the protocol's own cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from measures.figures import Figure, Misses, counts_of, details, judged, ratio, share, value_of
from triage_cli.protocol import SHIPPED
from triage_cli.protocol.cases import load_cases, run_cases
from triage_cli.report.agreement import Counts, f1
from triage_cli.vocabulary import DOMAINS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.cases import CaseResult


def measure_vignettes(path: Path, protocol: Protocol, misses: Misses, *, blind: bool) -> Iterator[Figure]:
    """Level, flags, units and domains of judged texts; of a blind file no miss is listed."""
    results = run_cases(load_cases(path), protocol)
    total = len(results)
    area = path.name
    for result in results:
        if result.wrong and not blind:
            misses.add("train", f"{area} {result.case.id}: {'; '.join(result.wrong)}")
    under = sum(result.under for result in results)
    grave = [result for result in results if result.case.level[0] == 4]
    yield judged(
        area, "emergencies placed too low", float(sum(r.under for r in grave)), "<= 0", f"of {len(grave)}"
    )
    yield Figure(area, "level too low (under-triage)", ratio(under, total), note=share(under, total))
    over = sum(any(" is above " in wrong for wrong in result.wrong) for result in results)
    yield Figure(area, "level too high (over-triage)", ratio(over, total), note=share(over, total))
    for name, starts in (("flags", "flag "), ("units", "sends "), ("domains", "domain ")):
        right = sum(not any(wrong.startswith(starts) for wrong in result.wrong) for result in results)
        yield Figure(area, f"{name} as judged", ratio(right, total), note=share(right, total))
    for domain in DOMAINS:
        counts = domain_counts(results, domain)
        yield judged(area, f"{domain} F1", value_of(f1(counts)), ">= 0.9", details(counts))
    quiet = [result for result in results if not (result.case.domains or result.case.domains_optional)]
    alarms = sum(
        any(wrong.startswith("domain ") and wrong.endswith(" found") for wrong in result.wrong)
        for result in quiet
    )
    value = ratio(alarms, len(quiet))
    yield judged(area, "false alarms where no domain is", value, "<= 0.03", share(alarms, len(quiet)))
    right = sum(not result.wrong for result in results)
    yield Figure(area, "every expectation met", ratio(right, total), note=share(right, total))


def domain_counts(results: Sequence[CaseResult], domain: str) -> Counts:
    """As cases are judged: any band finds a domain that is wanted; one that is not may be low."""
    pairs = []
    for result in results:
        case = result.case
        if domain in case.domains_optional:
            continue
        wanted = domain in case.domains
        wrong = f"domain {domain} not found" if wanted else f"domain {domain} found"
        pairs.append((wanted, wanted is not (wrong in result.wrong)))
    return counts_of(pairs)


def measure_own_cases(protocol: Protocol, misses: Misses) -> Iterator[Figure]:
    results = run_cases(load_cases(SHIPPED / "cases"), protocol)
    right = sum(not result.wrong for result in results)
    for result in results:
        if result.wrong:
            misses.add("train", f"own case {result.case.id}: {'; '.join(result.wrong)}")
    yield Figure(
        "own cases", "judged as written", ratio(right, len(results)), note=share(right, len(results))
    )
