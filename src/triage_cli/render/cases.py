"""The outcome of `triage protocol test`."""

from __future__ import annotations

from collections.abc import Sequence

from triage_cli.protocol.cases import CaseResult


def cases_text(results: Sequence[CaseResult]) -> str:
    """Failing cases with what is wrong, then the counts."""
    failed = [result for result in results if result.wrong]
    lines = [f"{result.case.id}: {'; '.join(result.wrong)}\n    {result.case.text}" for result in failed]
    under = sum(result.under for result in failed)
    over = sum(any("above" in wrong for wrong in result.wrong) for result in failed)
    lines.append(
        f"{len(results) - len(failed)} of {len(results)} cases pass; {under} under-triaged, {over} over-triaged."
    )
    return "\n".join(lines)
