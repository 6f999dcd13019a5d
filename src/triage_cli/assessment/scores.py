"""Three scores with bands: the highest band that any counted evidence supports, and a number in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from triage_cli.assessment.model import Evidence, Score
from triage_cli.vocabulary import BANDS, DOMAINS

_RANK = {band: rank for rank, band in enumerate(BANDS)}
_NONE = Score(0, "none")
_NO_SCORES: Mapping[str, Score] = dict.fromkeys(DOMAINS, _NONE)
_LEFT = 0.6
"""Each further independent piece of evidence closes 40 % of what is left of the band."""


def scores_of(evidence: Iterable[Evidence], bands: Mapping[str, Sequence[int]]) -> Mapping[str, Score]:
    """A score for each domain. Another piece of evidence never lowers one.

    Within the band the number grows with every further rule that fired, and saturates: one piece
    stands at 40 % of the band, two at 64 %, three at 78 %.
    """
    highest: dict[str, str] = {}
    pieces: dict[str, set[str]] = {}
    for item in evidence:
        domain, band = item.domain, item.band
        if domain and band and item.counted:
            pieces.setdefault(domain, set()).add(item.id)
            if domain not in highest or _RANK[band] > _RANK[highest[domain]]:
                highest[domain] = band
    if not highest:
        return _NO_SCORES
    scores = dict(_NO_SCORES)
    for domain, band in highest.items():
        low, high = bands[band]
        share = 1 - _LEFT ** len(pieces[domain])
        scores[domain] = Score(round(low + (high - low) * share), band)
    return scores
