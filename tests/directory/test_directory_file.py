"""Each fault of a directory file: where it is, what is wrong, what would be right; all at once."""

from __future__ import annotations

import datetime

import pytest

from conftest import entry
from triage_cli.directory import fields, model, read_directory
from triage_cli.directory.validate import read_source
from triage_cli.errors import DataError

FAULTS = [
    ("kind", '["sheltr"]', "'sheltr' is not a known word", "Did you mean shelter?"),
    ("kind", "[]", "it is empty", '["shelter"]'),
    ("kind", '"shelter"', "'shelter' is not a list", 'Write ["shelter"].'),
    ("kind", '["shelter", "shelter"]', "stands in it twice", "Delete one"),
    ("name", "12", "12 is not text", "quotes"),
    ("name", '"  "', "it is empty", "delete the line"),
    ("name", '"Harbor\\u001b[31m House"', "hidden character U+001B", "by hand"),
    ("name", '"Harbor\\u202e House"', "hidden character U+202E", "by hand"),
    ("phones", '[{ number = "303-555-0100" }]', "'303-555-0100' is not a phone number", '"+13035550100"'),
    ("phones", '[{ number = "(303) 555-0100" }]', "is not a phone number", '"+13035550100"'),
    ("phones", '[{ number = "1-800-662-HELP (4357)" }]', "is not a phone number", '"+18006624357"'),
    ("phones", '[{ number = "+1303555010" }]', "has 9 digits after +1, not 10", "ten digits"),
    ("phones", '[{ number = "12" }]', "'12' is not a phone number", "short code"),
    ("phones", '[{ numbr = "988" }]', "a phone has no key 'numbr'", "Did you mean number?"),
    ("phones", '[{ label = "intake" }]', "a phone lacks its number", "Add number"),
    ("phones", '["+13035550100"]', "is not a phone", "{ number ="),
    ("phones", '[{ number = "988", press = "press 3" }]', "'press 3' is not a key", 'press = "1"'),
    ("sms", '"HOME to 741741"', "is not a phone number", None),
    ("zip", "80202", "80202 is a number, and a ZIP may begin with 0", '"80202"'),
    ("zip", '"8020"', "'8020' is not a ZIP", "five digits"),
    ("state", '"Colorado"', "'Colorado' is not a state", '"CO"'),
    ("state", '"Colorodo"', "'Colorodo' is not a state", '"CO"'),
    ("lat", "139.7\nlon = 39.7", "139.7 is out of range", "look swapped"),
    ("lat", "39.7", "lat and lon only work together", "Add the other one"),
    ("lon", '"-105"\nlat = 39.7', "'-105' is not a number of degrees", "without quotes"),
    ("timezone", '"America/Denvr"', "'America/Denvr' is not a time zone", "America/Denver"),
    ("timezone", '"MST"', "'MST' is not a time zone", "America/Denver"),
    ("area", '["Denver"]', "'Denver' is not an area", "Denver, CO"),
    ("area", '["Denver, Colorado"]', "'Denver, Colorado' is not an area", '"Denver, CO"'),
    ("confidential", '"yes"', "'yes' is neither true nor false", "Write true without quotes"),
    ("walk_in", "1", "1 is neither true nor false", "Write true"),
    ("languages", '["English"]', "'English' is not a language code", '"en"'),
    ("website", '"example.org/help"', "is not a web address", '"https://example.org/help"'),
    ("email", '"intake at example.org"', "is not an e-mail address", "intake@example.org"),
    ("insurance", '["medicad"]', "'medicad' is not a known word", "Did you mean medicaid?"),
    ("status", '"open"', "'open' is not a known word", "active"),
    ("capacity", '"20"', "'20' is not a whole number", "without quotes"),
    ("capacity", "-1", "-1 is out of range", "from 0"),
    ("verified", '"2026-13-45"', "'2026-13-45' is not a date", "2026-10-01"),
    ("verified", '"last week"', "'last week' is not a date", "year-month-day"),
    ("steps", '"Call first"', "'Call first' is not a list", '["Call first"]'),
    ("adress", '"100 Example St"', "unknown key 'adress'", "Did you mean address?"),
    ("eligibility", "{ min_agee = 18 }", "unknown key 'min_agee'", "Did you mean min_age?"),
    ("eligibility", '{ genders = ["woman"] }', "'woman' is not a known word", "women"),
    ("eligibility", '{ sobriety = "sober" }', "'sober' is not a known word", "sober_"),
    ("eligibility", "{ min_age = 30, max_age = 20 }", "min_age 30 is above max_age 20", "Swap"),
    ("eligibility", '{ min_age = "18" }', "'18' is not a whole number", "without quotes"),
    ("eligibility", '"adults"', "is not a table of rules", "min_age"),
]


@pytest.mark.parametrize(("key", "value", "what", "fix"), FAULTS, ids=[f"{f[0]}-{f[1][:18]}" for f in FAULTS])
def test_fault_is_located_named_and_mended(key: str, value: str, what: str, fix: str | None) -> None:
    """The message names file, line, table and key, quotes the value and says what would be right."""
    text = "schema = 1\n\n" + entry("harbor-house", **{key: value})
    entries, problems = read_source(text, "resources.toml")
    assert entries == []
    assert len(problems) == 1, problems
    line = next(n for n, part in enumerate(text.splitlines(), 1) if part.startswith(f"{key} ="))
    assert problems[0].place.startswith(f"resources.toml:{line} [resource.harbor-house] {key}")
    assert what in problems[0].what
    if fix:
        assert fix in (problems[0].fix or "")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("[resource.a]\nname = 'A'\nkind = ['food']\n", "f:1 [resource.a]", "nobody can reach it"),
        ("[resource.a]\nkind = ['food']\nsms = '988'\n", "f:1 [resource.a]", "the entry has no name"),
        ("[resource.a]\nname = 'A'\nsms = '988'\n", "f:1 [resource.a]", "the entry has no kind"),
        ("resource = 3\n", "f:1", "entries are not tables"),
        ("[resource]\na = 3\n", "f:2 [resource.a]", "3 is not an entry"),
        ("[resources.a]\n", "f:1", "unknown key 'resources'"),
        ("schema = 2\n", "f:1", "schema 2 is not known"),
        (
            "[resource.Harbor_House]\nname = 'A'\nkind = ['food']\nsms = '988'\n",
            "f:1",
            "is not a name for a table",
        ),
        ("[resource.a]\nname = \n", "f:2", "not valid TOML"),
        ("[resource.a]\nname = 'A'\n\n[resource.a]\n", "f:4", "[resource.a] stands in the file twice"),
        ("[resource.a]\nname = 'A'\nname = 'B'\n", "f:3", "stands in the file twice"),
        ('[resource.a]\nname = "A\n', "f:2", "not valid TOML"),
    ],
)
def test_fault_of_the_whole_entry(text: str, place: str, what: str) -> None:
    """Mistakes that belong to no single key, and TOML that is none."""
    _, problems = read_source(text, "f")
    assert problems[0].place.startswith(place)
    assert what in problems[0].what


def test_every_mistake_is_reported_at_once() -> None:
    """An admin mends a file in one go."""
    text = entry("a", zip="1", kind='["x"]') + entry("b", nmae='"B"') + "[resource.c]\nname = 3\n"
    _, problems = read_source(text, "f")
    assert len(problems) == 6
    assert {p.place.split("[")[1].split("]")[0] for p in problems} == {
        "resource.a",
        "resource.b",
        "resource.c",
    }


def test_mistake_in_a_sub_table_is_located() -> None:
    """`[resource.x.eligibility]` and `[[resource.x.phones]]` are TOML for the same."""
    text = (
        "[resource.a]\nname = 'A'\nkind = ['food']\n"
        "[resource.a.eligibility]\nmin_age = -1\n[[resource.a.phones]]\nnumber='988'\n"
    )
    entries, problems = read_source(text, "f")
    assert problems[0].place == "f:5 [resource.a] eligibility min_age"
    assert entries == []


def test_text_inside_a_long_string_is_no_key() -> None:
    """A line in a multi-line text that looks like a key does not mislead the line numbers."""
    text = (
        '[resource.a]\nname = "A"\ndescription = """\nzip = 1\n"""\nkind = ["food"]\nsms = "988"\nzip = "1"\n'
    )
    _, problems = read_source(text, "f")
    assert problems[0].place.startswith("f:8 ")


def test_message_never_obeys_the_value() -> None:
    """An escape sequence in a value or key is shown, not passed on."""
    _, problems = read_source('[resource.a]\n"\\u001bkey" = "x"\nname="\\u001b]0;x\\u0007"\n', "f")
    assert "\x1b" not in "".join(map(str, problems))
    assert "\x07" not in "".join(map(str, problems))


def test_valid_entry_is_read_whole() -> None:
    """The example of CONTRACT.md."""
    text = entry(
        "harbor-house", phones='[{ number = "+13035550100", label = "intake", hours = "24/7" }]',
        zip='"80202"',
        eligibility='{ min_age = 18, genders = ["men"], notes = "sober on arrival" }', verified="2026-10-01",
    )  # fmt: skip
    entries, problems = read_source(text, "f")
    assert problems == []
    assert entries[0].phones == (model.Phone("+13035550100", label="intake", hours="24/7"),)
    assert entries[0].eligibility == model.Eligibility(min_age=18, genders=("men",), notes="sober on arrival")
    assert entries[0].verified == datetime.date(2026, 10, 1)
    assert model.from_plain(model.to_plain(entries[0])) == entries[0]


def test_allowed_keys_are_the_fields_of_the_model() -> None:
    """A field without a converter could not be read; a converter without a field would crash."""
    assert {*fields.RESOURCE, "eligibility"} == set(model.field_names(model.Resource))
    assert set(fields.ELIGIBILITY) == set(model.field_names(model.Eligibility))


def test_unreadable_files_say_what_to_do(tmp_path) -> None:
    """Not UTF-8, a NUL byte, a byte-order mark."""
    path = tmp_path / "resources.toml"
    path.write_bytes(b"schema = 1\n# caf\xe9\n")
    with pytest.raises(DataError, match=r"resources.toml:2.*0xe9 is not UTF-8"):
        read_directory(path)
    path.write_bytes(b"schema = 1\n\0")
    with pytest.raises(DataError, match="not valid TOML") as caught:
        read_directory(path)
    assert caught.value.exit_code == 4
    path.write_bytes(b"\xef\xbb\xbfschema = 1\n")
    assert read_directory(path) == []
