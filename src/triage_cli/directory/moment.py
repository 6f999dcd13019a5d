"""The moment that a question is about, seen from any time zone."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

from triage_cli.errors import UsageError

Offsets = list[list[int]]
"""[minutes since 1970 UTC, minutes east of UTC from then on] in order; the last row only ends the range."""
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MINUTE = datetime.timedelta(minutes=1)


class Moment:
    """An instant and the agency's zone; a place in another zone sees its own wall clock.

    `offsets` gives what the index keeps of a zone, so that the common case needs no `zoneinfo` (3 ms).
    """

    def __init__(
        self, at: datetime.datetime | str | None = None, zone: str | None = None,
        offsets: Callable[[str], Offsets] | None = None,
    ) -> None:  # fmt: skip
        """`at` without offset is in `zone`, else in the zone of this computer; None means now."""
        self.zone = zone
        self._offsets = offsets
        self._zones: dict[str, datetime.tzinfo | None] = {}
        self._kept: dict[str, Offsets] = {}
        self.at = self._instant(at)

    def _instant(self, at: datetime.datetime | str | None) -> datetime.datetime:
        if isinstance(at, str):
            try:
                at = datetime.datetime.fromisoformat(at.strip())
            except ValueError:
                raise UsageError(f"'{at}' is not a time", fix="Give ISO 8601: 2026-10-01T14:30.") from None
        if at is None:
            return datetime.datetime.now(datetime.UTC)
        return self._aware(at, self.zone).astimezone(datetime.UTC)

    def wall(self, zone: str | None) -> datetime.datetime:
        """What a clock shows in `zone`, else in the agency's, else in this computer's: without zone."""
        name = zone or self.zone
        if name is None:
            return self.at.astimezone().replace(tzinfo=None)
        minute = (self.at - _EPOCH) // _MINUTE
        kept = self._changes(name)
        for (since, offset), (until, _) in pairwise(kept):
            if since <= minute < until:
                return self.at.replace(tzinfo=None) + offset * _MINUTE
        return self.at.astimezone(self._info(name)).replace(tzinfo=None)

    def iso(self, wall: datetime.datetime, zone: str | None) -> str:
        """A wall-clock time of `zone` as ISO 8601 with its offset."""
        name = zone or self.zone
        kept = self._changes(name) if name else []
        minute = (wall.replace(tzinfo=datetime.UTC) - _EPOCH) // _MINUTE
        for (since, offset), (until, _) in pairwise(kept):
            if since <= minute - offset < until:
                wall = wall.replace(tzinfo=datetime.timezone(offset * _MINUTE))
                return wall.isoformat(timespec="minutes")
        return self._aware(wall, name).isoformat(timespec="minutes")

    @property
    def today(self) -> datetime.date:
        """The date in the agency's zone."""
        return self.wall(None).date()

    def hours_since(self, then: datetime.datetime, zone: str | None) -> float:
        """Hours from `then` until now; `then` without offset is in `zone`."""
        return (self.at - self._aware(then, zone or self.zone)).total_seconds() / 3600

    def _aware(self, at: datetime.datetime, zone: str | None) -> datetime.datetime:
        if at.tzinfo is not None:
            return at
        info = self._info(zone) if zone else None
        return at.replace(tzinfo=info) if info else at.astimezone()

    def _changes(self, name: str) -> Offsets:
        if name not in self._kept:
            self._kept[name] = self._offsets(name) if self._offsets else []
        return self._kept[name]

    def _info(self, name: str) -> datetime.tzinfo | None:
        """The zone, or None (this computer's) where the system does not know it."""
        if name not in self._zones:
            import zoneinfo

            try:
                self._zones[name] = zoneinfo.ZoneInfo(name)
            except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
                self._zones[name] = None
        return self._zones[name]


def offsets_of(zone: str, start: datetime.date, days: int) -> Offsets:
    """The UTC offsets of a zone over some days, to the hour, small enough to keep."""
    import zoneinfo

    info = zoneinfo.ZoneInfo(zone)
    begin = datetime.datetime.combine(start, datetime.time(), datetime.UTC)
    changes: Offsets = []
    for hour in range(days * 24 + 1):
        at = begin + datetime.timedelta(hours=hour)
        offset = (at.astimezone(info).utcoffset() or datetime.timedelta()) // _MINUTE
        if not changes or changes[-1][1] != offset or hour == days * 24:
            changes.append([(at - _EPOCH) // _MINUTE, offset])
    return changes
