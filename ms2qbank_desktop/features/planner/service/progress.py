"""How a plan comes on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.planner.planning import study_days
from ms2qbank_desktop.features.planner.progress import Work, ahead, finish, first_days, weeks
from ms2qbank_desktop.features.planner.study_models import Progress
from ms2qbank_desktop.features.planner.tables import PlanChangeRow, PlanTaskRow
from ms2qbank_desktop.features.practice.blueprint import in_order, official
from ms2qbank_desktop.features.questions.models import BankFilter

from .supply import OTHER

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.progress import Change
    from ms2qbank_desktop.storage.store import Store

    from .plans import PlanService


class ProgressService:
    """Reads how the plans of one data folder come on. ``user_id`` says whose."""

    def __init__(
        self, store: Store, clock: Clock, plans: PlanService, attempts: AttemptService
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._attempts = attempts

    def progress(self, user_id: int, plan_id: int, pace: float | None = None) -> Progress:
        """Return how a plan comes on, its end at ``pace`` (Outlook.pace). UserFault if there is no
        such plan. Takes up to some 100 ms on a big bank."""
        draft = self._plans.plan(user_id, plan_id).draft
        today = self._clock.study_day(self._clock.now())
        with self._store.read() as session:
            work, gone = self._work(session, plan_id), self._gone(session, plan_id)
            first = first_days([*work, *gone], _changes(session, plan_id))
        done = sum(one.minutes for one in work if one.done is not None)
        whole = sum(one.minutes for one in work)
        return Progress(
            weeks=weeks([*work, *gone], first),
            seen=self._seen(user_id, draft),
            done=done,
            whole=whole,
            ahead=ahead(work, first, today),
            days_left=max(0, (draft.exam - today).days),
            study_days_left=len(study_days(draft, today)),
            finish=finish(draft, today, work, pace),
        )

    def seen(self, user_id: int, plan_id: int) -> dict[str, tuple[int, int]]:
        """Return the questions that were answered, and all of them, by official system."""
        return self._seen(user_id, self._plans.plan(user_id, plan_id).draft)

    def _seen(self, user_id: int, draft: PlanDraft) -> dict[str, tuple[int, int]]:
        every: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for cell, number in self._attempts.cube(user_id, BankFilter()).items():
            system = official(cell.system) or OTHER
            if not cell.suspended and draft.priorities.get(system, 1.0) > 0:
                every[system] += number
                seen[system] += number * (cell.status != Status.UNUSED)
        return {name: (seen[name], every[name]) for name in in_order(every)}

    def _work(self, session: Session, plan_id: int) -> list[Work]:
        row = PlanTaskRow
        query = select(row.id, row.day, row.minutes, row.done_at).where(
            row.plan_id == plan_id, col(row.deleted_at).is_(None)
        )
        return [
            Work(
                task_id,
                date.fromisoformat(day),
                minutes,
                None if done_at is None else self._clock.study_day(done_at),
            )
            for task_id, day, minutes, done_at in session.exec(query)
        ]

    def _gone(self, session: Session, plan_id: int) -> list[Work]:
        """Return what was missed and went with its day: it was planned all the same."""
        row = PlanTaskRow
        query = select(row.id, row.day, row.minutes, row.deleted_at).where(
            row.plan_id == plan_id,
            col(row.deleted_at).is_not(None),
            col(row.done_at).is_(None),
            col(row.wanted)["dropped"].as_boolean().is_not(True),
        )
        return [
            Work(task_id, date.fromisoformat(day), minutes)
            for task_id, day, minutes, deleted_at in session.exec(query)
            if deleted_at is not None and self._clock.study_day(deleted_at).isoformat() > day
        ]


def _changes(session: Session, plan_id: int) -> list[Change]:
    query = (
        select(PlanChangeRow.reason, PlanChangeRow.moves)
        .where(PlanChangeRow.plan_id == plan_id, col(PlanChangeRow.undone).is_(False))
        .order_by(col(PlanChangeRow.id))
    )
    return [
        (reason, [(task_id, _day(was), _day(now)) for task_id, was, now, *_ in moves])
        for reason, moves in session.exec(query)
    ]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
