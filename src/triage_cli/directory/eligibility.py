"""Who may go where: the hard filters of the directory (DESIGN.md).

What is not known about a person never keeps them out: it makes the answer `maybe`, with what to ask.
Only a known mismatch is `no`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from triage_cli.directory.catchment import in_area
from triage_cli.directory.model import Resource
from triage_cli.directory.places import Place
from triage_cli.directory.wording import kind_words, say

_OLDEST = 130
OLDER_ADULT_FROM = 55
"""Years; the youngest that the flag `older_adult` may mean, so that it keeps nobody out by mistake."""
_GENDERS = {
    "men": "men", "man": "men", "male": "men", "m": "men", "boy": "men", "hombre": "men",
    "women": "women", "woman": "women", "female": "women", "f": "women", "girl": "women", "mujer": "women",
    "trans": "trans", "transgender": "trans", "trans_woman": "trans", "trans_man": "trans",
    "nonbinary": "nonbinary", "non-binary": "nonbinary", "non_binary": "nonbinary", "nb": "nonbinary",
}  # fmt: skip
_UNKNOWN = "unknown"
_OTHER_LANGUAGE = "und"
_SOBRIETY_RULES = ("sober_on_arrival", "sober_required")


class Person(NamedTuple):
    """What is known about the person who needs a place; None is unknown."""

    age: int | None = None
    """Years."""
    minor: bool | None = None
    """Known to be under 18, age in years unknown."""
    older_adult: bool | None = None
    gender: str | None = None
    """One of `model.GENDERS`."""
    veteran: bool | None = None
    responder: bool | None = None
    children: bool | None = None
    """Has children along who need a place too."""
    partner: bool | None = None
    """Comes with a partner who needs a place too."""
    pets: bool | None = None
    language: str | None = None
    """The code of the language that they need; `und` where it is another one, not known which."""
    insurance: str | None = None
    sober: bool | None = None
    no_transport: bool | None = None
    """Cannot get there without help."""
    place: Place | None = None

    @property
    def ages(self) -> tuple[int, int]:
        """The youngest and the oldest that the person may be, in years."""
        if self.minor:
            return (self.age, self.age) if self.age is not None and self.age < 18 else (0, 17)
        if self.age is not None:
            return self.age, self.age
        return (OLDER_ADULT_FROM, _OLDEST) if self.older_adult else (0, _OLDEST)


class Verdict(NamedTuple):
    """`yes`, `maybe` or `no`, with reasons; for `maybe` these are what to ask."""

    answer: str
    why: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    words_only: bool = False
    """`maybe` only because of rules in words that a program cannot judge."""


def gender_of(word: str | None) -> str | None:
    """The word of the vocabulary for what a person or a text calls a gender; None for anything else."""
    return _GENDERS.get(word.strip().lower().replace(" ", "_")) if word else None


def person_of(result: Any, place: Place | None = None) -> Person:
    """The person an assessment is about, from its flags, answers, age and gender."""
    flags, answers = frozenset(result.flags), result.answers
    given_age = _years(answers.get("age"))
    age = result.age if given_age is None else given_age
    needs, barriers = frozenset(result.needs), frozenset(getattr(result, "barriers", ()))
    language, insurance = _language(answers.get("language")), _insurance(answers.get("insurance"))
    sober = _yes_no(answers.get("sober"))
    if sober is None and ("sobering_center" in needs or _yes_no(answers.get("intoxicated"))):
        sober = False  # a sobering center is only a need of somebody who is intoxicated now
    return Person(
        age=age, place=place, sober=sober,
        minor=True if "minor" in flags else None,
        older_adult=True if "older_adult" in flags else None,
        gender=gender_of(answers.get("gender")) or gender_of(result.gender),
        veteran=True if "veteran" in flags else _yes_no(answers.get("veteran")),
        # Lines for responders are not for the public: without the flag the answer is no, not unknown.
        responder="responder" in flags or _yes_no(answers.get("responder")) is True,
        children=_along(answers, "children", "children"),
        partner=_along(answers, "partner", "partner"),
        pets=_along(answers, "pets", "animal"),
        language=language or (_OTHER_LANGUAGE if "language_need" in flags else None),
        insurance=insurance or ("uninsured" if "no_insurance" in barriers else None),
        no_transport=True if "no_transport" in barriers else None,
    )  # fmt: skip


def eligible(resource: Resource, person: Person, need: str | None = None, *, lang: str = "en") -> Verdict:
    """Whether the person may go there for this need (any need where it is None)."""
    if resource.status == "closed":
        return Verdict("no", (say("closed_for_good", lang),))
    if need is not None and need not in resource.kind:
        return Verdict("no", (say("other_kind", lang, kind=kind_words(need, lang)),))
    judge = _Judge(lang)
    judge.age(resource, person)
    judge.gender(resource, person)
    judge.groups(resource, person, need)
    judge.sobriety(resource, person)
    judge.catchment(resource, person)
    if judge.no:
        return Verdict("no", tuple(judge.no))
    counted = len(judge.asks)
    judge.soft(resource, person)
    judge.words(resource)
    answer = "maybe" if judge.asks else "yes"
    return Verdict(answer, tuple(judge.why), tuple(judge.asks), words_only=counted == 0 and judge.in_words)


class _Judge:
    """The reasons for, against and open, gathered rule by rule."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.why: list[str] = []
        self.asks: list[str] = []
        self.no: list[str] = []
        self.in_words = False

    def note(self, answer: str, words: str) -> None:
        """Put a reason where it belongs; `answer` is yes, maybe or no."""
        {"yes": self.why, "maybe": self.asks, "no": self.no}[answer].append(words)

    def age(self, resource: Resource, person: Person) -> None:
        """Within the ages served, in years and inclusive."""
        rules = resource.eligibility
        if rules.min_age is None and rules.max_age is None:
            return
        low, high = rules.min_age or 0, rules.max_age if rules.max_age is not None else _OLDEST
        youngest, oldest = person.ages
        answer = (
            "no"
            if oldest < low or youngest > high
            else "yes"
            if low <= youngest and oldest <= high
            else "maybe"
        )
        key = "ages" if rules.max_age is not None and low else "ages_from" if low else "ages_to"
        self.note(answer, say(key, self.lang, low=low, high=high))

    def gender(self, resource: Resource, person: Person) -> None:
        """A place for women never takes a person known to be a man, and so on for each word listed."""
        served = resource.eligibility.genders
        if served:
            answer = "maybe" if person.gender is None else "yes" if person.gender in served else "no"
            listed = ", ".join(say(f"gender_{word}", self.lang) for word in served)
            self.note(answer, say("serves", self.lang, who=listed))

    def groups(self, resource: Resource, person: Person, need: str | None) -> None:
        """Veterans, families, and lines that are only for responders."""
        rules = resource.eligibility
        if rules.veterans_only:
            self.note(_known(person.veteran), say("veterans_only", self.lang))
        if need == "responder_wellness" or resource.kind[0] == "responder_wellness":
            self.note(_known(person.responder), say("responders_only", self.lang))
        refuses = rules.families is False or rules.children is False
        if refuses:
            answer = _known(None if person.children is None else not person.children)
            self.note(answer, say("no_children", self.lang))
        elif "family_shelter" in resource.kind and "shelter" not in resource.kind:
            self.note(_known(person.children), say("families_only", self.lang))

    def sobriety(self, resource: Resource, person: Person) -> None:
        """A person known to be intoxicated is not sent where that bars them."""
        rule = resource.eligibility.sobriety
        if rule in _SOBRIETY_RULES:
            self.note(_known(person.sober), say(rule, self.lang))

    def catchment(self, resource: Resource, person: Person) -> None:
        """Within the area served, where there is one."""
        if resource.area and "US" not in resource.area:
            listed = "; ".join(resource.area[:4]) + (" …" if len(resource.area) > 4 else "")
            words = (
                say("area_secret", self.lang)
                if resource.confidential
                else say("area", self.lang, area=listed)
            )
            self.note(in_area(resource.area, person.place), words)

    def soft(self, resource: Resource, person: Person) -> None:
        """What may be settled by asking: pets, couples and insurance."""
        rules = resource.eligibility
        if rules.pets is False and person.pets:
            self.note("maybe", say("no_pets", self.lang))
        if rules.couples is False and person.partner:
            self.note("maybe", say("no_couples", self.lang))
        taken = rules.insurance
        if taken:
            self.note("yes" if person.insurance in taken else "maybe",
                      say("insurance", self.lang, list=", ".join(taken)))  # fmt: skip

    def words(self, resource: Resource) -> None:
        """Rules in words, which only a person can judge."""
        rules = resource.eligibility
        for sentence in (rules.residency, *rules.exclusions, rules.notes):
            if sentence:
                self.in_words = True
                self.note("maybe", say("check", self.lang, what=sentence))


def _known(value: bool | None) -> str:
    return "maybe" if value is None else "yes" if value else "no"


def _yes_no(value: str | None) -> bool | None:
    return {"yes": True, "no": False, "y": True, "n": False}.get(str(value).lower()) if value else None


def _along(answers: Mapping[str, str], own: str, chosen: str) -> bool | None:
    """Whether they come along: by a question of its own, or among the choices of `along`."""
    alone = _yes_no(answers.get(own))
    if alone is not None or not (said := answers.get("along")) or said == _UNKNOWN:
        return alone
    return chosen in said.split(",")


def _insurance(word: str | None) -> str | None:
    """The word of the directory for what the person has; None where that is not known."""
    if not word or word == _UNKNOWN:
        return None
    return "uninsured" if word == "none" else word


def _language(word: str | None) -> str | None:
    """The code of a language given by its code or its English name; None where it is neither."""
    if word == _UNKNOWN:
        return None
    if word == "other":
        return _OTHER_LANGUAGE
    if not word or (len(word) <= 3 and word.isalpha()):
        return word.lower() if word else None
    from triage_cli.directory.checks import LANGUAGE_NAMES

    return LANGUAGE_NAMES.get(word.strip().lower())


def _years(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and int(text) < _OLDEST else None


def answers_place(answers: Mapping[str, str]) -> str | None:
    """The place that was given as an answer, if one was."""
    return next((answers[key] for key in ("where_now", "near", "zip", "where") if answers.get(key)), None)
