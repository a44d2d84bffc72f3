"""Keeping the sums to what the logs say.

Triggers mark each new line, in the line's own transaction, so nothing is ever forgotten. A small
write counts its marks before it commits; what a large one leaves is counted afterwards, in
portions.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.analytics.queries import (
    card_log,
    marks,
    question_log,
    soundness,
    tallies,
)
from ms2qbank_desktop.features.analytics.queries.marks import Source
from ms2qbank_desktop.features.analytics.tallying import (
    CardSums,
    Grain,
    Moment,
    Sums,
    add_answers,
    card_months,
    difference,
    months,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.storage.store import Store

PORTION = {
    Source.ATTEMPT: 1_000,
    Source.CHANGE: 1_000,
    Source.RATING: 1_000,
    Source.REVIEW: 10_000,
    Source.VOID: 10_000,
    Source.CARD: 500,
}
"""Marks of one transaction, when nobody waits for it; beside a user a share of it."""
_BESIDE = 10
_QUARTER_MS = 900_000
_COUNTED = 1_000_000


class Calendar:
    """Says where instants lie, quickly: offsets of time zones are whole quarters of an hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[int, Moment] = {}

    def __call__(self, at_ms: int) -> Moment:
        quarter = at_ms // _QUARTER_MS
        moment = self._known.get(quarter)
        if moment is None:
            instant = from_ms(quarter * _QUARTER_MS)
            day = self._clock.study_day(instant).toordinal()
            moment = self._known[quarter] = Moment(day, instant.astimezone().hour)
        return moment


class CountingService:
    """The sums of one data folder."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def waiting(self) -> int:
        """Return how many marks wait, some million at the most; 1 at least where days begin
        elsewhere than when they were counted."""
        with self._store.read() as session:
            elsewhere = soundness.is_elsewhere(session, self._clock)
            return max(marks.number(session, _COUNTED), int(elsewhere))

    def catch_up(self, progress: Progress, pause: float = 0.0) -> int:
        """Count all that waits; return how many lines that were. ``pause``: seconds left to others
        after each portion, which is a small one then. Stopped, it goes on where it was."""
        place, done = Calendar(self._clock), 0
        with self._store.write() as session:
            soundness.heed_zone(session, self._clock)
        while True:
            progress.report(done, None, "Counting answers")
            with self._store.write() as session:
                number = count(session, place, _BESIDE if pause else 1)
                done += number
                if done and not number:
                    session.touch("tallies")
            if not number:
                return done
            time.sleep(pause)

    def rebuild(self, progress: Progress) -> int:
        """Count all logs anew from nothing; return how many lines they have."""
        with self._store.write() as session:
            number = soundness.begin_anew(session, self._clock)
        self.catch_up(progress)
        return number

    def mend(self, progress: Progress) -> list[str]:
        """Count what waits, hold the sums against the logs, and say what was counted anew."""
        self.catch_up(progress)
        with self._store.read() as session:
            if soundness.is_sound(session):
                return []
        return [f"the sums over {self.rebuild(progress):,} answers"]


def count(session: Session, place: Calendar, share: int = 1) -> int:
    """Count some marked lines, of one source; return how many that were."""
    for source, portion in PORTION.items():
        if ids := marks.some(session, source, portion // share):
            if source in question_log.SOURCES:
                _count_attempts(session, source, ids, place)
            else:
                _count_cards(session, source, ids, place)
            return len(ids)
    return 0


def _count_attempts(
    session: Session, source: Source, ids: Collection[int], place: Calendar
) -> None:
    by_user: defaultdict[int, Sums] = defaultdict(dict)
    for user_id, counted, now in question_log.take(session, source, ids):
        difference(counted, now, place, by_user[user_id])
    for user_id, sums in by_user.items():
        tallies.add(session, user_id, Grain.DAY, sums)
        tallies.add(session, user_id, Grain.MONTH, months(sums))


def _count_cards(session: Session, source: Source, ids: Collection[int], place: Calendar) -> None:
    by_user: defaultdict[int, CardSums] = defaultdict(dict)
    for user_id, system, sign, answers in card_log.take(session, source, ids):
        add_answers(answers, system, sign, place, by_user[user_id])
    for user_id, sums in by_user.items():
        tallies.add_cards(session, user_id, Grain.DAY, sums)
        tallies.add_cards(session, user_id, Grain.MONTH, card_months(sums))
