"""The outcome of `triage protocol explain`: everything that was found, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from triage_cli.assessment.support import ALONE, supporting
from triage_cli.render.clean import visible
from triage_cli.render.layout import Part, Row, Section, row

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Evidence
    from triage_cli.narrative.explain import Aside, Explanation, Word

_MEANT = {
    "negated": "negated", "historical": "past", "hypothetical": "not said to be so",
    "other": "not about this", "present": "not counted", "possible": "not counted",
}  # fmt: skip
_ASIDE = {
    "look_alike": "sounds like it",
    "hidden": "said already",
    "time": "words of time",
    "label_only": "call type only",
}


def explain_sections(result: Assessment, said: Explanation, typed: Explanation | None) -> list[Section]:
    """What counts, what does not and why, what was set aside, the words, and the rules that hold."""
    covered = {(aside.start, aside.cue.id) for aside in said.asides if aside.reason == "look_alike"}
    counted = [_evidence_row(item, "counts") for item in result.explained if item.counted]
    not_counted = [
        _evidence_row(item, "weak" if item.because == ALONE else _MEANT[item.assertion])
        for item in result.explained
        if not item.counted and (item.start, item.id) not in covered
    ]
    asides = [*said.asides, *(typed.asides if typed else ())]
    sections = [Section(counted or [row("", "Nothing counts.")], "COUNTED")]
    if not_counted:
        sections.append(Section(not_counted, "NOT COUNTED"))
    if asides:
        sections.append(Section([_aside_row(aside) for aside in asides], "SET ASIDE"))
    words = [*_word_rows("read as", said.spelt, typed and typed.spelt, arrow=True),
             *_word_rows("unknown", said.unknown, typed and typed.unknown)]  # fmt: skip
    if words:
        sections.append(Section(words, "WORDS"))
    return [*sections, _rules(result)]


def explain_data(result: Assessment, said: Explanation, typed: Explanation | None) -> dict[str, Any]:
    """The same as JSON."""
    response, protocol = result.response, result.protocol
    both = [("text", said), *([("call_type", typed)] if typed else [])]
    return {
        "schema": "triage.explanation/1",
        "protocol": {"name": protocol.name, "version": protocol.version, "digest": protocol.digest},
        "level": response.level,
        "send": list(response.send),
        "evidence": [
            {**item.to_dict(), "because": item.because, "signs": list(item.signs)}
            for item in result.explained
        ],
        "set_aside": [_placed(source, _aside_data(aside)) for source, one in both for aside in one.asides],
        "spelt": [_placed(source, word._asdict()) for source, one in both for word in one.spelt],
        "unknown": [
            _placed(source, {"written": word.written, "start": word.start, "end": word.end})
            for source, one in both
            for word in one.unknown
        ],
        "rules": [
            {
                "id": rule.id,
                "when": rule.when,
                "level": rule.level,
                "send": list(rule.send),
                "from": list(dict.fromkeys(item.id for item in supporting(rule.when, result.evidence))),
                "source": rule.source,
            }
            for rule in response.rules
        ],
    }


def _placed(source: str, data: dict[str, Any]) -> dict[str, Any]:
    """With its source; only the text has places, as in the evidence: codes of a label are read apart."""
    places = {} if source == "text" else {"start": None, "end": None}
    return {"source": source, **data, **places}


def _aside_data(aside: Aside) -> dict[str, Any]:
    data = aside._asdict()
    return {"id": data.pop("cue").id, **data}


def _evidence_row(item: Evidence, label: str) -> Row:
    parts = [Part(f"“{visible(item.quote)}” " if item.quote is not None else "", "quote"), Part(item.id)]
    if item.counted:
        parts.append(Part(f": {_says(item)}{'' if item.assertion == 'present' else f', {item.assertion}'}"))
    if item.because == ALONE:
        parts.append(Part(", tells nothing alone"))
    elif item.because:
        parts.append(Part(f", because of “{visible(item.because)}”"))
    elif not item.counted:
        parts.append(Part(f", {item.assertion}"))
    parts.append(Part(f" ({item.why})", "dim"))
    return Row(
        label if item.source == "text" or not item.counted else item.source.replace("_", " "), tuple(parts)
    )


def _says(item: Evidence) -> str:
    rated = " ".join(filter(None, (item.domain and item.domain.replace("_", " "), item.band)))
    signs = f"signs {', '.join(item.signs)}" if item.signs else None
    return "; ".join(filter(None, (rated, item.flag and f"flag {item.flag}", signs))) or "nothing by itself"


def _aside_row(aside: Aside) -> Row:
    parts = [Part(f"“{visible(aside.quote)}” ", "quote"), Part(aside.cue.id)]
    if aside.by and aside.by_quote:
        parts.append(Part(f": within “{visible(aside.by_quote)}”, {aside.by}"))
    elif aside.reason == "label_only":
        parts.append(Part(": counts only as a coded call type (--type)"))
    else:
        parts.append(Part(": other words there say the same"))
    if aside.why:
        parts.append(Part(f" ({aside.why})", "dim"))
    return Row(_ASIDE[aside.reason], tuple(parts))


def _word_rows(
    label: str, said: Sequence[Word], typed: Sequence[Word] | None, *, arrow: bool = False
) -> Iterable[Row]:
    words = [*said, *(typed or ())]
    if words:
        shown = (
            f"{visible(one.written)} → {one.read_as}" if arrow else visible(one.written) for one in words
        )
        yield row(label, ", ".join(shown))


def _rules(result: Assessment) -> Section:
    response = result.response
    send = ", ".join(response.send) or "nobody"
    rows = [row("level", f"{response.level}; send: {send}")]
    if response.barred:
        rows.append(row("barred", f"{', '.join(response.barred)}: a weapon or violence, known or unknown"))
    for rule in response.rules:
        behind = supporting(rule.when, result.evidence)
        said = dict.fromkeys(f"“{visible(item.quote)}”" if item.quote else item.id for item in behind)
        rows.append(
            Row(
                "rule",
                (
                    Part(f"{rule.level} {rule.id}: {', '.join(rule.send) or 'no unit of its own'}"),
                    Part(f", from {', '.join(said)}" if said else "", "quote"),
                ),
            )
        )
    return Section(rows, "CONCLUDED")
