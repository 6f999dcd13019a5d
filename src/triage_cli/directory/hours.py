"""Whether a place is open at a moment, from OpenStreetMap opening_hours text.

Three answers: `open`, `closed`, `unknown`. Text that cannot be read is `unknown`: a wrong "closed" is worse
than "hours unknown". `opening_hours` takes 20 ms to import, so the common cases do without it: "24/7", and
the next weeks, which the index holds as spans (see `spans_of`). Times are wall-clock times at the place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from opening_hours import OpeningHours

ALWAYS = frozenset({"24/7", "24/7 open", "Mo-Su 00:00-24:00", "00:00-24:00", "Mo-Su,PH 00:00-24:00"})
HOLIDAY = "PH"
"""As opening hours: open exactly on federal holidays."""
_LOOK_AHEAD_DAYS = 21
_MINUTE = datetime.timedelta(minutes=1)
_CODES = {"open": "o", "closed": "c", "unknown": "u"}
_WORDS = {code: word for word, code in _CODES.items()}
_CONDITION = r"(?i)appoint|call|phone|ask|request|vary|varies|contact|referral|cita|llam"
_ZONE = r'^(?P<hours>.*?)\s*"(?P<zone>[A-Z][A-Za-z]+/[A-Za-z_/]+)"\s*$'


class Opening(NamedTuple):
    """The state at a moment and the wall-clock time at which it changes, where that is known."""

    state: str
    next_change: datetime.datetime | None = None


UNKNOWN = Opening("unknown")
Spans = Mapping[str, Any]
"""`from`: ISO date; `minutes`: where each span begins, counted from it; `states`: a letter for each."""


def split_zone(hours: str) -> tuple[str, str | None]:
    """`Mo-Fr 08:00-21:00 "America/New_York"` as its hours and its time zone."""
    found = re.match(_ZONE, hours)
    return (found["hours"], found["zone"]) if found else (hours, None)


def opening(hours: str | None, at: datetime.datetime, spans: Spans | None = None) -> Opening:
    """The state of `hours` at the wall-clock time `at` (naive, in the zone of the place)."""
    if not hours:
        return UNKNOWN
    if hours in ALWAYS:
        return Opening("open")
    if spans is None and '"' in hours:
        # The library sees no change between "open" and "open, by appointment": ask it span by span.
        spans = spans_of(hours, at.date() - datetime.timedelta(days=1), _LOOK_AHEAD_DAYS)
    known = _from_spans(spans, at) if spans else None
    if known is not None:
        return known
    parsed = _parse(hours)
    if parsed is None:
        return UNKNOWN
    try:
        state, comment = parsed.state(at)
        change = parsed.next_change(at)
    except (ValueError, OverflowError):
        return UNKNOWN
    judged = _judged(str(state), comment, hours)
    if change is None or judged == "unknown":
        return Opening(judged)
    return Opening(judged, change.replace(tzinfo=None))


def spans_of(hours: str, start: datetime.date, days: int) -> dict[str, Any] | None:
    """The states of `days` days from `start`, small enough to keep; None where the text cannot be read."""
    parsed = _parse(hours)
    if parsed is None:
        return None
    begin = datetime.datetime.combine(start, datetime.time())
    minutes: list[int] = []
    states = ""
    for since, _, state, comment in parsed.intervals(begin, begin + datetime.timedelta(days=days)):
        code = _CODES[_judged(str(state), comment, hours)]
        if states[-1:] != code:
            minutes.append(max(0, (since.replace(tzinfo=None) - begin) // _MINUTE))
            states += code
    return {"from": start.isoformat(), "minutes": [*minutes, days * 24 * 60], "states": states}


def readable(hours: str) -> bool:
    """Whether the text is opening_hours that can be evaluated."""
    return hours in ALWAYS or _parse(hours) is not None


def describe(found: Opening, at: datetime.datetime, lang: str = "en") -> str:
    """The state in words: `open until 17:00`, `opens 08:00 tomorrow`, `hours unknown`."""
    spanish = lang == "es"
    if found.state == "unknown":
        return "horario desconocido" if spanish else "hours unknown"
    is_open = found.state == "open"
    if found.next_change is None:
        words = {"open": ("open 24 hours", "abierto las 24 horas"), "closed": ("closed", "cerrado")}
        return words[found.state][spanish]
    verb = (
        ("abierto hasta las" if is_open else "abre a las")
        if spanish
        else ("open until" if is_open else "opens")
    )
    return f"{verb} {found.next_change:%H:%M}{_day_words(found.next_change, at, spanish)}"


def _day_words(change: datetime.datetime, at: datetime.datetime, spanish: bool) -> str:
    days = (change.date() - at.date()).days
    if days == 0 or (days == 1 and change.time() == datetime.time()):
        return ""
    if days == 1:
        return " mañana" if spanish else " tomorrow"
    names = ("lunes martes miércoles jueves viernes sábado domingo" if spanish
             else "Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()  # fmt: skip
    name = names[change.weekday()]
    if days < 7:
        return f" el {name}" if spanish else f" {name}"
    return f" el {change:%d/%m/%Y}" if spanish else f" on {change:%Y-%m-%d}"


def state_at(hours: str, at: datetime.datetime, spans: Spans | None = None) -> str:
    """The state alone: the kept weeks give it even where they do not reach the next change."""
    place = _place_in(spans, at) if spans else None
    if spans is not None and place is not None:
        return _WORDS.get(spans["states"][place], "unknown")
    return opening(hours, at).state


def _place_in(spans: Spans, at: datetime.datetime) -> int | None:
    """The number of the kept span in which the moment lies."""
    minute = (at - datetime.datetime.fromisoformat(spans["from"])) // _MINUTE
    minutes = spans["minutes"]
    if not 0 <= minute < minutes[-1]:
        return None
    return next(i for i in range(len(spans["states"])) if minute < minutes[i + 1])


def _from_spans(spans: Spans, at: datetime.datetime) -> Opening | None:
    """The answer from the kept weeks, or None where they do not reach."""
    place = _place_in(spans, at)
    minutes, states = spans["minutes"], spans["states"]
    if place is None or place == len(states) - 1:
        return None
    if states[place] == "u":
        return UNKNOWN
    begin = datetime.datetime.fromisoformat(spans["from"])
    return Opening(_WORDS[states[place]], begin + datetime.timedelta(minutes=minutes[place + 1]))


def _parse(hours: str) -> OpeningHours | None:
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined] # not in its stubs

    try:
        return OpeningHours(hours, country="US", auto_timezone=False, max_interval_days=400)
    except (ParserError, ValueError, OverflowError):
        return None


def _judged(state: str, comment: str, hours: str) -> str:
    """`open` that hangs on a condition in its comment ("by appointment") is `unknown`."""
    if state != "open" or not comment:
        return state
    alone = re.fullmatch(r'\s*"[^"]*"\s*', hours) or re.search(r'\|\|\s*"' + re.escape(comment), hours)
    return "unknown" if alone or re.search(_CONDITION, comment) else "open"
