"""The outcome of `triage protocol explain`: everything that was found, and what became of it."""

from __future__ import annotations

import json

from triage_cli.assessment.model import Assessment, Evidence


def explain_text(result: Assessment) -> str:
    """Cue by cue in the order of the text, then the rules that hold."""
    lines = [_line(item) for item in result.evidence] or ["Nothing was found."]
    lines.append("")
    lines.append(f"Level {result.response.level}; send: {', '.join(result.response.send) or 'nobody'}")
    lines += [
        f"  {rule.level}  {rule.id} (when {rule.when}): {', '.join(rule.send) or '-'}"
        for rule in result.response.rules
    ]
    return "\n".join(lines)


def _line(item: Evidence) -> str:
    what = " ".join(filter(None, (item.domain, item.band, item.flag and f"flag:{item.flag}", *item.signs)))
    state = item.assertion if item.counted else f"{item.assertion}, not counted"
    why = f" [{item.because}]" if item.because else ""
    quote = f'"{item.quote}"' if item.quote is not None else item.source
    return f"{quote}  {item.id}: {state}{why} -> {what or 'nothing'} ({item.why})"


def explain_json(result: Assessment) -> str:
    """The evidence and the rules as JSON."""
    return json.dumps(
        {
            "level": result.response.level,
            "send": list(result.response.send),
            "evidence": [
                {**item.to_dict(), "because": item.because, "signs": list(item.signs)}
                for item in result.evidence
            ],
            "rules": [
                {"id": rule.id, "when": rule.when, "level": rule.level, "source": rule.source}
                for rule in result.response.rules
            ],
        },
        indent=2,
    )
