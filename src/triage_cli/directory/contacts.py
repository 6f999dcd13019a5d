"""Converters for the ways to reach a place: numbers, web and e-mail addresses (see `checks.py`)."""

from __future__ import annotations

import re
from typing import Any

from triage_cli.directory.checks import FieldError, shown, text
from triage_cli.directory.model import Phone, field_names
from triage_cli.errors import nearest

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def number(value: Any) -> str:
    """A telephone number as E.164 (`+13035550100`) or a short code of 3 to 6 digits (`988`)."""
    example = "Write +1 and ten digits (+13035550100), or a short code (988)."
    raw = text(value)
    if re.fullmatch(r"[0-9]{3,6}", raw):
        return raw
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", raw):
        if raw.startswith("+1") and len(raw) != 12:
            raise FieldError(f"{shown(value)} has {len(raw) - 2} digits after +1, not 10", example)
        return raw
    bare = raw if raw.startswith("(") else re.sub(r"\s*\(.*\)$", "", raw)
    digits = re.sub(r"\D", "", bare.upper().translate(_KEYPAD))
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    fix = f'Did you mean "+1{digits}"?' if len(digits) == 10 else f'Did you mean "{digits}"?'
    raise FieldError(
        f"{shown(value)} is not a phone number", fix if len(digits) in (3, 5, 6, 10) else example
    )


def press(value: Any) -> str:
    """The keys to press after a call is answered."""
    raw = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not re.fullmatch(r"[0-9*#]{1,4}", raw):
        raise FieldError(f"{shown(value)} is not a key", 'Write the key alone: press = "1".')
    return raw


def extension(value: Any) -> str:
    """An extension in digits."""
    raw = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not re.fullmatch(r"\d{1,8}", raw):
        raise FieldError(f"{shown(value)} is not an extension", 'Write its digits: ext = "204".')
    return raw


def phone(value: Any) -> Phone:
    """A number with what goes with it."""
    if not isinstance(value, dict):
        raise FieldError(
            f"{shown(value)} is not a phone", 'Write { number = "+13035550100", label = "intake" }.'
        )
    known = field_names(Phone)
    for key in value:
        if key not in known:
            raise FieldError(
                f"a phone has no key '{key}'", f"Did you mean {nearest(key, known) or ', '.join(known)}?"
            )
    if "number" not in value:
        raise FieldError("a phone lacks its number", 'Add number = "+13035550100".')
    converters = {"number": number, "press": press, "ext": extension}
    return Phone(**{key: converters.get(key, text)(item) for key, item in value.items()})


def web(value: Any) -> str:
    """An http or https address."""
    raw = text(value)
    if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", raw):
        return raw
    fix = (
        f'Did you mean "https://{raw}"?'
        if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/\S*)?", raw)
        else "E.g. https://example.org."
    )
    raise FieldError(f"{shown(value)} is not a web address", fix)


def mail(value: Any) -> str:
    """An e-mail address."""
    raw = text(value)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", raw):
        raise FieldError(f"{shown(value)} is not an e-mail address", "E.g. intake@example.org.")
    return raw
