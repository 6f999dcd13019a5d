"""The outcome of `triage protocol diff`: which calls are judged otherwise, the dangerous ones first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from triage_cli.assessment.compare import DIRECTIONS, Conclusion, Difference
from triage_cli.protocol.changes import Cause, Change, Changes, causes_of
from triage_cli.render.clean import visible
from triage_cli.render.layout import Part, Row, Section, row
from triage_cli.vocabulary import DOMAINS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

_TITLES = {
    "lowered": "LEVEL LOWERED", "less": "SAME LEVEL, LESS", "raised": "LEVEL RAISED",
    "more": "SAME LEVEL, MORE",
}  # fmt: skip
_MOST_CAUSES = 8
_SIDE = {"old": "only in old", "new": "only in new"}


def changes_sections(found: Changes, old: Protocol, new: Protocol) -> list[Section]:
    """The counts, then each direction with its causes and its calls."""
    sections = [Section(list(_summary(found, old, new)))]
    for direction in DIRECTIONS:
        if found.by_direction[direction]:
            sections.append(Section(list(_direction(found, direction)), _TITLES[direction]))
    return sections


def changes_data(found: Changes, old: Protocol, new: Protocol) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "schema": "triage.protocol-diff/1",
        "old": _named(old),
        "new": _named(new),
        "calls": found.calls,
        "changed": {
            "calls": found.total,
            **{name: found.by_direction[name] for name in DIRECTIONS},
            **{key: found.changed[key] for key in Conclusion._fields},
        },
        "levels": [
            {"old": before, "new": after, "calls": count}
            for (before, after), count in sorted(found.levels.items())
        ],
        "causes": {
            name: [{**cause._asdict(), "calls": count} for cause, count in _ordered(found, name)]
            for name in DIRECTIONS
        },
        "changes": [_change_data(change, name) for name in DIRECTIONS for change in found.listed[name]],
    }


def _summary(found: Changes, old: Protocol, new: Protocol) -> Iterable[Row]:
    yield row("old", f"{old.name} {old.version} ({old.digest[:8]})")
    yield row("new", f"{new.name} {new.version} ({new.digest[:8]})")
    if old.digest == new.digest:
        yield row("note", "The two are the same.", "warn")
    yield row("calls", f"{found.calls}; judged otherwise: {found.total}")
    lowered = found.by_direction["lowered"]
    yield row("level lowered", f"{lowered}{_levels(found, down=True)}", "warn" if lowered else "")
    yield row("level raised", f"{found.by_direction['raised']}{_levels(found, down=False)}")
    less, more = found.by_direction["less"], found.by_direction["more"]
    yield row("same level", f"{less} with less (a unit, a flag or part of a score is gone), {more} with more")
    counts = (("send", "units"), ("scores", "scores"), ("flags", "flags"))
    yield row("differ in", ", ".join(f"{shown} {found.changed[key]}" for key, shown in counts))


def _levels(found: Changes, *, down: bool) -> str:
    steps = [
        f"{before} → {after}: {count}"
        for (before, after), count in sorted(found.levels.items(), reverse=True)
        if (after < before) is down
    ]
    return f" ({', '.join(steps)})" if steps else ""


def _direction(found: Changes, direction: str) -> Iterable[Row]:
    ordered = _ordered(found, direction)
    for (kind, only_in, name), count in ordered[:_MOST_CAUSES]:
        yield row("by", f"{kind} {name}, {_SIDE[only_in]}: {count} call{'s' if count != 1 else ''}")
    if len(ordered) > _MOST_CAUSES:
        yield row("by", f"and {len(ordered) - _MOST_CAUSES} more (all with --json)", "dim")
    listed = found.listed[direction]
    for change in listed:
        yield Row(f"row {change.row}", (Part(_shown(change.difference)),))
        if change.text is not None:
            yield row("", f"“{visible(change.text)}”", "quote")
    left = found.by_direction[direction] - len(listed)
    if left:
        yield row("", f"and {left} more: --limit {found.by_direction[direction]} lists them", "dim")


def _shown(difference: Difference) -> str:
    before, after = difference.before, difference.after
    said = [
        f"level {before.level} → {after.level}" if before.level != after.level else f"level {before.level}"
    ]
    if before.send != after.send:
        said.append(f"send {', '.join(before.send) or 'nobody'} → {', '.join(after.send) or 'nobody'}")
    for domain, old, new in zip(DOMAINS, before.scores, after.scores, strict=True):
        if old != new:
            bands = f" {old.band} → {new.band}" if old.band != new.band else f", {old.band}"
            said.append(f"{domain.replace('_', ' ')} {old.score} → {new.score}{bands}")
    gone = [flag for flag in before.flags if flag not in after.flags]
    come = [flag for flag in after.flags if flag not in before.flags]
    said += (
        [f"flags {' '.join([*(f'-{flag}' for flag in gone), *(f'+{flag}' for flag in come)])}"]
        if (gone or come)
        else []
    )
    for side in ("old", "new"):
        names = [cause.id for cause in causes_of(difference) if cause.only_in == side]
        said += [f"{_SIDE[side]}: {', '.join(dict.fromkeys(names))}"] if names else []
    return "; ".join(said)


def _ordered(found: Changes, direction: str) -> list[tuple[Cause, int]]:
    return sorted(found.causes[direction].items(), key=lambda item: (-item[1], item[0]))


def _change_data(change: Change, direction: str) -> dict[str, Any]:
    difference = change.difference
    text = {} if change.text is None else {"text": change.text}
    return {
        "row": change.row,
        "direction": direction,
        "changed": list(difference.changed),
        "old": difference.before.to_dict(DOMAINS),
        "new": difference.after.to_dict(DOMAINS),
        "rules": {"only_old": list(difference.rules[0]), "only_new": list(difference.rules[1])},
        "cues": {"only_old": list(difference.cues[0]), "only_new": list(difference.cues[1])},
        **text,
    }


def _named(protocol: Protocol) -> dict[str, str]:
    return {"name": protocol.name, "version": protocol.version, "digest": protocol.digest}
