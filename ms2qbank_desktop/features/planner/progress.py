"""How a plan comes on: weeks, ahead or behind, and when it will be finished. Pure functions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .planning import study_days
from .study_models import Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from .plan_models import PlanDraft

OF_DAYS = frozenset({"day", "mood"})
"""Reasons of changes that move what was missed, and leave what was promised as it was."""
MOST_YEARS = 5
"""A finish farther away is none."""


@dataclass(frozen=True, slots=True)
class Work:
    """A task of a plan: where it stands, and when it was done if it was."""

    id: int
    day: date
    minutes: int
    done: date | None = None


Change = tuple[str, "Sequence[tuple[int, date | None, date | None]]"]
"""A reason, and (task, day before, day after) of what moved."""


def first_days(work: Iterable[Work], changes: Iterable[Change]) -> dict[int, date]:
    """Return the day for which each task was planned before days went wrong; a plan that was
    changed begins anew with that. ``changes``: the earliest first."""
    found: dict[int, date] = {}
    for reason, moves in changes:
        for task_id, _, now in moves:
            if now is not None and (reason not in OF_DAYS or task_id not in found):
                found[task_id] = now
    return {one.id: found.get(one.id, one.day) for one in work}


def weeks(work: Iterable[Work], first: Mapping[int, date]) -> tuple[Week, ...]:
    """Return the weeks from the first task to the last one."""
    planned: Counter[date] = Counter()
    done: Counter[date] = Counter()
    for one in work:
        planned[_monday(first[one.id])] += one.minutes
        if one.done is not None:
            done[_monday(one.done)] += one.minutes
    ends = [*planned, *done]
    if not ends:
        return ()
    number = (max(ends) - min(ends)).days // 7 + 1
    mondays = (min(ends) + timedelta(7 * at) for at in range(number))
    return tuple(Week(day, planned[day], done[day]) for day in mondays)


def ahead(work: Iterable[Work], first: Mapping[int, date], today: date) -> int:
    """Return the minutes done beyond those planned until yesterday; below 0: behind. What is done
    of today's tasks today counts as neither."""
    found = 0
    for one in work:
        due = first[one.id] < today
        early = one.done is not None and first[one.id] > today
        found += one.minutes * (early - (due and one.done is None))
    return found


def finish(plan: PlanDraft, today: date, work: Iterable[Work], pace: float | None) -> date | None:
    """Return the day of the last open task, or a later one on which all of them are done at
    ``pace`` (done for each minute planned, None: not known), beyond the exam as the week goes on;
    None if that is never."""
    waiting = [one for one in work if one.done is None]
    last = max([today, *(one.day for one in waiting)])
    if pace is None or not waiting:
        return last
    share = min(1.0, pace)
    if share <= 0:
        return None
    left = float(sum(one.minutes for one in waiting))
    for day in study_days(plan, today):
        left -= day.minutes * share
        if left <= 0:
            return max(day.date, last)
    week = sum(plan.week) * share
    if not week:
        return None
    found = max(plan.exam, today) + timedelta(round(7 * left / week))
    return found if (found - today).days <= 365 * MOST_YEARS else None


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
