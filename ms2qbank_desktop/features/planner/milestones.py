"""The points on the way of a plan: a pure function."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from .models import TaskKind
from .planning import LAST_WEEK, closing_days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .models import Task
    from .plan_models import PlanDraft

_PARTS = (
    (0.25, "A quarter of the planned questions"),
    (0.5, "Half of the planned questions"),
    (0.75, "Three quarters of the planned questions"),
    (1.0, "All planned questions"),
)


class Milestone(NamedTuple):
    """``reached``: it lies behind, and was done."""

    day: date
    words: str
    reached: bool


def milestones(plan: PlanDraft, tasks: Iterable[Task], today: date) -> list[Milestone]:
    """Return what comes on which day as ``tasks`` of the plan now lie: shares of its questions,
    self-assessments, the last week, the exam."""
    found = []
    ordered = sorted(tasks, key=lambda task: task.day)
    blocks = [task for task in ordered if task.kind is TaskKind.QUESTIONS and task.number]
    whole = sum(task.number for task in blocks)
    done = sum(task.number for task in blocks if task.done_at is not None)
    for part, words in _PARTS if whole else ():
        day = _day_of(blocks, part * whole)
        found.append(Milestone(day, words, done >= part * whole))
    found.extend(
        Milestone(task.day, "Self-assessment", task.done_at is not None)
        for task in ordered
        if task.kind is TaskKind.SELF_ASSESSMENT
    )
    if plan.goals.last_week and (closing := closing_days(plan)):
        first = plan.exam - timedelta(closing)
        span = "week" if closing == LAST_WEEK else f"{closing} days" if closing > 1 else "day"
        found.append(Milestone(first, f"The last {span}, nothing new", today >= first))
    found.append(Milestone(plan.exam, "Exam", today > plan.exam))
    return sorted(found, key=lambda one: one.day)


def _day_of(blocks: list[Task], wanted: float) -> date:
    """Return the day on which so many questions are behind, the blocks in the order of days."""
    number = 0
    for task in blocks:
        number += task.number
        if number >= wanted:
            break
    return task.day
