"""What responders are offered after the questions of wellness: `wellness.toml` and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from triage_cli.errors import Problem, nearest
from triage_cli.protocol.model import Instrument, Support, Wording
from triage_cli.protocol.tables import check_keys, read_toml, rows

FILE = "wellness.toml"


def read_support(
    folder: Path, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem], places: dict[str, str]
) -> list[Support]:
    """Every entry of the file; a protocol without one offers nothing."""
    path = folder / FILE
    if not path.is_file():
        return []
    file = read_toml(path, FILE, problems)
    if file is None:
        return []
    check_keys(file, {"support"}, problems)
    words = {"when": vocabulary["when"], "kinds": vocabulary["needs"]}
    found = rows(Support, file, "support", problems, vocabulary=words)
    seen: set[str] = set()
    for support in found:
        place = file.place("support", support.id)
        places.setdefault(_key(support), place)
        if support.id in seen:
            problems.append(
                Problem(place, f"the id {support.id!r} is used twice", "Give one of them another id.")
            )
        seen.add(support.id)
    return found


def _key(support: Support) -> str:
    # Screens have entries of the same name: theirs are other places.
    return f"wellness {support.id}"


def check_support(
    found: Iterable[Support],
    screens: Iterable[Instrument],
    wording: Mapping[str, Wording],
    places: Mapping[str, str],
    problems: list[Problem],
) -> None:
    """Every entry has its sentences in every language, as many in each, and no sentence is left over."""
    known = [screen.id for screen in screens]
    entries = {support.id: places[_key(support)] for support in found}
    for support in found:
        if support.screen is not None and support.screen not in known:
            place = f"{entries[support.id]} screen"
            problems.append(
                Problem(place, f"unknown screen {support.screen!r}", _meant(support.screen, known))
            )
    for language, words in wording.items():
        name = f"wording/{language}.toml [wellness]"
        for key in entries:
            lines = words.wellness.get(key)
            if not lines or not all(line.strip() for line in lines):
                problems.append(
                    Problem(name, f"{key!r} has no wording", f'Add {key} = ["…"] under [wellness].')
                )
        problems += [
            Problem(f"{name} {key}", f"nothing in {FILE} is called {key!r}", _meant(key, entries))
            for key in words.wellness
            if key not in entries
        ]
    for key in entries:
        counts = {language: len(words.wellness.get(key, ())) for language, words in wording.items()}
        if all(counts.values()) and len(set(counts.values())) > 1:
            told = ", ".join(f"{count} in {language!r}" for language, count in counts.items())
            problems.append(Problem(entries[key], f"not the same sentences in each language: {told}"))


def _meant(word: str, known: Iterable[str]) -> str | None:
    close = nearest(word, known)
    return f"Did you mean {close!r}?" if close else None
