"""What the focus timer counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.planner.focus_timer import Phase
from ms2qbank_desktop.features.planner.models import TRACELESS
from ms2qbank_desktop.features.planner.tables import PlanTaskRow, StudySpanRow

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.storage.store import Store

LEAST_SECONDS = 60
"""A shorter span is not kept: the timer was tried or started by mistake."""


class FocusService:
    """Keeps the spans of one data folder. ``user_id`` says whose."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def record(
        self,
        user_id: int,
        phase: Phase,
        started_at: datetime,
        seconds: int,
        task_id: int | None = None,
    ) -> bool:
        """Keep a span that has ended now; ``seconds`` without pauses. False: it was too short."""
        if seconds < LEAST_SECONDS:
            return False
        with self._store.write() as session:
            session.add(
                StudySpanRow(
                    id=new_id(to_ms(self._clock.now())),
                    user_id=user_id,
                    task_id=task_id,
                    kind=phase.value,
                    started_at=started_at,
                    seconds=seconds,
                )
            )
            session.touch("spans")
        return True

    def minutes(self, user_id: int, task_id: int) -> int | None:
        """Return the minutes of focus on a task that leaves no other trace; None for others, and
        where there are none."""
        span, task = StudySpanRow, PlanTaskRow
        query = (
            select(func.sum(span.seconds))
            .join(task, col(task.id) == span.task_id)
            .where(
                span.task_id == task_id,
                span.user_id == user_id,
                span.kind == Phase.FOCUS,
                col(task.kind).in_(TRACELESS),
            )
        )
        with self._store.read() as session:
            seconds = session.exec(query).one()
            return None if seconds is None else max(1, round(seconds / 60))
