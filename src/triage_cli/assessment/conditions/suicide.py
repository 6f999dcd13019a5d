"""Suicide: desire, intent and capability together, hints of a goodbye, and who cannot be reached."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import IDEATION, WEAPON
from triage_cli.assessment.conditions.registry import condition

_MEANS = {"means_at_hand", "place_at_hand", "weapon", "weapon_near", "weapon_in_hand", "height", "tracks"}
_VEILED = (
    {"parting_words", "farewell"}, {"things_given", "farewell_possible"}, {"affairs_settled"}, {"no_future"},
    {"odd_calm"},
)  # fmt: skip
"""Kinds of hints of a goodbye: said, given away, put in order, no later, an odd calm."""
_BURDENED = {
    "distress", "severe_distress", "grief", "ideation_passive", "attempt_past", "recent_loss", "bullying",
    "off_medication",
}  # fmt: skip


_SAID = {"parting_words", "farewell_possible", "farewell", "no_future"}
"""A goodbye that is said, written, or in that there is no later."""
_GONE = {"out_of_reach", "missing", "missing_vulnerable", "locked_in", "odd_outing"}
_AT_A_PLACE = {"place_at_hand", "height", "tracks"}


def _goodbye_with_capability(known: Set[str]) -> bool:
    """A goodbye beside a place or a thing to die by; a weapon only where the words came from afar."""
    if _SAID.isdisjoint(known):
        return False
    if not (_AT_A_PLACE | {"means_named", "means_at_hand"}).isdisjoint(known):
        return True
    told = {"from_afar", "parting_words"} <= known or {"no_future", "affairs_settled"} <= known
    return told and not WEAPON.isdisjoint(known)


@condition(*IDEATION)
def suicidal_with_means(known: Set[str]) -> bool:
    """Suicidal words with the means at hand (988 domains: desire or intent + capability; Joiner 2007)."""
    return not IDEATION.isdisjoint(known) and not _MEANS.isdisjoint(known)


@condition("farewell", "intent", "plan", "ideation_active")
def suicidal_out_of_reach(known: Set[str]) -> bool:
    """Farewell acts or stated intent while nobody can reach the person (988 imminent-risk policy)."""
    near = {"farewell", "intent", "plan"} & known or {"ideation_active"} & known
    return bool(near) and not {"out_of_reach", "missing", "missing_vulnerable"}.isdisjoint(known)


@condition("ideation_passive", "ideation_active")
def ideation_of_dependent(known: Set[str]) -> bool:
    """Wishes to be dead while not eating, or in a person who depends on others (DESIGN ladder 2)."""
    return not {"not_eating", "dependent_adult", "minor", "older_adult"}.isdisjoint(known)


@condition("no_reason_to_live")
def suicidal_without_buffers(known: Set[str]) -> bool:
    """Thoughts of suicide, and nothing or nobody that keeps the person going (988 domains: buffers)."""
    return not {"ideation_active", "plan", "intent", "farewell", "attempt_recent"}.isdisjoint(known)


@condition("ideation_active", "plan", "intent", "attempt_now", "attempt_recent", "farewell")
def suicidal_locked_in(known: Set[str]) -> bool:
    """Acute suicidal risk behind a locked door: entry may be needed."""
    return not {"locked_in", "out_of_reach"}.isdisjoint(known)


@condition(
    "ideation_active", "ideation_passive", "intent", "plan", "farewell", "attempt_now", "attempt_recent",
    "on_purpose", "released",
)  # fmt: skip
def deliberate_overdose(known: Set[str]) -> bool:
    """A suicidal person has taken something, says it was on purpose, or still has the means (ladder 4)."""
    if IDEATION.isdisjoint(known) and not {"on_purpose", "attempt_now", "intent", "plan"} & known:
        # Let go by a hospital after an overdose: the means decide.
        held = not (WEAPON | {"means_at_hand"}).isdisjoint(known)
        return held and not {"overdose", "took_something"}.isdisjoint(known)
    return not {
        "overdose", "poisoning", "overdose_sign", "poisoning_small", "took_something",
    }.isdisjoint(known)  # fmt: skip


@condition("not_eating")
def gives_up_eating(known: Set[str]) -> bool:
    """Does not eat or drink, and grieves, is older or depends on others (DESIGN ladder 2)."""
    return not {"grief", "older", "older_adult", "dependent_adult", "ideation_passive"}.isdisjoint(known)


@condition("means_at_hand")
def means_and_out_of_reach(known: Set[str]) -> bool:
    """Holds what could be used to die, and nobody can get to them (988 domains: capability)."""
    return not {"out_of_reach", "locked_in", "missing"}.isdisjoint(known)


@condition("farewell_possible")
def farewell_in_distress(known: Set[str]) -> bool:
    """Acts that may be a goodbye, by someone in distress or after a loss."""
    distress = {
        "distress", "severe_distress", "grief", "ideation_passive", "attempt_past", "intoxicated", "alone",
    }  # fmt: skip
    return not distress.isdisjoint(known)


@condition("farewell_possible")
def farewell_and_gone(known: Set[str]) -> bool:
    """Acts that may be a goodbye, by someone who cannot be reached or has the means at hand."""
    gone = {"out_of_reach", "missing", "locked_in", "water", *_MEANS}
    return not gone.isdisjoint(known)


@condition(
    "parting_words", "no_future", "affairs_settled", "things_given", "odd_calm", "farewell_possible",
)  # fmt: skip
def veiled_farewell(known: Set[str]) -> bool:
    """Two different hints of a goodbye, or one with a way to die (988 imminent-risk policy)."""
    if _goodbye_with_capability(known):
        return True
    return sum(not kind.isdisjoint(known) for kind in _VEILED) >= 2


@condition("parting_words", "no_future", "wish_to_join")
def veiled_in_distress(known: Set[str]) -> bool:
    """Parting words, no talk of a later, or a wish to be with the dead, in distress or after a loss."""
    joins = "wish_to_join" in known
    grieves = not {"grief", "not_eating", "ideation_passive", "ideation_active"}.isdisjoint(known)
    return (joins and grieves) or not (_SAID.isdisjoint(known) or _BURDENED.isdisjoint(known))


@condition("affairs_settled", "things_given", "odd_calm")
def settled_in_distress(known: Set[str]) -> bool:
    """Affairs put in order, or a sudden calm, in someone in distress or after a loss."""
    return not _BURDENED.isdisjoint(known)


@condition("parting_words", "no_future", "affairs_settled", "things_given", "ideation_passive")
def veiled_out_of_reach(known: Set[str]) -> bool:
    """A hint of a goodbye, or cannot go on, by someone who cannot be reached or has the means at hand."""
    return not {
        "out_of_reach", "missing", "locked_in", "means_at_hand", "water", "odd_outing",
    }.isdisjoint(known)  # fmt: skip


@condition("parting_words", "no_future", "affairs_settled", "things_given", "odd_calm", "farewell")
def veiled_and_gone(known: Set[str]) -> bool:
    """Hints of a goodbye with a burden, a second hint or a way to die, and the person cannot be reached."""
    if _goodbye_with_capability(known):
        return not (_GONE | _AT_A_PLACE | {"from_afar"}).isdisjoint(known)
    if {"from_afar", "parting_words"} <= known and not {"no_future", "things_given"}.isdisjoint(known):
        return True
    gone = not {"out_of_reach", "missing", "locked_in", "means_at_hand"}.isdisjoint(known)
    return gone and (veiled_farewell(known) or not (_BURDENED | {"place_at_hand"}).isdisjoint(known))


@condition("place_at_hand", "on_the_brink")
def loss_at_a_place(known: Set[str]) -> bool:
    """After a loss, or with a hint of a goodbye, at a place where people die (988 domains: capability)."""
    if "on_the_brink" in known and not (_BURDENED | {"odd_outing", "intoxicated"}).isdisjoint(known):
        return True
    hints = {"recent_loss", "odd_outing", "no_future", "parting_words", "odd_calm"}
    return "place_at_hand" in known and not hints.isdisjoint(known)


@condition("place_at_hand")
def loss_at_a_place_out_of_reach(known: Set[str]) -> bool:
    """After a loss, at a place where people die, and nobody can reach them."""
    return "recent_loss" in known and not {"out_of_reach", "missing", "alone", "locked_in"}.isdisjoint(known)


@condition("recent_loss")
def loss_alone_and_armed(known: Set[str]) -> bool:
    """After a loss, alone or gone with a weapon: danger to self before anything else."""
    alone = {"alone", "out_of_reach", "odd_outing", "missing", "locked_in"}
    return not WEAPON.isdisjoint(known) and not alone.isdisjoint(known)


@condition("parting_words", "farewell_possible", "farewell", "no_future")
def found_after_goodbye(known: Set[str]) -> bool:
    """Someone with a goodbye beside them cannot be woken, does not breathe, bleeds or took something."""
    return not {
        "unresponsive", "not_breathing", "not_awake_or_breathing", "blue", "severe_bleeding",
        "overdose", "overdose_sign", "poisoning",
    }.isdisjoint(known)  # fmt: skip
