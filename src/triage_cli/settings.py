"""The agency's own choices: `settings.toml` beside its directory, else in the user's config folder.

An option wins over a variable, a variable over settings, settings over what is built in.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from triage_cli.errors import DataError, Problem, nearest
from triage_cli.vocabulary import STATES

if TYPE_CHECKING:
    from triage_cli.response.reports import Reporting

FILE = "settings.toml"


class Settings(NamedTuple):
    """What settings.toml may say; every key is optional."""

    agency: str | None = None
    """The name on a hand-off."""
    state: str | None = None
    """Two letters, for deadlines of mandated reports."""
    timezone: str | None = None
    """The zone of a time without offset; else this computer's."""
    language: str | None = None
    resources: str | None = None
    """A file or folder, from the folder of the settings; likewise teams, protocol and call types."""
    teams: str | None = None
    protocol: str | None = None
    call_types: str | None = None
    """What the agency's call types mean; left out, `call_types.toml` beside the settings if there is one."""
    stale_after_days: float = 365
    max_age_hours: float = 12
    mandated_report: str | None = None
    """The agency's own line on how to report, shown beneath the note on mandated reports."""

    @property
    def reporting(self) -> Reporting:
        """What the agency adds to the note on mandated reports: its state's deadline, its own line."""
        from triage_cli.response.reports import Reporting

        return Reporting(self.state, self.mandated_report)


_NUMBERS = ("stale_after_days", "max_age_hours")
_PATHS = ("resources", "teams", "protocol", "call_types")
_CALL_TYPES = "call_types.toml"


def load_settings(env: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """The settings in use; DataError with every mistake in the file."""
    env = os.environ if env is None else env
    path = find_settings(env, folder)
    if path is None:
        return Settings()
    settings = read_settings(path)
    beside = path.with_name(_CALL_TYPES)
    if settings.call_types is None and beside.is_file():
        return settings._replace(call_types=str(beside))
    return settings


def find_settings(env: Mapping[str, str], folder: Path | None = None) -> Path | None:
    """`./settings.toml`, else the user's own, else None; `folder` is where `./` points."""
    from triage_cli.directory.store import user_folder

    for path in ((folder or Path()) / FILE, user_folder(env) / FILE):
        if path.is_file():
            return path
    return None


def read_settings(path: Path) -> Settings:
    """One file of settings; DataError with every mistake."""
    import tomllib

    from triage_cli.directory.store import read_text

    text = read_text(path, str(path))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            [Problem(str(path), f"is not TOML: {error}", "Mend that line; text stands in quotes.")]
        ) from None
    problems: list[Problem] = []
    values = {
        key: value
        for key, value in data.items()
        if _good(key, value, f"{path}:{_line_of(text, key)}", problems)
    }
    if problems:
        raise DataError(problems)
    for key in _PATHS:
        # A bare name may be a shipped profile of teams: only a file that is there becomes a path.
        if key in values and (key != "teams" or (path.parent / values[key]).exists()):
            values[key] = str(path.parent / Path(values[key]).expanduser())
    return Settings(**values)


def _good(key: str, value: Any, place: str, problems: list[Problem]) -> bool:
    if key not in Settings._fields:
        close = nearest(key, Settings._fields)
        fix = f"Did you mean {close!r}?" if close else "Known: " + ", ".join(Settings._fields)
        problems.append(Problem(place, f"unknown key {key!r}", fix))
    elif key in _NUMBERS and not (
        isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    ):
        problems.append(
            Problem(
                place,
                f"{key} must be a number above 0, not {value!r}",
                f"{key} = {Settings._field_defaults[key]}",
            )
        )
    elif key not in _NUMBERS and not (isinstance(value, str) and value.strip()):
        problems.append(Problem(place, f"{key} must be text, not {value!r}", f'{key} = "…"'))
    elif key == "state" and value.strip().upper() not in STATES:
        problems.append(Problem(place, f"{value!r} is not a state", 'Two letters: state = "CO"'))
    else:
        return True
    return False


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.split("=")[0].strip().strip("[]\"'") == key:
            return number
    return 1
