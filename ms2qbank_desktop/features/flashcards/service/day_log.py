"""The answers of each study day: counted once from the log, then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.features.flashcards.queries import statistics as queries
from ms2qbank_desktop.features.flashcards.queries.rows import first_review_id, review_ms
from ms2qbank_desktop.features.flashcards.statistics import (
    QUARTER_MS,
    DayRecord,
    StudyDay,
    day_records,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import Store

_USUAL_HOURS = tuple((4 + quarter // 4) % 24 for quarter in range(96))
"""Local hours of the quarters of a day that begins at 04:00 and has 24 hours."""

_Scope = tuple[int, tuple[int, ...] | None]
"""User, and decks or None for all cards."""


@dataclass(slots=True)
class _Past:
    """The days that are over, before ``end_day``. ``state``: see :meth:`DayLog._state`."""

    end_day: int
    state: tuple[int, ...]
    records: list[DayRecord] = field(default_factory=list)


class DayLog:
    """Counts a log of half a million answers in 0.4 s, once; from then on in 0.01 s.

    The days that are over are kept as sums: those of all cards in the database, from start to
    start, those of a deck in memory. Counts of rows tell whether they still hold, so that nobody
    who writes to the log need know of them. Today is read anew each time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._past: dict[_Scope, _Past] = {}
        self._reading = threading.Lock()

    def records(self, user_id: int, deck_ids: Sequence[int] | None = None) -> list[DayRecord]:
        """Return the records of all days that have answers, the oldest first; of all cards, also
        those that are gone, or of those in decks."""
        scope: _Scope = user_id, None if deck_ids is None else tuple(deck_ids)
        today = self._clock.study_day(self._clock.now()).toordinal()
        with self._reading:
            with self._store.read() as session:
                ends = queries.extent(session, user_id)
                if ends is None:
                    return []
                past = self._known(session, scope, today) or _Past(
                    min(today, self._day_of(ends.first_id)), ()
                )
                fresh = past.end_day < today
                if fresh:
                    past.records += self._read(session, scope, past.end_day, today)
                    past.end_day, past.state = today, self._state(session, scope, today)
                last = max(today, self._day_of(ends.last_id))  # the clock may have been ahead
                later = self._read(session, scope, today, last + 1)
            self._keep(scope, past, fresh=fresh)
        return past.records + later

    def _known(self, session: Session, scope: _Scope, today: int) -> _Past | None:
        """Return what is known of the past, unless the log or the time of the day has changed:
        who travels has other days."""
        past = self._past.get(scope)
        if past is None and scope[1] is None and (row := queries.kept_days(session, scope[0])):
            past = _Past(row.end_day, row.state, [DayRecord.of_numbers(one) for one in row.records])
        if past and past.end_day <= today:
            return past if past.state == self._state(session, scope, past.end_day) else None
        return None

    def _keep(self, scope: _Scope, past: _Past, *, fresh: bool) -> None:
        if scope[1] is not None:  # one deck at a time is looked at
            self._past = {known: one for known, one in self._past.items() if known[1] is None}
        self._past[scope] = past
        if fresh and scope[1] is None:
            numbers = [record.numbers() for record in past.records]
            with self._store.write() as session:
                queries.keep_days(
                    session, scope[0], queries.KeptDays(past.end_day, past.state, numbers)
                )

    def _state(self, session: Session, scope: _Scope, end_day: int) -> tuple[int, ...]:
        start = self._start(end_day)
        return (start, *queries.state_of_log(session, first_review_id(start), scope[1]))

    def _read(self, session: Session, scope: _Scope, first: int, end: int) -> list[DayRecord]:
        if first >= end:
            return []
        begin_id, end_id = (first_review_id(self._start(day)) for day in (first, end))
        lines = queries.lines(session, scope[0], begin_id, end_id, scope[1])
        return day_records(lines, self._study_days(first, end))

    def _study_days(self, first: int, end: int) -> Iterator[StudyDay]:
        start = self._start(first)
        for day in range(first, end):
            following = self._start(day + 1)
            usual = following - start == len(_USUAL_HOURS) * QUARTER_MS
            hours = _USUAL_HOURS if usual else _local_hours(start, following)
            yield StudyDay(day, start, following, hours)
            start = following

    def _start(self, day: int) -> int:
        return to_ms(self._clock.day_start(date.fromordinal(day)))

    def _day_of(self, review_id: int) -> int:
        return self._clock.study_day(from_ms(review_ms(review_id))).toordinal()


def _local_hours(start_ms: int, end_ms: int) -> tuple[int, ...]:
    """Return the local hours of a day on which the clocks change."""
    quarters = range(start_ms, end_ms, QUARTER_MS)
    return tuple(from_ms(quarter).astimezone().hour for quarter in quarters)
