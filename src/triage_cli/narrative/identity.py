"""Words for who a person is, left out where they stand beside the person: they change no judgement (rule 5).

Words that say only that are left out everywhere (`identity` in words.toml). Those here mean something else
as well ("brown bag", "speaks Korean", "hours straight"), so they go only beside a word for a person.
"""

from __future__ import annotations

import re
from functools import cache

_BEFORE_A_PERSON = (
    "black", "white", "brown", "blk", "whi", "wht", "hisp", "straight", "bi", "illegal", "immigrant",
    "undocumented", "refugee", "mixed race", "dark skinned", "light skinned", "brown skinned", "non binary",
    "gender binary", "two spirit", "south asian", "east asian", "middle eastern", "pacific islander",
    "us born", "foreign born", "native born", "asylum seeking", "jehovah's witness",
    "vietnamese", "korean", "japanese", "nepali", "burmese", "ukrainian", "polish", "french", "turkish",
    "hmong", "russian", "chinese", "foreign", "spanish", "portuguese", "greek", "thai",
)  # fmt: skip
_BEHIND_A_PERSON = (
    "negro", "negra", "moreno", "morena", "blanco", "blanca", "indigena", "mestizo", "mestiza", "asiatico",
    "asiatica", "afroamericano", "afroamericana", "hispano", "hispana", "musulman", "musulmana", "judio",
    "judia", "catolico", "catolica", "cristiano", "cristiana", "evangelico", "evangelica", "mexicano",
    "mexicana", "guatemalteco", "guatemalteca", "hondureno", "hondurena", "salvadoreno", "salvadorena",
    "cubano", "cubana", "venezolano", "venezolana", "dominicano", "dominicana", "haitiano", "haitiana",
    "colombiano", "colombiana", "inmigrante", "indocumentado", "indocumentada", "refugiado", "refugiada",
    "extranjero", "extranjera",
)  # fmt: skip
_PERSON = (
    "male", "female", "man", "woman", "guy", "lady", "girl", "boy", "kid", "child", "toddler", "teen",
    "teenager", "student", "person", "patient", "pt", "tenant", "neighbor", "neighbour", "roommate",
    "coworker", "husband", "wife", "boyfriend", "girlfriend", "partner", "spouse", "fiance", "fiancee",
    "brother", "sister", "son", "daughter", "father", "mother", "dad", "mom", "parent", "parents", "grandma",
    "grandpa", "grandmother", "grandfather", "grandson", "granddaughter", "uncle", "aunt", "cousin", "friend",
    "client", "subj", "subject", "suspect", "customer", "resident", "caller", "family", "couple",
)  # fmt: skip
_PERSONA = (
    "hombre", "mujer", "vecino", "vecina", "novio", "novia", "esposo", "esposa", "hijo", "hija", "hermano",
    "hermana", "senor", "senora", "nino", "nina", "papa", "mama", "chico", "chica", "muchacho", "muchacha",
)  # fmt: skip
MARKS = frozenset(words.rpartition(" ")[2] for words in _BEFORE_A_PERSON + _BEHIND_A_PERSON)
"""One of these words is in every text that has something to leave out; all others pay for a look only."""


def without_identity(plain: str) -> str:
    """A text in plain letters with such words blank; everything else keeps its place.

    >>> without_identity("stabbed his korean brother, speaks korean")
    'stabbed his        brother, speaks korean'
    """
    before, behind = _patterns()
    plain = before.sub(_blank, plain)
    return behind.sub(lambda found: found[1] + " " * len(found[2]), plain)


def without_codes(plain: str) -> str:
    """The same for the letter of a code for race and sex: "B/M", "H/FEMALE". "W/" alone is with.

    "B/F" is one only beside an age or a description: else it is the boyfriend, who must not be missed.

    >>> without_codes("b/m on the ledge w/ knife, h/female")
    '  m on the ledge w/ knife,   female'
    >>> without_codes("28 b/f wearing a coat, her b/f hit her")
    '28   f wearing a coat, her b/f hit her'
    """
    return _code().sub(_blank, plain)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = rf"\b(?:(?:{'|'.join(_BEFORE_A_PERSON)})\s+)+(?=(?:{'|'.join(_PERSON)})\b)"
    behind = rf"\b({'|'.join(_PERSONA)})(\s+(?:{'|'.join(_BEHIND_A_PERSON)}))\b"
    return re.compile(before), re.compile(behind)


@cache
def _code() -> re.Pattern[str]:
    # "B/F" is more often the boyfriend: a code only where an age stands before it or a description after it.
    described = r"f\b\s*(?:,|\d|w/|with\b|in\b|wearing|approx|nfd|lsw|last\b)"
    aged = r"(?:(?<=\d )|(?<=yo )|(?<=yoa )|(?<=old )|(?<=unk ))"
    return re.compile(
        r"(?<![a-z0-9/])(?:[ahilo]/(?=(?:m|f|male|female|man|woman|pt|subj|teen)\b)|b/(?=(?:m|male|female|man|woman|pt|subj|teen)\b)"
        rf"|b/(?={described})|{aged}b/(?=f\b)|w/(?=[mf]\b))"
    )
