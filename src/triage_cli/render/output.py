"""The one place that writes to standard output."""

from __future__ import annotations

import os
import sys
from typing import IO, Any, TextIO, cast

from triage_cli.errors import OutputError

_PLAINER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "→": "->", "·": "-", "▏": "_"}
)
"""For a terminal that has no typographic signs."""


class _Checked:
    """Standard output as it is, but a failure to write says so: no other mistake looks like it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write; OutputError where it cannot be, except to a reader who left (BrokenPipeError)."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritten(error) from None

    def flush(self) -> None:
        """Hand on what is written, as `write` does."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritten(error) from None


def checked(stream: TextIO | None) -> TextIO:
    """The stream, its failures as OutputError, whoever writes to it: ourselves, rich or the help."""
    if stream is None:
        raise OutputError("standard output is closed")
    return cast("TextIO", _Checked(stream))


def hush(stream: TextIO | None) -> None:
    """Point standard output nowhere, so that leaving finds nothing to complain about."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def _unwritten(error: OSError) -> OutputError:
    return OutputError(error.strerror or type(error).__name__)


def write(text: str) -> None:
    """A text and a line end; characters that the terminal's encoding lacks become `?`."""
    stream = sys.stdout
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        stream.write(in_encoding(text, stream.encoding) + "\n")
    stream.flush()


def in_encoding(text: str, encoding: str | None) -> str:
    """The text in characters that the encoding has: without accents or as `?` where it lacks one."""
    import unicodedata

    encoding = encoding or "ascii"

    def fitting(char: str) -> str:
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
            return bare or ("" if unicodedata.combining(char) else "?")
        return char

    return "".join(map(fitting, text.translate(_PLAINER)))


def write_json(data: Any) -> None:
    """One JSON document; ASCII only, so that any pipe carries it."""
    import json

    write(json.dumps(data, indent=2, ensure_ascii=True))
