"""The answers of each study day: counted once from the log, then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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

    from ms2qbank_desktop.storage.store import Store, WriteSession

_USUAL_HOURS = tuple((4 + quarter // 4) % 24 for quarter in range(96))
"""Local hours of the quarters of a day that begins at 04:00 and has 24 hours."""

_Scope = tuple[int, tuple[int, ...] | None]
"""User, and decks or None for all cards."""


class Logged(NamedTuple):
    """``days``: all that have answers, the oldest first; ``records``: of those asked for."""

    days: list[int]
    records: list[DayRecord]


@dataclass(slots=True)
class _Past:
    """The days that are over, before ``end_day``; ``records`` as texts until they are asked for.

    ``state``: when the last of these days ended, and numbers of the log as it was counted.
    """

    end_day: int
    state: tuple[int, ...]
    records: dict[int, DayRecord | str] = field(default_factory=dict)

    def since(self, first_day: int) -> list[DayRecord]:
        found = []
        for day, record in self.records.items():
            if day >= first_day:
                if isinstance(record, str):
                    self.records[day] = record = DayRecord.of_text(record)
                found.append(record)
        return found


class DayLog:
    """Counts a log of half a million answers in 0.4 s, once; from then on in 1 ms.

    The days that are over are kept as sums: those of all cards in the database, from start to
    start, those of a deck in memory. A trigger lets go of the sums in the database when an answer
    before their end comes or is taken back; what is in memory holds as long as they are there.
    Today is read anew each time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._past: dict[_Scope, _Past] = {}
        self._reading = threading.Lock()

    def read(
        self, user_id: int, deck_ids: Sequence[int] | None = None, first_day: int = 0
    ) -> Logged:
        """Return the days that have answers, with the records from ``first_day`` on: of all
        cards, also those that are gone, or of those in decks."""
        today = self._clock.study_day(self._clock.now()).toordinal()
        with self._reading:
            past = self._whole(user_id, today)
            if past is None:
                return Logged([], [])
            scope: _Scope = user_id, None if deck_ids is None else tuple(deck_ids)
            with self._store.read() as session:
                if deck_ids is not None:
                    past = self._of_decks(session, scope, past)
                ends = queries.extent(session, user_id)
                # The clock may have been ahead.
                last = max(today, self._day_of(ends.last_id)) if ends else today
                later = self._read(session, scope, today, last + 1)
            return Logged(
                [*past.records, *(one.day for one in later)],
                past.since(first_day) + [one for one in later if one.day >= first_day],
            )

    def _whole(self, user_id: int, today: int) -> _Past | None:
        """Return the days before ``today`` of all cards, None if there is no answer at all."""
        scope: _Scope = user_id, None
        with self._store.read() as session:
            ends = queries.extent(session, user_id)
            if ends is None:
                return None
            past = self._known(session, user_id, today)
            if past is None:
                past = _Past(min(today, self._day_of(ends.first_id)), ())
            fresh = past.end_day < today or not past.state
            if fresh:
                read = self._read(session, scope, past.end_day, today)
                past = _Past(
                    today,
                    self._state(session, today),
                    past.records | {record.day: record for record in read},
                )
        self._past[scope] = past
        if fresh:
            days = {
                day: one if isinstance(one, str) else one.text()
                for day, one in past.records.items()
            }
            with self._store.write() as session:
                # An answer may have come since, before there was a row to let go of.
                if self._state(session, today) == past.state:
                    kept = queries.KeptState(past.end_day, past.state)
                    queries.keep_days(session, user_id, kept, days)
        return past

    def _known(self, session: Session, user_id: int, today: int) -> _Past | None:
        """Return what is kept of the past, unless days begin at another time now: who travels
        has other days."""
        kept = queries.kept_state(session, user_id)
        if kept is None or kept.end_day > today or kept.state[0] != self._start(kept.end_day):
            return None
        past = self._past.get((user_id, None))
        if past is None or past.state != kept.state:
            past = _Past(*kept, dict(queries.kept_days(session, user_id)))
        return past

    def _of_decks(self, session: Session, scope: _Scope, whole: _Past) -> _Past:
        """Return the days of decks up to where those of all cards end."""
        state = (*whole.state, *queries.state_of_cards(session, scope[1] or ()))
        past = self._past.get(scope)
        if past is None or past.state != state:
            first = next(iter(whole.records), whole.end_day)
            read = self._read(session, scope, first, whole.end_day)
            past = _Past(whole.end_day, state, {record.day: record for record in read})
            # One deck at a time is looked at.
            self._past = {known: one for known, one in self._past.items() if known[1] is None}
            self._past[scope] = past
        return past

    def _state(self, session: Session | WriteSession, end_day: int) -> tuple[int, ...]:
        start = self._start(end_day)
        return (start, *queries.state_of_log(session, first_review_id(start)))

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
