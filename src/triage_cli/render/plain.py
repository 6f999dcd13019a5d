"""The plain form: for pipes, `--plain` and screen readers. Each line says what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from triage_cli.render.layout import KEEP, Row, Section


def plain_text(sections: Iterable[Section], of_100: str = "of 100") -> str:
    """Sections as text: no columns, no bars, no wrapping."""
    return "\n\n".join(
        "\n".join(_lines(section, of_100)) for section in sections if section.rows or section.title
    )


def _lines(section: Section, of_100: str) -> list[str]:
    title = [section.title] if section.title else []
    return title + [_line(row, of_100).replace(KEEP, " ") for row in section.rows]


def _line(row: Row, of_100: str) -> str:
    text = "".join(part.text for part in row.parts)
    if row.score is not None:
        text = f"{row.score} {of_100}, {text}"
    if not row.label:
        return text
    return f"{row.label} {text}" if row.label.endswith((")", " ")) else f"{row.label}: {text}"
