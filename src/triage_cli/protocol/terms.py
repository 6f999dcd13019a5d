"""The small notation of cue terms: `[a|b]` alternatives, `@group`, `...` for up to four other words.

Words in braces at the start of a term must stand there and are no part of what is found: `{denies|hx of} si`.

Described for authors in `docs/protocol.md`. A term becomes a chain of steps; each step is a set of
plain phrases, any of which may stand there. Alternatives are kept as sets rather than multiplied out:
`[took|ate] ... [pills|tablets]` is two steps of two phrases, not four terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from triage_cli.narrative.lexicon import GAP_WORDS

_PIECE = re.compile(r"\[(?P<choice>[^\[\]]*)\]|@(?P<group>\w+)|(?P<words>[^\[\]@]+)")
_BESIDE = re.compile(r"\s*\{([^{}]*)\}(.*)", re.DOTALL)
_GROUP = re.compile(r"@(\w+)")
_MOST_FORMS = 24
"""A step with more forms is cut in two that must touch."""


class TermError(ValueError):
    """A term that cannot be read; the message says why."""


class Step(NamedTuple):
    """A place in a term: any of the phrases, at most `gap` other words after the step before."""

    gap: int
    phrases: tuple[str, ...]
    beside: bool = False
    """It must stand there and is no part of what is found; only a first step is."""


def parse(
    term: str, groups: Mapping[str, Sequence[str]], read: Callable[[str], str] = str.strip
) -> list[Step]:
    """The steps of a term; `read` puts words in their base form, and leaves out those that are dropped.

    >>> parse("cut [his|her] wrist", {})
    [Step(gap=0, phrases=('cut his wrist', 'cut her wrist'), beside=False)]
    >>> parse("took ... pills", {})
    [Step(gap=0, phrases=('took',), beside=False), Step(gap=4, phrases=('pills',), beside=False)]
    """
    steps: list[Step] = []
    if beside := _BESIDE.fullmatch(term):
        forms = tuple(form for piece in _pieces(f"[{beside[1]}]", groups, read) for form in piece if form)
        if not forms:
            raise TermError("says nothing in its braces")
        steps.append(Step(0, forms, beside=True))
        term = beside[2]
    for number, segment in enumerate(term.split("...")):
        pieces = _pieces(segment, groups, read)
        if all("" in piece for piece in pieces):
            where = " before or after a gap" if "..." in term else ""
            raise TermError(f"says nothing{where}")
        for first, forms in enumerate(_cut(pieces)):
            steps.append(Step(GAP_WORDS if number and not first else 0, forms))
    return steps


def _pieces(
    segment: str, groups: Mapping[str, Sequence[str]], read: Callable[[str], str]
) -> list[tuple[str, ...]]:
    """What may stand in each place, one after the other; "" where nothing need stand there."""
    pieces: list[tuple[str, ...]] = []
    if not {"[", "]"}.isdisjoint(_PIECE.sub("", segment)):
        raise TermError("has a bracket without its pair")
    if not {"{", "}"}.isdisjoint(segment):
        raise TermError("has a brace that is not one pair at its start")
    for piece in _PIECE.finditer(segment):
        if piece["choice"] is not None:
            named = map(str.strip, piece["choice"].split("|"))
            options = [form for option in named for form in _members(option, groups)]
        elif piece["group"]:
            options = _members(f"@{piece['group']}", groups)
        else:
            options = [piece["words"].strip()]
        # A word that is dropped from texts need not stand there, as if it were not in the term.
        options = [read(option) for option in options]
        if any(options):
            pieces.append(tuple(dict.fromkeys(options)))
    return pieces


def _members(option: str, groups: Mapping[str, Sequence[str]], inside: tuple[str, ...] = ()) -> list[str]:
    """An alternative with its groups put in; a group may name others."""
    found = _GROUP.search(option)
    if found is None:
        return [option]
    name = found[1]
    if name not in groups or name in inside:
        from triage_cli.errors import nearest

        close = nearest(name, groups)
        raise TermError(f"names the unknown group @{name}" + (f"; did you mean @{close}?" if close else ""))
    forms = []
    for member in groups[name]:
        for whole in _members(member, groups, (*inside, name)):
            forms += _members(option[: found.start()] + whole + option[found.end() :], groups, inside)
    return forms


def _cut(pieces: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Pieces multiplied out as far as that stays small; none of the results may be empty."""
    groups: list[list[tuple[str, ...]]] = []
    size = 0
    for piece in pieces:
        closed = groups and any("" not in earlier for earlier in groups[-1])
        later_needed = "" in piece
        if not groups or (closed and size * len(piece) > _MOST_FORMS and not later_needed):
            groups.append([piece])
            size = len(piece)
        else:
            groups[-1].append(piece)
            size *= len(piece)
    return [
        tuple(dict.fromkeys(" ".join(filter(None, words)) for words in product(*group))) for group in groups
    ]
