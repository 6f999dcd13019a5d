"""How a cue is meant: present, possible, negated, historical, hypothetical or other.

Triggers (`protocol/data/assertion.toml`) open a scope over the words near them; a cue takes the
assertion of the scopes it stands in. The method follows NegEx (Chapman 2001) and ConText (Harkema
2009): a scope ends with its sentence, at a contrary word or a new subject, and carries on through a
list. Where a list could also be a new statement ("no weapons, suicidal"), it ends: a risk is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from triage_cli.narrative.lexicon import SENTENCE_END, Hit, TriggerHit
from triage_cli.protocol.model import Trigger

_CONNECTORS = frozenset({",", "/", "or", "nor", "and", "&", "y", "o", "ni", "e"})
_CARRY_ON = frozenset({"or", "nor", "ni", "o"})
"""After these a list always goes on, whatever its next item is about."""
_CLOSING = SENTENCE_END | {",", "/", ")", "-", "]", "//", "|"}
_CLOSED = frozenset({")", "]"})
_ASKING = frozenset({"?", ":", "(", "[", "="})
_MILD = 1
"""How grave a low band is."""
_GRAVEST = 4
"""How grave a critical band is."""
_LIST_WORDS = 6
"""How far ahead the "or" that closes a list is looked for."""
_LEADING = 2
"""Words before a time that still open a sentence: "about five years ago, …"."""
_STRONGEST = ("negated", "other", "hypothetical", "historical", "unknown", "possible")
_FARTHEST = 60
"""Words that a scope can span at most: no list in a call is longer, and a megabyte of text stays quick."""
_MANY = 64
"""Scopes from which only those near a cue are looked at."""


class Scope(NamedTuple):
    """Words [first, end) that a trigger speaks of."""

    kind: str
    first: int
    end: int
    backward: bool
    trigger: TriggerHit


class Context:
    """The scopes of all triggers in one text."""

    def __init__(
        self,
        words: Sequence[str],
        hits: Sequence[Hit],
        trigger_hits: Sequence[TriggerHit],
        triggers: Sequence[Trigger],
        topic_of: Callable[[Hit], str | None],
        together: Callable[[str | None, str | None], bool],
        weight_of: Callable[[Hit], int],
    ) -> None:
        """Open the scopes; `topic_of` and `together` say which cues are named in one list.

        `weight_of` says how grave a cue is: history does not carry on to what is graver than it began
        with, and never to a danger of the body or the scene, whose band is not known.
        """
        self._words = words
        self._triggers = triggers
        self._topic_of = topic_of
        self._together = together
        self._weight_of = weight_of
        self._starting = {hit.first: hit for hit in reversed(hits)}
        self._ending = {hit.end: hit for hit in hits}
        kept = self._uncovered(hits, trigger_hits)
        free = [trigger for trigger, end in kept if end == len(words)]
        self._stops = {t.first: triggers[t.trigger] for t in free if triggers[t.trigger].kind == "stop"}
        self.corrections = [t.first for t in free if triggers[t.trigger].kind == "correction"]
        self.contradictions = [
            t for t in free if triggers[t.trigger].kind == "contradiction" and self._closes(t)
        ]
        self.scopes: list[Scope] = []
        for hit, end in kept:
            self._open(hit, triggers[hit.trigger], end)

    def assertion(
        self, first: int, end: int, gaps: Sequence[tuple[int, int]] = ()
    ) -> tuple[str | None, Scope | None]:
        """The strongest kind of scope over words [first, end), and that scope; None where none is."""
        best: Scope | None = None
        for scope in self.scopes if len(self.scopes) < _MANY else self._near(first, end):
            inside = scope.first <= (end - 1 if scope.backward else first) < scope.end
            in_gap = scope.kind == "negated" and any(
                a <= scope.trigger.first and scope.trigger.end <= b for a, b in gaps
            )
            if (inside or in_gap) and (
                best is None or _STRONGEST.index(scope.kind) < _STRONGEST.index(best.kind)
            ):
                best = scope
        return (best.kind, best) if best else (None, None)

    def holds(self, hit: Hit) -> bool:
        """Whether a cue is only part of words of time ("as a child")."""
        return any(
            scope.kind == "historical" and scope.trigger.first <= hit.first and hit.end <= scope.trigger.end
            for scope in (self.scopes if len(self.scopes) < _MANY else self._near(hit.first, hit.end))
        )

    def _near(self, first: int, end: int) -> Sequence[Scope]:
        """The scopes whose triggers stand so near to words [first, end) that they can reach them."""
        low = bisect_left(self.scopes, first - 2 * _FARTHEST, key=_trigger_place)
        return self.scopes[low : bisect_right(self.scopes, end + 2 * _FARTHEST, key=_trigger_place)]

    def _uncovered(
        self, hits: Sequence[Hit], trigger_hits: Sequence[TriggerHit]
    ) -> list[tuple[TriggerHit, int]]:
        """The triggers that stand, each with the word where its reach must end.

        Inside a longer trigger or look-alike one does not count ("no longer answers"). Inside a cue
        ("not breathing") it is part of what the cue says, and speaks only of cues inside that cue.
        """
        rules = self._triggers
        trigger_hits = [
            hit for hit in trigger_hits if rules[hit.trigger].direction != "answer" or self._closes(hit)
        ]
        longest: dict[int, int] = {}
        for trigger in trigger_hits:
            longest[trigger.first] = max(longest.get(trigger.first, -1), trigger.end)
        cues = [hit for hit in hits if hit.end - hit.first > 1]
        if any(hit.gaps for hit in cues):
            cues = sorted(part for hit in cues for part in _own_words(hit))
        kept: list[tuple[TriggerHit, int]] = []
        reach = place = covered = 0
        for trigger in trigger_hits:
            inside = trigger.end <= reach and not (kept and kept[-1][0][:2] == trigger[:2])
            if trigger.end != longest.get(trigger.first) or inside:
                continue
            while place < len(cues) and cues[place].first <= trigger.first:
                covered = max(covered, cues[place].end)
                place += 1
            reach = trigger.end
            kept.append((trigger, covered if covered >= trigger.end else len(self._words)))
        return kept

    def _closes(self, trigger: TriggerHit) -> bool:
        """Whether an answer ends there: "weapons? no injuries? no" does, "suicidal? no weapons" does not."""
        words = self._words
        if (
            self._triggers[trigger.trigger].closed
            or trigger.end >= len(words)
            or words[trigger.end] in _CLOSING
        ):
            return True
        if words[trigger.end - 1] in _CLOSED:
            return True
        following = self._starting.get(trigger.end)
        return following is not None and following.end < len(words) and words[following.end] in _ASKING

    def _open(self, hit: TriggerHit, trigger: Trigger, end: int) -> None:
        kind = trigger.kind
        if kind in ("stop", "pseudo", "correction", "contradiction"):
            return
        if trigger.direction in ("forward", "both"):
            self.scopes.append(Scope(kind, hit.end, min(end, self._forward_end(hit, trigger)), False, hit))
        if trigger.direction in ("backward", "both", "answer") and end == len(self._words):
            self.scopes.append(Scope(kind, self._backward_start(hit, trigger), hit.first, True, hit))

    def _forward_end(self, hit: TriggerHit, trigger: Trigger) -> int:
        words, stops = self._words, self._stops
        place, left = hit.end, trigger.reach
        farthest = min(len(words), place + _FARTHEST)
        topic: str | None = None
        covered = False
        gravest = _MILD
        past = trigger.kind == "historical"
        if past and place < len(words) and words[place] == ":":
            place += 1  # "PAST MEDICAL HISTORY: …"
        if trigger.direction == "both" and place < len(words) and words[place] == ",":
            if hit.first > _LEADING and SENTENCE_END.isdisjoint(words[hit.first - _LEADING - 1 : hit.first]):
                return place
            place += 1  # "Five years ago, he tried …"
        while place < farthest and left > 0:
            word = words[place]
            if word in SENTENCE_END or (word == ":" and trigger.kind != "other"):
                break
            if place in stops and (covered or not self._passes(stops[place], trigger)):
                break
            if word in _CONNECTORS and (covered or word in ",/"):
                if not self._goes_on(place, topic, covered, gravest, trigger):
                    break
                left = trigger.reach
            found = self._starting.get(place)
            if found is not None:
                new = self._topic_of(found)
                apart = covered and words[place - 1] not in _CONNECTORS and not self._together(topic, new)
                if apart and trigger.kind == "negated":
                    break
                weight = self._weight_of(found) if past else _MILD
                if past and covered and trigger.direction == "forward" and weight > gravest:
                    break  # "HX SCHIZOPHRENIA HEARING VOICES": the voices are now
                gravest = max(gravest, min(weight, _GRAVEST))
                topic, covered, left = new, True, max(left, 4)
                # A gap is no part of the cue: "not my husband, he is swinging a bat" says both.
                place = max(place + 1, found.gaps[0][0] if found.gaps else found.end)
                continue
            place += 1
            left -= 1
        return place

    def _closes_with_or(self, place: int) -> bool:
        """Whether the list that goes on at `place` ends with "or": "no fevers, chills, or sweats"."""
        for at in range(place, min(place + _LIST_WORDS, len(self._words))):
            if self._words[at] in _CARRY_ON:
                return True
            if self._words[at] in SENTENCE_END or at in self._stops:
                return False
        return False

    def _passes(self, stop: Trigger, trigger: Trigger) -> bool:
        """Whether a stop may stand before the first cue: a verb may, a subject in a reported statement."""
        return stop.after_cue or (stop.statement and trigger.statement)

    def _goes_on(self, place: int, topic: str | None, covered: bool, gravest: int, trigger: Trigger) -> bool:
        """Whether what the trigger says carries on after the connector at `place`."""
        words = self._words
        after, farthest = place + 1, place + _FARTHEST
        while after < len(words) and after < farthest and words[after] in _CONNECTORS:
            after += 1
        if after >= len(words) or words[after] in SENTENCE_END:
            return False
        if any(word in _CARRY_ON for word in words[place:after]):
            return True
        if trigger.direction == "both" or after in self._stops:
            return False
        item = next(
            (self._starting[i] for i in range(after, min(after + 3, len(words))) if i in self._starting), None
        )
        if trigger.kind == "historical" and trigger.direction == "forward":
            # "Hx of asthma, depression": what is no graver than the past before it is past as well.
            return trigger.lists if item is None else self._weight_of(item) <= gravest
        if trigger.kind != "negated":
            # A list of the same kind goes on; anything else is another statement.
            return (
                item is not None
                and covered
                and topic == self._topic_of(item)
                and trigger.kind != "hypothetical"
            )
        if item is None:
            return trigger.lists
        if not covered:
            # What was denied is not known, so what follows a comma is kept, unless it is as little known.
            free = item.cue < 0 or words[place] == "/" or trigger.statement
            return trigger.lists and (free or self._closes_with_or(after))
        if self._together(topic, self._topic_of(item)):
            return True
        # "no guns, alcohol or pills": a list that closes with "or" is one list.
        return item.end < len(words) and words[item.end] in _CARRY_ON

    def _backward_start(self, hit: TriggerHit, trigger: Trigger) -> int:
        words, whole_clause = self._words, trigger.direction == "both"
        place, left = hit.first, trigger.reach
        covered = False
        while place > 0 and hit.first - place < _FARTHEST:
            before = self._ending.get(place)
            if before is not None and SENTENCE_END.isdisjoint(words[before.first : place]):
                covered, place = True, before.first
                left = left if whole_clause else 0
                continue
            word = words[place - 1]
            if word in SENTENCE_END or (place - 1 in self._stops and covered):
                break
            if word in _CONNECTORS and (word in ",/" or not whole_clause):
                # An answer speaks of a whole list before it: "SI/HI: no".
                if whole_clause or place - 1 not in self._ending or not (covered or word == "/"):
                    break
            elif left <= 0:
                break
            place -= 1
            left -= 1
        return place


def _trigger_place(scope: Scope) -> int:
    return scope.trigger.first


def _own_words(hit: Hit) -> list[Hit]:
    """The runs of words between the gaps of a hit."""
    if not hit.gaps:
        return [hit]
    edges = [hit.first, *(edge for gap in hit.gaps for edge in gap), hit.end]
    return [Hit(first, end, hit.cue) for first, end in zip(edges[::2], edges[1::2], strict=True)]


def assertion(text: str, start: int, end: int) -> str:
    """How the words at characters [start, end) of the text are meant; one of `vocabulary.ASSERTIONS`.

    Works on any words, known as a cue or not. Raises ValueError where the range holds no word.

    >>> assertion("Patient denies alcohol use.", 15, 22)
    'negated'
    """
    from triage_cli.narrative.reader import assertion_at
    from triage_cli.protocol import load_protocol

    return assertion_at(load_protocol(), text, start, end)
