"""The screen of the guided flow: the question with its keys, and what is known so far.

Lines of parts, as everywhere in this room; `live` puts them on the terminal. The question comes first:
what does not fit below it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from triage_cli.interview.flow import CALL
from triage_cli.interview.machine import shown_letters
from triage_cli.render.clean import visible
from triage_cli.render.layout import KEEP, Part, Row, Section, row, wrap
from triage_cli.render.screen import advice_rows, headline, score_rows
from triage_cli.render.terminal import NARROWEST, section_lines
from triage_cli.response.advice import advise
from triage_cli.vocabulary import LEVELS

if TYPE_CHECKING:
    from triage_cli.interview.machine import State
    from triage_cli.protocol.model import Question
    from triage_cli.render.words import Words
    from triage_cli.response.reports import Reporting

TWO_COLUMNS = 80
"""Columns of a window from which the question and the judgement stand side by side."""
EMERGENCY = len(LEVELS) - 1
_WIDEST = 140
_GAP = 3
_MOST_KNOWN = 5
_DRAFT_LINES = 8
_CURSOR = "▏"
_QUESTION_KEYS = {
    "yes_no": ("yes", "no", "unknown", "refused", "skip"), "choice": ("skip",),
    "several": ("enter", "skip"), "number": ("enter", "skip"), "text": ("enter",),
}  # fmt: skip
_ALWAYS = ("back", "why", "add", "change", "finish")

Line = list[Part]
Cells = Callable[[str], int]


class Guide:
    """Draws states in one language at one size."""

    def __init__(
        self,
        words: Words,
        width: int,
        height: int,
        *,
        glyphs: str = "█░",
        cells: Cells = len,
        reporting: Reporting | None = None,
    ) -> None:
        """`reporting` is what the agency adds to the note on mandated reports."""
        self._words = words
        self._width = max(NARROWEST, min(width, _WIDEST))
        self._height = max(1, height)
        self._glyphs = glyphs
        self._cells = cells
        self._reporting = reporting

    def lines(self, state: State) -> list[Line]:
        """The whole screen."""
        if state.interview.flow.name != CALL:
            return self._alone(state)
        top = self._top(state)
        if self._width < TWO_COLUMNS:
            blocks = [top, self._asked(state, self._width), *self._judged(state, self._width)]
            return _stacked([*blocks, self._known(state, self._width)])[: self._height]
        left = (self._width - _GAP) // 2
        right = self._width - _GAP - left
        asked = _stacked([self._asked(state, left), self._known(state, left)])
        judged = _stacked(self._judged(state, right))
        return _stacked([top, self._beside(asked, judged, left)])[: self._height]

    def _alone(self, state: State) -> list[Line]:
        """A flow that judges nobody: only the question, and that nothing is kept."""
        private = self._words.sentences("private")
        width = min(self._width, TWO_COLUMNS)
        return _stacked([self._wrap([Part(" ".join(private), "dim")], width), self._asked(state, width)])[
            : self._height
        ]

    # What is judged so far

    def _top(self, state: State) -> list[Line]:
        """The level and whom to send; an emergency is a block that cannot be overlooked."""
        words, result = self._words, state.interview.now
        if result.response.level < EMERGENCY:
            return self._wrap(headline(result, words).parts, self._width)
        level = f"{words('ui_level')} {EMERGENCY} {words(f'ui_level_{EMERGENCY}')}"
        send = f"{words('ui_send_now')}: {words.listed(result.response.send) or words('ui_nobody')}"
        said = [line for text in (level, send) for line in self._wrap([Part(text)], self._width - 2)]
        return [self._filled(line, f"level_{EMERGENCY}") for line in said]

    def _filled(self, line: Line, role: str) -> Line:
        text = "".join(part.text for part in line)
        return [Part(f" {text}{' ' * max(0, self._width - 1 - self._cells(text))}", role)]

    def _judged(self, state: State, width: int) -> list[list[Line]]:
        """The three bars, which stand still, and what to do, say and not say now."""
        words, result = self._words, state.interview.now
        act = advice_rows(advise(result, words.language, self._reporting), words)
        bars = list(score_rows(result, words, with_text=True))
        blocks = [self._section(bars, width), self._section(act, width)]
        # In an emergency what to do comes before how grave it is.
        return blocks[::-1] if result.response.level == EMERGENCY else blocks

    # The question

    def _asked(self, state: State, width: int) -> list[Line]:
        words = self._words
        if state.mode == "fact":
            title = words("ui_add_first") if not state.interview.heard.text else words("ui_add_title")
            return _stacked([self._title(title, width), self._draft(state, width), self._typing(width)])
        if state.mode == "change":
            return _stacked([self._title(words("ui_change_title"), width), self._all_known(state, width),
                             self._draft(state, width), self._hint(state, width)])  # fmt: skip
        question = state.question
        if question is None:
            return _stacked([self._title(words(enough_key(state)), width), self._more(state, width),
                             self._keys(None, state, width), self._hint(state, width)])  # fmt: skip
        asked = question.ask.get(words.language) or question.ask.get("en") or question.id
        choices = self._choices(state, question, width)
        # Close together and the keys before the reason: on a low window all of it must be seen.
        blocks = [[*self._heading(state, question, width), *self._title(asked, width), *choices]]
        if question.kind in ("number", "text"):
            blocks.append(self._draft(state, width))
        blocks += [self._keys(question, state, width), self._hint(state, width)]
        if state.explained:
            reason = question.reason.get(words.language) or question.reason.get("en") or ""
            blocks.append(self._wrap([Part(reason, "dim")], width))
        if state.more:
            blocks.append(self._more(state, width))
        return _stacked(blocks)

    def _heading(self, state: State, question: Question, width: int) -> list[Line]:
        module = state.interview.now.protocol.module_of.get(question.module)
        name = (module.name.get(self._words.language) or module.id) if module else question.module
        optional = state.interview.now.response.level == EMERGENCY
        after = f" · {self._words('ui_optional')}" if optional else ""
        return self._wrap([Part(f"{name}{after}", "dim")], width)

    def _title(self, text: str, width: int) -> list[Line]:
        """What the eye goes to: a bar beside it, and room around it."""
        lines = self._wrap([Part(text, "question")], width - 2)
        return [[Part(f"{self._glyphs[0]} ", "key"), *line] for line in lines]

    def _choices(self, state: State, question: Question, width: int) -> list[Line]:
        labels = question.labels.get(self._words.language) or question.choices
        lines: list[Line] = []
        for number, (choice, label) in enumerate(zip(question.choices, labels, strict=False), start=1):
            mark = ("[x] " if choice in state.chosen else "[ ] ") if question.kind == "several" else ""
            lines += self._hanging([Part(f"{number} ", "key"), Part(f"{mark}{label}")], width, 2)
        return lines

    def _draft(self, state: State, width: int) -> list[Line]:
        lines = self._wrap([Part(f"> {visible(state.draft)}{_CURSOR}", "draft")], width)
        return lines[-_DRAFT_LINES:]

    def _typing(self, width: int) -> list[Line]:
        words = self._words
        keys = [("Enter", words("ui_key_enter_add")), ("Esc", words("ui_key_escape"))]
        return self._key_lines(keys, width)

    def _keys(self, question: Question | None, state: State, width: int) -> list[Line]:
        words, letters = self._words, shown_letters(state.letters)
        own = _QUESTION_KEYS[question.kind] if question else ("enter_finish",)
        shown = []
        for action in own:
            if action.startswith("enter"):
                shown.append(("Enter", words(f"ui_key_{action}")))
            elif action == "skip" or (question is not None and action in question.allowed):
                shown.append((letters[action], words(f"ui_key_{action}")))
        if question is not None and question.kind == "text":
            # Letters are words here.
            shown += [("Esc", words("ui_key_back")), ("Ctrl-D", words("ui_key_finish"))]
            first = [(letters[action], words(f"ui_key_{action}")) for action in ("why", "add")]
            return self._key_lines([*shown, *([] if state.draft else first)], width)
        always = [action for action in _ALWAYS if question is not None or action != "why"]
        if state.interview.flow.name != CALL:
            always.remove("add")
        if question is not None and state.interview.offers:
            always.insert(-1, "more")
        return [
            *self._key_lines(shown, width),
            *self._key_lines(
                [(letters[action], words(f"ui_key_{action}")) for action in always], width, "dim"
            ),
        ]

    def _key_lines(self, keys: Iterable[tuple[str, str]], width: int, role: str = "") -> list[Line]:
        parts: list[Part] = []
        for letter, meaning in keys:
            lead = "   " if parts else ""
            parts += [Part(lead), Part(letter, "key"), Part(f"{KEEP}{meaning.replace(' ', KEEP)}", role)]
        return self._wrap(parts, width)

    def _hint(self, state: State, width: int) -> list[Line]:
        if state.hint is None:
            return []
        return self._wrap([Part(self._words(state.hint.key).format(state.hint.says), "warn")], width)

    def _more(self, state: State, width: int) -> list[Line]:
        """Modules that a person may still want to ask about."""
        offered = state.interview.offers
        if not offered:
            return []
        lines = self._wrap([Part(self._words("ui_more_title"), "dim")], width)
        for number, offer in enumerate(offered[:9], start=1):
            name = offer.module.name.get(self._words.language) or offer.module.id
            lines += self._hanging([Part(f"{number} ", "key"), Part(f"{name} ({offer.questions})")], width, 2)
        return lines

    # What is answered

    def _known(self, state: State, width: int) -> list[Line]:
        """The latest answers, with those that the description gave marked."""
        if not state.known or state.mode == "change":
            return []
        shown = [self._answer_row(state, key) for key in state.known][-_MOST_KNOWN:]
        return [
            *self._wrap([Part(self._words("ui_known_title"), "dim")], width),
            *self._section(shown, width),
        ]

    def _all_known(self, state: State, width: int) -> list[Line]:
        lines: list[Line] = []
        for number, key in enumerate(state.known, start=1):
            answer = self._answer_row(state, key)
            text = f"{answer.parts[0].text}{''.join(part.text for part in answer.parts[1:])}"
            lines += self._hanging([Part(f"{number} ", "key"), Part(f"{answer.label}: {text}")], width, 3)
        return lines

    def _answer_row(self, state: State, key: str) -> Row:
        words, now = self._words, state.interview.now
        question, value = now.protocol.questions[key], now.answers[key]
        asked = question.ask.get(words.language) or question.ask.get("en") or key
        given = key in state.interview.given
        source = "" if given else f" ({words('ui_from_text')})"
        return row(f"{answer_words(question, value, words)}{source}", asked, "dim", "")

    # Lines

    def _section(self, found: list[Row], width: int) -> list[Line]:
        return section_lines(Section(found), width, self._glyphs, self._cells)

    def _wrap(self, parts: Iterable[Part], width: int) -> list[Line]:
        return [line for line in wrap(list(parts), width, self._cells) if line]

    def _hanging(self, parts: list[Part], width: int, indent: int) -> list[Line]:
        first, *rest = self._wrap(parts, width - indent)
        return [first, *([Part(" " * indent), *line] for line in rest)]

    def _beside(self, left: list[Line], right: list[Line], width: int) -> list[Line]:
        lines: list[Line] = []
        for place in range(max(len(left), len(right))):
            one = left[place] if place < len(left) else []
            other = right[place] if place < len(right) else []
            used = sum(self._cells(part.text) for part in one)
            lines.append([*one, Part(" " * max(0, width + _GAP - used)), *other] if other else one)
        return lines


def enough_key(state: State) -> str:
    """The heading where nothing is left to ask, in the words of the wording."""
    if state.interview.flow.name != CALL:
        return "ui_enough_wellness"
    now = state.interview.now
    return "ui_enough" if now.response.level or now.needs else "ui_enough_nothing"


def answer_words(question: Question, value: str, words: Words) -> str:
    """An answer as shown: its label, or what was typed."""
    labels = dict(zip(question.choices, question.labels.get(words.language, ()), strict=False))
    if question.kind in ("number", "text"):
        return visible(value)
    return ", ".join(labels.get(part) or words(f"ui_answer_{part}") for part in value.split(","))


def _stacked(blocks: Iterable[list[Line]]) -> list[Line]:
    """The blocks under one another, a blank line between any two that are there."""
    lines: list[Line] = []
    for block in blocks:
        lines += [*([[]] if lines and block else []), *block]
    return lines
