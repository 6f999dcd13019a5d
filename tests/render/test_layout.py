"""Lines: nothing lost, nothing wider than the screen, numbers whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from triage_cli.render.layout import KEEP, Part, Row, Section, wrap
from triage_cli.render.terminal import section_lines


def texts(lines: list[list[Part]]) -> list[str]:
    return ["".join(part.text for part in line) for line in lines]


@given(st.lists(st.text("ab cde", max_size=30)), st.integers(4, 40))
def test_every_letter_stays_in_its_order_and_fits(words: list[str], width: int) -> None:
    lines = texts(wrap([Part(word, str(n)) for n, word in enumerate(words)], width))
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words).replace(" ", "")


def test_a_number_is_never_broken() -> None:
    assert texts(wrap([Part("call 1-800-222-1222 now")], 8)) == ["call", "1-800-222-1222", "now"]
    assert texts(wrap([Part(f"988{KEEP}press{KEEP}1 for veterans")], 6))[0] == "988 press 1"


def test_parts_keep_their_roles_over_a_line_end() -> None:
    lines = wrap([Part("one two", "a"), Part(" three", "b")], 8)
    assert lines == [[Part("one two", "a")], [Part("three", "b")]]


def test_wide_characters_count_their_cells() -> None:
    assert texts(wrap([Part("日本語日本語")], 6, lambda text: 2 * len(text))) == ["日本語", "日本語"]


def test_labels_stand_in_a_column_and_once() -> None:
    section = Section(
        [Row("DO", (Part("first thing"),)), Row("DO", (Part("second"),)), Row("SAY", (Part("x"),))]
    )
    assert texts(section_lines(section, 20)) == ["DO   first thing", "     second", "SAY  x"]


def test_bars_stand_in_a_column_and_show_the_least_risk() -> None:
    section = Section([
        Row("a", (Part("low", "low"), Part("  “x”")), 1),
        Row("bb", (Part("critical", "critical"), Part("  “y”")), 100),
        Row("c", (Part("none", "none"),), 0),
    ])  # fmt: skip
    assert texts(section_lines(section, 60, "#.")) == [
        "a   #.........   1 low       “x”",
        "bb  ########## 100 critical  “y”",
        "c   ..........   0 none",
    ]
