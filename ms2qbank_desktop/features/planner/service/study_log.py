"""The log of a study day: what was studied when, told by the logs of all slices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.queries import day_log
from ms2qbank_desktop.features.planner.sittings import sittings

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.planner.study_models import Sitting
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
