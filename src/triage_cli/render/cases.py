"""The outcome of `triage protocol test`."""

from __future__ import annotations

from collections.abc import Sequence

from triage_cli.protocol.cases import CaseResult


def cases_text(results: Sequence[CaseResult]) -> str:
    """Failing cases with what is wrong, the misses that are known, then the counts."""
    lines = [
        f"{result.case.id}: {_wrong(result)}\n    {result.case.text}" for result in results if result.failed
    ]
    known = [result for result in results if result.case.known_miss and result.wrong]
    if known:
        lines.append("Known misses:")
        lines += [
            f"  {result.case.id}: {'; '.join(result.wrong)} ({result.case.known_miss})" for result in known
        ]
    passed = sum(not result.wrong for result in results)
    under = sum(result.under for result in results)
    over = sum(any("above" in wrong for wrong in result.wrong) for result in results)
    lines.append(
        f"{passed} of {len(results)} cases pass; {under} under-triaged, {over} over-triaged; "
        f"{len(known)} of these misses are known."
    )
    return "\n".join(lines)


def _wrong(result: CaseResult) -> str:
    return "; ".join(result.wrong) or "passes now: take its known_miss away"
