"""The directory as a call-taker uses it: who can take this person, and where is this place."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from triage_cli.directory import index
from triage_cli.directory.cache import discard, open_cached
from triage_cli.directory.candidate import Candidate, Question, kinds_for, sort_key, weigh
from triage_cli.directory.eligibility import Person, answers_place, person_of
from triage_cli.directory.index import CAN_PLACE, Entry
from triage_cli.directory.moment import Moment
from triage_cli.directory.places import Place, parse_place
from triage_cli.directory.referral import Referral, referral
from triage_cli.directory.store import NATIONAL, find_resources
from triage_cli.errors import UsageError
from triage_cli.vocabulary import FLAGS

if TYPE_CHECKING:
    import sqlite3

    from triage_cli.directory.beds import Beds

ENOUGH = 8
"""Candidates that take the person: with so many nearby there is no need to look farther."""
T = TypeVar("T")
When = datetime.datetime | str | None


class Directory:
    """The agency's entries with the national lines beneath them. Make one with `Directory.load`."""

    def __init__(
        self, path: Path, *, lang: str = "en", timezone: str | None = None, stale_after_days: float = 365,
        max_age_hours: float = 12, env: Mapping[str, str] | None = None, by: str = "option",
    ) -> None:  # fmt: skip
        self.path = path
        self.by = by
        """How the file was chosen: option, variable, settings, folder, user or shipped."""
        self.lang = lang
        self.timezone = timezone
        """The agency's zone; None is this computer's."""
        self.stale_after_days = stale_after_days
        self.max_age_hours = max_age_hours
        self._env = os.environ if env is None else env
        self._db = self._open()
        self._beds = self._open_beds()
        self._spans: dict[str, Any] = {}

    @classmethod
    def load(
        cls, path: str | Path | None = None, *, lang: str = "en", settings: str | Path | None = None,
        timezone: str | None = None, stale_after_days: float = 365, max_age_hours: float = 12,
        env: Mapping[str, str] | None = None,
    ) -> Directory:  # fmt: skip
        """The directory in use: `path` (a file or a folder) or where CONTRACT.md says to look.

        Times are in days and hours; DataError with every mistake where a file cannot be used.
        """
        found = find_resources(path, env=env, settings=settings)
        return cls(found.path, lang=lang, timezone=timezone, stale_after_days=stale_after_days,
                   max_age_hours=max_age_hours, env=env, by=found.by)  # fmt: skip

    # Asking

    def refer(
        self, result: Any, near: str | None = None, at: When = None, limit: int = 5
    ) -> tuple[Referral, ...]:
        """Referrals for an assessment: the best for each need in turn, then the second best."""
        from triage_cli.directory.rank import balanced

        question = self._question(person_of(result, _place(near, result.answers)), at)
        lists = [self._ranked(need, question, result) for need in dict.fromkeys(result.needs)]
        return tuple(referral(candidate, question) for candidate in balanced(lists, limit))

    def gaps(self, result: Any, near: str | None = None, at: When = None) -> tuple[str, ...]:
        """The needs for which the agency's own directory has no place that takes this person now."""
        question = self._question(person_of(result, _place(near, result.answers)), at)
        return tuple(
            need
            for need in dict.fromkeys(result.needs)
            if not any(c.usable and not c.entry.national and c.entry.position < CAN_PLACE
                       for c in self._candidates(need, question))
        )  # fmt: skip

    def search(self, query: str, limit: int = 10) -> tuple[Referral, ...]:
        """Entries by their words, best first; typing errors are forgiven."""
        return self.find(query, limit=limit)

    def find(
        self, query: str | None = None, *, need: str | None = None, kind: str | None = None,
        near: str | None = None, within_km: float | None = None, person: Person | None = None,
        open_now: bool = False, at: When = None, limit: int = 10,
    ) -> tuple[Referral, ...]:  # fmt: skip
        """Entries that pass every filter; with a query in the order of its words, else as `refer` ranks."""
        from triage_cli.directory.finding import Filters, find

        person = person or Person()
        if near is not None:
            person = person._replace(place=parse_place(near))
        filters = Filters(query=query, kinds=kinds_known(k for k in (need, kind) if k), within_km=within_km,
                          open_now=open_now, limit=limit)  # fmt: skip
        question = self._question(person, at)
        return self._ask(lambda db: find(db, filters, question))

    def get(self, slug: str) -> Entry | None:
        """The entry of that name, or None."""
        return self._ask(lambda db: index.by_slug(db, slug))

    def named(self, slug: str, *, person: Person | None = None, at: When = None) -> Referral | None:
        """The referral to one entry, or None where it is not there or does not take the person."""
        entry = self.get(slug)
        question = self._question(person or Person(), at)
        candidate = weigh(entry, None, question) if entry is not None else None
        return referral(candidate, question) if candidate is not None else None

    def entries(self) -> list[Entry]:
        """Every entry, the agency's in the order of its file, then the national lines."""
        return self._ask(lambda db: index.everything(db))

    def beds(self, slug: str) -> Beds | None:
        """The bed count of an entry, if one was reported."""
        if self._beds is None:
            return None
        from triage_cli.directory.beds import beds_of

        return beds_of(self._beds, slug)

    # Working it out

    def _question(self, person: Person, at: When) -> Question:
        return Question(
            person=person,
            moment=Moment(at, self.timezone, self._offsets_of),
            spans=self._spans_of,
            beds=self.beds,
            lang=self.lang,
            stale_after_days=self.stale_after_days,
            max_age_hours=self.max_age_hours,
        )

    def _ranked(self, need: str, question: Question, result: Any) -> list[Candidate]:
        from triage_cli.directory.rank import named_first, offered

        about = [getattr(result, part, ()) for part in ("flags", "needs", "barriers", "signs")]
        topics = {topic for part in about for topic in part}
        found = offered(self._candidates(need, question), question, topics)
        ranked = sorted(found, key=lambda candidate: sort_key(candidate, question))
        # What happened, not who the person is: 988 stays first for a young person in crisis.
        return named_first(ranked, topics - set(FLAGS))

    def _candidates(self, need: str, question: Question) -> list[Candidate]:
        found: list[Candidate] = []
        for kind in kinds_for(need, question.person):
            for national in (False, True):
                found += self._nearest(kind, question, national=national)
        return found

    def _nearest(self, kind: str, question: Question, *, national: bool) -> list[Candidate]:
        """The nearest entries that take this person; looks farther where those nearby take others only."""
        place = question.person.place
        point = (place.lat, place.lon) if place else None
        found: list[Candidate] = []
        for limit in index.REACH:
            ask = partial(index.of_kind, kind=kind, point=point, national=national, limit=limit)
            entries = self._ask(ask)
            weighed = (weigh(entry, kind, question) for entry in entries)
            found = [candidate for candidate in weighed if candidate is not None]
            if len(entries) < limit or sum(candidate.usable for candidate in found) >= ENOUGH:
                break
        return found

    def _offsets_of(self, zone: str) -> list[list[int]]:
        return self._ask(lambda db: index.offsets(db, zone))

    def _spans_of(self, hours: str) -> Any:
        if hours not in self._spans:
            self._spans[hours] = self._ask(lambda db: index.spans(db, hours))
        return self._spans[hours]

    # Reading

    def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer of the index; one that turns out to be broken is thrown away and built anew, once."""
        import sqlite3

        try:
            return question(self._db)
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError):
            discard("directory", self._sources(), self._env)
            self._db = self._open()
            return question(self._db)

    def _sources(self) -> tuple[Path, Path]:
        return self.path, NATIONAL

    def _open(self) -> sqlite3.Connection:
        from triage_cli.directory.store import check_readable

        check_readable(self.path)
        return open_cached("directory", self._sources(), index.SCHEMA, self._fill, env=self._env,
                           max_age_days=index.REBUILD_DAYS)  # fmt: skip

    def _fill(self, db: sqlite3.Connection) -> None:
        from triage_cli.directory.store import read_directory

        agency, national = read_directory(self.path), read_directory(NATIONAL)
        index.fill(db, agency, national, datetime.date.today())

    def _open_beds(self) -> sqlite3.Connection | None:
        path = self.path.with_name("capacity.toml")
        if not path.is_file():
            return None
        from triage_cli.directory.beds import SCHEMA, fill, read_beds

        return open_cached("beds", (path,), SCHEMA, lambda db: fill(db, read_beds(path)), env=self._env)


def _place(near: str | None, answers: Mapping[str, str]) -> Place | None:
    """Where the person is: what was asked for must be a place, an answer in passing need not be."""
    if near is not None:
        return parse_place(near)
    given = answers_place(answers)
    try:
        return parse_place(given) if given else None
    except UsageError:
        return None


def kinds_known(words: Iterable[str]) -> tuple[str, ...]:
    """The words, checked against the vocabulary; UsageError with the nearest one."""
    from triage_cli.errors import nearest
    from triage_cli.vocabulary import KINDS

    words = tuple(words)
    for word in words:
        if word not in KINDS:
            close = nearest(word.replace("-", "_").replace(" ", "_"), KINDS)
            raise UsageError(
                f"'{word}' is not a kind of place", fix=f"Did you mean {close}?" if close else None
            )
    return words
