"""`triage init`: an agency's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(help="Where; the folder is made if need be.", show_default="here")
    ] = Path(),
) -> None:
    """Make an agency's own folder: directory, teams, settings, call types. Nothing there is overwritten."""
    from triage_cli.agency import make_folder
    from triage_cli.render.output import write

    lines = [f"Made {path}" for path in make_folder(folder)]
    lines += ["", "1. Add your places to resources.toml: each entry is explained there.",
              "2. Look through settings.toml, teams.toml and call_types.toml; every line may stay as it is.",
              f"3. Use it: run triage in {folder}, or: triage score - --resources {folder}"]  # fmt: skip
    write("\n".join(lines))
