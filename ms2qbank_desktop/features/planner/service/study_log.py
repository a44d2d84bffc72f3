"""The log of a study day: what was studied when, told by the logs of all slices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.queries import day_log
from ms2qbank_desktop.features.planner.sittings import sittings

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.planner.study_models import Activity, Sitting
    from ms2qbank_desktop.storage.store import Store


class StudyLogService:
    """Reads the logs of one data folder. ``user_id`` says whose."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def day(self, user_id: int, day: date) -> list[Sitting]:
        """Return the sittings of a study day, the first one first."""
        first, end = self._clock.day_start(day), self._clock.day_start(day + timedelta(1))
        with self._store.read() as session:
            return sittings(day_log.moments(session, user_id, first, end))

    def beside_answers(
        self, user_id: int, first: date, last: date
    ) -> dict[date, dict[Activity, float]]:
        """Return the seconds of lectures, articles and tasks without a trace by study day. Takes
        up to some 100 ms for a year."""
        ends = self._clock.day_start(first), self._clock.day_start(last + timedelta(1))
        found: dict[date, dict[Activity, float]] = {}
        with self._store.read() as session:
            for one in day_log.beside_answers(session, user_id, *ends):
                of_day = found.setdefault(self._clock.study_day(one.ended), {})
                of_day[one.activity] = of_day.get(one.activity, 0.0) + one.seconds
        return found
