"""The protocol as the tables that a run needs: lists and text only, so that it can be kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from triage_cli.errors import Problem
from triage_cli.narrative.codes import every_phrase_of, phrases_of, plain_codes
from triage_cli.narrative.lexicon import Chain
from triage_cli.narrative.normalise import SECOND_WORD, Reading
from triage_cli.narrative.spelling import Plain
from triage_cli.protocol.source import Source, Words
from triage_cli.protocol.terms import Step, TermError, parse


def compile_protocol(source: Source, problems: list[Problem]) -> dict[str, Any]:
    """Everything a run needs from the loaded files; mistakes in terms are added to `problems`."""
    fold = {**base_forms(source.words, problems), SECOND_WORD: "to"}
    phrases = _Phrases(fold, source.words, problems)
    call_types = {entry.id: entry for entry in source.call_types}
    for number, cue in enumerate(source.cues):
        for term in cue.terms:
            if cue.id in call_types:
                phrases.add_cue(number, plain_codes(term), source.places[cue.id])
                continue
            translated = source.translated.get((cue.id, term))
            phrases.add_cue(number, term, translated or source.places[cue.id], native=translated is None)
    for entry in source.call_types:
        number = next(number for number, cue in enumerate(source.cues) if cue.id == entry.id)
        for code in entry.codes:
            phrases.add_code(number, code)
    for number, (_, labels) in enumerate(source.labelled, len(source.cues)):
        for label, place in labels:
            phrases.add_label(number, label, place)
    for number, trigger in enumerate(source.triggers):
        for term in trigger.terms:
            phrases.add_trigger(number, term, source.places[trigger.id])
    cues = [*source.cues, *(cue for cue, _ in source.labelled)]
    return {
        "name": source.name,
        "version": source.version,
        "fold": {**dict(zip(source.words.ordinary, source.words.ordinary, strict=True)), **fold},
        "phrases": phrases.table(),
        "native": sorted(phrases.native),
        "chains": phrases.anchored(),
        "cues": [cue._replace(terms=(), notes="") for cue in cues],
        "triggers": [trigger._replace(terms=(), notes="") for trigger in source.triggers],
        "together": source.listed_together,
        "bands": source.bands,
        "rules": source.rules,
        "needs": source.needs,
        "reports": source.reports,
        "support": source.support,
        "modules": source.modules,
        "questions": source.questions,
        "instruments": source.instruments,
        "wording": source.wording,
        "first_call_type": len(source.cues) - len(source.call_types),
        "only": [
            number
            for number, cue in enumerate(cues)
            if number >= len(source.cues) or (cue.id in call_types and call_types[cue.id].only)
        ],
    }


def base_forms(words: Words, problems: list[Problem]) -> dict[str, str]:
    """Written form -> base form; dropped words -> ""."""
    fold: dict[str, str] = dict.fromkeys(words.dropped, "")
    claims: dict[str, tuple[str, str]] = {}

    def claim(form: str, base: str, place: str) -> None:
        before = claims.setdefault(form, (base, place))
        if before[0] != base:
            what = f"{form!r} is read as {base!r} here and as {before[0]!r} in {before[1]}"
            problems.append(Problem(place, what, "Keep one of them."))
        elif form != base:
            fold.setdefault(form, base)

    for place, base, forms in words.forms:
        for form in forms:
            claim(form, base, place)
    for place, verb in words.verbs:
        for form in verb_forms(verb):
            if form not in claims:
                claim(form, verb.split("+")[0], place)
    for place, noun in words.nouns:
        for form in noun_forms(noun):
            if form not in claims:
                claim(form, noun, place)
    # A base may itself be a form of another word ("wpn" -> "weapons" -> "weapon"): follow to the end.
    for form in list(fold):
        seen = {form}
        while (base := fold[form]) in fold and base not in seen:
            seen.add(base)
            fold[form] = fold[base]
    return {form: base for form, base in fold.items() if form != base}


def verb_forms(verb: str) -> list[str]:
    """The regular forms of a verb; `stab+b` doubles its last letter.

    >>> verb_forms("stab+b")
    ['stabs', 'stabbed', 'stabbing', 'stabbin']
    """
    stem, _, doubled = verb.partition("+")
    if doubled:
        return [f"{stem}s", f"{stem}{doubled}ed", f"{stem}{doubled}ing", f"{stem}{doubled}in"]
    third = f"{stem}es" if stem.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{stem}s"
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return [f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing"]
    root = stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem
    return [third, f"{root}ed", f"{root}ing", f"{root}in"]


def noun_forms(noun: str) -> list[str]:
    """The plural of a noun.

    >>> noun_forms("knife"), noun_forms("box"), noun_forms("body")
    (['knives', 'knifes'], ['boxes'], ['bodies'])
    """
    if noun.endswith("fe"):
        return [f"{noun[:-2]}ves", f"{noun}s"]
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return [f"{noun}es"]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return [f"{noun[:-1]}ies"]
    return [f"{noun}s"]


class _Phrases:
    """Every phrase to look for, by its first word, with what it means.

    A use is a cue number where the phrase is a whole term of one cue, else a list: cues, triggers,
    chains that it opens, steps that it can be.
    """

    def __init__(self, fold: Mapping[str, str], words: Words, problems: list[Problem]) -> None:
        self._fold = Plain(fold)
        self._known: dict[str, str] = {}
        self._groups = words.groups
        self._common = frozenset(words.common)
        self._problems = problems
        self._uses: dict[str, tuple[list[int], list[int], list[int], list[int]]] = {}
        self._steps: dict[tuple[str, ...], int] = {}
        self.native: set[str] = set()
        """Words of terms in the protocol's own language: what a misspelt word may be meant to be."""
        self._chains: list[tuple[int, bool, list[tuple[int, int]]]] = []
        """Of each term of more than one step: its cue, whether the first only stands beside it, and gap and
        step of each after the first."""

    def add_cue(self, number: int, term: str, place: str, *, native: bool = True) -> None:
        """Look for a term of a cue; `native` unless it is of a translation."""
        steps = self._read(term, place)
        if not steps:
            return
        if native:
            phrases = (phrase for step in steps for phrase in step.phrases)
            self.native.update(word for phrase in phrases for word in phrase.split(" "))
        first, *rest = steps
        marks = [phrase for phrase in first.phrases if not any(map(str.isalnum, phrase))]
        if marks and not rest:
            what = f"the term {term!r} would match the bare mark {marks[0]!r}"
            self._problems.append(Problem(place, what, "Name a word with it."))
        if not rest:
            for phrase in first.phrases:
                _add(self._use(phrase)[0], number)
            return
        following = [(step.gap, self._step(step.phrases)) for step in rest]
        self._chains.append((number, first.beside, following))
        for phrase in first.phrases:
            self._use(phrase)[2].append(len(self._chains) - 1)

    def add_code(self, number: int, code: str) -> None:
        """Look for the code of a dispatch card."""
        for phrase in phrases_of(code):
            _add(self._use(phrase)[0], number)

    def add_label(self, number: int, label: str, place: str) -> None:
        """Look for a label as it stands: its brackets and dots are no notation."""
        phrase = self._base_form(plain_codes(label))
        for code in every_phrase_of(label):
            _add(self._use(code)[0], number)
        if any(map(str.isalnum, phrase)):
            _add(self._use(phrase)[0], number)
        else:
            fix = "Every label needs a word or number that words.toml does not drop."
            self._problems.append(Problem(place, f"the label {label!r} says nothing", fix))

    def add_trigger(self, number: int, term: str, place: str) -> None:
        """Look for the words of a trigger."""
        steps = self._read(term, place)
        if len(steps) > 1:
            fix = "Triggers are plain words: write two terms."
            self._problems.append(Problem(place, f"the term {term!r} has a gap", fix))
        elif steps:
            for phrase in steps[0].phrases:
                _add(self._use(phrase)[1], number)

    def anchored(self) -> list[Chain]:
        """The terms of more than one step, each with the rarer of its first two as its anchor.

        Rare is what has no common word (`words.toml`), then what has the fewest words that many
        terms have. Phrases of several words are always rare.
        """
        weight: dict[str, int] = {}
        opening: dict[int, list[str]] = {}
        for phrase, (_, _, opens, steps) in self._uses.items():
            if " " not in phrase:
                weight[phrase] = len(opens) + len(steps)
                for number in opens:
                    opening.setdefault(number, []).append(phrase)
        by_step = {number: phrases for phrases, number in self._steps.items()}

        def heard(phrases: Sequence[str]) -> int:
            often = self._common.intersection(phrases)
            return 1_000_000 * len(often) + sum(weight.get(phrase, 0) for phrase in phrases)

        return [
            Chain(
                cue, int(heard(by_step[step]) < heard(opening.get(number, ()))), int(beside), gap, step, rest
            )
            for number, (cue, beside, [(gap, step), *rest]) in enumerate(self._chains)
        ]

    def table(self) -> dict[str, dict[str, Any]]:
        """First word -> phrase -> use."""
        table: dict[str, dict[str, Any]] = {}
        for phrase, (cues, triggers, opens, steps) in self._uses.items():
            plain = len(cues) == 1 and not (triggers or opens or steps)
            use = cues[0] if plain else [cues, triggers, opens, steps]
            table.setdefault(phrase.split(" ", 1)[0], {})[phrase] = use
        return table

    def _read(self, term: str, place: str) -> list[Step]:
        try:
            return parse(term, self._groups, self._base_form)
        except TermError as error:
            silent = str(error).startswith("says nothing")
            fix = "Every part of a term needs a word that words.toml does not drop." if silent else None
            self._problems.append(Problem(place, f"the term {term!r} {error}", fix))
            return []

    def _base_form(self, phrase: str) -> str:
        read = self._known.get(phrase)
        if read is None:
            read = self._known[phrase] = " ".join(Reading(phrase, self._fold).words)
        return read

    def _step(self, phrases: tuple[str, ...]) -> int:
        step = self._steps.setdefault(phrases, len(self._steps))
        for phrase in phrases:
            _add(self._use(phrase)[3], step)
        return step

    def _use(self, phrase: str) -> tuple[list[int], list[int], list[int], list[int]]:
        return self._uses.setdefault(phrase, ([], [], [], []))


def _add(numbers: list[int], number: int) -> None:
    if number not in numbers:
        numbers.append(number)
