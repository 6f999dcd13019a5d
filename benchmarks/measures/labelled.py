"""Figures of the labelled files: call types, a campus log, clinical sentences, misspellings."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measures.figures import (
    PARTS,
    Figure,
    Misses,
    counts_of,
    details,
    judged,
    part_of,
    ratio,
    share,
    value_of,
)  # fmt: skip
from triage_cli.assessment.assess import assess
from triage_cli.narrative import assertion
from triage_cli.report.agreement import Counts, f1, recall
from triage_cli.vocabulary import DOMAINS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

CORRECTIONS = Path(__file__).resolve().parents[2] / "tests" / "data"


class Row(NamedTuple):
    """A labelled text."""

    number: int
    text: str
    part: str
    domains: frozenset[str]
    either: frozenset[str] = frozenset()
    """Domains that may be found or not: the label does not say enough."""


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
