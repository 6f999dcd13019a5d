"""Small protocol folders made for a test: right as they stand, wrong by one change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triage_cli.errors import Problem
from triage_cli.protocol.protocol import compile_folder
from triage_cli.vocabulary import BANDS, BARRIERS, DOMAINS, FLAGS, KINDS, UNITS

TERMS = "".join(
    f'{name} = "{name.replace("_", " ")}"\n'
    for name in dict.fromkeys((*UNITS, *DOMAINS, *BANDS, *FLAGS, *KINDS, *BARRIERS))
)

WORDING = f"""\
[reasons]
weapon_there = "A weapon is there."
barred = "No team without an officer."

[combinations]

[reports]

[terms]
{TERMS}
[[advice]]
when = "weapon"
do_now = ["Stage away."]
say = ["Put it down."]
"""

FILES = {
    "protocol.toml": """\
name = "small"
version = "1"

[bands]
low = [1, 29]
moderate = [30, 59]
high = [60, 84]
critical = [85, 100]
""",
    "words.toml": """\
dropped = ["the", "a"]

[forms]
gun = "guns gat"

[groups]
partner = ["wife", "husband"]
""",
    "signs.toml": """\
[violence]
weapon_near = "a weapon is within reach"
weapon_unknown = "not known whether there is a weapon"
violence_now = "done now"
""",
    "cues/arms.toml": """\
topic = "weapons"
source = "made for a test"

[[cue]]
id = "arms.gun"
why = "a gun is mentioned"
flag = "weapon"
signs = ["weapon_near"]
answers = "weapon"
terms = ["gun", "@partner ... rifle"]

[[cue]]
id = "arms.shots"
domain = "domestic"
band = "high"
why = "shots are mentioned"
terms = ["shots [fired|heard]"]
""",
    "cues/es/arms.toml": """\
[terms]
"arms.gun" = ["pistola"]
""",
    "call_types.toml": """\
[[call_type]]
id = "type.shots"
why = "the coded type says shots"
terms = ["10-71"]
""",
    "assertion.toml": """\
listed_together = [["weapons", "violence"]]

[[trigger]]
id = "negated.no"
kind = "negated"
terms = ["no", "without"]
""",
    "questions.toml": """\
[[module]]
id = "gates"
name = { en = "Life threats", es = "Peligro de muerte" }

[[question]]
id = "weapon"
module = "gates"
ask = { en = "Is there a weapon?", es = "¿Hay algún arma?" }
reason = { en = "It says who can go.", es = "Dice quién puede ir." }
dangerous = "yes"
gate = true
flag = "weapon"
signs = ["weapon_near"]
unknown_signs = ["weapon_unknown"]
source = "made for a test"
""",
    "ladder.toml": """\
source = "made for a test"

[[rule]]
id = "weapon_there"
when = "weapon_near"
level = 3
send = ["police"]
""",
    "needs.toml": """\
[[need]]
when = "weapon"
needs = ["victim_services"]
""",
    "instruments/short.toml": """\
[[instrument]]
id = "short"
name = "Short screen"
items = ["weapon"]
any_of = ["weapon"]
count_of = []
at_least = 1
when = "weapon"
domain = "domestic"
band = "low"
signs = []
citation = "made for a test"
licence = "none"
""",
    "wording/en.toml": WORDING,
    "wording/es.toml": WORDING,
    "cases/one.toml": """\
[[case]]
id = "one.gun"
text = "he has a gun"
level = [3, 3]
flags = ["weapon"]
send_any = ["police"]
assertions = { gun = "present" }
why = "a gun is a gun"
""",
}


class Folder:
    """A protocol folder that can be changed file by file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        """Put a file in place of the one there is."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def change(self, name: str, old: str, new: str) -> Folder:
        """Replace words that are in the file exactly once or more."""
        text = (self.path / name).read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))
        return self

    def add(self, name: str, text: str) -> Folder:
        """Add to the end of a file, or make it."""
        path = self.path / name
        self.write(name, (path.read_text("utf-8") if path.exists() else "") + text)
        return self

    def problems(self) -> list[Problem]:
        """Every mistake in the folder."""
        found: list[Problem] = []
        compile_folder(self.path, found)
        return found

    def compiled(self) -> dict[str, Any]:
        """The tables of the folder, which must be right."""
        found: list[Problem] = []
        tables = compile_folder(self.path, found)
        assert found == []
        return tables
