"""From ranked lists, one a need, to one short list that leaves no need out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from triage_cli.directory.candidate import Candidate, Question, for_this_person
from triage_cli.directory.index import CAN_PLACE


def offered(candidates: Sequence[Candidate], question: Question, topics: AbstractSet[str]) -> list[Candidate]:
    """The candidates worth offering unasked.

    A national line with a rule in words is for some people only (farmers, physicians, people about to use
    alone): it is offered where one of its keywords is a flag or a need of this call. Information lines that
    can find a kind stand in only where nothing offers it.
    """
    direct = [c for c in candidates if c.entry.position < CAN_PLACE]
    chosen = [c for c in direct if not c.entry.national or not _special(c, question, topics)]
    if any(c.usable for c in chosen):
        return chosen
    return chosen + [
        c for c in candidates if c.entry.position >= CAN_PLACE and not _special(c, question, topics)
    ]


def balanced(lists: Sequence[Iterable[Candidate]], limit: int) -> list[Candidate]:
    """The best of each list in turn, then the second best; nothing twice; what is full comes last."""
    waiting = [_one_national(candidates) for candidates in lists]
    taken: dict[str, Candidate] = {}
    for usable in (True, False):
        queues = [[c for c in candidates if c.usable is usable] for candidates in waiting]
        for rank in range(max(map(len, queues), default=0)):
            for queue in queues:
                if rank < len(queue):
                    taken.setdefault(queue[rank].entry.resource.slug, queue[rank])
    return list(taken.values())[: max(0, limit)]


def named_first(candidates: Sequence[Candidate], topics: AbstractSet[str]) -> list[Candidate]:
    """Of the national lines those whose keywords name what the call is about come first; places stay."""
    national = [candidate for candidate in candidates if candidate.entry.national]
    national.sort(key=lambda candidate: _keywords(candidate).isdisjoint(topics))
    lines = iter(national)
    return [next(lines) if candidate.entry.national else candidate for candidate in candidates]


def _keywords(candidate: Candidate) -> set[str]:
    return {keyword.replace(" ", "_") for keyword in candidate.entry.resource.keywords}


def _one_national(candidates: Iterable[Candidate]) -> list[Candidate]:
    """A list with its best national line only: local places are worth more than a second hotline."""
    result, seen = [], False
    for candidate in candidates:
        if candidate.entry.national and seen:
            continue
        seen = seen or candidate.entry.national
        result.append(candidate)
    return result


def _special(candidate: Candidate, question: Question, topics: AbstractSet[str]) -> bool:
    """Whether it is for a group that nothing says this person belongs to."""
    resource = candidate.entry.resource
    if not (candidate.verdict.words_only or resource.eligibility.notes):
        return False
    if for_this_person(resource, question.person):
        return False
    return _keywords(candidate).isdisjoint(topics)
