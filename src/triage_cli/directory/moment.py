"""The moment that a question is about, seen from any time zone."""

from __future__ import annotations

import datetime

from triage_cli.errors import UsageError


class Moment:
    """An instant and the agency's zone; a place in another zone sees its own wall clock."""

    __slots__ = ("_zones", "at", "zone")

    def __init__(self, at: datetime.datetime | str | None = None, zone: str | None = None) -> None:
        """`at` without offset is in `zone`, else in the zone of this computer; None means now."""
        self.zone = zone
        self._zones: dict[str, datetime.tzinfo | None] = {}
        if isinstance(at, str):
            try:
                at = datetime.datetime.fromisoformat(at.strip())
            except ValueError:
                raise UsageError(f"'{at}' is not a time", fix="Give ISO 8601: 2026-10-01T14:30.") from None
        if at is None:
            at = datetime.datetime.now(datetime.UTC)
        elif at.tzinfo is None:
            at = at.replace(tzinfo=self._info(zone)) if zone else at.astimezone()
        self.at = at.astimezone(datetime.UTC)

    def local(self, zone: str | None) -> datetime.datetime:
        """The same instant with the clock of `zone`, else the agency's, else this computer's."""
        name = zone or self.zone
        return self.at.astimezone(self._info(name)) if name else self.at.astimezone()

    @property
    def today(self) -> datetime.date:
        """The date in the agency's zone."""
        return self.local(None).date()

    def hours_since(self, then: datetime.datetime, zone: str | None) -> float:
        """Hours from `then` until now; `then` without offset is in `zone`."""
        if then.tzinfo is None:
            name = zone or self.zone
            then = then.replace(tzinfo=self._info(name)) if name else then.astimezone()
        return (self.at - then).total_seconds() / 3600

    def _info(self, name: str | None) -> datetime.tzinfo | None:
        """The zone, or None (this computer's) where the system does not know it."""
        if name is None:
            return None
        if name not in self._zones:
            import zoneinfo

            try:
                self._zones[name] = zoneinfo.ZoneInfo(name)
            except (zoneinfo.ZoneInfoNotFoundError, ValueError):
                self._zones[name] = None
        return self._zones[name]
