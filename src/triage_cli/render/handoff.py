"""What is handed over: text messages for the person who called, a page for the team that goes.

A phone may be read by somebody else: `discreet` leaves out the names of places, addresses, and every
word about why. The address of a confidential place is in none of it, for no referral carries one.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage_cli.render.clean import visible
from triage_cli.render.layout import KEEP, Row, Section, row
from triage_cli.render.referrals import opening_words, phone_words, referral_sections
from triage_cli.render.screen import assessment_sections
from triage_cli.render.terminal import section_lines

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment
    from triage_cli.directory import Referral
    from triage_cli.render.words import Words
    from triage_cli.response.reports import Reporting

SMS = 160
"""GSM characters in one message."""
PAGE = 80
"""Columns of a printed page."""
_MOST_SAID = 600
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""GSM 03.38, the characters that take one place each."""
_STAND_INS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...",
    "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "\\": "/", "~": "-", "^": " ", "€": "EUR", "`": "'",
    KEEP: " ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handoff:
    """One assessment with its referrals, and how much of it may be read."""

    result: Assessment
    referrals: Sequence[Referral]
    words: Words
    discreet: bool = False
    with_text: bool = True
    agency: str | None = None
    reporting: Reporting | None = None
    at: str | None = None


# Text messages


def sms_text(handoff: Handoff) -> str:
    """One message a line, each at most 160 GSM characters; several are numbered."""
    return "\n".join(sms_parts(_messages(handoff)))


def sms_parts(items: Iterable[str]) -> list[str]:
    """The items packed into messages: an item stays whole where it fits, a word always."""
    room = SMS - len("10/12 ")
    parts: list[str] = []
    for item in items:
        chunk = ""
        for word in _words(gsm(item), room):
            if chunk and len(chunk) + 1 + len(word) > room:
                parts.append(chunk)
                chunk = ""
            chunk = f"{chunk} {word}" if chunk else word
        if parts and len(parts[-1]) + 1 + len(chunk) <= room:
            parts[-1] += f" {chunk}"
        elif chunk:
            parts.append(chunk)
    if len(parts) < 2:
        return parts
    return [f"{number}/{len(parts)} {part}" for number, part in enumerate(parts, start=1)]


def gsm(text: str) -> str:
    """The text in characters of a plain text message: accents that it lacks are left out."""
    return "".join(char if char in _GSM else _nearest_gsm(char) for char in text)


def _nearest_gsm(char: str) -> str:
    if char in _STAND_INS:
        return _STAND_INS[char]
    bare = unicodedata.normalize("NFKD", char)
    return "".join(one for one in bare if one in _GSM) or ("" if unicodedata.combining(char) else "?")


def _words(text: str, room: int) -> list[str]:
    return [word[place : place + room] for word in text.split() for place in range(0, len(word), room)]


def _messages(handoff: Handoff) -> list[str]:
    words = handoff.words
    items = [
        _discreet(one, handoff) if handoff.discreet else _open(one, handoff) for one in handoff.referrals
    ]
    if not handoff.discreet or not items:
        items.append(words("ui_sms_numbers" if handoff.discreet else "ui_sms_crisis"))
    return items


def _discreet(item: Referral, handoff: Handoff) -> str:
    """A number and when it answers; nothing says whose it is."""
    number = next(iter(_numbers(item, handoff.words)), "")
    if not number:
        return ""
    sample = item.caution[:1] if item.sample else ()
    known = [number, opening_words(item, handoff.words, handoff.at), *sample]
    return f"{handoff.words('ui_sms_number')}: {', '.join(known)}."


def _open(item: Referral, handoff: Handoff) -> str:
    known = [
        *_numbers(item, handoff.words)[:2],
        opening_words(item, handoff.words, handoff.at),
        visible(item.address or ""),
    ]
    caution = [visible(one) for one in item.caution if not known[-2].startswith(one)]
    return " ".join(
        [f"{visible(item.name)}: {', '.join(filter(None, known))}.", *(f"{one}." for one in caution)]
    )


def _numbers(item: Referral, words: Words) -> list[str]:
    return list(dict.fromkeys(phone_words(phone, words)[0].text for phone in item.phones))


# A page


def print_text(handoff: Handoff) -> str:
    """One page: what was found and why, what is open, where the person can go."""
    words = handoff.words
    sections = _discreet_page(handoff) if handoff.discreet else _page(handoff)
    closing = [] if handoff.discreet else [Section([row("", words("ui_safety"))])]
    blocks = [section_lines(section, PAGE, "#.") for section in [*sections, *closing]]
    return "\n\n".join(
        "\n".join("".join(part.text for part in line).rstrip() for line in block) for block in blocks if block
    )


def _page(handoff: Handoff) -> list[Section]:
    words, result = handoff.words, handoff.result
    now = datetime.datetime.now().astimezone()
    moment = visible(handoff.at) if handoff.at else now.isoformat(sep=" ", timespec="minutes")
    title = ", ".join(filter(None, (words("ui_handoff"), visible(handoff.agency or ""), moment)))
    head, act, found = assessment_sections(
        result, words, with_text=handoff.with_text, reporting=handoff.reporting
    )
    places = referral_sections(handoff.referrals, words, title=words("ui_referrals"), at=handoff.at)
    return [Section(_said(handoff), title), head, act, Section([*found.rows, *_known(handoff)]), *places]


def _said(handoff: Handoff) -> list[Row]:
    text = visible(handoff.result.text) if handoff.with_text else ""
    if len(text) > _MOST_SAID:
        text = text[:_MOST_SAID] + "…"
    return [row(handoff.words("ui_said"), text)] if text else []


def _known(handoff: Handoff) -> list[Row]:
    answers = handoff.result.answers
    known = ", ".join(f"{key.replace('_', ' ')}: {visible(value)}" for key, value in answers.items())
    return [row(handoff.words("ui_known"), known)] if known and handoff.with_text else []


def _discreet_page(handoff: Handoff) -> list[Section]:
    lines = list(filter(None, (_discreet(item, handoff) for item in handoff.referrals)))
    return [Section([row("", line) for line in lines or [handoff.words("ui_sms_numbers")]])]
