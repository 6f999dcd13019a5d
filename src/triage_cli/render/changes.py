"""The outcome of `triage protocol diff`: which calls are judged otherwise, the dangerous ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from triage_cli.assessment.compare import DIRECTIONS, Conclusion, Difference
from triage_cli.protocol.changes import Cause, Change, Changes
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
_SIDES = ("old", "new")


def changes_sections(found: Changes, old: Protocol, new: Protocol) -> list[Section]:
    """The counts, then each direction with its causes and its calls."""
    sections = [Section(list(_summary(found, old, new)))]
    there = [direction for direction in DIRECTIONS if found.by_direction[direction]]
    return sections + [Section(list(_direction(found, name)), _TITLES[name]) for name in there]


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
        "changes": [_change_data(change) for name in DIRECTIONS for change in found.listed[name]],
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
        yield row("by", f"{kind} {name}, only {only_in}: {count} call{'s' if count != 1 else ''}")
    if len(ordered) > _MOST_CAUSES:
        yield row("by", f"and {len(ordered) - _MOST_CAUSES} more (all with --json)", "dim")
    listed = found.listed[direction]
    for change in listed:
        yield Row(f"row {change.row}", (Part(difference_text(change.difference, _SIDES)),))
        if change.text is not None:
            yield row("", f"“{visible(change.text)}”", "quote")
    left = found.by_direction[direction] - len(listed)
    if left:
        yield row("", f"and {left} more: --limit {found.by_direction[direction]} lists them", "dim")


def difference_text(difference: Difference, sides: Sequence[str]) -> str:
    """What differs and by what, in one line; `sides` are the names of the two."""
    before, after = difference.before, difference.after
    same = before.level == after.level
    said = [f"level {before.level}" if same else f"level {before.level} → {after.level}"]
    if before.send != after.send:
        said.append(f"send {', '.join(before.send) or 'nobody'} → {', '.join(after.send) or 'nobody'}")
    for domain, old, new in zip(DOMAINS, before.scores, after.scores, strict=True):
        if old != new:
            bands = old.band if old.band == new.band else f"{old.band} → {new.band}"
            said.append(f"{domain.replace('_', ' ')} {old.score} → {new.score} ({bands})")
    flags = [f"-{flag}" for flag in before.flags if flag not in after.flags]
    flags += [f"+{flag}" for flag in after.flags if flag not in before.flags]
    if flags:
        said.append(f"flags {' '.join(flags)}")
    for side, rules, cues in zip(sides, difference.rules, difference.cues, strict=True):
        # A combination is a rule and evidence in one: told once.
        if names := dict.fromkeys((*rules, *cues)):
            said.append(f"only {side}: {', '.join(names)}")
    return "; ".join(said)


def difference_data(difference: Difference, sides: Sequence[str]) -> dict[str, Any]:
    """The same as JSON."""
    one, other = sides
    return {
        "direction": difference.direction,
        "changed": list(difference.changed),
        one: difference.before.to_dict(DOMAINS),
        other: difference.after.to_dict(DOMAINS),
        "rules": {f"only_{one}": list(difference.rules[0]), f"only_{other}": list(difference.rules[1])},
        "cues": {f"only_{one}": list(difference.cues[0]), f"only_{other}": list(difference.cues[1])},
    }


def _ordered(found: Changes, direction: str) -> list[tuple[Cause, int]]:
    return sorted(found.causes[direction].items(), key=lambda item: (-item[1], item[0]))


def _change_data(change: Change) -> dict[str, Any]:
    text = {} if change.text is None else {"text": change.text}
    return {"row": change.row, **difference_data(change.difference, _SIDES), **text}


def _named(protocol: Protocol) -> dict[str, str]:
    return {"name": protocol.name, "version": protocol.version, "digest": protocol.digest}
