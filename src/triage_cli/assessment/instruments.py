"""Published screens, complete or partial, from the answers that are known."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

from triage_cli.assessment.conditions import holds
from triage_cli.assessment.model import Evidence, InstrumentResult

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Instrument


def score_instruments(
    answers: Mapping[str, str], known: Set[str], protocol: Protocol
) -> tuple[dict[str, InstrumentResult], list[Evidence]]:
    """The screens that this call opens, and the evidence of those that are positive."""
    results: dict[str, InstrumentResult] = {}
    evidence: list[Evidence] = []
    for instrument in protocol.instruments:
        if not (instrument.when is None or holds(instrument.when, known)):
            continue
        result = results[instrument.id] = score(instrument, answers)
        if result.result == "positive":
            why = f"{instrument.name}: positive"
            evidence.append(
                Evidence(
                    instrument.id, "instrument", instrument.domain, None, instrument.band, "present", True,
                    None, None, None, why, None, tuple(instrument.signs),
                )
            )  # fmt: skip
    return results, evidence


def score(instrument: Instrument, answers: Mapping[str, str]) -> InstrumentResult:
    """Positive already, negative (cannot be positive any more) or open.

    A skipped item keeps the screen open. `unknown` counts as neither yes nor no.
    """
    yes = [item for item in instrument.items if answers.get(item) == "yes"]
    undecided = [item for item in instrument.items if answers.get(item) not in ("yes", "no")]
    decisive = [item for item in yes if item in instrument.any_of]
    counted = [item for item in yes if item in instrument.count_of]
    complete = not undecided
    if decisive:
        return InstrumentResult("positive", tuple(decisive), complete)
    if instrument.count_of and len(counted) >= instrument.at_least:
        return InstrumentResult("positive", tuple(counted), complete)
    still = sum(item in instrument.count_of for item in undecided)
    could = any(item in instrument.any_of for item in undecided) or (
        bool(instrument.count_of) and len(counted) + still >= instrument.at_least
    )
    return InstrumentResult("open" if could else "negative", (), complete)
