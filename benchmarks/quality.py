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
import csv
import hashlib
import importlib.util
import json
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

try:
    import triage_cli
except ModuleNotFoundError:  # run from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import triage_cli

from triage_cli.assessment.assess import assess
from triage_cli.errors import TriageError
from triage_cli.narrative import assertion, read_text
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.audit import audit
from triage_cli.protocol.cases import load_cases, run_cases
from triage_cli.report.agreement import Counts, Rate, f1, precision, recall, wilson
from triage_cli.vocabulary import DOMAINS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.cases import CaseResult

ROOT = Path(__file__).resolve().parents[1]
CORRECTIONS = ROOT / "tests" / "data"
TEST_BELOW = 0x55
"""A row whose text's SHA-1 begins with a byte below this is in the test part: one in three."""
PARTS = ("train", "test")
_SMOKE_EVERY = 25
_SMOKE_WORDS = 500
_ORDINARY_WORDS = 20_000
_LOADS = 9


class Figure(NamedTuple):
    """One measured figure."""

    area: str
    name: str
    value: float | None
    """None where it could not be measured: `note` says why."""
    goal: str = ""
    """As in "<= 0.01"; empty where it is only reported."""
    met: bool | None = None
    note: str = ""


class Row(NamedTuple):
    """A labelled text."""

    number: int
    text: str
    part: str
    domains: frozenset[str]
    either: frozenset[str] = frozenset()
    """Domains that may be found or not: the label does not say enough."""


class Misses:
    """What was judged otherwise, in the train part only."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, part: str, line: str) -> None:
        if part != "test":
            self.lines.append(line)


def part_of(text: str) -> str:
    """The part that a row belongs to, by its text alone."""
    return "test" if hashlib.sha1(text.encode()).digest()[0] < TEST_BELOW else "train"


def judged(area: str, name: str, value: float, goal: str, note: str = "") -> Figure:
    """A figure held against its goal: ">= 0.93" or "<= 6"."""
    sign, _, limit = goal.partition(" ")
    met = value >= float(limit) if sign == ">=" else value <= float(limit)
    return Figure(area, name, value, goal, met, note)


def skipped(area: str, name: str, why: str, goal: str = "") -> Figure:
    return Figure(area, name, None, goal, None, f"skipped: {why}")


# ---------------------------------------------------------------- labelled files


def labelled(
    path: Path, text: str, label: str, corrections: Path, key: str, aliases: Mapping[str, str] | None = None
) -> list[Row]:
    """The rows of a file with its corrected labels; ValueError where a correction is of another file.

    `key` says what a correction's hash is of; a label with "?" behind it may be found or not.
    """
    corrected = {row["row"]: row for row in read_csv(corrections)}
    rows = []
    for number, row in enumerate(read_csv(path), 1):
        said = row[label]
        if correction := corrected.get(str(number)):
            if hashlib.sha1(key.format(**row).encode()).hexdigest()[:12] != correction["sha1"]:
                raise ValueError(f"{path.name}: row {number} is another than was corrected")
            said = correction["label"]
        names = (aliases or {}).get(said, said).replace("|", ";").split(";")
        sure = frozenset(name for name in names if name in DOMAINS)
        either = frozenset(name[:-1] for name in names if name.endswith("?"))
        rows.append(Row(number, row[text], part_of(row[text]), sure, either))
    return rows


def call_type_rows(data: Path) -> list[Row]:
    """Call types with the domains that they name."""
    drafts = {
        "child_or_elder_abuse": "domestic",
        "alcohol_regulatory": "none",
        "substance_ambiguous": "substance?",
    }
    corrections = CORRECTIONS / "call_type_corrections.csv"
    return labelled(
        data / "call_types.csv", "call_type", "label_draft", corrections, "{source}|{call_type}", drafts
    )


def campus_rows(data: Path) -> list[Row]:
    """The campus log with the domains that its texts show."""
    corrections = CORRECTIONS / "campus_corrections.csv"
    return labelled(
        data / "campus_incidents.csv", "narrative", "label", corrections, "{incident_type}|{narrative}"
    )


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found_in(row: Row, protocol: Protocol, *, label: bool) -> frozenset[str]:
    """The domains that the tool finds; any band counts."""
    text, call_type = ("", row.text) if label else (row.text, None)
    result = assess(text, protocol=protocol, call_type=call_type)
    return frozenset(domain for domain, score in result.scores.items() if score.band != "none")


def counted(rows: Iterable[Row], found: Mapping[int, frozenset[str]], domain: str) -> Counts:
    """Hits and misses of one domain."""
    pairs = ((domain in row.domains, domain in found[row.number]) for row in rows if domain not in row.either)
    return counts_of(pairs)


def note_misses(area: str, row: Row, found: frozenset[str], misses: Misses) -> None:
    for domain in sorted((row.domains ^ found) - row.either):
        what = "not found" if domain in row.domains else "found"
        misses.add(row.part, f"{area} row {row.number}: {domain} {what}: {row.text}")


def measure_call_types(data: Path, protocol: Protocol, misses: Misses, every: int) -> Iterator[Figure]:
    rows = call_type_rows(data)[::every]
    found = {row.number: found_in(row, protocol, label=True) for row in rows}
    for row in rows:
        note_misses("call types", row, found[row.number], misses)
    for domain in DOMAINS:
        for part in PARTS:
            counts = counted((row for row in rows if row.part == part), found, domain)
            yield judged(
                "call types", f"{domain} F1, {part}", value_of(f1(counts)), ">= 0.93", details(counts)
            )
    for part in PARTS:
        quiet = [row for row in rows if row.part == part and not row.domains and not row.either]
        alarms = sum(bool(found[row.number]) for row in quiet)
        yield Figure(
            "call types", f"false alarms, {part}", ratio(alarms, len(quiet)), note=share(alarms, len(quiet))
        )


def measure_campus(data: Path, protocol: Protocol, misses: Misses, every: int) -> Iterator[Figure]:
    rows = campus_rows(data)[::every]
    found = {row.number: found_in(row, protocol, label=False) for row in rows}
    for row in rows:
        note_misses("campus log", row, found[row.number], misses)
    for part in PARTS:
        quiet = [row for row in rows if row.part == part and not row.domains and not row.either]
        alarms = sum(bool(found[row.number]) for row in quiet)
        value = ratio(alarms, len(quiet))
        yield judged("campus log", f"false alarms, {part}", value, "<= 0.01", share(alarms, len(quiet)))
    for domain in ("substance", "domestic", "mental_health"):
        for part in PARTS:
            counts = counted((row for row in rows if row.part == part), found, domain)
            found_share, name = value_of(recall(counts)), f"{domain} recall, {part}"
            if domain == "mental_health":
                yield Figure("campus log", name, found_share, note=details(counts))
            else:
                yield judged("campus log", name, found_share, ">= 0.9", details(counts))


def concept_in(sentence: str, concept: str) -> tuple[int, int] | None:
    """Where the concept stands: in capitals, as the file marks it, else in any case."""
    shouted, plain = (r"\s+".join(map(re.escape, text.split())) for text in (concept.upper(), concept))
    found = re.search(shouted, sentence) or re.search(plain, sentence, re.IGNORECASE)
    return found.span() if found else None


def measure_assertion(data: Path, protocol: Protocol, misses: Misses, every: int) -> Iterator[Figure]:
    """Negation and history of clinical sentences, each concept where it stands in its sentence."""
    judged_rows = []
    lost = 0
    for row in read_csv(data / "assertion_clinical.csv")[::every]:
        place = concept_in(row["sentence"], row["concept"])
        if place is None:
            lost += 1
            continue
        meant = assertion(row["sentence"], *place)
        said = protocol.lexicon.find(protocol.lexicon.read(row["sentence"]), always=True)[1]
        says_so = any(protocol.triggers[hit.trigger].kind == "historical" for hit in said)
        part = part_of(row["sentence"])
        judged_rows.append((part, row, meant, says_so))
        is_negated, was = row["negation"] == "Negated", row["temporality"] == "Historical"
        if is_negated != (meant == "negated"):
            misses.add(part, f"assertion line {row['line']}: {meant}: {row['sentence']}")
        elif not is_negated and was != (meant == "historical"):
            misses.add(part, f"assertion line {row['line']}: {meant}, history {was}: {row['sentence']}")
    note = f"{lost} concepts not in their sentence" if lost else ""
    for part in PARTS:
        mine = [row for row in judged_rows if row[0] == part]
        counts = counts_of((row["negation"] == "Negated", meant == "negated") for _, row, meant, _ in mine)
        yield judged("assertion", f"negated F1, {part}", value_of(f1(counts)), ">= 0.97", details(counts))
        told = [one for one in mine if one[3] and one[1]["negation"] != "Negated"]
        for name, goal, chosen in (
            ("historical F1, a word says so", ">= 0.75", told),
            ("historical F1, all", "", mine),
        ):
            counts = counts_of(
                (row["temporality"] == "Historical", meant == "historical") for _, row, meant, _ in chosen
            )
            if goal:
                yield judged("assertion", f"{name}, {part}", value_of(f1(counts)), goal, details(counts))
            else:
                yield Figure(
                    "assertion",
                    f"{name}, {part}",
                    value_of(f1(counts)),
                    note="; ".join(filter(None, (details(counts), note))),
                )


def measure_misspellings(data: Path, protocol: Protocol, misses: Misses, every: int) -> Iterator[Figure]:
    read = protocol.lexicon.read
    results: dict[str, list[bool]] = {part: [] for part in PARTS}
    for row in read_csv(data / "misspellings.csv")[::every]:
        right = read(row["variant"]).words == read(row["target"]).words
        part = part_of(row["variant"])
        results[part].append(right)
        if not right:
            misses.add(part, f"misspellings: {row['variant']} is not read as {row['target']}")
    for part, right in results.items():
        value = ratio(sum(right), len(right))
        yield judged(
            "misspellings", f"read as the word meant, {part}", value, ">= 0.97", share(sum(right), len(right))
        )


# ---------------------------------------------------------------- judged texts


def measure_vignettes(path: Path, protocol: Protocol, misses: Misses, *, blind: bool) -> Iterator[Figure]:
    """Level, flags, units and domains of judged texts; of a blind file no miss is listed."""
    results = run_cases(load_cases(path), protocol)
    total = len(results)
    area = path.name
    for result in results:
        if result.wrong and not blind:
            misses.add("train", f"{area} {result.case.id}: {'; '.join(result.wrong)}")
    under = sum(result.under for result in results)
    grave = [result for result in results if result.case.level[0] == 4]
    yield judged(
        area, "emergencies placed too low", float(sum(r.under for r in grave)), "<= 0", f"of {len(grave)}"
    )
    yield Figure(area, "level too low (under-triage)", ratio(under, total), note=share(under, total))
    over = sum(any(" is above " in wrong for wrong in result.wrong) for result in results)
    yield Figure(area, "level too high (over-triage)", ratio(over, total), note=share(over, total))
    for name, starts in (("flags", "flag "), ("units", "sends "), ("domains", "domain ")):
        right = sum(not any(wrong.startswith(starts) for wrong in result.wrong) for result in results)
        yield Figure(area, f"{name} as judged", ratio(right, total), note=share(right, total))
    for domain in DOMAINS:
        counts = domain_counts(results, domain)
        yield judged(area, f"{domain} F1", value_of(f1(counts)), ">= 0.9", details(counts))
    quiet = [result for result in results if not (result.case.domains or result.case.domains_optional)]
    alarms = sum(
        any(wrong.startswith("domain ") and wrong.endswith(" found") for wrong in result.wrong)
        for result in quiet
    )
    value = ratio(alarms, len(quiet))
    yield judged(area, "false alarms where no domain is", value, "<= 0.03", share(alarms, len(quiet)))
    right = sum(not result.wrong for result in results)
    yield Figure(area, "every expectation met", ratio(right, total), note=share(right, total))


def domain_counts(results: Sequence[CaseResult], domain: str) -> Counts:
    """As cases are judged: any band finds a domain that is wanted; one that is not may be low."""
    pairs = []
    for result in results:
        case = result.case
        if domain in case.domains_optional:
            continue
        wanted = domain in case.domains
        wrong = f"domain {domain} not found" if wanted else f"domain {domain} found"
        pairs.append((wanted, wanted is not (wrong in result.wrong)))
    return counts_of(pairs)


def measure_own_cases(protocol: Protocol, misses: Misses) -> Iterator[Figure]:
    results = run_cases(load_cases(SHIPPED / "cases"), protocol)
    right = sum(not result.wrong for result in results)
    for result in results:
        if result.wrong:
            misses.add("train", f"own case {result.case.id}: {'; '.join(result.wrong)}")
    yield Figure(
        "own cases", "judged as written", ratio(right, len(results)), note=share(right, len(results))
    )


# ---------------------------------------------------------------- the audit, words, speed


def measure_words(protocol: Protocol, words: Sequence[Path], misses: Misses, most: int) -> Iterator[Figure]:
    """Everyday words and names: none may be taken for a cue that it does not spell."""
    name, goal = "ordinary words taken for a cue", "<= 0"
    everyday = everyday_words(words, most)
    if not everyday:
        yield skipped("spelling", name, "no list: give one with --words FILE, or install wordfreq", goal)
        return
    lexicon = protocol.lexicon
    own = {word for phrase, _ in lexicon.phrases() for word in phrase.split(" ")}
    own |= {word for word in everyday if lexicon.read(word).words != [word] and is_form(word, protocol)}
    changed = [word for word in everyday if word not in own and lexicon.read(word).words != [word]]
    taken = [word for word in changed if read_text(word, protocol)]
    for word in taken:
        misses.add("train", f"spelling: {word} is read as {' '.join(lexicon.read(word).words)}")
    yield judged("spelling", name, float(len(taken)), goal, f"of {len(everyday):,} words")
    note = "read as another word of the protocol, most of them none that is a cue by itself"
    yield Figure("spelling", "ordinary words spelt otherwise", float(len(changed)), note=note)


def is_form(word: str, protocol: Protocol) -> bool:
    """Whether the protocol itself says how the word is read, so that nothing was guessed."""
    return word in protocol._tables["fold"]


def everyday_words(files: Sequence[Path], most: int) -> list[str]:
    """Words of the given files, else the most frequent ones that the package wordfreq knows."""
    if files:
        words = [word for path in files for word in path.read_text("utf-8").lower().split()]
    elif importlib.util.find_spec("wordfreq"):
        import wordfreq

        words = list(wordfreq.top_n_list("en", most * 2))
    else:
        return []
    plain = dict.fromkeys(word for word in words if word.isascii() and word.isalpha())
    return list(plain)[:most]


def measure_audit(protocol: Protocol, misses: Misses, *, smoke: bool) -> Iterator[Figure]:
    """Fairness over the cases of the protocol, and the cues that they cover: `triage protocol audit`."""
    fair, groups = "pairs judged differently", "cue groups with cases for and against"
    if smoke:
        yield skipped("audit", fair, "it takes ten seconds", "<= 0")
        yield skipped("audit", groups, "it takes ten seconds", ">= 1")
        return
    found = audit(protocol, SHIPPED, SHIPPED)
    for unequal in found.unequal:
        misses.add("train", f"audit: {unequal.pair.one!r} and {unequal.pair.other!r} are judged differently")
    yield judged("audit", fair, float(len(found.unequal)), "<= 0", f"of {found.pairs.total():,} pairs")
    topics = [topic for topic in found.coverage if topic.topic != "call_types"]
    # Look-alikes are against by themselves: what shows them is a case in which they cover something.
    bare = [
        topic.topic
        for topic in topics
        if topic.untested or not (topic.cases_for if topic.look_alikes < topic.cues else topic.cases_against)
    ]
    note = f"{len(topics)} groups" + (f"; without: {', '.join(bare)}" if bare else "")
    yield judged("audit", groups, ratio(len(topics) - len(bare), len(topics)), ">= 1", note)


def measure_speed(smoke: bool) -> Iterator[Figure]:
    """`assess` against the floor, and loading from the cache; by the method of `narrative.py`."""
    narrative = load_benchmark("narrative")
    figures = narrative.measure(*((2, 200) if smoke else (7, 4000)), with_medspacy=False)
    yield judged("speed", "assess / floor", figures["ratio"], "<= 6")
    yield judged("speed", "remarks a second, one core", figures["remarks_per_s"], ">= 20000")
    load_protocol()
    times = []
    for _ in range(3 if smoke else _LOADS):
        began = time.perf_counter()
        load_protocol()
        times.append((time.perf_counter() - began) * 1000)
    yield judged("speed", "loading from the cache, ms", round(statistics.median(times), 1), "<= 15")


def load_benchmark(name: str) -> ModuleType:
    """A benchmark beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------- all of it


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def value_of(rate: Rate) -> float:
    """The proportion; where nothing was there to be found, nothing was missed."""
    return 1.0 if rate.value is None else round(rate.value, 4)


def counts_of(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    """Pairs of (is there, was found), counted."""
    both = list(pairs)
    return Counts(
        *(both.count(kind) for kind in ((True, True), (False, True), (True, False), (False, False)))
    )


def share(part: int, whole: int) -> str:
    _, low, high, _ = wilson(part, whole)
    return f"{part} of {whole}" + ("" if low is None else f", 95 % {low:.3f} to {high:.3f}")


def details(counts: Counts) -> str:
    """Precision and recall with their 95 % intervals."""
    said = []
    for name, (value, low, high, of) in (("P", precision(counts)), ("R", recall(counts))):
        said.append(f"{name} -" if value is None else f"{name} {value:.3f} ({low:.2f} to {high:.2f}, n {of})")
    return ", ".join(said)


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
