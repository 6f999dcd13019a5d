"""How well remarks and call types are read: every figure of the quality goals, with its goal.

    python benchmarks/quality.py [--data FOLDER] [--vignettes FILE …] [--misses] [--json] [--smoke]

The labelled files of `--data` (default: `../shared/data` beside the checkout) are no part of the project;
without them their figures are skipped and the rest still prints. Each file is split by a hash of the row's
text (`part_of`): a third is the test part, which the work is not tuned to. Its misses are never listed.

Wrong draft labels are corrected by `tests/data/*_corrections.csv`, in both parts by the definitions of the
design and blind to what the tool says: substance is use, intoxication, overdose, withdrawal, craving or
treatment (possession or sale alone is not); domestic covers partners, family and household, and abuse or
neglect of a child, elder or dependent.

It measures and does not judge: the exit code is 0 unless a file is broken.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

try:
    import triage_cli
except ModuleNotFoundError:  # run from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import triage_cli

from measures.figures import Figure, Misses, skipped
from measures.judged import measure_own_cases, measure_vignettes
from measures.labelled import measure_assertion, measure_call_types, measure_campus, measure_misspellings
from measures.reading import measure_audit, measure_speed, measure_words
from triage_cli.errors import TriageError
from triage_cli.protocol import load_protocol

ROOT = Path(__file__).resolve().parents[1]
_SMOKE_EVERY = 25
_SMOKE_WORDS = 500
_ORDINARY_WORDS = 20_000


def measure(options: argparse.Namespace, misses: Misses) -> Iterator[Figure]:
    """Every figure, in the order of the goals."""
    protocol = load_protocol()
    data: Path = options.data
    every = _SMOKE_EVERY if options.smoke else 1
    for file, area, measured in (
        ("call_types.csv", "call types", measure_call_types),
        ("campus_incidents.csv", "campus log", measure_campus),
        ("assertion_clinical.csv", "assertion", measure_assertion),
        ("misspellings.csv", "misspellings", measure_misspellings),
    ):
        if (data / file).is_file():
            yield from measured(data, protocol, misses, every)
        else:
            yield skipped(area, "all figures", f"{file} is not in the data folder")
    yield from measure_audit(protocol, misses, smoke=options.smoke)
    yield from measure_words(
        protocol, options.words, misses, _SMOKE_WORDS if options.smoke else _ORDINARY_WORDS
    )
    if (data / "vignettes.jsonl").is_file():
        yield from measure_vignettes(data / "vignettes.jsonl", protocol, misses, blind=False)
    else:
        yield skipped("vignettes.jsonl", "all figures", "vignettes.jsonl is not in the data folder")
    for path in options.vignettes:
        yield from measure_vignettes(path, protocol, misses, blind=True)
    yield from measure_own_cases(protocol, misses)
    yield from measure_speed(options.smoke)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table, JSON or the misses of the train part."""
    parser = argparse.ArgumentParser(description="every figure of the quality goals, with its goal")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", metavar="FOLDER")
    parser.add_argument(
        "--vignettes",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="judged texts never seen; repeatable",
    )
    parser.add_argument(
        "--words",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="everyday words, one a line; repeatable",
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what is judged otherwise, train part only"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--smoke", action="store_true", help="a quick run that only shows that it works")
    options = parser.parse_args(arguments)
    misses = Misses()
    try:
        figures = list(measure(options, misses))
    except (TriageError, OSError, KeyError, ValueError) as error:
        print(f"the data is broken: {error or type(error).__name__}", file=sys.stderr)
        return 4
    if options.misses:
        print("\n".join(misses.lines))
    elif options.json:
        print(json.dumps({"version": triage_cli.__version__, "figures": [one._asdict() for one in figures]}))
    else:
        print(
            f"triage {triage_cli.__version__}"
            + (", smoke run: figures of small samples" if options.smoke else "")
        )
        show(figures)
    return 0


def show(figures: Iterable[Figure]) -> None:
    area = ""
    for one in figures:
        if one.area != area:
            area = one.area
            print(f"\n{area}")
        value = "-" if one.value is None else f"{one.value:,.0f}" if one.value >= 1000 else f"{one.value:.3f}"
        verdict = "" if one.met is None else "met" if one.met else "MISSED"
        print(f"  {one.name:<42}{value:>9}  {one.goal:<9} {verdict:<7} {one.note}".rstrip())
    goals = [one for one in figures if one.met is not None]
    print(f"\n{sum(bool(one.met) for one in goals)} of {len(goals)} goals met")


if __name__ == "__main__":
    raise SystemExit(main())
