"""Referrals as a call-taker reads them: the number first, then who it is and what to do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from triage_cli.render.clean import visible
from triage_cli.render.layout import KEEP, Part, Row, Section, row

if TYPE_CHECKING:
    from triage_cli.directory import Referral
    from triage_cli.render.words import Words

_KM_PER_MILE = 1.609344
_US = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")
_TOLL_FREE = ("800", "888", "877", "866", "855", "844", "833", "822")


def referral_sections(
    found: Sequence[Referral], words: Words, *, title: str = "", at: str | None = None
) -> list[Section]:
    """A section for each; `at` is the moment that was asked about, None for now."""
    sections = [Section(_rows(number, item, words, at)) for number, item in enumerate(found, start=1)]
    if sections and title:
        sections[0] = sections[0]._replace(title=title)
    return sections


def number_words(number: str) -> str:
    """A number as people read it out: `+13035550100` is 303-555-0100."""
    parts = _US.fullmatch(number)
    if not parts:
        return visible(number)
    written = "-".join(parts.groups())
    return f"1-{written}" if parts[1] in _TOLL_FREE else written


def phone_words(phone: Mapping[str, Any], words: Words) -> list[Part]:
    """One number with the key to press and what it is for; no line breaks inside the first two."""
    number = number_words(str(phone["number"]))
    label = visible(phone["label"]) if phone.get("label") else ""
    if label == "text":
        number, label = f"{words('ui_text_to')}{KEEP}{number}", ""
    if phone.get("press"):
        number += f"{KEEP}{words('ui_press').replace(' ', KEEP)}{KEEP}{phone['press']}"
    return [Part(number, "phone"), *([Part(f" {label}")] if label else [])]


def opening_words(item: Referral, words: Words, at: str | None = None) -> str:
    """`open until 17:00`, `closed now, opens 08:00 tomorrow`, `hours unknown`, on the clock of the place."""
    from triage_cli.directory.hours import Opening, describe
    from triage_cli.directory.wording import say

    if item.open == "unknown":
        written = f" (“{visible(item.hours)}”)" if item.hours else ""
        return say("hours_unknown", words.language) + written
    if item.next_change is None:
        # Only the words for a change need the moment; without one any moment serves.
        return describe(Opening(item.open), datetime.datetime.min, words.language)
    change = datetime.datetime.fromisoformat(item.next_change)
    moment = datetime.datetime.fromisoformat(at.strip()) if at else datetime.datetime.now(datetime.UTC)
    moment = moment.astimezone(change.tzinfo) if moment.tzinfo else moment
    opening = Opening(item.open, change.replace(tzinfo=None))
    text = describe(opening, moment.replace(tzinfo=None), words.language)
    return say("closed_now", words.language, words=text) if item.open == "closed" else text


def distance_words(item: Referral) -> str:
    """Miles, as in the country of the directory; empty where it is not known."""
    return "" if item.distance_km is None else f"{item.distance_km / _KM_PER_MILE:.1f}{KEEP}mi"


def _rows(number: int, item: Referral, words: Words, at: str | None) -> list[Row]:
    opening, distance = opening_words(item, words, at), distance_words(item)
    about = ", ".join(filter(None, (words.kind(item.kind), distance, opening)))
    name = (Part(visible(item.name), "name"), Part(f", {about}"))
    asks, why = _reasons(item, words, opening)
    found = [
        Row(f"{number}", _phones(item, words), role="title"),
        Row("", name),
        row("", visible(item.address or "")),
        _marked("!", [one for one in item.caution if not opening.startswith(one)], "warn"),
        _marked("?", asks, "warn"),
        *(_marked("-", [step]) for step in item.steps),
        row("", _labelled(words("ui_bring"), item.bring), "dim"),
        row("", ", ".join([*why, *_cost(item, words)]), "dim"),
    ]  # fmt: skip
    return [one for one in found if any(part.text for part in one.parts)]


def _phones(item: Referral, words: Words) -> tuple[Part, ...]:
    parts: list[Part] = []
    for phone in item.phones:
        if parts:
            parts.append(Part("; "))
        parts += phone_words(phone, words)
    return tuple(parts) or (Part(words("ui_phone_missing"), "warn"),)


def _marked(sign: str, texts: Sequence[str], role: str = "") -> Row:
    text = f"{sign} {'; '.join(map(visible, texts))}" if texts else ""
    return Row("", (Part(text, role),), hang=2)


def _labelled(label: str, texts: Sequence[str]) -> str:
    return f"{label}: {', '.join(map(visible, texts))}" if texts else ""


def _cost(item: Referral, words: Words) -> list[str]:
    if not item.cost:
        return []
    known = (
        words(f"ui_cost_{item.cost}")
        if item.cost in ("free", "sliding_scale", "paid")
        else visible(item.cost)
    )
    return [known]


def _reasons(item: Referral, words: Words, opening: str) -> tuple[list[str], list[str]]:
    """(what to ask, why it was chosen) without what the line above says already."""
    from triage_cli.directory.wording import kind_words, say

    asking = say("ask", words.language, what="")
    said = {opening, say("offers", words.language, kind=kind_words(item.kind, words.language))}
    away = f"({item.distance_km:.1f} km)" if item.distance_km is not None else None
    asks = [one.removeprefix(asking) for one in item.why if one.startswith(asking)]
    why = [
        visible(one)
        for one in item.why
        if one not in said and not one.startswith(asking) and not (away and away in one)
    ]
    return asks, why
