"""An assessment with its referrals as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment
    from triage_cli.directory import Referral
    from triage_cli.response.reports import Reporting


def document(
    result: Assessment,
    referrals: Iterable[Referral],
    *,
    language: str = "en",
    with_text: bool = True,
    reporting: Reporting | None = None,
    unanswered: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The keys in the order of the contract: referrals stand behind the needs that they answer."""
    data = result.to_dict(language=language, with_text=with_text, reporting=reporting)
    if unanswered is not None:
        data["unanswered"] = list(unanswered)
    found = {}
    for key, value in data.items():
        found[key] = value
        if key == "barriers":
            found["referrals"] = [referral.to_dict() for referral in referrals]
    return found
