"""How many answers a call needs, and how fast a key is answered: sixty scripted callers play the guided flow.

    python benchmarks/interview.py [--list] [--smoke]

`callers.toml` holds what is typed when a call begins and the truth about the caller; each question that
comes is answered by it, until none is left or level 4 is known. Then the same answers are typed: in this
process, and through a pseudo-terminal into the real command.
Must reach: 8 answers for a typical call, 3 until level 4 is known, 50 ms from a key to the redrawn screen,
and nothing asked that the text answers. The exit code is 1 where one is missed, unless it is a smoke run.
"""

from __future__ import annotations

import argparse
import math
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

try:
    import triage_cli
except ModuleNotFoundError:  # run from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import triage_cli

from triage_cli.errors import TriageError
from triage_cli.interview.answers import NONE, OPPOSITE, answers_from_text, check_answers, shown_by
from triage_cli.interview.interview import Event, begin, do
from triage_cli.interview.keys import Key
from triage_cli.interview.machine import letters_in, press, shown_letters, start
from triage_cli.protocol import load_protocol
from triage_cli.render.live import Live
from triage_cli.render.words import Words

if TYPE_CHECKING:
    from triage_cli.interview.interview import Interview
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Question

CALLERS = Path(__file__).with_name("callers.toml")
SOURCE = Path(triage_cli.__file__).resolve().parents[1]
SIZES = ((120, 40), (60, 24))
"""Columns and rows: beside each other, and stacked."""
MOST_ANSWERS, MOST_UNTIL_KNOWN, MOST_MS = 8, 3, 50
EMERGENCY = 4
_SMOKE_EVERY = 10
_TERMINAL_EVERY = 4
_FRAME_END = b"\x1b[J"
"""Clearing what is below: the last bytes of every frame."""
_PATIENCE = 20.0
_SHOWS_NOTHING = ("unknown", "none", "nobody", "never", "other")


class Caller(NamedTuple):
    """A made-up call."""

    id: str
    text: str
    life_threat: bool
    answers: Mapping[str, str]
    """The truth where it is not the safe answer."""
    said: frozenset[str]
    """Questions that the text answers, by a person's reading."""


class Played(NamedTuple):
    """A call after its last question."""

    caller: Caller
    level: int
    asked: tuple[tuple[str, str | None], ...]
    """Each question and its answer; None where it was skipped."""
    known_after: int | None
    """Answers until level 4 was known; None where it never was."""
    again: tuple[str, ...]
    """Questions that the text had answered, as it was read."""
    unread: tuple[str, ...]
    """Questions that the text had answered, by a person's reading."""


def load_callers(protocol: Protocol, path: Path = CALLERS) -> list[Caller]:
    """The callers of the file; ValueError or TriageError where one cannot be meant."""
    callers = []
    for one in tomllib.loads(path.read_text("utf-8"))["caller"]:
        truth = check_answers({key: str(value) for key, value in one["answers"].items()}, protocol.questions)
        said = set(one.get("said", ()))
        if unknown := said - set(protocol.questions):
            raise ValueError(f"{one['id']}: there is no question {', '.join(sorted(unknown))}")
        for question in protocol.questions.values():
            if question.id in said:
                said.update(question.covers)
            elif question.covers and said.issuperset(question.covers):
                said.add(question.id)
        callers.append(Caller(one["id"], one["text"], one.get("life_threat", False), truth, frozenset(said)))
    return callers


# ---------------------------------------------------------------- answers


def answer_of(caller: Caller, question: Question, protocol: Protocol) -> str | None:
    """The truth, else the safe answer; None for an age or a place that is not known.

    A question that asks several at once is as dangerous as the worst of them.
    """
    if question.id in caller.answers:
        return caller.answers[question.id]
    covered = [protocol.questions[key] for key in question.covers]
    truths = [(answer_of(caller, one, protocol), one.dangerous) for one in covered]
    if any(truth == dangerous for truth, dangerous in truths):
        return question.dangerous
    if any(truth == "unknown" for truth, _ in truths):
        return "unknown"
    if question.kind in ("number", "text"):
        return None
    if question.kind == "several":
        return NONE
    if question.kind == "yes_no":
        return OPPOSITE.get(question.dangerous or "", "no")
    harmless = [
        choice
        for choice in question.choices
        if choice != question.dangerous and not shown_by(question, choice)
    ]
    known = [choice for choice in _SHOWS_NOTHING if choice in harmless]
    return next(iter(known + harmless), None)


def play(caller: Caller, protocol: Protocol) -> Played:
    """Answer every question until none is left or level 4 is known."""
    interview = begin(caller.text, protocol)
    from_text = said_in(interview)
    asked: list[tuple[str, str | None]] = []
    while (question := interview.question) is not None and interview.now.response.level < EMERGENCY:
        answer = answer_of(caller, question, protocol)
        asked.append((question.id, answer))
        event = Event("skip", question.id) if answer is None else Event("answer", question.id, answer)
        interview = do(interview, event)
    level = interview.now.response.level
    keys = [key for key, _ in asked]
    return Played(
        caller, level, tuple(asked), len(asked) if level == EMERGENCY else None,
        tuple(key for key in keys if key in from_text), tuple(key for key in keys if key in caller.said),
    )  # fmt: skip


def said_in(interview: Interview) -> set[str]:
    """The questions that the text answers, as it was read, whole ones and those that ask others at once."""
    questions, persons = interview.now.protocol.questions, interview.heard.persons
    said = set(answers_from_text(interview.heard.findings, questions))
    said |= {key for key, value in (("age", persons.age), ("gender", persons.gender)) if value is not None}
    return said | {
        question.id for question in questions.values() if question.covers and said.issuperset(question.covers)
    }


# ---------------------------------------------------------------- keys and screens


def keys_for(question: Question, answer: str | None, letters: Mapping[str, str]) -> list[Key]:
    """What a person types to give that answer."""
    shown, enter = shown_letters(letters), Key("enter")
    if answer is None:
        # In a text an "s" is a letter: nothing typed is nothing known.
        return [enter] if question.kind == "text" else [Key("char", shown["skip"])]
    if question.kind in ("number", "text"):
        return [*(Key("char", letter) for letter in answer), enter]
    if question.kind == "several":
        chosen = [choice for choice in answer.split(",") if choice in question.choices]
        return [*(Key("char", str(question.choices.index(choice) + 1)) for choice in chosen), enter]
    if answer in question.choices:
        return [Key("char", str(question.choices.index(answer) + 1))]
    return [Key("char", shown[answer])]


def in_process(
    played: Sequence[Played], protocol: Protocol, columns: int, rows: int
) -> dict[str, list[float]]:
    """Milliseconds from each key to its frame (key), and of as many plain lines printed by rich (floor)."""
    words, letters = Words(protocol), letters_in(protocol.wording("en").terms)
    times: dict[str, list[float]] = {"key": [], "floor": []}
    with a_terminal(columns, rows):
        live = Live(words)
        for number, one in enumerate([played[0], *played]):
            state = start(begin(one.caller.text, protocol), letters)
            frame = live.frame(state)
            for key in typed(one, protocol, letters):
                began = time.perf_counter()
                state = press(state, key)
                frame = live.frame(state)
                took = time.perf_counter() - began
                if number:  # the first is played twice: once to be warm
                    times["key"].append(took * 1000)
            if number:
                times["floor"].append(plain_print(frame.count("\n") + 1, columns) * 1000)
            if not state.interview.now.response.level == one.level:
                raise ValueError(f"{one.caller.id}: its keys lead to another level than its answers")
    return times


def typed(one: Played, protocol: Protocol, letters: Mapping[str, str]) -> Iterator[Key]:
    """All keys of a call."""
    for key, answer in one.asked:
        yield from keys_for(protocol.questions[key], answer, letters)


@contextmanager
def a_terminal(columns: int, rows: int) -> Iterator[None]:
    """What rich takes for a terminal of that size."""
    before = dict(os.environ)
    os.environ.update(COLUMNS=str(columns), LINES=str(rows), FORCE_COLOR="1", TERM="xterm-256color")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def plain_print(lines: int, columns: int) -> float:
    """Seconds that rich needs for as many plain lines: the floor."""
    from rich.console import Console
    from rich.text import Text

    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    text = Text("\n".join(["x" * (columns // 2)] * lines))
    began = time.perf_counter()
    with console.capture():
        console.print(text, soft_wrap=True)
    return time.perf_counter() - began


def in_terminal(
    one: Played, protocol: Protocol, columns: int, rows: int, env: Mapping[str, str]
) -> list[float]:
    """Milliseconds from writing each key into a pseudo-terminal to the last byte of its frame."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    command = [sys.executable, "-m", "triage_cli", "call", one.caller.text]
    process = subprocess.Popen(
        command, env=dict(env), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    times = []
    try:
        read_frame(ours)
        for key in typed(one, protocol, letters_in(protocol.wording("en").terms)):
            began = time.perf_counter()
            os.write(ours, key.text.encode() or b"\r")
            read_frame(ours)
            times.append((time.perf_counter() - began) * 1000)
    finally:
        os.close(ours)  # the window is closed: the command ends by itself
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return times


def read_frame(descriptor: int) -> None:
    """Read until a frame has ended."""
    shown = b""
    while not shown.endswith(_FRAME_END):
        if not select.select([descriptor], [], [], _PATIENCE)[0]:
            raise TimeoutError(f"no frame after {_PATIENCE:.0f} s: {shown[-200:]!r}")
        try:
            shown += os.read(descriptor, 65536)
        except OSError:  # Linux says with an error that the other end is closed
            raise RuntimeError(f"the command has ended: {shown[-400:].decode(errors='replace')}") from None


# ---------------------------------------------------------------- the report


class Report:
    """Lines, each with its goal where there is one, and whether all were met."""

    def __init__(self) -> None:
        self.missed = 0

    def line(self, name: str, figures: str, goal: str = "", met: bool | None = None) -> None:
        verdict = "" if met is None else "met" if met else "MISSED"
        self.missed += met is False
        print(f"  {name:<44}{figures:<34} {goal:<7} {verdict}".rstrip())


def p95(figures: Sequence[float]) -> float:
    """The 95th percentile, by nearest rank."""
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]


def spread_of(figures: Sequence[float], form: str = ".0f") -> str:
    """Median, 95th percentile, most."""
    three = (statistics.median(figures), p95(figures), max(figures))
    return " / ".join(format(one, form) for one in three)


def questions_of(one: Played) -> str:
    """The questions as they came, each with its answer."""
    return ", ".join(f"{key}={answer or '(skipped)'}" for key, answer in one.asked) or "(none)"


def show_list(every: Iterable[Played]) -> None:
    """One line a caller."""
    for one in every:
        mark = "!" if one.caller.life_threat else " "
        print(
            f"{mark} {one.caller.id:<26} level {one.level}  answers {len(one.asked):2}  {questions_of(one)}"
        )


def show_answers(every: Sequence[Played], report: Report) -> None:
    """How many answers calls need, and which need too many."""
    usual = [one for one in every if not one.caller.life_threat]
    print("\nanswers until enough is known (median / 95th percentile / most)")
    counts = [len(one.asked) for one in every]
    report.line("all callers", spread_of(counts))
    counts = [len(one.asked) for one in usual]
    met = statistics.median(counts) <= MOST_ANSWERS
    report.line("no life threat", spread_of(counts), f"<= {MOST_ANSWERS}", met)
    for name, group in (("all callers", every), ("no life threat", usual)):
        more = sum(len(one.asked) > MOST_ANSWERS for one in group)
        report.line(f"more than {MOST_ANSWERS}, {name}", f"{more} of {len(group)}")
    for one in usual:
        if len(one.asked) > MOST_ANSWERS:
            print(f"    {one.caller.id}: {len(one.asked)}: {questions_of(one)}")
    over = [one.caller.id for one in usual if one.level == EMERGENCY]
    report.line("no life threat, and yet level 4", f"{len(over)} of {len(usual)}")
    if over:
        print(f"    {', '.join(over)}")


def show_threats(every: Sequence[Played], report: Report) -> None:
    """After how many answers a life threat is known, and where it is not."""
    threats = [one for one in every if one.caller.life_threat]
    print("\nlife threats: answers until level 4 is known")
    known = [one.known_after for one in threats if one.known_after is not None]
    if known:
        report.line("where it became known", spread_of(known))
    late = [one for one in threats if one.known_after is None or one.known_after > MOST_UNTIL_KNOWN]
    in_time = len(threats) - len(late)
    report.line(f"known after {MOST_UNTIL_KNOWN} or fewer", f"{in_time} of {len(threats)}", "every", not late)
    report.line(
        "never known", f"{len(threats) - len(known)} of {len(threats)}", "<= 0", len(known) == len(threats)
    )
    for one in late:
        when = f"level {one.level}, never 4" if one.known_after is None else f"after {one.known_after}"
        print(f"    {one.caller.id}: {when}: {questions_of(one)}")


def show_repeats(every: Sequence[Played], report: Report) -> None:
    """Questions that nobody should have had to ask."""
    print("\nquestions asked that the text had answered")
    for name, found in (
        ("as the text was read", [(one, key) for one in every for key in one.again]),
        ("by a person's reading", [(one, key) for one in every for key in one.unread]),
    ):
        report.line(name, str(len(found)), "<= 0", not found)
        if found:
            print("    " + ", ".join(f"{one.caller.id} {key}" for one, key in found))


def show_times(every: Sequence[Played], protocol: Protocol, report: Report, *, smoke: bool) -> None:
    """How long a key takes, here and through a terminal."""
    print("\nfrom a key to the redrawn screen, ms (median / 95th percentile / worst)")
    goal = f"<= {MOST_MS}"
    for columns, rows in SIZES:
        times = in_process(every, protocol, columns, rows)
        keys, floor = times["key"], statistics.median(times["floor"])
        name = f"in process, {columns}x{rows}, {len(keys)} keys"
        report.line(name, spread_of(keys, ".1f"), goal, max(keys) <= MOST_MS)
        report.line("  median / plain print of as many lines", f"{statistics.median(keys) / floor:.1f} x")
    if smoke:
        return
    with tempfile.TemporaryDirectory() as folder:
        unwanted = ("TRIAGE_", "PYTHON", "NO_COLOR", "COLUMNS", "LINES", "LC_", "LANG")
        env = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
        env |= {"XDG_CACHE_HOME": f"{folder}/cache", "XDG_CONFIG_HOME": f"{folder}/config",
                "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", "TERM": "xterm-256color"}  # fmt: skip
        for columns, rows in SIZES:
            keys = [
                took
                for one in every[::_TERMINAL_EVERY]
                for took in in_terminal(one, protocol, columns, rows, env)
            ]
            name = f"in a terminal, {columns}x{rows}, {len(keys)} keys"
            report.line(name, spread_of(keys, ".1f"), goal, max(keys) <= MOST_MS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play every caller, and print the figures or the list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="one line a caller: level, answers, questions")
    parser.add_argument("--smoke", action="store_true", help="a few callers, no terminal: does it run at all")
    options = parser.parse_args(arguments)
    try:
        protocol = load_protocol()
        callers = load_callers(protocol)
    except (TriageError, OSError, KeyError, ValueError) as error:
        print(f"the callers are broken: {error or type(error).__name__}", file=sys.stderr)
        return 4
    every = [play(caller, protocol) for caller in callers[:: _SMOKE_EVERY if options.smoke else 1]]
    if options.list:
        show_list(every)
        return 0
    report = Report()
    threats = sum(one.caller.life_threat for one in every)
    note = ", smoke run: figures of a small sample" if options.smoke else ""
    print(f"triage {triage_cli.__version__}: {len(every)} callers, {threats} of them life threats{note}")
    show_answers(every, report)
    show_threats(every, report)
    show_repeats(every, report)
    show_times(every, protocol, report, smoke=options.smoke)
    print("\nall goals met" if not report.missed else f"\n{report.missed} goals missed")
    return 1 if report.missed and not options.smoke else 0


if __name__ == "__main__":
    raise SystemExit(main())
