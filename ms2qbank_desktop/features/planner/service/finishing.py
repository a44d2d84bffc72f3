"""Tasks are ticked by themselves when what they ask for was studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.queries import studied
from ms2qbank_desktop.features.planner.ticking import Studied, finished

from .supply import OTHER

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.storage.store import Store

    from .tasks import TaskService


class FinishingService:
    """Ticks the tasks of today."""

    def __init__(self, store: Store, clock: Clock, tasks: TaskService, study: StudyService) -> None:
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._study = study

    def check(self, user_id: int) -> list[int]:
        """Tick what was studied today, with the minutes really spent, and return the tasks."""
        today = self._clock.study_day(self._clock.now())
        tasks = self._tasks.tasks(user_id, today, today)
        if all(task.done_at is not None for task in tasks):
            return []
        found = finished(tasks, self._studied(user_id, today, tasks))
        for task_id, minutes in found:
            self._tasks.tick(user_id, task_id, spent_minutes=minutes, studied=True)
        return [task_id for task_id, _ in found]

    def _studied(self, user_id: int, today: date, tasks: list[Task]) -> Studied:
        asked = {task.kind for task in tasks if task.done_at is None}
        with self._store.read() as session:
            since = to_ms(self._clock.day_start(today))
            answers = studied.answers(session, user_id, since, OTHER)
            watched = studied.watched(session, user_id, _things(tasks, Kind.VIDEO))
            read = studied.read(session, user_id, _things(tasks, Kind.ARTICLE))
        if TaskKind.CARDS not in asked:
            return Studied(answers, watched=watched, read=read)
        cards = self._study.today(user_id)
        overview = self._study.overview(user_id)
        left = sum(one.learning + one.review for one in overview if not one.depth)
        return Studied(answers, cards.answers, cards.time_ms, left, watched, read)


def _things(tasks: list[Task], kind: Kind) -> list[int]:
    return [place.id for task in tasks for place in task.about if place.kind is kind]
