"""What a user has reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.analytics.achievements import Counted, Pack, achievements
from ms2qbank_desktop.features.analytics.models import Dimension
from ms2qbank_desktop.features.analytics.queries import achievements as queries
from ms2qbank_desktop.features.practice.blueprint import official

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.achievements import Achievement
    from ms2qbank_desktop.storage.store import Store

    from .statistics import StatsService


class AchievementService:
    """Reads sums and logs, on a worker."""

    def __init__(self, store: Store, clock: Clock, stats: StatsService) -> None:
        self._store = store
        self._clock = clock
        self._stats = stats

    def achievements(self, user_id: int, *, forgiving: bool = False) -> list[Achievement]:
        """Return all there are, reached or not; ``forgiving``: as in streaks."""
        counted = self._counted(user_id)
        return achievements(counted, self._day(None), forgiving=forgiving)

    def _counted(self, user_id: int) -> Counted:
        questions = {day.toordinal(): one for day, one in self._stats.days(user_id).items()}
        cards = {day.toordinal(): one for day, one in self._stats.card_days(user_id).items()}
        retests = self._stats.days(user_id, dimension=Dimension.RETEST)
        with self._store.read() as session:
            seen = queries.systems(session, user_id)
            packs = queries.packs(session, user_id)
            blocks = queries.blocks_in_time(session, user_id)
        systems: dict[str, int] = {}
        for name, day in seen:
            if system := official(name):
                systems[system] = min(day, systems.get(system, day))
        spent = {day: one.time_ms / 1000 for day, one in questions.items()}
        for day, answered in cards.items():
            spent[day] = spent.get(day, 0.0) + answered.time_ms / 1000
        return Counted(
            spent.keys(),
            {day: one.attempts - one.omitted for day, one in questions.items()},
            {day: one.answers for day, one in cards.items()},
            spent,
            {day.toordinal(): one.correct for day, one in retests.items()},
            systems,
            [(self._day(ended), size) for ended, size in blocks],
            [Pack(number, some, self._day(last)) for _, number, some, last in packs],
        )

    def _day(self, instant_ms: int | None) -> int:
        """Return the study day (ordinal) of an instant; of none, today's."""
        instant = self._clock.now() if instant_ms is None else from_ms(instant_ms)
        return self._clock.study_day(instant).toordinal()
