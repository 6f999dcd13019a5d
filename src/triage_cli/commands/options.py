"""The options of more than one command, each written once (CONTRACT: common options).

No `from __future__ import annotations` here or in the commands that use these: Typer would compile
every annotation four times at every start.
"""

from pathlib import Path
from typing import Annotated

import typer

Text = Annotated[
    str | None, typer.Argument(help="What was said; - reads standard input.", show_default=False)
]
TextFile = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Read what was said from a file.")
]
Answer = Annotated[
    list[str] | None, typer.Option("-a", "--answer", metavar="KEY=VALUE", help="A known answer; repeatable.")
]
Answers = Annotated[Path | None, typer.Option(metavar="FILE", help="Answers from TOML: KEY = VALUE lines.")]
CallType = Annotated[str | None, typer.Option("--type", metavar="LABEL", help="The coded call type.")]
Near = Annotated[str | None, typer.Option(metavar="PLACE", help="A ZIP; City, ST; or lat,lon.")]
At = Annotated[str | None, typer.Option(metavar="TIME", help="Another moment than now, ISO 8601.")]
Override = Annotated[
    str | None, typer.Option(metavar="LEVEL", help="Set the level yourself, 0-4, with --reason.")
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why the level is set.")]
Limit = Annotated[
    int | None, typer.Option(metavar="N", help="Referrals at most: else 3, in JSON 5.", show_default=False)
]
Form = Annotated[
    str | None, typer.Option("--format", metavar="FORM", help="text, plain, json, sms or print.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for other programs.")]
Plain = Annotated[bool, typer.Option("--plain", help="For screen readers; a pipe gets it anyway.")]
Discreet = Annotated[
    bool, typer.Option("--discreet", help="With sms or print: no names of places, no words of violence.")
]
NoText = Annotated[bool, typer.Option("--no-text", help="Leave out what the caller said.")]
Lang = Annotated[str | None, typer.Option(metavar="en|es", help="Language of the output; else TRIAGE_LANG.")]
Resources = Annotated[
    Path | None, typer.Option(metavar="FILE|FOLDER", help="The directory; else TRIAGE_RESOURCES.")
]
Protocol = Annotated[Path | None, typer.Option(metavar="FOLDER", help="The protocol; else TRIAGE_PROTOCOL.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
TextColumn = Annotated[
    str | None, typer.Option("--text-column", "--text", metavar="COLUMN", help="Column with what was said.")
]
TypeColumn = Annotated[
    str | None, typer.Option("--type-column", "--type", metavar="COLUMN", help="Column with the call type.")
]
Listed = Annotated[int, typer.Option("--limit", metavar="N", help="Calls listed at most; --json lists all.")]
ShowText = Annotated[bool, typer.Option("--show-text", help="Also show what was said: it is private.")]
