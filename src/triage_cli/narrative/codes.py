"""Codes in call types, written so that they can be looked for: "25A01" keeps its "a", "06C1" is "6C01".

Cards of Medical, Police and Fire Priority Dispatch say which protocol a call was taken by, how urgent
it came out and why: card number, determinant letter, level, suffix ("25-B-3", "23D01I"). Sections of
law carry a letter too ("647F", "1056A"). In descriptions none of this holds, so only call types and
their terms are read this way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase

_LETTERS = {"a": "alpha", "b": "bravo", "c": "charlie", "d": "delta", "e": "echo", "o": "omega"}
_LAST_CARD = 140
"""Police Priority Dispatch ends at 136; a higher number is a section, a signal or an address."""
_LEVELS = 100
_WITH_LEVEL, _WITHOUT = "^", "~"
"""Marks that stand after the card number, for codes with and without a level."""

_CARD = re.compile(
    r"(?<![^\W_])(?<!\d[-.])(?:[a-z]{1,3}-?)?0*(?P<card>\d{1,3})"
    r"(?:-?(?P<letter>[abcdeo])(?:-?(?P<level>\d{1,2}))?| +(?P<spaced>[abcdeo]) +(?P<digits>\d{1,2}))"
    r"(?P<suffix>[a-z]{0,2})(?![^\W_])",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("–—‐‑−", "-"))
_LONE_A = re.compile(r"(?<=\d)-?a(?![^\W_])", re.IGNORECASE)
_PATTERN = re.compile(
    r"(?P<card>\d{1,3})(?P<letter>[A-EO]?)(?P<level>\d{1,2})?(?P<any>\*?)(?:\+(?P<suffix>[A-Z]))?"
)


def plain_codes(label: str) -> str:
    """The label with its codes spelt out; everything else as it is.

    >>> plain_codes("25-B-3 PSYCH"), plain_codes("06C01"), plain_codes("121D_Mental"), plain_codes("1056A")
    ('25 ^ bravo 3  PSYCH', '6 ^ charlie 1 ', '121 ~ delta _Mental', '1056 alpha')
    """
    if not label.isascii():
        # The form of a letter or a dash changes nothing, here as in texts.
        label = unicodedata.normalize("NFKC", label).translate(_DASHES)
    if not any(map(str.isdigit, label)):
        return label
    return _LONE_A.sub(" alpha", _CARD.sub(_spelt, label))


def _spelt(found: re.Match[str]) -> str:
    card = int(found["card"])
    letter = (found["letter"] or found["spaced"]).lower()
    level = found["level"] or found["digits"]
    if not 0 < card <= _LAST_CARD:
        return found[0]
    if level is None:
        # "13-A-GENERAL", "25B": the letter stands by itself; "12TH", "4 DOOR" do not come here.
        return found[0] if found["suffix"] else f"{card} {_WITHOUT} {_LETTERS[letter]} "
    suffixes = "".join(f" + {card} {_LETTERS.get(one, one)}" for one in found["suffix"].lower())
    return f"{card} {_WITH_LEVEL} {_LETTERS[letter]} {int(level)}{suffixes} "


def every_phrase_of(code: str) -> Iterator[str]:
    """Every code that "25*" or "12D" stands for, spelt out, so that nothing in it says anything else."""
    found = _PATTERN.fullmatch(code)
    if found is None or not (found["any"] or found["letter"]) or found["level"] or found["suffix"]:
        return
    card = int(found["card"])
    letters = _LETTERS if found["any"] else found["letter"].lower()
    for letter in map(_LETTERS.__getitem__, letters):
        yield f"{card} {_WITHOUT} {letter}"
        yield from (f"{card} {_WITH_LEVEL} {letter} {level}" for level in range(_LEVELS))
    yield from (f"+ {card} {_LETTERS.get(one, one)}" for one in ascii_lowercase)


def phrases_of(code: str) -> Iterator[str]:
    """What to look for where a call type names a code; ValueError where it is none.

    "25" is any determinant of the card with its level, "25*" also one without a level, "12D" one
    determinant with a level or without, "25D02" this one only, "23+I" the card with that suffix.

    >>> [list(phrases_of(code)) for code in ("25", "12D", "25D02", "23+I")]
    [['25 ^'], ['12 ^ delta', '12 ~ delta'], ['25 ^ delta 2'], ['+ 23 i']]
    """
    found = _PATTERN.fullmatch(code)
    if found is None or not 0 < int(found["card"]) <= _LAST_CARD or (found["any"] and found["letter"]):
        raise ValueError(code)
    card, letter = int(found["card"]), _LETTERS.get(found["letter"].lower())
    if suffix := found["suffix"]:
        if letter or found["level"] or found["any"]:
            raise ValueError(code)
        yield f"+ {card} {_LETTERS.get(suffix.lower(), suffix.lower())}"
    elif letter is None:
        if found["level"]:
            raise ValueError(code)
        yield f"{card} {_WITH_LEVEL}"
        if found["any"]:
            yield f"{card} {_WITHOUT}"
    elif found["level"]:
        yield f"{card} {_WITH_LEVEL} {letter} {int(found['level'])}"
    else:
        yield f"{card} {_WITH_LEVEL} {letter}"
        yield f"{card} {_WITHOUT} {letter}"
