"""What the options of a call mean, checked before any work is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.commands.common import call_text
from triage_cli.errors import DataError, Problem, UsageError, nearest
from triage_cli.vocabulary import BANDS, LEVELS

if TYPE_CHECKING:
    from triage_cli.assessment.model import Override
    from triage_cli.protocol.model import Question

FORMS = ("text", "plain", "json", "sms", "print")


class Output(NamedTuple):
    """How to show the result."""

    form: str
    """One of FORMS."""
    colour: bool = True
    discreet: bool = False


def output_of(
    form: str | None,
    *,
    as_json: bool = False,
    plain: bool = False,
    colour: bool = True,
    discreet: bool = False,
) -> Output:
    """The form asked for; without one, text on a terminal and plain everywhere else."""
    asked = [name for name, given in (("json", as_json), ("plain", plain)) if given]
    if form is not None:
        if form not in FORMS:
            close = nearest(form, FORMS)
            fix = f"Did you mean {close!r}?" if close else "One of: " + ", ".join(FORMS)
            raise UsageError(f"there is no format {form!r}", fix=fix)
        asked.append(form)
    if len(set(asked)) > 1:
        raise UsageError(
            f"two formats were asked for: {' and '.join(dict.fromkeys(asked))}", fix="Keep one of them."
        )
    chosen = asked[0] if asked else _usual_form()
    if discreet and chosen not in ("sms", "print"):
        raise UsageError("--discreet is for what is handed over", fix="Add --format sms or --format print.")
    return Output(chosen, colour, discreet)


def _usual_form() -> str:
    return "plain" if sys.stdout is None or not sys.stdout.isatty() or is_dumb() else "text"


def is_dumb() -> bool:
    """A terminal that only takes lines."""
    return os.environ.get("TERM", "") in ("dumb", "unknown")


def description(argument: str | None, file: Path | None, *, needed: bool) -> str:
    """The call's description in valid Unicode; UsageError where it says nothing and `needed`."""
    if argument is None and file is None and not needed:
        return ""
    text = in_unicode(call_text(argument, file))
    if needed and not text.strip():
        raise UsageError("the call description is empty", fix='Say what the caller said: triage score "…"')
    return text


def in_unicode(text: str) -> str:
    """Valid Unicode: bytes that are no UTF-8 arrive as surrogates, which no JSON reader takes."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def checked(answers: Mapping[str, str], questions: Mapping[str, Question]) -> dict[str, str]:
    """The answers in their standard words; UsageError for one that cannot be meant."""
    from triage_cli.interview.answers import check_answers

    return check_answers(answers, questions)


def answers_file(path: Path, questions: Mapping[str, Question]) -> dict[str, str]:
    """`KEY = VALUE` lines of a TOML file; DataError names every wrong line. true is yes, false is no."""
    import re
    import tomllib

    from triage_cli.directory.store import read_text

    text = read_text(path, str(path))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        place = f"{path}:{found[1]}" if found else str(path)
        fix = 'Write answers as: weapon = "no"'
        raise DataError([Problem(place, f"is not TOML: {error}", fix)]) from None
    answers: dict[str, str] = {}
    problems = []
    for key, value in data.items():
        place = f"{path}:{_line_of(text, key)} {key}"
        said = ",".join(map(str, value)) if isinstance(value, list) else value
        if not isinstance(said, str | int):
            problems.append(Problem(place, "must be one answer", f'{key} = "yes"'))
            continue
        try:
            word = str(said).lower() if isinstance(said, bool) else str(said)
            answers.update(checked({key: word}, questions))
        except UsageError as error:
            problems.append(Problem(place, error.message.removeprefix(f"{key}: "), error.fix))
    if problems:
        raise DataError(problems)
    return answers


def _line_of(text: str, key: str) -> int:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.split("=")[0].strip().strip("\"'") == key), 1)


def override_of(level: str | None, reason: str | None) -> Override | None:
    """A level set by a person; both options or neither."""
    if level is None and reason is None:
        return None
    if level is None or not (reason and reason.strip()):
        missing = "--override LEVEL" if level is None else "--reason TEXT"
        raise UsageError("a level is set by a person with a reason", fix=f"Add {missing}.")
    from triage_cli.assessment.model import Override

    number = level_of(level, "--override")
    return Override(number, number, reason.strip())


def level_of(text: str, option: str) -> int:
    """A level by its number or its name."""
    word = text.strip().lower()
    if word in LEVELS:
        return LEVELS.index(word)
    if word.isdecimal() and len(word) == 1 and int(word) < len(LEVELS):
        return int(word)
    close = nearest(word, LEVELS)
    names = ", ".join(f"{number} {name}" for number, name in enumerate(LEVELS))
    raise UsageError(
        f"{option}: {text!r} is not a level", fix=f"Did you mean {close!r}?" if close else f"One of: {names}"
    )


def band_of(text: str, option: str) -> str:
    """A band that says something was found: low to critical."""
    word = text.strip().lower()
    if word in BANDS[1:]:
        return word
    close = nearest(word, BANDS[1:])
    fix = f"Did you mean {close!r}?" if close else "One of: " + ", ".join(BANDS[1:])
    raise UsageError(f"{option}: {text!r} is not a band", fix=fix)


def count(limit: int | None) -> int | None:
    """A limit that is at least 0."""
    if limit is not None and limit < 0:
        raise UsageError(f"--limit {limit}: must be 0 or more", fix="For example: --limit 5")
    return limit
