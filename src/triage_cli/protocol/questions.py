"""The questions of the guided flow and their modules: `questions.toml` and `instruments/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from triage_cli.errors import Problem, nearest
from triage_cli.protocol.model import Instrument, Module, Question
from triage_cli.protocol.tables import TomlFile, check_keys, read_toml, rows

KINDS_OF_QUESTION = ("yes_no", "choice", "several", "number", "text")
FLOWS = ("call", "wellness")
_CHOSEN = ("choice", "several")
_MOST_CHOICES = 9
"""One key each."""


class Questions:
    """What was read, with the place of each entry for messages."""

    def __init__(self) -> None:
        self.modules: list[Module] = []
        self.questions: list[Question] = []
        self.instruments: list[Instrument] = []
        self.places: dict[str, str] = {}

    def ordered(self) -> list[Question]:
        """By module, then as they stand in their files."""
        order = {module.id: place for place, module in enumerate(self.modules)}
        return sorted(self.questions, key=lambda question: order.get(question.module, len(order)))


def read_questions(
    folder: Path, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem]
) -> Questions:
    """`questions.toml` and every file of `instruments/`."""
    found = Questions()
    if file := read_toml(folder / "questions.toml", "questions.toml", problems):
        check_keys(file, {"module", "question", "source"}, problems)
        words = {"flow": FLOWS}
        found.modules = rows(Module, file, "module", problems, vocabulary=words)
        for module in found.modules:
            found.places.setdefault(module.id, file.place("module", module.id))
        _add_questions(found, file, vocabulary, problems)
    screens = sorted(path for path in (folder / "instruments").glob("*.toml") if path.name[0] != ".")
    for path in screens:
        if file := read_toml(path, f"instruments/{path.name}", problems):
            check_keys(file, {"instrument", "question"}, problems)
            instruments = rows(Instrument, file, "instrument", problems, vocabulary=vocabulary)
            for screen in instruments:
                found.places.setdefault(screen.id, file.place("instrument", screen.id))
            found.instruments += instruments
            _add_questions(found, file, vocabulary, problems)
    found.questions = found.ordered()
    return found


def _add_questions(
    found: Questions, file: TomlFile, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem]
) -> None:
    defaults = {"source": file.data["source"]} if "source" in file.data else {}
    words = {
        **vocabulary, "kind": KINDS_OF_QUESTION, "module": [module.id for module in found.modules],
        "for_needs": vocabulary["needs"],
    }  # fmt: skip
    questions = rows(Question, file, "question", problems, vocabulary=words, defaults=defaults)
    for question in questions:
        place = file.place("question", question.id)
        found.places.setdefault(question.id, place)
        _check(question, file, vocabulary["signs"], problems)
    found.questions += questions


def _check(question: Question, file: TomlFile, signs: Sequence[str], problems: list[Problem]) -> None:
    def wrong(key: str, what: str, fix: str | None = None) -> None:
        problems.append(Problem(file.place("question", question.id, key), what, fix))

    allowed = question.allowed
    if question.kind in _CHOSEN and not 2 <= len(question.choices) <= _MOST_CHOICES:
        wrong(
            "choices",
            f"{len(question.choices)} choices: 2 to {_MOST_CHOICES} have a key",
            'choices = ["…", "…"]',
        )
    if question.kind not in _CHOSEN and question.choices:
        wrong("choices", f"a question of kind {question.kind!r} has no choices", 'kind = "choice"')
    if question.kind == "number" and not (question.range and question.range[0] < question.range[1]):
        wrong("range", "a number needs its least and its most", "range = [0, 120]")
    if question.dangerous is not None and question.dangerous not in allowed:
        wrong("dangerous", f"{question.dangerous!r} is not an answer", _one_of(question.dangerous, allowed))
    for answer, shown in question.adds.items():
        if answer not in allowed or answer == question.dangerous:
            wrong("adds", f"{answer!r} is not another answer", _one_of(answer, allowed))
        if not isinstance(shown, list):
            wrong("adds", f"{answer} must be a list of signs", f'{answer} = ["…"]')
            continue
        for sign in shown:
            if sign not in signs:
                wrong("adds", f"unknown sign {sign!r}", _one_of(str(sign), signs))


def _one_of(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"Did you mean {close!r}?" if close else "One of: " + ", ".join(known[:12])


def check_asked(found: Questions, languages: Iterable[str], problems: list[Problem]) -> None:
    """Every question and module has its words in every language; what one covers is there."""
    yes_no = {question.id for question in found.questions if question.kind == "yes_no"}
    for module in found.modules:
        place = f"{found.places[module.id]} name"
        problems += _missing(place, "name", module.name, languages)
    for question in found.questions:
        place = found.places[question.id]
        problems += _missing(f"{place} ask", "ask", question.ask, languages)
        problems += _missing(f"{place} reason", "reason", question.reason, languages)
        if question.choices:
            problems += _missing_labels(f"{place} labels", question, languages)
        problems += [
            Problem(f"{place} covers", f"{covered!r} is no yes/no question", _one_of(covered, sorted(yes_no)))
            for covered in question.covers
            if covered not in yes_no
        ]


def _missing(place: str, key: str, said: Mapping[str, str], languages: Iterable[str]) -> list[Problem]:
    return [
        Problem(place, f"has no wording in {language!r}", f'Add {key}.{language} = "…".')
        for language in languages
        if not (isinstance(said.get(language), str) and said[language].strip())
    ]


def _missing_labels(place: str, question: Question, languages: Iterable[str]) -> list[Problem]:
    wanted = len(question.choices)
    return [
        Problem(
            place,
            f"in {language!r} must name the {wanted} choices, in their order",
            f"Add labels.{language} = [" + ", ".join(['"…"'] * wanted) + "].",
        )
        for language in languages
        if not isinstance(question.labels.get(language), list) or len(question.labels[language]) != wanted
    ]
