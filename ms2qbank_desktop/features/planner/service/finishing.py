"""Tasks are ticked by themselves when what they ask for was studied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.demand import NEW_ASKED
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.queries import studied, task_rows
from ms2qbank_desktop.features.planner.ticking import Studied, finished, first_open

from .supply import OTHER

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.storage.store import Store

    from .tasks import TaskService


class FinishingService:
    """Ticks what was done today, be it a task of another day."""

    def __init__(self, store: Store, clock: Clock, tasks: TaskService, study: StudyService) -> None:
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._study = study

    def check(self, user_id: int) -> list[int]:
        """Tick what was studied today, with the minutes really spent, and return the tasks."""
        today = self._clock.study_day(self._clock.now())
        with self._store.read() as session:
            blocks = studied.ended_blocks(session, user_id, self._clock.day_start(today))
            rows = task_rows.of(session, user_id, {one.for_task for one in blocks})
        tasks = self._tasks.tasks(user_id, today, today)
        # Of other days a task is done by its own block alone.
        others = [task for row in rows if (task := task_rows.task(row)).day != today]
        if all(task.done_at is not None for task in [*tasks, *others]):
            return []
        found = finished(tasks, replace(self._studied(user_id, today, tasks), blocks=blocks))
        found += finished(others, Studied(blocks=blocks))
        for task_id, minutes, answers in found:
            self._tasks.tick(user_id, task_id, spent_minutes=minutes, studied=answers)
        return [one.task_id for one in found]

    def where(self, user_id: int, task: Task) -> Place:
        """Return what of that which a task is about one goes on with: the first thing that was not
        watched or read to its end."""
        with self._store.read() as session:
            watched = studied.watched(session, user_id, _things([task], Kind.VIDEO))
            read = studied.read(session, user_id, _things([task], Kind.ARTICLE))
        return first_open(task, Studied(watched=watched, read=read))

    def _studied(self, user_id: int, today: date, tasks: list[Task]) -> Studied:
        asked = {task.kind for task in tasks if task.done_at is None}
        with self._store.read() as session:
            since = to_ms(self._clock.day_start(today))
            answers = studied.answers(session, user_id, since, OTHER)
            videos, articles = _things(tasks, Kind.VIDEO), _things(tasks, Kind.ARTICLE)
            watched = studied.watched(session, user_id, videos)
            read = studied.read(session, user_id, articles)
            reached = studied.reached(session, user_id, videos, articles)
            spent = studied.spent(session, user_id, since)
        found = Studied(answers, watched=watched, read=read, spent=spent, reached=reached)
        if TaskKind.CARDS not in asked:
            return found
        cards = self._study.today(user_id)
        overview = self._study.overview(user_id)
        left = sum(one.new + one.learning + one.review for one in overview if not one.depth)
        number = cards.answers - cards.learn + cards.learn // NEW_ASKED
        return replace(found, cards=number, cards_ms=cards.time_ms, cards_left=left)


def _things(tasks: list[Task], kind: Kind) -> list[int]:
    return [place.id for task in tasks for place in task.about if place.kind is kind]
