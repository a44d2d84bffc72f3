"""What the pages of the planner show, as it was read or is about to be written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.planning import minutes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.plan_models import Moved, Plan

PLAN_TOPICS = frozenset({"tasks", "plans"})
"""What a page of the planner shows, as services announce it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What planning anew last moved. ``made``: the study day; ``reason``: "day" (tasks of days
    before were missed), "mood" or "asked"."""

    id: int
    made: date
    reason: str
    moves: tuple[Moved, ...]


@dataclass(frozen=True)
class Shown:
    """Plans, and the tasks of every day in their order. ``plan``: the one that is looked at."""

    today: date
    plans: tuple[Plan, ...] = ()
    archived: tuple[Plan, ...] = ()
    plan: Plan | None = None
    days: Mapping[date, tuple[Task, ...]] = field(default_factory=dict)
    moods: Mapping[date, Mood] = field(default_factory=dict)
    change: Change | None = None

    @cached_property
    def moved(self) -> frozenset[int]:
        """The open tasks that today's change put where they are."""
        if self.change is None or self.change.made != self.today:
            return frozenset()
        moved = {one.task_id: one.now for one in self.change.moves if one.was and one.now}
        found = (task for day in set(moved.values()) if day for task in self.tasks(day))
        return frozenset(
            task.id for task in found if task.id in moved and moved[task.id] == task.day
        )

    @property
    def empty(self) -> bool:
        """Whether there is neither a plan nor a task."""
        return self.plan is None and not self.days

    def tasks(self, day: date) -> tuple[Task, ...]:
        """Return the tasks of a day."""
        return self.days.get(day, ())

    def task(self, task_id: int) -> Task | None:
        """Return a task by its id."""
        return next((one for day in self.days.values() for one in day if one.id == task_id), None)

    def planned(self, day: date) -> int:
        """Return the minutes of a day's tasks."""
        return sum(task.minutes for task in self.tasks(day))

    def done(self, day: date) -> int:
        """Return the minutes that were planned for what is ticked."""
        return sum(task.minutes for task in self.tasks(day) if task.done_at)

    def spent(self, day: date) -> int:
        """Return the minutes that were spent on what is ticked, as far as they are known."""
        ticked = (task for task in self.tasks(day) if task.done_at)
        return sum(
            task.minutes if task.spent_minutes is None else task.spent_minutes for task in ticked
        )

    def mood(self, day: date) -> Mood:
        """Return how a day is."""
        return self.moods.get(day, Mood.NORMAL)

    def is_off(self, day: date) -> bool:
        """Say whether nothing is done on a day, by the plan or because it was said."""
        if self.mood(day) is Mood.OFF:
            return True
        draft = None if self.plan is None else self.plan.draft
        return draft is not None and draft.start <= day < draft.exam and not minutes_of(draft, day)

    def rank(self, task: Task, day: date, before: Task | None) -> float:
        """Return the rank that puts a task on a day, before another one or at the end."""
        others = [one for one in self.tasks(day) if one.id != task.id]
        ids = [one.id for one in others]
        at = ids.index(before.id) if before is not None and before.id in ids else len(others)
        if not others:
            return 1.0
        if at == 0:
            return others[0].rank - 1.0
        if at == len(others):
            return others[-1].rank + 1.0
        return (others[at - 1].rank + others[at].rank) / 2

    def with_task(self, task: Task) -> Shown:
        """Return the same with a task as it is now, on the day that it names."""
        days = dict(self.without(task.id).days)
        days[task.day] = _in_order((*days.get(task.day, ()), task))
        return replace(self, days=days)

    def without(self, task_id: int) -> Shown:
        """Return the same without a task."""
        found = self.task(task_id)
        if found is None:
            return self
        rest = tuple(one for one in self.days[found.day] if one.id != task_id)
        days = {day: tasks for day, tasks in self.days.items() if day != found.day}
        return replace(self, days={**days, found.day: rest} if rest else days)


def by_day(tasks: Iterable[Task]) -> dict[date, tuple[Task, ...]]:
    """Return tasks, which come in order, by their day."""
    found: dict[date, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.day, []).append(task)
    return {day: tuple(some) for day, some in found.items()}


def _in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(sorted(tasks, key=lambda task: (task.rank, task.id)))
