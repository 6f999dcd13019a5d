"""The outcome of `triage protocol show`: what the protocol says, with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from triage_cli.errors import UsageError, nearest

if TYPE_CHECKING:
    from triage_cli.protocol.source import Source

_LISTS = {
    "cues": "cue",
    "ladder": "rule",
    "questions": "question",
    "needs": "need",
    "instruments": "instrument",
}
"""What can be listed whole -> what its entries are."""
_QUIET: tuple[Any, ...] = (None, "", (), [], {}, False, 0)
"""Values that say nothing."""


def show_data(source: Source, what: str | None) -> dict[str, Any]:
    """Every entry of that name, a whole list, a topic of cues, or the overview.

    An id may name several (a question and the rule behind it): all are given.
    """
    if what is None:
        return _overview(source)
    name = what.strip()
    tables = _tables(source)
    if name in _LISTS:
        entries = tables[_LISTS[name]]
    else:
        entries = [entry for found in tables.values() for entry in found if entry["id"] == name]
        entries = entries or [entry for entry in tables["cue"] if entry.get("topic") == name]
    if not entries:
        known = [
            *_LISTS,
            *(str(entry["id"]) for found in tables.values() for entry in found),
            *_topics(source),
        ]
        close = nearest(name, known)
        raise UsageError(
            f"the protocol has no {name!r}",
            fix=f"Did you mean {close!r}?" if close else "See all with: triage protocol show",
        )
    listed = name in _LISTS or len(entries) > _FEW
    return {"schema": "triage.protocol/1", "what": name, "brief": listed, "entries": entries}


_FEW = 3
"""More entries than this are shown a line each."""


def show_text(data: Mapping[str, Any]) -> str:
    """The same for people: one entry in full, many a line each."""
    if "topics" in data:
        return _overview_text(data)
    if data["brief"]:
        return "\n".join(_brief(entry) for entry in data["entries"])
    return "\n\n".join(_full(entry) for entry in data["entries"])


def _tables(source: Source) -> dict[str, list[dict[str, Any]]]:
    words = source.wording.get("en")
    reasons: Mapping[str, str] = words.reasons if words else {}
    return {
        "cue": [_entry("cue", cue, source) for cue in source.cues],
        "rule": [_entry("rule", rule, source, says=reasons.get(rule.id)) for rule in source.rules],
        "question": [_entry("question", one, source, asks=one.ask.get("en")) for one in source.questions],
        "need": [
            {"is": "need", "id": need.when, "needs": list(need.needs), "source": need.source}
            for need in source.needs
        ],
        "instrument": [_entry("instrument", one, source) for one in source.instruments],
    }


def _entry(kind: str, entry: Any, source: Source, **more: str | None) -> dict[str, Any]:
    fields = {
        key: list(value) if isinstance(value, tuple) else value for key, value in entry._asdict().items()
    }
    kept = {key: value for key, value in fields.items() if value not in _QUIET}
    said = {key: value for key, value in more.items() if value}
    place = source.places.get(entry.id, "")
    # Places are kept by id, which a rule and a question may share.
    return {"is": kind, "id": entry.id, **said, **kept, "place": place if f"[{kind} " in place else None}


def _topics(source: Source) -> dict[str, int]:
    """Topics of cues, in the order of their files, with how many each has."""
    counts: dict[str, int] = {}
    for cue in source.cues:
        counts[cue.topic] = counts.get(cue.topic, 0) + 1
    return counts


def _overview(source: Source) -> dict[str, Any]:
    return {
        "schema": "triage.protocol/1",
        "name": source.name,
        "version": source.version,
        "languages": list(source.wording),
        "topics": _topics(source),
        "counts": {name: len(found) for name, found in zip(_LISTS, _counted(source), strict=True)},
    }


def _counted(source: Source) -> Iterable[Sequence[Any]]:
    return source.cues, source.rules, source.questions, source.needs, source.instruments


def _overview_text(data: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in data["counts"].items())
    width = max(map(len, data["topics"]), default=0)
    topics = [f"  {topic:<{width}}  {number}" for topic, number in data["topics"].items()]
    lines = [
        f"{data['name']} {data['version']}, in {', '.join(data['languages'])}",
        counts,
        "",
        "Topics, with their cues:",
        *topics,
    ]
    return "\n".join([*lines, "", f"More: triage protocol show {'|'.join(_LISTS)}|TOPIC|ID"])


def _brief(entry: Mapping[str, Any]) -> str:
    level = f"level {entry['level']}" if entry["is"] == "rule" and "level" in entry else None
    send = ", ".join(entry.get("send", ()))
    what = [
        level,
        entry.get("domain"),
        entry.get("band"),
        entry.get("flag"),
        send,
        ", ".join(entry.get("needs", ())),
    ]
    said = entry.get("says") or entry.get("asks") or entry.get("why") or entry.get("name") or ""
    return f"{entry['id']}: {'; '.join(filter(None, [*what, said]))}"


def _full(entry: Mapping[str, Any]) -> str:
    lines = [f"{entry['is']} {entry['id']}"]
    for key, value in entry.items():
        if key in ("is", "id") or value in _QUIET:
            continue
        if key == "terms":
            lines += ["  terms:", *(f"    {term}" for term in value)]
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            lines.append(f"  {key.replace('_', ' ')}: {text}")
    return "\n".join(lines)
