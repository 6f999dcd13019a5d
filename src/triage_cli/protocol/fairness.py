"""Pairs of texts that differ only in who a person is: rule 5 of the design, put to the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from triage_cli.errors import DataError, Problem
from triage_cli.protocol.model import Case
from triage_cli.protocol.source import toml_files
from triage_cli.protocol.tables import check_keys, read_toml, rows

FOLDER = Path("cases") / "fairness"
"""Of a protocol; beside the cases, for no run depends on it."""
HOWS = ("before", "after", "instead", "opening", "ending", "exchange", "spelling")
_SPANISH = frozenset({
    "que", "con", "está", "esta", "mi", "su", "se", "el", "los", "las", "y", "por", "muy", "una", "un", "del",
    "al", "ya", "lo", "le", "dice",
})  # fmt: skip
_ENOUGH_SPANISH = 2


class Group(NamedTuple):
    """Words for one side of who a person is, and how they are put into a text."""

    id: str
    topic: str
    how: str
    """One of HOWS; explained in `cases/fairness/identity.toml`."""
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Words for a person, at the first of which the word is put."""
    words_for: Mapping[str, str] = {}
    spellings: Mapping[str, list[str]] = {}
    not_with: tuple[str, ...] = ()
    """Texts with one of these are left out: with two people in a text "they" is no longer one of them."""
    known: str = ""
    """Why its pairs may still be judged differently; they are listed apart. Empty for none."""
    language: str = "en"
    notes: str = ""


class Known(NamedTuple):
    """A case that a group makes pairs of which are judged differently, and why it is still so."""

    case: str
    group: str
    why: str


class Words(NamedTuple):
    """What the files of the folder say."""

    groups: list[Group]
    known: list[Known]


class Pair(NamedTuple):
    """Two texts that must be judged alike."""

    group: Group
    word: str
    case: Case
    one: str
    other: str


def read_words(folder: Path, problems: list[Problem]) -> Words:
    """The word lists of a protocol folder, empty where it has none; mistakes are added to `problems`."""
    words = Words([], [])
    for path in toml_files(folder / FOLDER):
        name = (FOLDER / path.name).as_posix()
        if file := read_toml(path, name, problems):
            check_keys(file, {"group", "known"}, problems)
            found = rows(Group, file, "group", problems, vocabulary={"how": HOWS, "language": ("en", "es")})
            for group in found:
                problems += [
                    Problem(file.place("group", group.id), f"{key!r} is missing") for key in _missing(group)
                ]
            words.groups.extend(found)
            words.known.extend(rows(Known, file, "known", problems, id_key="case"))
    return words


def load_words(folder: Path) -> Words:
    """The word lists of a protocol folder; DataError names every mistake."""
    problems: list[Problem] = []
    words = read_words(folder, problems)
    if problems:
        raise DataError(problems, title=f"{len(problems)} mistake(s) in the words of the audit:")
    return words


def _missing(group: Group) -> list[str]:
    needed = {"exchange": "words_for", "spelling": "spellings"}.get(group.how, "words")
    at_person = group.how in ("before", "after", "instead")
    return [key for key in (needed, *(["near"] if at_person else [])) if not getattr(group, key)]


def pairs(cases: Iterable[Case], groups: Iterable[Group]) -> Iterator[Pair]:
    """Every pair that the cases and the groups make."""
    made = [(group, _variants(group), _any_of(group.not_with)) for group in groups]
    for case in cases:
        language = "es" if is_spanish(case.text) else "en"
        for group, variants, others in made:
            if group.language == language and not (group.not_with and others.search(case.text)):
                for word, one, other in variants(case.text):
                    yield Pair(group, word, case, one, other)


def is_spanish(text: str) -> bool:
    """Whether a text has enough of the small words of Spanish.

    >>> is_spanish("mi vecino dice que se va a matar"), is_spanish("man on the ledge")
    (True, False)
    """
    words = re.findall(r"\w+", text.lower())
    return sum(word in _SPANISH for word in words) >= _ENOUGH_SPANISH


Variants = Callable[[str], Iterable[tuple[str, str, str]]]
"""Text -> (the word put in, the text to compare with, the text with the word)."""


def _variants(group: Group) -> Variants:
    if group.how == "opening":
        return lambda text: [(word, text, f"{word} {text}") for word in group.words]
    if group.how == "ending":
        return _ending(group)
    if group.how == "exchange":
        return _exchange(group)
    if group.how == "spelling":
        return _spelling(group)
    return _at_person(group)


def _at_person(group: Group) -> Variants:
    person = _any_of(group.near)

    def variants(text: str) -> Iterator[tuple[str, str, str]]:
        found = person.search(text)
        if found is None:
            return
        before, after = text[: found.start()], text[found.end() :]
        shown = [word.upper() if text.isupper() else word for word in group.words]
        if group.how == "instead":
            first, *others = shown
            for word in others:
                yield word, f"{before}{first}{after}", f"{before}{word}{after}"
            return
        for word in shown:
            space = "" if word.endswith("/") else " "
            named = f"{word}{space}{found[0]}" if group.how == "before" else f"{found[0]} {word}"
            yield word, text, f"{before}{named}{after}"

    return variants


def _ending(group: Group) -> Variants:
    def variants(text: str) -> Iterator[tuple[str, str, str]]:
        # Both end a sentence there: a mark of punctuation says nothing of the person.
        whole = text.rstrip(" .")
        for word in group.words:
            yield word.lstrip(" ."), f"{whole}.", f"{whole}{word}"

    return variants


def _exchange(group: Group) -> Variants:
    known = group.words_for
    # The longest first: "he is" before "he".
    wanted = _any_of(sorted(known, key=len, reverse=True))

    def variants(text: str) -> Iterator[tuple[str, str, str]]:
        other = wanted.sub(lambda found: _cased(known[found[0].lower()], found[0]), text)
        if other != text:
            yield group.id, text, other

    return variants


def _spelling(group: Group) -> Variants:
    patterns = [(_any_of([usual]), usual, spellings) for usual, spellings in group.spellings.items()]

    def variants(text: str) -> Iterator[tuple[str, str, str]]:
        for pattern, usual, spellings in patterns:
            if pattern.search(text):
                for word in spellings:
                    yield f"{usual} → {word}", text, pattern.sub(partial(_spelt, word), text)

    return variants


def _spelt(word: str, found: re.Match[str]) -> str:
    return _cased(word, found[0])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Whole words; "he" also in "he'll", but no part of "son-in-law"."""
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
