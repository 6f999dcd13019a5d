"""Age and gender of the person a text is about, as dispatchers and callers write them.

Only for what the protocol names: protection of children and older adults, and who a place takes in.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_GAP = r"\s*(?:[-/.]\s*)?"
_OLD = rf"{_GAP}(?:old|of\s+age|(?=m(?:ale)?\b|f(?:emale)?\b))"
_UNIT = (
    rf"(?:y{_GAP}o(?:\.|{_GAP}a)?\b(?:{_GAP}old)?|yo(?=[mf]\b)|(?:yr|yrs|years?){_OLD}"
    r"|(?:an\u0303?os?|años?)(?!\s*(?:atras|sobri|limpi)))"
)
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
)  # fmt: skip
_WRITTEN = {word: years for years, word in enumerate(_NUMBERS, start=1)}
_KIN = (
    r"\b(?:mom|mother|dad|father|grandma|grandmother|grandpa|grandfather|son|daughter|brother|sister|husband|wife"
    r"|uncle|aunt|nephew|niece|cousin|grandson|granddaughter|pt|patient|resident|male|female)\s*,?\s+"
)
_NO_AGE = (
    r"\s*(?:min|hr|hour|day|week|wk|mo\b|month|block|time|mile|pill|tab|mg|ml|lb|pound|deg|feet|ft|in\b|%|st\b|nd\b|rd\b"
    r"|th\b|x\b|units?\b|beers?|shots?|[/:-]|\.\d|\d)"
)
"""What a number after a person counts, where it is no age."""
_AGE = (
    rf"(?<![\w.])(?P<age>\d{{1,3}}){_GAP}(?:(?P<sex1>[mf])\b|{_UNIT}{_GAP}(?P<sex2>[mf])?(?![a-z])"
    rf"|(?P<months>m/?o\b|(?:months?|mos?|weeks?|wks?){_GAP}old\b))"
    rf"|\b[wbh]?(?P<sex3>[mf])(?:{_GAP}|\s*,\s*)(?P<age2>\d{{1,3}})\b(?!{_GAP}(?:min|hr|hour|day))"
    rf"|\b(?:aged?|edad)\s*[:=]?\s*(?P<age3>\d{{1,3}})\b"
    r"|,\s*(?P<age4>\d{2})(?=\s*,)"
    r"|(?:'s|’s|\bis|\bam|'m|’m|\bim|\bs?hes?|\bthey(?:['’]re|\s+are))\s+(?P<age5>\d{1,2})(?=\s*(?:,|\.(?!\d)|;|and\b|$))"
    rf"|{_KIN}(?P<age6>\d{{2}})\b(?!{_NO_AGE})"
    rf"|\b(?P<written>{'|'.join(_WRITTEN)})[\s-]+{_UNIT}(?![a-z])"
    r"|\byo(?P<sex4>[mf])\b"
)
# Most texts name no age. These find what every age has, each from a first character that the search can
# leap to, and cost a fifth of the search itself.
_SHORT_NUMBER = re.compile(r"\d(?<!\d\d)(?!\d{3})").search
_BEFORE_UNIT = re.compile(rf"\d{_GAP}(?:[mf]\b|y|a[nñ]|m/?o|w(?:ee)?k)").search
_AFTER_WORD = re.compile(
    r"[mfsed](?=\s*[-/.,:=]?\s*\d)"
    r"(?:(?<=\bm)|(?<=\bf)|(?<=\b[wbh][mf])|(?<=[i'’]s)|(?<=\bhes)|(?<=\bshes)|(?<=[a'’]m)|(?<=\bim)|(?<=age)|(?<=aged)|(?<=edad)"
    r"|(?<=\bhe)|(?<=\bshe)|(?<=['’]re)|(?<=\bare))"
).search
_AFTER_KIN = re.compile(rf"{_KIN}\d\d\b").search
_BETWEEN_COMMAS = re.compile(r",\s*\d\d\s*,").search
_YEARS = re.compile(rf"y(?:(?<=[\s-]y)(?:{_GAP}o(?:[.amf]|\b)|r|ear)|o[mf]\b)").search
_ANOS = re.compile(r"a(?<=[\s-]a)(?:n\u0303?|ñ)o").search
_DIGIT_OR_YEAR = re.compile(r"\d|y[ero]").search
_COMPANION = re.compile(
    r"(?:\bwith|\bw/|\band|\bsees?|\bsaw|\bin front of|\bcon|\by|&)\W+"
    r"(?:(?:an?|his|her|their|my|the|two|three|su|sus|mi|un|una)\W+)*$"
)
_WORDS = re.compile(r"[^\s,/-](?:.*[^\s,/-])?", re.DOTALL)
_MALE_WORD = re.compile(r"\b(?:male|man|guy|gentleman|boy|hombre|señor)\b", re.I)
_FEMALE_WORD = re.compile(r"\b(?:female|woman|lady|girl|mujer|señora)\b", re.I)
_NOUN = re.compile(r"\W*(?:old\W+)?(?P<noun>[a-z]+)")
_MALE = frozenset({"male", "man", "boy", "gentleman", "guy", "hombre", "m"})
_FEMALE = frozenset({"female", "woman", "girl", "lady", "mujer", "f"})


class Persons(NamedTuple):
    """What the text says of ages: of the person in need, and of a child beside them."""

    age: int | None
    gender: str | None
    child_beside: bool
    """A child is named by age beside the person ("with her 4 yo")."""
    span: tuple[int, int] | None
    """Where the age stands, as code points [start, end)."""
    child_span: tuple[int, int] | None
    named: str | None = None
    """men or women, as `gender_named` found in words that were not kept; for who may be taken in."""


NOBODY = Persons(None, None, False, None, None)


@cache
def _age() -> re.Pattern[str]:
    """Compiled when a text may name an age: most do not, and it is the dearest pattern there is."""
    return re.compile(_AGE)


def read_persons(text: str) -> Persons:
    """Age and gender of the person in need; the first age that does not belong to a companion.

    >>> read_persons("28 YOF suicidal").age, read_persons("28 YOF suicidal").gender
    (28, 'women')
    """
    plain = text.lower()
    if len(plain) != len(text):
        # "İ" in lower case is two characters; with it left as it is, every letter keeps its place.
        plain = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if not _may_name_age(plain):
        return NOBODY
    age: int | None = None
    gender: str | None = None
    span = child_span = None
    for match in _age().finditer(plain):
        written = next(filter(None, match.group("age", "age2", "age3", "age4", "age5", "age6")), None)
        years = 0 if match["months"] else int(written) if written else _WRITTEN.get(match["written"] or "")
        if years is not None and years > 120:
            continue
        if _COMPANION.search(plain, max(0, match.start() - 30), match.start()) and years is not None:
            if years < 18 and child_span is None:
                child_span = _span(match)
            continue
        if years is not None and years < 12 and age is not None:
            child_span = child_span or _span(match)
            continue
        if age is None and years is not None:
            age, span = years, _span(match)
            letter = match["sex1"] or match["sex2"] or match["sex3"] or match["sex4"]
            gender = gender or _gender(letter, plain, match.end())
    return Persons(age, gender, child_span is not None, span, child_span)


def joined(first: Persons, second: Persons) -> Persons:
    """The persons of words that are gone and of words added to them, as if they stood in one text."""
    if first.age is None:
        child = first.child_beside or second.child_beside
        return second._replace(gender=first.gender or second.gender, child_beside=child, named=first.named)
    young = second.age is not None and second.age < 12
    child_span = second.span if young and second.child_span is None else second.child_span
    return first._replace(
        child_beside=first.child_beside or second.child_beside or young, span=None, child_span=child_span
    )


def gender_named(text: str) -> str | None:
    """men or women, where the text names people of one gender only: "homeless man needs a bed"."""
    men, women = _MALE_WORD.search(text), _FEMALE_WORD.search(text)
    if bool(men) is bool(women):
        return None
    return "men" if men else "women"


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the words stand, without the spaces and marks between them and the next."""
    words = _WORDS.search(match[0])
    start, end = words.span() if words else (0, len(match[0]))
    return match.start() + start, match.start() + end


def _may_name_age(plain: str) -> bool:
    if _SHORT_NUMBER(plain) and (
        _BEFORE_UNIT(plain) or _AFTER_WORD(plain) or _BETWEEN_COMMAS(plain) or _AFTER_KIN(plain)
    ):
        return True
    return bool((_YEARS(plain) or _ANOS(plain)) and _DIGIT_OR_YEAR(plain))


def _gender(letter: str | None, plain: str, end: int) -> str | None:
    following = _NOUN.match(plain, end)
    word = letter or (following["noun"] if following else None)
    return "men" if word in _MALE else "women" if word in _FEMALE else None
