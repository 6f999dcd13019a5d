"""A protocol ready for use: its tables as typed rows and its phrases ready to be looked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage_cli.assessment.conditions import Index
from triage_cli.errors import DataError, Problem, UsageError
from triage_cli.files import near_name
from triage_cli.protocol import cache
from triage_cli.protocol.model import (
    Advice,
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

if TYPE_CHECKING:
    from triage_cli.narrative.lexicon import Lexicon

SHIPPED = Path(__file__).parent / "data"
"""The protocol that comes with the package."""


class Protocol:
    """What the tool judges by; immutable, and shared by all calls of a process."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        """Make typed rows of compiled tables (`compiler.compile_protocol`)."""
        self.name: str = compiled["name"]
        self.version: str = compiled["version"]
        self.digest: str = compiled["digest"]
        self.cues: tuple[Cue, ...] = _rows(Cue, compiled["cues"])
        self.first_call_type: int = compiled["first_call_type"]
        """Cues from this place on are read in call types only."""
        self.only = frozenset[int](compiled["only"])
        """Call types whose words mean in a call type what they say, and nothing else."""
        self.triggers: tuple[Trigger, ...] = _rows(Trigger, compiled["triggers"])
        self.speaking_triggers = frozenset(
            number for number, trigger in enumerate(self.triggers) if trigger.kind not in ("stop", "pseudo")
        )
        """Without one of these in a text, all its cues are meant as they stand."""
        self.bands: Mapping[str, Sequence[int]] = {"none": (0, 0), **compiled["bands"]}
        self.rules: tuple[Rule, ...] = _rows(Rule, compiled["rules"])
        self.needs: tuple[Need, ...] = _rows(Need, compiled["needs"])
        self.reports: Mapping[str, Report] = {
            report.id: report for report in _rows(Report, compiled["reports"])
        }
        """Deadlines of mandated reports, by state and whom they are about: `CA.child`."""
        self.rule_index = Index([rule.when for rule in self.rules])
        self.need_index = Index([need.when for need in self.needs])
        self.modules: tuple[Module, ...] = _rows(Module, compiled["modules"])
        """In the order of asking."""
        self.module_of: Mapping[str, Module] = {module.id: module for module in self.modules}
        self.questions: Mapping[str, Question] = {
            question.id: question for question in _rows(Question, compiled["questions"])
        }
        self.instruments: tuple[Instrument, ...] = _rows(Instrument, compiled["instruments"])
        extra = {module.id for module in self.modules if module.optional or module.flow != "call"}
        self.on_request = frozenset(key for key, one in self.questions.items() if one.module in extra)
        """Questions that no call opens by itself: of optional modules and of other flows."""
        self.screens_on_request = frozenset(
            screen.id for screen in self.instruments if not self.on_request.isdisjoint(screen.items)
        )
        self.support: tuple[Support, ...] = _rows(Support, compiled["support"])
        """What responders are offered, in the order of showing."""
        self._wording: Mapping[str, Any] = compiled["wording"]
        self._wordings: dict[str, Wording] = {}
        self._together = {(one, other) for group in compiled["together"] for one in group for other in group}
        self._tables = compiled
        self._lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The phrases of all cues and triggers."""
        if self._lexicon is None:
            from triage_cli.narrative.lexicon import Lexicon

            tables = self._tables
            self._lexicon = Lexicon(tables["fold"], tables["vocabulary"], tables["phrases"], tables["chains"])
        return self._lexicon

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that the output can be in."""
        return tuple(self._wording)

    def wording(self, language: str = "en") -> Wording:
        """Every sentence of the output in one language; UsageError for one that is not there."""
        if language not in self._wordings:
            if language not in self._wording:
                fix = "Use one of: " + ", ".join(self._wording)
                raise UsageError(f"no wording in {language!r}", fix=fix)
            *tables, advice = self._wording[language]
            self._wordings[language] = Wording._make([*tables, _rows(Advice, advice)])
        return self._wordings[language]

    def named_together(self, topic: str | None, other: str | None) -> bool:
        """Whether cues of the two topics are named in one list ("no weapons or threats")."""
        return topic is None or other is None or topic == other or (topic, other) in self._together


def _rows(cls: type[Row], rows: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    """Typed rows; what JSON made lists of are tuples again, so that nothing in a protocol can change."""
    make = cls._make  # type: ignore[attr-defined] # rows are NamedTuples
    return tuple([make([tuple(v) if v.__class__ is list else v for v in row]) for row in rows])


def load_protocol(
    folder: str | Path | None = None, *, cached: bool = True, call_types: str | Path | None = None
) -> Protocol:
    """The shipped protocol, or the one in `folder`; `call_types` is an agency's own file over it.

    Raises DataError (exit 4) with every mistake in the files; the cache is used where it can be.
    """
    path = Path(folder) if folder is not None else SHIPPED
    if not path.is_dir():
        close = near_name(path)
        fix = f"Did you mean {close!r}?" if close else "Make one to edit: triage protocol init FOLDER"
        raise DataError([Problem(str(path), "there is no such protocol folder", fix)])
    own = Path(call_types) if call_types is not None else None
    digest = cache.digest_of(path, own)
    compiled = cache.read(digest) if cached else None
    if compiled is not None:
        try:
            return Protocol(compiled)
        except (KeyError, TypeError, ValueError, IndexError):
            pass  # written by something else: made anew below
    from triage_cli.narrative.lexicon import pack, pack_chain
    from triage_cli.narrative.spelling import vocabulary_of

    problems: list[Problem] = []
    compiled = compile_folder(path, problems, own)
    if problems:
        with_own = f" with {own}" if own else ""
        title = f"The protocol in {path}{with_own} has {len(problems)} mistake(s)."
        raise DataError(problems, title=title, fix="See them again with: triage protocol check")
    phrases = (phrase for uses in compiled["phrases"].values() for phrase in uses)
    compiled["vocabulary"] = vocabulary_of(phrases, set(compiled.pop("native")))
    compiled["phrases"] = {word: pack(uses.items()) for word, uses in compiled["phrases"].items()}
    compiled["chains"] = list(map(pack_chain, compiled["chains"]))
    # One form for fresh and cached tables: what JSON gives back.
    compiled = json.loads(json.dumps(compiled))
    compiled["digest"] = digest
    if cached:
        cache.write(digest, compiled)
    return Protocol(compiled)


def compile_folder(path: Path, problems: list[Problem], call_types: Path | None = None) -> dict[str, Any]:
    """Read and compile a folder's files, adding every mistake to `problems`."""
    from triage_cli.protocol.compiler import compile_protocol
    from triage_cli.protocol.source import read_source

    return compile_protocol(read_source(path, problems, call_types=call_types), problems)
