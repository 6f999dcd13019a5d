"""Finding entries by words: names, aliases, services, keywords, and typing errors in them.

Words decide only what is named; who may go is decided by `eligibility.py`. Two hard rules: a word for a
gender never finds a place for another one, and a word under three letters is never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from triage_cli.directory.model import Resource
from triage_cli.directory.terms import GENDER_WORDS, STOP, words_of

if TYPE_CHECKING:
    import sqlite3

SYNONYMS = {
    "aa": ("peer", "recovery"), "addiction": ("treatment", "detox"), "battered": ("domestic",),
    "bed": ("shelter",), "cop": ("responder", "police"), "cps": ("child", "protection"),
    "aps": ("adult", "protection"), "dv": ("domestic",), "eviction": ("housing", "legal"),
    "homeless": ("shelter", "outreach"), "hungry": ("food",), "kid": ("youth", "child"), "lawyer": ("legal",),
    "mat": ("medication",), "meal": ("food",), "meals": ("food",), "methadone": ("medication",),
    "mh": ("mental", "psychiatric"), "naloxone": ("harm",), "narcan": ("harm",), "od": ("overdose",),
    "pantry": ("food",), "psych": ("psychiatric", "psychiatry", "mental"),
    "rehab": ("residential", "treatment"),
    "ride": ("transport",), "suboxone": ("medication",), "suicidal": ("suicide", "crisis"),
    "teen": ("youth",),
    "teens": ("youth",), "vet": ("veteran", "veterans"), "vets": ("veteran", "veterans"),
    "comida": ("food",), "refugio": ("shelter",), "albergue": ("shelter",), "abogado": ("legal",),
}  # fmt: skip
LOOK_ALIKES = (("psych", "psychic"), ("detox", "botox"), ("rape", "rapid"), ("vet", "veterinary"))
"""(what people look for, what it must never find) by the beginning of the word."""
_SYNONYM, _VARIANT, _PREFIX = (0.9, 0.75, 0.65), 0.97, 0.9


def match(db: sqlite3.Connection, query: str) -> list[tuple[int, float]]:
    """(number of the entry, score from 0 to about 1.2), best first. Who may go is not looked at."""
    words = [word for word in words_of(query) if word not in STOP]
    plain = [word for word in words if word not in GENDER_WORDS]
    if not plain:
        plain = words
    found = [_matches(db, word) for word in dict.fromkeys(plain)]
    if not found:
        return []
    hits: dict[int, list[float]] = {}
    for matches in found:
        for entry, weight in matches.items():
            hits.setdefault(entry, []).append(weight)
    most = max((len(weights) for weights in hits.values()), default=0)
    if most * 2 < len(found):
        return []
    whole = _exact(db, "".join(words_of(query)))
    scored = [
        (entry, sum(weights) / len(found) + 0.2 * (entry in whole))
        for entry, weights in hits.items()
        if len(weights) == most or entry in whole
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def genders_in(query: str) -> frozenset[str]:
    """The genders that a query names."""
    return frozenset(GENDER_WORDS[word] for word in words_of(query) if word in GENDER_WORDS)


def serves(resource: Resource, genders: frozenset[str]) -> bool:
    """Whether a place answers a query that names these genders: by its rules, else by its own name."""
    if not genders:
        return True
    served: Iterable[str] = resource.eligibility.genders
    named = {
        GENDER_WORDS[w]
        for w in words_of(f"{resource.name} {' '.join(resource.aliases)}")
        if w in GENDER_WORDS
    }
    if served and genders.isdisjoint(served):
        return False
    return not named or not genders.isdisjoint(named) or bool(served)


def says_gender(resource: Resource, genders: frozenset[str]) -> bool:
    """Whether it is expressly for one of these genders: such a place comes before one for everybody."""
    return not genders.isdisjoint(resource.eligibility.genders)


def _matches(db: sqlite3.Connection, word: str) -> dict[int, float]:
    """Entry → how well it matches one word: as it stands, in another form, begun, or mistyped."""
    found = _exact(db, word)
    for synonym, factor in zip(SYNONYMS.get(word, ()), _SYNONYM, strict=False):
        _add(found, _exact(db, synonym), factor)
    if len(word) < 3:
        return found
    for variant in _variants(word):
        _add(found, _exact(db, variant), _VARIANT)
    if len(word) >= 4:
        rows = db.execute("SELECT term, entry, weight FROM term WHERE term > ? AND term < ?",
                          (word, word + "\U0010ffff"))  # fmt: skip
        _add(found, _best((e, w) for term, e, w in rows if not _look_alike(word, term)), _PREFIX)
    if not found and len(word) >= 4 and not word.isdecimal():
        for term, nearness in _mistyped(db, word):
            _add(found, _exact(db, term), nearness)
    return found


def _exact(db: sqlite3.Connection, word: str) -> dict[int, float]:
    return dict(db.execute("SELECT entry, weight FROM term WHERE term = ?", (word,)).fetchall())


def _best(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for entry, weight in pairs:
        best[entry] = max(weight, best.get(entry, 0.0))
    return best


def _add(found: dict[int, float], more: dict[int, float], factor: float) -> None:
    for entry, weight in more.items():
        found[entry] = max(weight * factor, found.get(entry, 0.0))


def _variants(word: str) -> tuple[str, ...]:
    """Singular and plural."""
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    if word.endswith("s") and not word.endswith("ss"):
        return (word[:-1],)
    return (word + "s", word[:-1] + "ies") if word.endswith("y") else (word + "s",)


def _mistyped(db: sqlite3.Connection, word: str) -> list[tuple[str, float]]:
    """Known words that differ by one slip of the fingers, two in a long word; nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(word) < 8 else 2
    terms = [term for (term,) in db.execute("SELECT DISTINCT term FROM term")]
    near = process.extract(word, terms, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [
        (term, 0.8 - 0.15 * slip) for term, slip, _ in near if len(term) >= 4 and not _look_alike(word, term)
    ]


def _look_alike(word: str, term: str) -> bool:
    """Words that look alike and mean different things: psychiatric help is not a psychic reading."""
    for wanted, other in LOOK_ALIKES:
        if term.startswith(other) != word.startswith(other) and term.startswith(wanted[:3]):
            return True
    return word in GENDER_WORDS or term in GENDER_WORDS
