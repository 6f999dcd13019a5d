"""An assessment as a call-taker reads it: whom to send, what to do, how grave, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from triage_cli.assessment.support import supporting
from triage_cli.render.clean import visible
from triage_cli.render.layout import Part, Row, Section, row, rows
from triage_cli.response.advice import Advised, advise
from triage_cli.vocabulary import BANDS

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Evidence
    from triage_cli.render.words import Words
    from triage_cli.response.reports import Reporting

MOST_QUOTES = 4
"""Quotes behind one score; more cannot be read during a call."""
MOST_REASONS = 3
_LONGEST_QUOTE = 60
_MANY = 100
"""More different quotes than this are not compared with one another: a pasted book must not wait."""


def assessment_sections(
    result: Assessment, words: Words, *, with_text: bool = True, reporting: Reporting | None = None
) -> list[Section]:
    """The screen above the referrals; `reporting` is what the agency adds to the note on mandated reports."""
    advice = advise(result, words.language, reporting)
    act = advice_rows(advice, words)
    return [
        Section([headline(result, words), *_override(result, words)]),
        Section(act),
        Section([*score_rows(result, words, with_text), *_flag_rows(result, words, with_text),
                 *_uncounted(result, words, with_text), *_why(advice.reasons, words),
                 *_open_gates(result, words)]),
    ]  # fmt: skip


def advice_rows(advice: Advised, words: Words) -> list[Row]:
    """What to do, say and not say now, and what must be reported."""
    return [
        *rows(words("ui_do_now"), advice.do_now),
        *rows(words("ui_say"), [f"“{line}”" for line in advice.say], "quote"),
        *([row(words("ui_avoid"), " ".join(advice.avoid), "warn")] if advice.avoid else []),
        *rows(words("ui_report"), [visible(line) for line in advice.report], "warn"),
    ]


def headline(result: Assessment, words: Words) -> Row:
    """The line that matters: how urgent, and whom to send."""
    response = result.response
    level = f" {words('ui_level')} {response.level} {words(f'ui_level_{response.level}')} "
    send = words.listed(response.send) or words("ui_nobody")
    return Row(
        "",
        (Part(level.strip(), f"level_{response.level}"), Part(f"  {words('ui_send')}: "), Part(send, "unit")),
    )


def _override(result: Assessment, words: Words) -> list[Row]:
    override = result.response.override
    if override is None:
        return []
    change = (
        f"{words('ui_override')}: {override.from_level} → {override.to_level}. {visible(override.reason)}"
    )
    return [row("", change, "warn")]


def score_rows(result: Assessment, words: Words, with_text: bool) -> Iterator[Row]:
    """A bar for each domain, with the words or answers behind it."""
    for domain, score in result.scores.items():
        parts = [Part(words(score.band), score.band)]
        said = _said(
            (item for item in result.evidence if item.domain == domain and item.counted and item.band),
            words,
            with_text,
        )
        if said:
            parts += [Part("  "), Part(said, "quote")]
        yield Row(words(domain), tuple(parts), score.score)


def _flag_rows(result: Assessment, words: Words, with_text: bool) -> list[Row]:
    """Flags with the words behind them; what stands behind a score already is not said twice."""
    scored = {item.quote for item in result.evidence if item.domain and item.band and item.counted}
    shown = []
    for flag in result.flags:
        named = [item for item in result.evidence if item.flag == flag and item.counted]
        concluded = {item.id for item in named if item.source == "combination"}
        rules = [rule for rule in result.response.rules if rule.id in concluded]
        behind = [item for rule in rules for item in supporting(rule.when, result.evidence)]
        own = (item for item in [*named, *behind] if item.quote not in scored)
        said = _said(own, words, with_text) if with_text else ""
        shown.append(f"{words(flag)} {said}" if said else words(flag))
    return [row(words("ui_flags"), "; ".join(shown))] if shown else []


def _said(items: Iterable[Evidence], words: Words, with_text: bool) -> str:
    """The words behind a finding, gravest first; what was answered or concluded says so."""
    chosen = (item for item in items if item.source != "combination")
    found = dict.fromkeys(_one_said(item, words, with_text) for item in sorted(chosen, key=_gravity))
    return _few(_without_parts(list(found)))


def _without_parts(said: list[str]) -> list[str]:
    """Without quotes that another holds: “dad beats him” says it, “beats him” beside it only adds length."""
    if len(said) > _MANY:
        return said
    return [one for one in said if not any(one is not other and one.strip("“”") in other for other in said)]


def _few(said: list[str]) -> str:
    more = f" +{len(said) - MOST_QUOTES}" if len(said) > MOST_QUOTES else ""
    return ", ".join(said[:MOST_QUOTES]) + more


def _one_said(item: Evidence, words: Words, with_text: bool) -> str:
    past = f" ({words('ui_historical')})" if item.assertion == "historical" else ""
    if item.source == "text" and with_text and item.quote is not None:
        return f"“{_short(visible(item.quote))}”{past}"
    if item.source == "call_type":
        return f"{words('ui_call_type')}: {item.why}{past}"
    return f"{item.why}{past}"


def _gravity(item: Evidence) -> int:
    return -BANDS.index(item.band) if item.band else 0


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _uncounted(result: Assessment, words: Words, with_text: bool) -> list[Row]:
    """What was found and does not count, each once, with how it was meant."""
    found: dict[str, None] = {}
    for item in result.evidence:
        if not item.counted:
            # "answered by a person" is the one reason that is not a word of the text.
            meant = "ui_answered" if item.assertion in ("present", "possible") else f"ui_{item.assertion}"
            what = f"“{_short(visible(item.quote))}”" if with_text and item.quote is not None else item.why
            found.setdefault(f"{what} ({words(meant)})")
    return [row(words("ui_not_counted"), _few(list(found)), "dim", "dim")] if found else []


def _why(reasons: tuple[str, ...], words: Words) -> list[Row]:
    return [row(words("ui_why"), " ".join(reasons[:MOST_REASONS]), "", "dim")] if reasons else []


def _open_gates(result: Assessment, words: Words) -> list[Row]:
    questions = result.protocol.questions
    gates = [f"ui_gate_{key}" for key in result.unanswered if questions[key].gate]
    return (
        [row(words("ui_ask"), words("ui_question").format(words.listed(gates)), "", "dim")] if gates else []
    )
