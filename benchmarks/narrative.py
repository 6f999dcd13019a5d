"""How fast `assess` judges remarks, against the floor and against medspaCy.

The floor is what any reader of a call log must do with the same rows: copy them as CSV, run one
Aho-Corasick automaton of the same class over as many patterns as the shipped protocol has phrases
(they are its phrases), and split each remark into words. Floor and `assess` take turns on the same
remarks, round by round; the ratio of a round is one measurement, and the median of the rounds is
the result. Loading the protocol and building the automata are not timed.

The remarks are made here, from a seed, out of the project's own judged cases and the phrases below;
they are no real log. A remark is about 130 characters. Half carry cues: one or two judged texts,
which is denser than a real log, where most calls say nothing of a crisis. Half are benign: parking,
keys, alarms, noise. Half name a person, drawn from thousands of made-up names of which a few are
common (as names are), and one in twenty has a typing error, so new words to be spelt keep coming.
No remark occurs twice, in any round, so nothing can be gained by remembering texts. What a *word*
was read as is remembered by the lexicon, as it is in a batch.

With `--medspacy` the same remarks are read by medspaCy (blank English tokenizer, PyRuSH sentences,
TargetMatcher, ConText) with the same cue phrases as target rules and the same triggers as ConText
rules, in an environment of its own under the cache folder. It is given phrases without gaps only,
and neither judges nor spells: it does less than `assess`.

    python benchmarks/narrative.py [--rounds N] [--remarks N] [--medspacy] [--json] [--smoke]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import ahocorasick_rs

try:
    import triage_cli
except ModuleNotFoundError:  # run from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import triage_cli

from triage_cli.assessment.assess import assess
from triage_cli.protocol import load_protocol
from triage_cli.protocol.cache import cache_folder
from triage_cli.protocol.cases import load_cases
from triage_cli.protocol.protocol import SHIPPED

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

GOAL_RATIO = 6.0
GOAL_REMARKS_PER_S = 20_000
GOAL_MEDSPACY_RATIO = 75.0
LENGTH = 130
"""Characters of a remark, roughly."""
SEED = 911
_MEDSPACY = "medspacy==1.3.1"

_BENIGN = (
    "silver {car} parked across the driveway at {number} {street}, tag starts with {tag}",
    "reports her {thing} was taken from the unlocked {car} overnight",
    "keys locked in the {car} at the grocery store on {street}, engine off",
    "smoke detector chirping at {number} {street}, wants to know who changes the battery",
    "dog barking behind {number} {street} since {hour} this morning",
    "loud music from the apartment above, unit {unit}, ongoing since {hour}",
    "two vehicle accident {street} and {street2}, both drivers exchanging insurance",
    "traffic signal out at {street} and {street2}, flashing red all ways",
    "found a {thing} near the bus stop on {street} and would like to turn it in",
    "alarm company advises front door motion at {number} {street}, no answer on callback",
    "water running into the street in front of {number} {street}, possible main break",
    "asks how to get a copy of report {number} from last week",
    "construction crew working before {hour} again behind {street}",
    "raccoon stuck in the dumpster behind the bakery on {street}",
    "shopping carts left in the turn lane at {street} and {street2}",
    "package taken from the porch at {number} {street}, camera shows a grey hoodie",
)
_PADDING = (
    "at {number} {street}",
    "apt {unit}, second floor",
    "caller is {name}",
    "RP {name} will meet at the front door",
    "cb {phone}",
    "{name} is standing by in a {car}",
    "cross of {street2}",
    "gate code {unit}",
    "wearing a grey jacket and jeans",
    "calling from the lobby",
    "please call back at {phone}",
    "the building is behind the {street} market",
)
_OPENINGS = ("RP states ", "caller advises ", "RP adv ", "C/ ", "compl says ", "", "", "")
_STREETS = (
    "Maple", "Cedar", "Larimer", "Pearl", "Colfax", "Harbor",
    "Juniper", "Mill", "Quarry", "Station", "Orchard", "Willow",
)  # fmt: skip
_CARS = ("Honda", "Subaru", "Ford", "Toyota", "Chevy", "Mazda", "Nissan", "Kia")
_THINGS = ("wallet", "laptop", "bicycle", "backpack", "camera", "phone charger", "umbrella", "stroller")
_SYLLABLES = (
    "bar", "den", "kel", "mor", "tan", "vis", "lo", "ri", "sha", "que",
    "dor", "min", "pal", "zet", "ost", "gra", "fen", "lu", "hask", "wyn",
)  # fmt: skip
_NAMES = 5_000


class Round(NamedTuple):
    """Seconds that each side took for the same remarks."""

    floor_s: float
    assess_s: float
    medspacy_s: float | None


def remarks_from(seed: int) -> Iterator[str]:
    """Remarks without end, half with cues and half benign, none of them twice."""
    choose = random.Random(seed)
    cases = load_cases(SHIPPED / "cases")
    benign = {"benign", "idiom"}
    judged = [case.text for case in cases if case.id.split(".")[0] not in benign]
    harmless = [case.text for case in cases if case.id.split(".")[0] in benign]
    names = ["".join(choose.choices(_SYLLABLES, k=choose.choice((2, 3)))).title() for _ in range(_NAMES)]
    given: set[str] = set()
    while True:
        if choose.random() < 0.5:
            parts = choose.sample(judged, choose.choice((1, 2)))
        else:
            parts = [choose.choice(harmless if choose.random() < 0.2 else _BENIGN)]
        padding = choose.sample(_PADDING, len(_PADDING))
        while sum(map(len, parts)) + 2 * len(parts) < LENGTH - 12 and padding:
            parts.append(padding.pop())
        slots = {
            "number": choose.randint(100, 9999),
            "unit": choose.randint(1, 400),
            "hour": f"{choose.randint(1, 12)} {choose.choice('ap')}m",
            "street": choose.choice(_STREETS),
            "street2": choose.choice(_STREETS),
            "car": choose.choice(_CARS),
            "thing": choose.choice(_THINGS),
            "tag": "".join(choose.choices("ABCDEFGHKLMNPRSTUVWXYZ", k=3)),
            "phone": f"555-01{choose.randint(0, 99):02}",
            "name": names[int(_NAMES ** choose.random()) - 1],  # a few names are common, most are rare
        }
        text = choose.choice(_OPENINGS) + ", ".join(part.format(**slots) for part in parts)
        if choose.random() < 0.05:
            at = choose.randrange(len(text) - 1)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if text not in given:
            given.add(text)
            yield text


class Floor:
    """The least that reading a log takes: CSV in and out, one pass for all phrases, words."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._find = ahocorasick_rs.AhoCorasick([f" {phrase} " for phrase in phrases]).find_matches_as_indexes
        self._words = re.compile(r"\w+").findall

    def run(self, rows: str) -> None:
        """Copy the rows and read their remarks."""
        find, words = self._find, self._words
        copy = io.StringIO()
        write = csv.writer(copy).writerow
        for row in csv.reader(io.StringIO(rows)):
            find(row[1], overlapping=True)
            words(row[1])
            write(row)


class MedSpacy:
    """medspaCy with the protocol's phrases, in a process and an environment of its own."""

    def __init__(self, protocol: Protocol) -> None:
        """Make the environment where it is missing; OSError or CalledProcessError where that fails."""
        folder = cache_folder() / "benchmarks" / "medspacy"
        python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        if not (folder / "ready").exists():
            print(f"making an environment for medspaCy in {folder} …", file=sys.stderr)
            pip = [str(python), "-m", "pip", "install", "-q", _MEDSPACY, "setuptools<81"]
            for command in ([sys.executable, "-m", "venv", "--clear", str(folder)], pip):
                subprocess.run(command, check=True, capture_output=True, text=True)
            (folder / "ready").touch()
        self._process = subprocess.Popen(
            [str(python), "-c", _MEDSPACY_WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ask(medspacy_rules(protocol))

    def run(self, remarks: Sequence[str]) -> float:
        """Seconds for the remarks."""
        return float(self._ask(remarks))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, question: Any) -> Any:
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise OSError("medspaCy has no pipe")
        into.write(json.dumps(question) + "\n")
        into.flush()
        answer = out.readline()
        if not answer:
            raise OSError("medspaCy ended early")
        return json.loads(answer)


_MEDSPACY_WORKER = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
from loguru import logger
logger.remove()  # PyRuSH reports every sentence otherwise, which takes longer than reading it
import medspacy
from medspacy.context import ConTextRule
from medspacy.target_matcher import TargetRule

rules = json.loads(sys.stdin.readline())
pipes = ["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]
nlp = medspacy.load(medspacy_enable=pipes, load_rules=False)
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(*rule) for rule in rules["targets"]])
nlp.get_pipe("medspacy_context").add([ConTextRule(*rule) for rule in rules["context"]])
nlp("warm up")
print("0", flush=True)
for line in sys.stdin:
    remarks = json.loads(line)
    start = time.perf_counter()
    for remark in remarks:
        for found in nlp(remark).ents:
            found._.is_negated
    print(time.perf_counter() - start, flush=True)
"""

_CONTEXT_CATEGORY = {
    "negated": "NEGATED_EXISTENCE", "possible": "POSSIBLE_EXISTENCE", "historical": "HISTORICAL",
    "hypothetical": "HYPOTHETICAL", "other": "FAMILY", "unknown": "POSSIBLE_EXISTENCE",
}  # fmt: skip
_CONTEXT_DIRECTION = {
    "forward": "FORWARD",
    "backward": "BACKWARD",
    "both": "BIDIRECTIONAL",
    "answer": "BACKWARD",
}


def medspacy_rules(protocol: Protocol) -> dict[str, list[list[str]]]:
    """The protocol's whole-term phrases as target rules, its triggers as ConText rules."""
    targets: list[list[str]] = []
    context: list[list[str]] = []
    for phrase, use in uses(protocol):
        cues, triggers = ([use], []) if isinstance(use, int) else (use[0], use[1])
        targets += [[phrase, protocol.cues[cue].id] for cue in cues[:1]]
        for trigger in (protocol.triggers[number] for number in triggers):
            if category := _CONTEXT_CATEGORY.get(trigger.kind):
                context.append([phrase, category, _CONTEXT_DIRECTION[trigger.direction]])
            elif trigger.kind == "stop":
                context.append([phrase, "CONJ", "TERMINATE"])
    return {"targets": targets, "context": context}


def uses(protocol: Protocol) -> Iterator[tuple[str, Any]]:
    """Every phrase of the protocol and what it means (`compiler._Phrases.table`)."""
    return protocol.lexicon.phrases()


def as_rows(remarks: Sequence[str]) -> str:
    """The remarks as CSV: a number and the text."""
    rows = io.StringIO()
    csv.writer(rows).writerows(enumerate(remarks))
    return rows.getvalue()


def one_round(
    remarks: Sequence[str], protocol: Protocol, floor: Floor, medspacy: MedSpacy | None, odd: bool
) -> Round:
    """Both sides on the same remarks, one after the other; who goes first alternates."""
    rows = as_rows(remarks)

    def run_floor() -> float:
        start = time.perf_counter()
        floor.run(rows)
        return time.perf_counter() - start

    def run_assess() -> float:
        start = time.perf_counter()
        for text in remarks:
            assess(text, protocol=protocol)
        return time.perf_counter() - start

    if odd:
        assess_s = run_assess()
        floor_s = run_floor()
    else:
        floor_s = run_floor()
        assess_s = run_assess()
    return Round(floor_s, assess_s, medspacy.run(remarks) if medspacy else None)


def measure(rounds: int, number: int, *, with_medspacy: bool) -> dict[str, Any]:
    """All figures of one run."""
    protocol = load_protocol()
    phrases = [phrase for phrase, _ in uses(protocol)]
    floor = Floor(phrases)
    medspacy, skipped = start_medspacy(protocol) if with_medspacy else (None, "not asked for (--medspacy)")
    source = remarks_from(SEED)
    for _ in range(200):  # the automaton of all phrases, and every import, before the clock starts
        assess(next(source), protocol=protocol)
    sample = [assess(next(source), protocol=protocol) for _ in range(1000)]
    batches = [[next(source) for _ in range(number)] for _ in range(rounds)]
    done = [
        one_round(batch, protocol, floor, medspacy, place % 2 == 1) for place, batch in enumerate(batches)
    ]
    if medspacy:
        medspacy.close()
    texts = [text for batch in batches for text in batch]
    figures: dict[str, Any] = {
        "rounds": rounds,
        "remarks": number,
        "characters": round(sum(map(len, texts)) / len(texts)),
        "with_evidence": round(sum(any(e.counted for e in one.evidence) for one in sample) / len(sample), 2),
        "phrases": len(phrases),
        "cues": len(protocol.cues),
        "ratio": round(median(one.assess_s / one.floor_s for one in done), 2),
        "floor_remarks_per_s": round(number / median(one.floor_s for one in done)),
        "remarks_per_s": round(number / median(one.assess_s for one in done)),
        "medspacy_ratio": None,
    }
    if medspacy:
        figures["medspacy_ratio"] = round(
            median(one.medspacy_s / one.assess_s for one in done if one.medspacy_s), 1
        )
        figures["medspacy_remarks_per_s"] = round(
            number / median(one.medspacy_s for one in done if one.medspacy_s)
        )
    else:
        figures["medspacy_skipped"] = skipped
    return figures


def start_medspacy(protocol: Protocol) -> tuple[MedSpacy | None, str]:
    """medspaCy ready to read, or None and why not."""
    try:
        return MedSpacy(protocol), ""
    except subprocess.CalledProcessError as error:
        said = (str(error.stderr).strip().splitlines() or [str(error)])[-1]
        return None, f"could not be installed: {said}"
    except OSError as error:
        return None, f"could not be started: {error}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a short table or one line of JSON."""
    parser = argparse.ArgumentParser(
        description="assess against the floor (CSV copy + Aho-Corasick + words) and medspaCy"
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--remarks", type=int, default=4000, help="remarks in each round")
    parser.add_argument(
        "--medspacy", action="store_true", help="compare with medspaCy in an environment of its own"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--smoke", action="store_true", help="a quick run that only shows that it works")
    options = parser.parse_args(arguments)
    rounds, number = (2, 200) if options.smoke else (max(1, options.rounds), max(1, options.remarks))
    if options.medspacy and number > 1000 and not options.smoke:
        number = 1000  # medspaCy reads a few hundred a second
    figures = measure(rounds, number, with_medspacy=options.medspacy)
    if options.json:
        print(json.dumps(figures))
        return 0
    print(f"triage {triage_cli.__version__} in {Path(triage_cli.__file__).parent}")
    print(
        f"{rounds} rounds of {number:,} remarks of {figures['characters']} characters,"
        f" {figures['with_evidence']:.0%} with evidence;"
        f" {figures['cues']} cues, {figures['phrases']:,} phrases"
    )
    print(f"assess / floor     {figures['ratio']:>10.2f} x      goal <= {GOAL_RATIO:g} x")
    print(
        f"assess             {figures['remarks_per_s']:>10,} a second, one core; goal {GOAL_REMARKS_PER_S:,}"
    )
    print(f"floor              {figures['floor_remarks_per_s']:>10,} a second")
    if figures["medspacy_ratio"] is None:
        print(f"medspaCy           skipped: {figures['medspacy_skipped']}")
    else:
        print(f"medspaCy           {figures['medspacy_remarks_per_s']:>10,} a second")
        print(
            f"medspaCy / assess  {figures['medspacy_ratio']:>10.1f} x      goal >= {GOAL_MEDSPACY_RATIO:g} x"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
