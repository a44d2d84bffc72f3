"""Statistics of the cards and of the log, of all decks or of one with those below it."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.queries import decks, states
from ms2qbank_desktop.features.flashcards.queries import statistics as queries
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.statistics import (
    QUARTER_MS,
    Cards,
    DayRecord,
    Reviews,
    Statistics,
    StudyDay,
    day_records,
    streak,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.storage.store import Store

_TIME_BITS = 21
_USUAL_HOURS = tuple((4 + quarter // 4) % 24 for quarter in range(96))
"""Local hours of the quarters of a day that begins at 04:00 and has 24 hours."""
_YEAR = 371


@dataclass(slots=True)
class _Past:
    """The days that are over, of one scope: read once, then kept. ``state``: see state_of_log."""

    end_day: int
    state: tuple[int, ...]
    records: list[DayRecord] = field(default_factory=list)


class StatisticsService:
    """Counts, on a worker: half a million answers take 0.4 s at first, then 0.04 s.

    The days that are over are kept in memory, as sums; counts of rows tell whether they still
    hold. Today and the cards are read anew each time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._past: dict[tuple[int, int | None], _Past] = {}
        self._reading = threading.Lock()

    def statistics(
        self, user_id: int, days: int | None = None, deck_id: int | None = None
    ) -> Statistics:
        """Return the statistics of the last ``days`` study days, today's included; None: of all.

        UserFault if there is no such deck.
        """
        today = self._clock.study_day(self._clock.now()).toordinal()
        with self._reading, self._store.read() as session:
            deck_ids = self._decks(session, user_id, deck_id)
            records = self._records(session, user_id, deck_id, deck_ids, today)
            counted = self._cards(session, user_id, deck_ids, today)
        first = min(today, records[0].day) if records else today
        since = first if days is None else today - days + 1
        return Statistics(
            today=today,
            reviews=Reviews(
                since, today, tuple(one for one in records if since <= one.day <= today)
            ),
            cards=counted,
            streak=streak([one.day for one in records], today),
            past_year={one.day: one.total for one in records if one.day > today - _YEAR},
        )

    @staticmethod
    def _decks(session: Session, user_id: int, deck_id: int | None) -> list[int] | None:
        if deck_id is None:
            return None
        tree = decks.tree(session, user_id)
        tops = [deck for deck in tree if deck.id == deck_id]
        if not tops:
            raise UserFault("This deck is no longer there.", field="deck")
        return [deck.id for deck in branch(tree, tops[0])]

    # Answers

    def _records(
        self,
        session: Session,
        user_id: int,
        deck_id: int | None,
        deck_ids: Sequence[int] | None,
        today: int,
    ) -> list[DayRecord]:
        """Return the records of all days that have answers, the oldest first."""
        ends = queries.extent(session, user_id)
        if ends is None:
            return []
        known = self._past.get((user_id, deck_id))
        if (
            known is None
            or known.end_day > today
            or known.state != self._state(session, deck_ids, known.end_day)
        ):
            known = _Past(min(today, self._day_of(ends.first_id)), ())
            if deck_id is not None:  # one deck at a time is looked at
                self._past = {key: one for key, one in self._past.items() if key[1] is None}
            self._past[user_id, deck_id] = known
        if known.end_day < today:
            known.records += self._read(session, user_id, deck_ids, known.end_day, today)
            known.end_day = today
            known.state = self._state(session, deck_ids, today)
        last = max(today, self._day_of(ends.last_id))  # the clock may have been ahead
        return known.records + self._read(session, user_id, deck_ids, today, last + 1)

    def _state(
        self, session: Session, deck_ids: Sequence[int] | None, end_day: int
    ) -> tuple[int, ...]:
        """Return numbers that change when the answers before a day do, or the time of the day:
        who travels has other days."""
        start = self._start(end_day)
        return (start, *queries.state_of_log(session, start << _TIME_BITS, deck_ids))

    def _read(
        self, session: Session, user_id: int, deck_ids: Sequence[int] | None, first: int, end: int
    ) -> list[DayRecord]:
        if first >= end:
            return []
        bounds = self._first_id(first), self._first_id(end)
        return day_records(
            queries.lines(session, user_id, *bounds, deck_ids), self._study_days(first, end)
        )

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

    def _first_id(self, day: int) -> int:
        return self._start(day) << _TIME_BITS

    def _day_of(self, review_id: int) -> int:
        return self._clock.study_day(from_ms(review_id >> _TIME_BITS)).toordinal()

    # Cards

    def _cards(
        self, session: Session, user_id: int, deck_ids: Sequence[int] | None, today: int
    ) -> Cards:
        columns = queries.cards(session, user_id, today, deck_ids)
        kinds, intervals, eases, due, added = (Counter(column) for column in columns)
        memories = queries.memories(session, user_id, deck_ids)
        recalled: Counter[int] = Counter()
        mean = None
        if memories:
            presets = states.presets_by_deck(session, user_id)
            shares = _recall(memories, presets, today)
            mean = sum(shares) / len(shares)
            recalled.update(round(share * 100) for share in shares)
        days: Counter[int] = Counter()
        for quarter, number in added.items():
            day = self._clock.study_day(from_ms(quarter * QUARTER_MS)).toordinal()
            days[day] += number
        for counter in (intervals, eases, due):
            counter.pop(-1, None)
        return Cards(
            classes=kinds,
            intervals=intervals,
            eases=eases,
            stabilities=Counter(int(one[1]) for one in memories),
            difficulties=Counter(round(one[2] * 10) for one in memories),
            recall=recalled,
            mean_recall=mean,
            due=Counter({(key >> 1, bool(key & 1)): number for key, number in due.items()}),
            added=days,
        )


def _local_hours(start_ms: int, end_ms: int) -> tuple[int, ...]:
    """Return the local hours of a day on which the clocks change."""
    quarters = range(start_ms, end_ms, QUARTER_MS)
    return tuple(from_ms(quarter).astimezone().hour for quarter in quarters)


def _recall(
    memories: list[queries.MemoryLine], presets: Mapping[int, Preset], today: int
) -> list[float]:
    curves = {deck: curve_of(preset.fsrs_parameters) for deck, preset in presets.items()}
    return [
        curves[deck].recall(stability, max(0, today - last))
        for deck, stability, _, last in memories
        if deck in curves
    ]
