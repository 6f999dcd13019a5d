"""What `triage find` was asked, checked, and its answer shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.errors import NothingFound, UsageError, nearest
from triage_cli.settings import Settings, load_settings

if TYPE_CHECKING:
    from triage_cli.commands.asking import Output
    from triage_cli.directory import Person, Referral

_KM_PER_MILE = 1.609344
_OLDEST = 120


class Asked(NamedTuple):
    """The question as typed; None is not asked."""

    query: str | None = None
    need: str | None = None
    kind: str | None = None
    near: str | None = None
    within: str | None = None
    age: int | None = None
    gender: str | None = None
    veteran: bool | None = None
    children: bool | None = None
    pets: bool | None = None
    language: str | None = None
    insurance: str | None = None
    open_now: bool = False
    at: str | None = None
    limit: int = 10


def run(
    asked: Asked, output: Output, *, lang: str | None, resources: Path | None, protocol: Path | None
) -> None:
    """Search and show; NothingFound (exit 3) where nothing passes."""
    from triage_cli.commands.scoring import directory_of, language

    if output.form in ("sms", "print"):
        raise UsageError(f"find has no format {output.form!r}", fix="One of: text, plain, json")
    settings = load_settings()
    chosen = language(lang, settings)
    within_km, person = _within_km(asked), _person(asked)
    directory = directory_of(resources, settings, chosen)
    found = directory.find(
        asked.query, need=asked.need, kind=asked.kind, near=asked.near, within_km=within_km, person=person,
        open_now=asked.open_now, at=asked.at, limit=asked.limit,
    )  # fmt: skip
    if output.form == "json":
        from triage_cli.render.output import write_json

        write_json(
            {
                "schema": "triage.referrals/1",
                "query": asked._asdict(),
                "referrals": [one.to_dict() for one in found],
            }
        )
    elif found:
        _show(found, asked, output, settings, chosen, protocol)
    if not found:
        raise NothingFound(
            "nothing in the directory passes all of this",
            fix="Leave out a filter, or call 211 for what there is locally.",
        )


def _show(
    found: Sequence[Referral],
    asked: Asked,
    output: Output,
    settings: Settings,
    lang: str,
    folder: Path | None,
) -> None:
    from triage_cli.commands.common import protocol_from
    from triage_cli.commands.scoring import protocol_folder
    from triage_cli.render.referrals import referral_sections
    from triage_cli.render.words import Words

    words = Words(protocol_from(protocol_folder(folder, settings)), lang)
    sections = referral_sections(found, words, at=asked.at)
    if output.form == "plain":
        from triage_cli.render.output import write
        from triage_cli.render.plain import plain_text

        write(plain_text(sections))
        return
    from triage_cli.render.terminal import Terminal

    Terminal(colour=output.colour).draw(sections)


def _within_km(asked: Asked) -> float | None:
    """`10mi` or `16km` in kilometres."""
    if asked.within is None:
        return None
    if asked.near is None:
        raise UsageError("--within needs to know from where", fix="Add --near PLACE.")
    given = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(mi|miles?|km)\s*", asked.within.lower())
    if not given:
        raise UsageError(f"--within {asked.within!r} is not a distance", fix="Write it as 10mi or 16km.")
    return float(given[1]) * (1 if given[2] == "km" else _KM_PER_MILE)


def _person(asked: Asked) -> Person:
    from triage_cli.directory.eligibility import Person, gender_of
    from triage_cli.directory.model import GENDERS, INSURANCE

    gender = gender_of(asked.gender)
    if asked.gender and gender is None:
        raise _unknown("--gender", asked.gender, GENDERS)
    if asked.insurance and asked.insurance.lower() not in INSURANCE:
        raise _unknown("--insurance", asked.insurance, INSURANCE)
    if asked.age is not None and not 0 <= asked.age <= _OLDEST:
        raise UsageError(f"--age {asked.age}: must be 0 to {_OLDEST}", fix="For example: --age 34")
    return Person(
        age=asked.age, gender=gender, veteran=asked.veteran, children=asked.children, pets=asked.pets,
        language=_language(asked.language), insurance=asked.insurance and asked.insurance.lower(),
    )  # fmt: skip


def _language(word: str | None) -> str | None:
    """The code of a language named by its code or in English."""
    if word is None:
        return None
    given = word.strip().lower()
    if given.isalpha() and len(given) in (2, 3):
        return given
    from triage_cli.directory.checks import LANGUAGE_NAMES

    if given not in LANGUAGE_NAMES:
        raise _unknown("--language", word, LANGUAGE_NAMES)
    return LANGUAGE_NAMES[given]


def _unknown(option: str, word: str, known: Sequence[str] | dict[str, str]) -> UsageError:
    close = nearest(word, known)
    return UsageError(
        f"{option}: {word!r} is not known",
        fix=f"Did you mean {close!r}?" if close else "One of: " + ", ".join(known),
    )
