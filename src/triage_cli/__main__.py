"""Entry point: `triage` and `python -m triage_cli`."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run the command line and leave with its exit code.

    A command that answers a call lives for a tenth of a second: collecting garbage and taking the
    interpreter down piece by piece would cost a quarter of it. Memory goes back to the system anyway.
    """
    gc.disable()
    from triage_cli.cli import QUICK, main

    code = main(sys.argv[1:])
    if sys.argv[1:2] and sys.argv[1] in QUICK and _flushed():
        os._exit(code)
    sys.exit(code)


def _flushed() -> bool:
    """Whether all output is out; where it is not, the ordinary way of leaving says so."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    run()
