"""The note on mandated reports: what is to be reported, by when and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Report, Wording


class Reporting(NamedTuple):
    """What the agency's settings add to the note."""

    state: str | None = None
    """Two letters: its deadline is told where the protocol knows it."""
    line: str | None = None
    """The agency's own line, shown beneath."""


NOTHING_SET = Reporting()


def report_note(kind: str, protocol: Protocol, language: str, state: str | None = None) -> str:
    """The note on a child or an adult: with the state's deadline where it is known."""
    wording = protocol.wording(language)
    report = protocol.reports.get(f"{state.strip().upper()}.{kind}") if state else None
    if report is None:
        return wording.reports[kind]
    hotline = wording.reports["state_hotline"].format(number=report.hotline) if report.hotline else ""
    return wording.reports[f"{kind}_in_state"].format(
        state=report.id.partition(".")[0],
        call=report.call[language],
        to=report.to[language],
        hotline=hotline,
        written=_written(report, wording),
    )


def _written(report: Report, wording: Wording) -> str:
    words = wording.reports
    if isinstance(report.written, str):
        return words["written_none" if report.written == "none" else "written_on_request"]
    within = words["written_within"].format(hours=report.written, counted=words[f"counted_{report.counted}"])
    return within + (words["working_days"] if report.working_days else "")
