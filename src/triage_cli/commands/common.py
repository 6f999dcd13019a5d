"""Options that several commands share, and where the text of a call comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from triage_cli.errors import UsageError

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.settings import Settings


def protocol_from(option: Path | None, call_types: str | None = None) -> Protocol:
    """The protocol of the option, the variable TRIAGE_PROTOCOL, or the shipped one.

    `call_types` is the agency's own file over it (`own_call_types`); a protocol that is checked or
    compared stands by itself.
    """
    from triage_cli.protocol import load_protocol

    return load_protocol(option or os.environ.get("TRIAGE_PROTOCOL") or None, call_types=call_types)


def own_call_types(settings: Settings) -> str | None:
    """The agency's own file of call types: the variable TRIAGE_CALL_TYPES, else that of the settings."""
    return os.environ.get("TRIAGE_CALL_TYPES") or settings.call_types


def call_text(argument: str | None, file: Path | None) -> str:
    """The description of a call: an argument, `-` for standard input, or a file.

    Bytes that are not UTF-8 are read as far as they can be: a call is never lost for its encoding.
    """
    if argument is not None and file is not None:
        raise UsageError("both a text and --file were given", fix="Leave out one of them.")
    if file is not None:
        try:
            return _decode(file.read_bytes())
        except (OSError, ValueError) as error:
            from triage_cli.files import unreadable

            raise unreadable(file, error) from None
    if argument is None or argument == "-":
        if sys.stdin is None or (argument is None and sys.stdin.isatty()):
            raise UsageError(
                "no call description", fix="Type it in quotes, or pipe it in: triage score - < call.txt"
            )
        return _decode(sys.stdin.buffer.read())
    return argument


def _decode(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")


def answers_from(pairs: Iterable[str]) -> dict[str, str]:
    """`KEY=VALUE` options as answers; UsageError for one without a value or given twice differently."""
    answers: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or not key or not value:
            raise UsageError(
                f"--answer {key or pair!r} has no value",
                fix="Write it as KEY=VALUE, for example: --answer weapon=no",
            )
        if answers.get(key, value) != value:
            raise UsageError(
                f"--answer {key} is given twice: {answers[key]} and {value}", fix="Keep one of them."
            )
        answers[key] = value
    return answers
