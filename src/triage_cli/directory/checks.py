"""From a TOML value to the value of a field, or a sentence that says what is wrong with it.

A converter takes the raw value and returns the right one, or raises `FieldError` with what is wrong and what
would be right. `fields.py` says which field takes which.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

from triage_cli.directory.places import STATES, state_code
from triage_cli.errors import nearest
from triage_cli.vocabulary import KINDS

Converter = Callable[[Any], Any]
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LANGUAGE_NAMES = {
    "english": "en", "spanish": "es", "español": "es", "french": "fr", "vietnamese": "vi", "chinese": "zh",
    "mandarin": "zh", "cantonese": "yue", "arabic": "ar", "russian": "ru", "somali": "so", "amharic": "am",
    "korean": "ko", "tagalog": "tl", "portuguese": "pt", "asl": "ase", "american sign language": "ase",
    "haitian creole": "ht", "navajo": "nv", "hmong": "hmn", "ukrainian": "uk",
}  # fmt: skip

_COMMON_ZONES = {
    "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "est": "America/New_York",
    "edt": "America/New_York", "et": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago",
    "ct": "America/Chicago", "hst": "Pacific/Honolulu", "akst": "America/Anchorage",
}  # fmt: skip


class FieldError(Exception):
    """A value that cannot be used: what is wrong, and what would be right."""

    def __init__(self, what: str, fix: str | None = None) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def shown(value: object) -> str:
    """A value as a message quotes it: short, and with nothing in it that a terminal obeys."""
    text = repr(value) if isinstance(value, str) else str(value)
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if len(text) <= 60 else text[:57] + "..."


def hidden_character(text: str, *, lines: bool = False) -> str | None:
    """The first control or direction character of `text` by its code point, e.g. `U+001B`."""
    for c in text:
        if c in "\n\t" and lines:
            continue
        if ord(c) < 32 or 127 <= ord(c) < 160 or c in _BIDI or c in "\u2028\u2029\ufeff":
            return f"U+{ord(c):04X}"
    return None


def text(value: Any, *, lines: bool = False) -> str:
    """A line of text that is not empty."""
    if not isinstance(value, str):
        raise FieldError(f"{shown(value)} is not text", f'Put it in quotes: "{shown(value)}".')
    found = hidden_character(value, lines=lines)
    if found:
        raise FieldError(f"{shown(value)} holds the hidden character {found}", "Type the text again by hand.")
    if not value.strip():
        raise FieldError("it is empty", "Write something or delete the line.")
    return value.strip()


def prose(value: Any) -> str:
    """Text that may have several lines."""
    return text(value, lines=True)


def flag(value: Any) -> bool:
    """Exactly `true` or `false`."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    meant = {"yes": "true", "y": "true", "1": "true", "on": "true", "no": "false", "n": "false", "0": "false"}
    guess = word if word in ("true", "false") else meant.get(word, "")
    raise FieldError(
        f"{shown(value)} is neither true nor false", f"Write {guess or 'true or false'} without quotes."
    )


def flag_or_text(value: Any) -> bool | str:
    """`true`, `false` or words."""
    return value if isinstance(value, bool) else text(value)


def whole(low: int, high: int) -> Converter:
    """A converter for a whole number within limits."""

    def convert(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise FieldError(
                f"{shown(value)} is not a whole number",
                f"Write a number from {low} to {high} without quotes.",
            )
        if not low <= value <= high:
            raise FieldError(f"{value} is out of range", f"It goes from {low} to {high}.")
        return value

    return convert


def degrees(limit: int) -> Converter:
    """A converter for a coordinate within plus and minus `limit` degrees."""

    def convert(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            raise FieldError(
                f"{shown(value)} is not a number of degrees", "Write it without quotes, e.g. 39.75."
            )
        if abs(value) > limit:
            swapped = " Latitude and longitude look swapped." if limit == 90 and abs(value) <= 180 else ""
            raise FieldError(f"{value} is out of range", f"It goes from -{limit} to {limit}.{swapped}")
        return float(value)

    return convert


def word(known: Iterable[str]) -> Converter:
    """A converter for one word of a closed vocabulary."""
    words = tuple(known)

    def convert(value: Any) -> str:
        if isinstance(value, str) and value in words:
            return value
        close = nearest(str(value).replace("-", "_").replace(" ", "_"), words)
        listed = f"One of: {', '.join(words)}." if len(words) <= 12 else "CONTRACT lists the words."
        raise FieldError(f"{shown(value)} is not a known word", f"Did you mean {close}?" if close else listed)

    return convert


def many(item: Converter, example: str) -> Converter:
    """A converter for a list whose items go through `item`."""

    def convert(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            quoted = f'"{value}"' if isinstance(value, str) else example
            raise FieldError(f"{shown(value)} is not a list", f"Write [{quoted}].")
        result = tuple(item(part) for part in value)
        if len(set(result)) != len(result):
            twice = next(part for part in result if result.count(part) > 1)
            raise FieldError(f"{shown(twice)} stands in it twice", "Delete one of them.")
        return result

    return convert


def text_or_many(value: Any) -> tuple[str, ...]:
    """A sentence, or a list of them."""
    return (text(value),) if isinstance(value, str) else tuple(many(text, '"..."')(value))


def kinds(value: Any) -> tuple[str, ...]:
    """At least one word of the vocabulary of kinds."""
    result: tuple[str, ...] = many(word(KINDS), '"shelter"')(value)
    if not result:
        raise FieldError("it is empty", 'Say what the place is, e.g. ["shelter"].')
    return result


def day(value: Any) -> datetime.date:
    """A date, as TOML writes it or the same in quotes."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise FieldError(
            f"{shown(value)} is not a date", "Write year-month-day without quotes: 2026-10-01."
        ) from None


def post_code(value: Any) -> str:
    """A ZIP of five digits in quotes."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise FieldError(
            f"{value} is a number, and a ZIP may begin with 0", f'Put it in quotes: "{value:05d}".'
        )
    raw = text(value)
    if not (re.fullmatch(r"\d{5}(-\d{4})?", raw) and raw.isascii()):
        raise FieldError(f"{shown(value)} is not a ZIP", 'Write five digits in quotes: "80202".')
    return raw[:5]


def state(value: Any) -> str:
    """A state by its two letters."""
    raw = text(value)
    if raw in STATES:
        return raw
    code = state_code(raw) or state_code(nearest(raw.title(), STATES.values(), cutoff=0.7) or "")
    raise FieldError(
        f"{shown(value)} is not a state", f'Did you mean "{code}"?' if code else 'Use two letters: "CO".'
    )


def area(value: Any) -> str:
    """A ZIP, `City, ST`, `County, ST`, a state or `US`."""
    raw = text(value)
    if raw == "US" or raw in STATES:
        return raw
    if raw.isdecimal():
        return post_code(raw)
    town, comma, code = raw.rpartition(",")
    if comma and town.strip() and code.strip() in STATES:
        return f"{town.strip()}, {code.strip()}"
    guess = state_code(code if comma else raw)
    fix = f'Did you mean "{f"{town.strip()}, " if comma else ""}{guess}"?' if guess else None
    raise FieldError(
        f"{shown(value)} is not an area", fix or 'Use a ZIP, "Denver, CO", "Denver County, CO", "CO" or "US".'
    )


def time_zone(value: Any) -> str:
    """An IANA time zone."""
    raw = text(value)
    if _is_zone(raw):
        return raw
    import zoneinfo

    known = zoneinfo.available_timezones()
    close = _COMMON_ZONES.get(raw.lower()) or nearest(raw, known) or _zone_by_city(raw, known)
    raise FieldError(
        f"{shown(value)} is not a time zone", f"Did you mean {close}?" if close else "E.g. America/Denver."
    )


@functools.cache
def _is_zone(name: str) -> bool:
    import zoneinfo

    try:
        return "/" in name and bool(zoneinfo.ZoneInfo(name))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _zone_by_city(raw: str, known: Iterable[str]) -> str | None:
    city = raw.rpartition("/")[2].replace(" ", "_").lower()
    return next((name for name in sorted(known) if name.lower().endswith("/" + city)), None)


def language(value: Any) -> str:
    """A language by its short code, `en` or `es-MX`."""
    raw = text(value)
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", raw):
        return raw
    code = LANGUAGE_NAMES.get(raw.lower())
    raise FieldError(
        f"{shown(value)} is not a language code", f'Write "{code}".' if code else 'E.g. "en", "es", "ase".'
    )
