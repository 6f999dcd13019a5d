"""What stands on the screen, and what does not."""

from __future__ import annotations

import pytest

from support import DRUNK, Run

CHILD = "8 yo boy says his dad beats him with a belt, he has bruises"


def lines(run: Run, text: str, *argv: str) -> list[str]:
    return run("score", text, "--limit", "0", *argv).out.splitlines()


def test_a_quote_within_another_is_not_said_twice(run: Run) -> None:
    (domestic,) = [line for line in lines(run, CHILD) if line.startswith("domestic:")]
    quotes = domestic.split("“")[1:]
    assert not any(one is not other and one.split("”")[0] in other for one in quotes for other in quotes)


def test_the_mandated_report_has_its_own_line(run: Run) -> None:
    assert any(line.startswith("REPORT: A child may be abused") for line in lines(run, CHILD))


def test_what_not_to_say_is_one_row_after_what_to_say(run: Run) -> None:
    found = lines(run, "my husband choked me last night and hit me")
    (place,) = [place for place, line in enumerate(found) if line.startswith("DO NOT SAY: ")]
    assert (
        found[place]
        == "DO NOT SAY: “No marks? Then it is not so bad.” “Why not just leave?” “What set it off?”"
    )
    assert found[place - 1].startswith("SAY: ")
    spanish = lines(run, "my husband choked me last night and hit me", "--lang", "es")
    assert any(line.startswith("NO DIGA: “¿Sin marcas?") for line in spanish)


def test_what_is_meant_otherwise_says_how(run: Run) -> None:
    found = lines(run, "no weapons, denies suicidal thoughts, drunk")
    (line,) = [line for line in found if line.startswith("not counted:")]
    assert "“weapons” (negated)" in line


def test_an_answer_says_that_it_is_one(run: Run) -> None:
    found = lines(run, "neighbor talks about his gun", "-a", "weapon=no")
    assert any("(a person answered otherwise)" in line for line in found)


def test_nothing_found_is_said_as_such(run: Run) -> None:
    found = lines(run, "what are your opening hours")
    assert found[0] == "LEVEL 0 NONE  send: nobody"
    assert "mental health: 0 of 100, none" in found
    assert not any(line.startswith(("DO NOW", "SAY", "DO NOT SAY", "flags", "not counted")) for line in found)


def test_every_language_has_every_heading() -> None:
    from triage_cli.protocol import load_protocol

    protocol = load_protocol()
    headings = [
        {key for key in protocol.wording(language).terms if key.startswith("ui_")}
        for language in protocol.languages
    ]
    assert all(found == headings[0] for found in headings)


def test_a_heading_that_a_protocol_lacks_is_still_readable() -> None:
    from triage_cli.protocol import load_protocol
    from triage_cli.render.words import Words

    assert Words(load_protocol())("ui_some_new_heading") == "some new heading"


@pytest.mark.parametrize("form", ["plain", "text", "print"])
def test_spanish(run: Run, form: str) -> None:
    done = run("score", DRUNK, "--near", "80202", "--lang", "es", "--format", form)
    assert (done.code, done.err) == (0, "")
    assert "NIVEL 3 URGENTE  enviar: " in done.out
    assert "Apoyo para decidir: decide una persona." in done.out
    assert "LEVEL" not in done.out
