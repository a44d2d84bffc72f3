"""Tasks as rows: read, numbered, and the retests of one miss."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.tables import PlanRow, PlanTaskRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement

MOST_RETESTS = 12
"""Of one miss."""


def task_row(session: Session, user_id: int, task_id: int) -> PlanTaskRow:
    """Return the row of a task, a removed one too; UserFault if the user has no such task."""
    row = session.get(PlanTaskRow, task_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such task.")
    return row


def between(session: Session, user_id: int, first: date, last: date) -> list[PlanTaskRow]:
    """Return the tasks of some days, both ends included, in order."""
    query = (
        select(PlanTaskRow)
        .where(
            PlanTaskRow.user_id == user_id,
            col(PlanTaskRow.deleted_at).is_(None),
            col(PlanTaskRow.day).between(first.isoformat(), last.isoformat()),
            in_use(),
        )
        .order_by(col(PlanTaskRow.day), col(PlanTaskRow.rank), col(PlanTaskRow.id))
    )
    return list(session.exec(query))


def of(session: Session, user_id: int, ids: Collection[int]) -> list[PlanTaskRow]:
    """Return those of some tasks that are there."""
    query = select(PlanTaskRow).where(
        col(PlanTaskRow.id).in_(ids),
        PlanTaskRow.user_id + 0 == user_id,
        col(PlanTaskRow.deleted_at).is_(None),
        in_use(),
    )
    return list(session.exec(query))


def in_use() -> ColumnElement[bool]:
    """Return the condition that a task's plan was not put away."""
    away = select(PlanRow.id).where(
        or_(col(PlanRow.archived).is_(True), col(PlanRow.deleted_at).is_not(None))
    )
    return or_(col(PlanTaskRow.plan_id).is_(None), col(PlanTaskRow.plan_id).not_in(away))


def next_rank(session: Session, user_id: int, day: date) -> float:
    """Return the place behind the last task of a day."""
    query = select(func.max(PlanTaskRow.rank)).where(
        PlanTaskRow.user_id == user_id,
        col(PlanTaskRow.deleted_at).is_(None),
        PlanTaskRow.day == day.isoformat(),
    )
    return (session.exec(query).one() or 0.0) + 1.0


def plan_task_id(plan_id: int, key: str) -> int:
    """Return the id of a task of a plan, the same each time it is planned: what a calendar program
    has read is updated."""
    return derived_id("plan-task", plan_id, key)


def retest_id(entry_id: int, number: int) -> int:
    """Return the id of the ``number``-th retest of a miss: asked for twice, it is one task."""
    return derived_id("retest", entry_id, number)


def retests(session: Session, user_id: int, entry_id: int) -> dict[int, PlanTaskRow]:
    """Return the retests of a row of the error log by number, removed and done ones too."""
    numbers = {retest_id(entry_id, number): number for number in range(MOST_RETESTS)}
    query = select(PlanTaskRow).where(
        col(PlanTaskRow.id).in_(list(numbers)), PlanTaskRow.user_id + 0 == user_id
    )
    return {numbers[row.id]: row for row in session.exec(query)}


def is_open(row: PlanTaskRow) -> bool:
    """Say whether a task is still to be done."""
    return row.deleted_at is None and row.done_at is None


def wanted(about: Iterable[Place], **more: int) -> dict[str, Any]:
    """Return what a row keeps of what its task is about."""
    return {"about": [[place.kind.value, place.id, place.spot] for place in about], **more}


def task(row: PlanTaskRow) -> Task:
    """Return a task as it crosses the boundary."""
    reopened = row.wanted.get("reopened")
    return Task(
        id=row.id,
        day=date.fromisoformat(row.day),
        kind=TaskKind(row.kind),
        title=row.title,
        minutes=row.minutes,
        note=row.note,
        about=tuple(Place(Kind(kind), thing, spot) for kind, thing, spot in row.wanted["about"]),
        chosen_day=row.chosen_day,
        done_at=row.done_at,
        spent_minutes=row.spent_minutes,
        plan_id=row.plan_id,
        number=row.wanted.get("number", 0),
        system=row.wanted.get("system", ""),
        until=row.wanted.get("last", 0),
        rank=row.rank,
        reopened_at=None if reopened is None else from_ms(reopened),
    )
