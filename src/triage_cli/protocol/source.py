"""The files of a protocol folder, read into typed rows with every mistake located."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triage_cli.assessment.conditions import CONDITIONS
from triage_cli.errors import Problem, nearest
from triage_cli.protocol.call_types import FILE as CALL_TYPES
from triage_cli.protocol.call_types import Agency, as_cue, read_agency, read_call_types
from triage_cli.protocol.model import (
    Advice,
    CallType,
    Case,
    Cue,
    Instrument,
    Module,
    Need,
    Question,
    Report,
    Row,
    Rule,
    Support,
    Trigger,
    Wording,
)
from triage_cli.protocol.questions import check_asked, read_questions
from triage_cli.protocol.reporting import check_reports, read_reports
from triage_cli.protocol.tables import (
    TomlFile,
    check_keys,
    fit,
    read_toml,
    rows,
    text_lists,
    text_table,
    texts,
)
from triage_cli.protocol.wellness import check_support, read_support
from triage_cli.vocabulary import ASSERTIONS, BANDS, BARRIERS, DOMAINS, FLAGS, KINDS, LEVELS, UNITS

TRIGGER_KINDS = (
    "negated", "possible", "historical", "hypothetical", "other", "unknown", "stop", "pseudo", "correction",
    "contradiction",
)  # fmt: skip
_HIGHEST_SCORE = 100
_WORD_KEYS = ("verbs", "nouns", "forms", "groups")
CASE_WORDS: Mapping[str, Sequence[str]] = {
    "domains": DOMAINS, "domains_optional": DOMAINS, "flags": FLAGS, "flags_not": FLAGS,
    "send_any": UNITS, "send_not": UNITS,
}  # fmt: skip
_WORDING_TABLES = ("reasons", "combinations", "reports", "terms")


@dataclass(slots=True)
class Words:
    """How words are read: what `words.toml` and the cue files say together."""

    dropped: list[str] = field(default_factory=list)
    ordinary: list[str] = field(default_factory=list)
    """Words that no dictionary has and that are no misspelling."""
    common: list[str] = field(default_factory=list)
    """Words so common in remarks that no term is looked for from them, where its other step has none."""
    verbs: list[tuple[str, str]] = field(default_factory=list)
    """(place, verb)"""
    nouns: list[tuple[str, str]] = field(default_factory=list)
    forms: list[tuple[str, str, list[str]]] = field(default_factory=list)
    """(place, base form, forms read as it)"""
    groups: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Source:
    """A protocol folder as read; `places` says where each entry stands."""

    name: str = ""
    version: str = ""
    words: Words = field(default_factory=Words)
    signs: dict[str, str] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    listed_together: list[list[str]] = field(default_factory=list)
    bands: dict[str, list[int]] = field(default_factory=dict)
    modules: list[Module] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    support: list[Support] = field(default_factory=list)
    wording: dict[str, Wording] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    call_types: list[CallType] = field(default_factory=list)
    """The last of `cues` once more, with what only call types say."""
    labelled: list[tuple[Cue, Sequence[tuple[str, str]]]] = field(default_factory=list)
    """Cues by what an agency calls them in call types: labels as they stand, and where."""
    translated: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where a term of a cue stands that comes from a file of translations, by cue and term."""


def read_source(
    folder: Path, problems: list[Problem], *, with_cases: bool = False, call_types: Path | None = None
) -> Source:
    """All files of the folder; every mistake is added to `problems`, none is raised.

    `call_types` is an agency's own file over those of the folder.
    """
    source = Source()
    vocabulary = _vocabulary(source, folder, problems)
    _read_protocol(source, folder, problems)
    _read_words(source, folder, problems)
    _read_cues(source, folder, call_types, vocabulary, problems)
    _read_triggers(source, folder, vocabulary, problems)
    asked = read_questions(folder, vocabulary, problems)
    source.modules, source.questions, source.instruments = asked.modules, asked.questions, asked.instruments
    source.places.update(asked.places)
    source.rules = _read_single(source, Rule, folder / "ladder.toml", vocabulary, problems)
    source.needs = _read_single(source, Need, folder / "needs.toml", vocabulary, problems)
    source.support = read_support(folder, vocabulary, problems, source.places)
    source.reports = read_reports(folder, problems, source.places)
    for path in dict.fromkeys([*toml_files(folder / "wording"), folder / "wording" / "en.toml"]):
        if file := read_toml(path, f"wording/{path.name}", problems):
            source.wording[path.stem] = _wording(file, vocabulary, problems)
    if with_cases:
        source.cases = read_cases(folder / "cases", problems)
    _check_repeats(source, problems)
    _check_bands(source, problems)
    _check_answers(source, problems)
    _check_wording(source, problems)
    check_asked(asked, source.wording, problems)
    check_support(source.support, source.instruments, source.wording, source.places, problems)
    check_reports(source.reports, source.wording, source.places, problems)
    return source


def toml_files(folder: Path) -> list[Path]:
    """The TOML files of a folder in order; hidden ones belong to editors and file systems."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def _read_single(
    source: Source,
    cls: type[Row],
    path: Path,
    vocabulary: Mapping[str, Sequence[str]],
    problems: list[Problem],
) -> list[Row]:
    """The entries of a file that holds one kind, in tables named after it."""
    file = read_toml(path, path.name, problems)
    if file is None:
        return []
    table = cls.__name__.lower()
    check_keys(file, {table, "source"}, problems)
    id_key = "when" if cls is Need else "id"
    found = rows(
        cls, file, table, problems, vocabulary=vocabulary, id_key=id_key, defaults=_defaults(file, cls)
    )
    _note_places(source, found, file, table)
    return found


def read_cases(folder: Path, problems: list[Problem]) -> list[Case]:
    """The judged texts of all `*.toml` files of a folder."""
    cases: list[Case] = []
    for path in toml_files(folder):
        if file := read_toml(path, f"{folder.name}/{path.name}", problems):
            check_keys(file, {"case"}, problems)
            for case in rows(Case, file, "case", problems, vocabulary=CASE_WORDS):
                place = file.place("case", case.id)
                problems += [
                    Problem(place, f"unknown assertion {word!r}", "One of: " + ", ".join(ASSERTIONS))
                    for word in case.assertions.values()
                    if word not in ASSERTIONS
                ]
                cases.append(case)
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            problems.append(Problem(f"cases [case {case.id}]", "the id is used twice"))
        seen.add(case.id)
    return cases


def _vocabulary(source: Source, folder: Path, problems: list[Problem]) -> dict[str, Sequence[str]]:
    if file := read_toml(folder / "signs.toml", "signs.toml", problems):
        for table in file.data:
            source.signs.update(text_table(file, table, problems))
    conditions = [*source.signs, *FLAGS, *CONDITIONS]
    return {
        "domain": DOMAINS, "band": BANDS[1:], "flag": FLAGS, "signs": list(source.signs), "barrier": BARRIERS,
        "unknown_signs": list(source.signs), "when": conditions, "one_by_one": conditions,
        "early": conditions, "send": UNITS, "needs": KINDS,
        "report": ("child", "adult"), "direction": ("forward", "backward", "both", "answer"),
    }  # fmt: skip


def _defaults(file: TomlFile, cls: type[Row]) -> dict[str, Any]:
    """What a file says once for all of its entries."""
    fields = cls._fields  # type: ignore[attr-defined] # rows are NamedTuples
    return {key: file.data[key] for key in ("source", "topic") if key in fields and key in file.data}


def _note_places(source: Source, entries: Sequence[Any], file: TomlFile, table: str) -> None:
    for entry in entries:
        source.places.setdefault(entry[0], file.place(table, entry[0]))


def _read_protocol(source: Source, folder: Path, problems: list[Problem]) -> None:
    if file := read_toml(folder / "protocol.toml", "protocol.toml", problems):
        problems += [
            Problem(file.place("protocol"), f"{key!r} is missing", f'Add {key} = "…".')
            for key in ("name", "version")
            if not isinstance(file.data.get(key), str)
        ]
        check_keys(file, {"name", "version", "date", "source", "bands"}, problems)
        source.name, source.version = str(file.data.get("name", "")), str(file.data.get("version", ""))
        bands = file.data.get("bands")
        bands = bands if isinstance(bands, dict) else {}
        above = 0
        for band in BANDS[1:]:
            limits, wrong = fit(bands.get(band), tuple[int, int])
            if wrong:
                what = f"{band!r} needs its lowest and highest score"
                problems.append(Problem(file.place("bands", None, band), what, f"{band} = [{above + 1}, …]"))
            elif not above < limits[0] <= limits[1] <= _HIGHEST_SCORE:
                what = f"{band!r} must lie above the band before it and end by {_HIGHEST_SCORE}"
                problems.append(Problem(file.place("bands", None, band), what, f"{band} = [{above + 1}, …]"))
            else:
                above = limits[1]
                source.bands[band] = list(limits)


def _read_words(source: Source, folder: Path, problems: list[Problem]) -> None:
    if file := read_toml(folder / "words.toml", "words.toml", problems):
        check_keys(file, {"dropped", "identity", "ordinary", "common", *_WORD_KEYS}, problems)
        source.words.dropped += texts(file, "dropped", problems) + texts(file, "identity", problems)
        source.words.ordinary += texts(file, "ordinary", problems)
        source.words.common += texts(file, "common", problems)
        _add_words(source.words, file, problems)


def _add_words(words: Words, file: TomlFile, problems: list[Problem]) -> None:
    words.verbs += [(file.name, verb) for verb in texts(file, "verbs", problems)]
    words.nouns += [(file.name, noun) for noun in texts(file, "nouns", problems)]
    for base, forms in text_table(file, "forms", problems).items():
        words.forms.append((file.place("forms", None, base), base, forms.split()))
    for group, members in text_lists(file, "groups", problems).items():
        known = words.groups.setdefault(group, [])
        known += [member for member in members if member not in known]


def _read_cues(
    source: Source,
    folder: Path,
    own: Path | None,
    vocabulary: Mapping[str, Sequence[str]],
    problems: list[Problem],
) -> None:
    for path in toml_files(folder / "cues"):
        if file := read_toml(path, f"cues/{path.name}", problems):
            check_keys(file, {"topic", "source", "cue", *_WORD_KEYS}, problems)
            _add_words(source.words, file, problems)
            defaults = {"topic": path.stem, **_defaults(file, Cue)}
            found = rows(Cue, file, "cue", problems, vocabulary=vocabulary, defaults=defaults)
            _note_places(source, found, file, "cue")
            problems += [Problem(file.place("cue", cue.id), "has no terms") for cue in found if not cue.terms]
            source.cues += found
    _read_translations(source, folder, problems)
    if file := read_toml(folder / CALL_TYPES, CALL_TYPES, problems):
        check_keys(file, {"topic", "source", "call_type", *_WORD_KEYS}, problems)
        _add_words(source.words, file, problems)
        source.call_types = read_call_types(file, vocabulary, problems)
        _note_places(source, source.call_types, file, "call_type")
    agency = read_agency(own, source.call_types, source.cues, vocabulary, problems) if own else Agency()
    for entry in agency.own:
        source.places[entry.id] = f"{own} [call_type {entry.id}]"
    own_ids = {entry.id for entry in agency.own}
    shipped = [
        entry
        for entry in source.call_types
        if entry.id not in own_ids and (not entry.set or entry.set in agency.used)
    ]
    source.call_types = [*shipped, *agency.own]
    source.cues += map(as_cue, source.call_types)
    source.labelled = [(as_cue(entry), labels) for entry, labels in agency.labelled]


def _is_named(file: str, problems: Sequence[Problem]) -> bool:
    return any(problem.place == f"cues/{file}" for problem in problems)


def _read_translations(source: Source, folder: Path, problems: list[Problem]) -> None:
    """Terms in other languages, by cue: `cues/es/*.toml`."""
    by_id = {cue.id: number for number, cue in enumerate(source.cues)}
    # The cues of a file that is no TOML are not known, which is that file's one mistake.
    unread = {path.stem for path in toml_files(folder / "cues") if _is_named(path.name, problems)}
    languages = sorted(path for path in (folder / "cues").glob("*/") if not path.name.startswith("."))
    for path in [path for language in languages for path in toml_files(language)]:
        name = f"cues/{path.parent.name}/{path.name}"
        if file := read_toml(path, name, problems):
            check_keys(file, {"topic", "source", "terms", *_WORD_KEYS}, problems)
            _add_words(source.words, file, problems)
            for cue_id, terms in text_lists(file, "terms", problems).items():
                place = file.place("terms", None, cue_id)
                if cue_id not in by_id and cue_id.partition(".")[0] in unread:
                    continue
                if cue_id not in by_id:
                    problems.append(Problem(place, f"unknown cue {cue_id!r}", _meant(cue_id, by_id)))
                    continue
                cue = source.cues[by_id[cue_id]]
                source.cues[by_id[cue_id]] = cue._replace(terms=(*cue.terms, *terms))
                source.translated.update({(cue_id, term): place for term in terms})


def _read_triggers(
    source: Source, folder: Path, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem]
) -> None:
    files = [path for path in toml_files(folder) if path.stem.startswith("assertion_")]
    for path in [folder / "assertion.toml", *files]:
        if file := read_toml(path, path.name, problems):
            check_keys(file, {"source", "listed_together", "trigger"}, problems)
            found = rows(Trigger, file, "trigger", problems, vocabulary={**vocabulary, "kind": TRIGGER_KINDS})
            _note_places(source, found, file, "trigger")
            source.triggers += found
            groups = file.data.get("listed_together", [])
            if not isinstance(groups, list) or not all(map(_is_topics, groups)):
                place = file.top("listed_together")
                problems.append(Problem(place, "must be a list of lists of topics", '[["topic", "topic"]]'))
            else:
                source.listed_together += groups


def _is_topics(group: Any) -> bool:
    return isinstance(group, list) and all(isinstance(topic, str) for topic in group)


def _wording(file: TomlFile, vocabulary: Mapping[str, Sequence[str]], problems: list[Problem]) -> Wording:
    check_keys(file, {*_WORDING_TABLES, "wellness", "advice"}, problems)
    tables = [text_table(file, table, problems) for table in _WORDING_TABLES]
    advice = rows(Advice, file, "advice", problems, vocabulary={"when": vocabulary["when"]}, id_key="when")
    return Wording._make([*tables, text_lists(file, "wellness", problems), tuple(advice)])


def _meant(word: str, known: Iterable[str]) -> str | None:
    close = nearest(word, known)
    return f"Did you mean {close!r}?" if close else None


def _check_repeats(source: Source, problems: list[Problem]) -> None:
    for entries in (
        source.cues,
        source.triggers,
        source.questions,
        source.rules,
        source.instruments,
        source.reports,
    ):
        seen: set[str] = set()
        for name in (entry.id for entry in entries):
            if name in seen:
                what = f"the id {name!r} is used twice"
                place = source.places.get(name, name)
                problems.append(Problem(place, what, "Give one of them another id."))
            seen.add(name)


def _check_bands(source: Source, problems: list[Problem]) -> None:
    """A band says how grave something is in a domain; without one it counts nowhere."""
    entries: list[Cue | Question | Rule | Instrument] = [*source.cues, *source.questions]
    entries += [*source.rules, *source.instruments]
    fix = f"domain = one of: {', '.join(DOMAINS)}"
    problems += [
        Problem(f"{source.places[entry.id]} band", "a band needs a domain", fix)
        for entry in entries
        if entry.domain is None and entry.band is not None
    ]
    problems += [
        Problem(f"{source.places[rule.id]} level", f"{rule.level} is not a level", "Levels go from 0 to 4.")
        for rule in source.rules
        if not 0 <= rule.level < len(LEVELS)
    ]


def _check_answers(source: Source, problems: list[Problem]) -> None:
    """What cues answer and screens ask are questions that exist."""
    if not source.questions:
        return
    questions = {question.id: question for question in source.questions}
    for cue in source.cues:
        if cue.answers is None:
            continue
        place = f"{source.places[cue.id]} answers"
        key, _, value = cue.answers.partition("=")
        if key not in questions:
            problems.append(Problem(place, f"unknown question {key!r}", _meant(key, questions)))
        elif value and value not in (*questions[key].choices, "yes", "no"):
            problems.append(Problem(place, f"{value!r} is not an answer to {key!r}", f'answers = "{key}=no"'))
    for screen in source.instruments:
        named = (screen.only_after, screen.not_alone, screen.acute)
        for item in dict.fromkeys((*screen.items, *screen.any_of, *screen.count_of, *filter(None, named))):
            place = f"{source.places[screen.id]} items"
            if item not in questions:
                problems.append(Problem(place, f"unknown question {item!r}", _meant(item, questions)))
            elif item not in screen.items and item != screen.acute:
                problems.append(Problem(place, f"{item!r} counts but is not asked", "Add it to items."))
            elif questions[item].kind in ("several", "text"):
                what = f"{item!r} is of kind {questions[item].kind!r} and gives no points"
                problems.append(Problem(place, what, "A screen asks yes_no, choice or number."))


def _check_wording(source: Source, problems: list[Problem]) -> None:
    """Every rule has its sentence in every language, and every heading that one of them has."""
    headings = [term for wording in source.wording.values() for term in wording.terms if term[:3] == "ui_"]
    for language, wording in source.wording.items():
        name = f"wording/{language}.toml"
        wanted = {
            "reasons": [*(rule.id for rule in source.rules), "barred"],
            "combinations": [rule.id for rule in source.rules if rule.band or rule.flag],
            "reports": [rule.report for rule in source.rules if rule.report],
            "terms": [*UNITS, *DOMAINS, *BANDS, *FLAGS, *KINDS, *BARRIERS, *headings],
        }
        for table, ids in wanted.items():
            problems += [
                Problem(f"{name} [{table}]", f"{key!r} has no wording", f'Add {key} = "…" under [{table}].')
                for key in dict.fromkeys(ids)
                if key not in getattr(wording, table)
            ]
