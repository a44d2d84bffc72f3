"""Plans: made, changed, put away. Every call that returns has put its change on the disk."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.features.planner.plan_models import (
    MOST_DAYS,
    Goals,
    Mood,
    Plan,
    PlanDraft,
    PlanMode,
)
from ms2qbank_desktop.features.planner.tables import DayMoodRow, PlanRow, PlanTaskRow
from ms2qbank_desktop.features.practice.models import MAX_BLOCK

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.store import Store


class PlanService:
    """The plans of one data folder. ``user_id`` says whose: nobody sees those of another."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def plans(self, user_id: int, *, archived: bool = False) -> list[Plan]:
        """Return the plans in use, or those put away, the newest first."""
        query = (
            select(PlanRow)
            .where(
                PlanRow.user_id == user_id,
                PlanRow.archived == archived,
                col(PlanRow.deleted_at).is_(None),
            )
            .order_by(col(PlanRow.id).desc())
        )
        with self._store.read() as session:
            return [plan_of(row) for row in session.exec(query)]

    def plan(self, user_id: int, plan_id: int) -> Plan:
        """Return a plan; UserFault if the user has no such plan."""
        with self._store.read() as session:
            return plan_of(plan_row(session, user_id, plan_id))

    def create(self, user_id: int, draft: PlanDraft) -> int:
        """Keep a new plan, still without tasks, and return its id. UserFault for what cannot be,
        or is over."""
        draft, now = checked(draft), self._clock.now()
        if draft.exam <= self._clock.study_day(now):
            raise UserFault("The exam must be after today.", field="exam")
        with self._store.write() as session:
            row = PlanRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                created_at=now,
                changed_at=now,
                **_columns(draft),
            )
            session.add(row)
            session.touch("plans")
            return row.id

    def save(self, user_id: int, plan_id: int, draft: PlanDraft) -> None:
        """Change what a plan says; its tasks stay until it is planned anew."""
        draft = checked(draft)
        with self._store.write() as session:
            row = plan_row(session, user_id, plan_id)
            for name, value in _columns(draft).items():
                setattr(row, name, value)
            row.changed_at = self._clock.now()
            session.add(row)
            session.touch("plans")

    def archive(self, user_id: int, plan_id: int, *, archived: bool = True) -> None:
        """Put a plan away with its tasks, or take it up again."""
        self._set(user_id, plan_id, "archived", archived)

    def remove(self, user_id: int, plan_id: int, *, removed: bool = True) -> None:
        """Take a plan away with its tasks, or put it back."""
        self._set(user_id, plan_id, "deleted_at", self._clock.now() if removed else None)

    def moods(self, user_id: int) -> dict[date, Mood]:
        """Return how days were, but for normal ones."""
        query = select(DayMoodRow).where(DayMoodRow.user_id == user_id)
        with self._store.read() as session:
            return {
                date.fromisoformat(row.day): Mood(row.mood)
                for row in session.exec(query)
                if row.mood != Mood.NORMAL
            }

    def say_mood(self, user_id: int, day: date, mood: Mood) -> None:
        """Say how a day is."""
        with self._store.write() as session:
            row = DayMoodRow(
                id=derived_id("day-mood", user_id, day.isoformat()),
                user_id=user_id,
                day=day.isoformat(),
                mood=mood,
                changed_at=self._clock.now(),
            )
            session.merge(row)
            session.touch("plans")

    def _set(self, user_id: int, plan_id: int, name: str, value: object) -> None:
        with self._store.write() as session:
            row = plan_row(session, user_id, plan_id)
            setattr(row, name, value)
            row.changed_at = self._clock.now()
            session.add(row)
            # Its tasks come or go with it: what follows them by triggers is to read them anew.
            tasks = update(PlanTaskRow).where(col(PlanTaskRow.plan_id) == plan_id)
            session.exec(tasks.values(day=PlanTaskRow.day))
            session.touch("plans", "tasks")


def plan_row(session: Session, user_id: int, plan_id: int) -> PlanRow:
    """Return the row of a plan, a removed one too; UserFault if the user has no such plan."""
    row = session.get(PlanRow, plan_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such plan.")
    return row


def plan_of(row: PlanRow) -> Plan:
    """Return a plan as it crosses the boundary."""
    goals = {**row.goals, "assessments": tuple(map(date.fromisoformat, row.goals["assessments"]))}
    draft = PlanDraft(
        name=row.name,
        start=date.fromisoformat(row.start),
        exam=date.fromisoformat(row.exam),
        week=tuple(row.week),
        goals=Goals(**goals),
        off=frozenset(map(date.fromisoformat, row.days_off)),
        special={date.fromisoformat(day): minutes for day, minutes in row.special.items()},
        priorities=dict(row.priorities),
        mode=PlanMode(row.mode),
        subjects=tuple((name, priority) for name, priority in row.subjects),
    )
    return Plan(row.id, draft, row.created_at, row.archived)


def checked(draft: PlanDraft) -> PlanDraft:
    """Return a draft in good form; UserFault, with its field, for what cannot be planned."""
    name = " ".join(draft.name.split())
    if not name:
        raise UserFault("The plan needs a name.", field="name")
    days = (draft.exam - draft.start).days
    if days < 1:
        raise UserFault("The exam must be after the start.", field="exam")
    if days > MOST_DAYS:
        raise UserFault(f"A plan has {MOST_DAYS:,} days at the most.", field="exam")
    if len(draft.week) != 7 or not all(0 <= one <= MOST_MINUTES for one in draft.week):
        raise UserFault(f"A day has 0 to {MOST_MINUTES:,} minutes.", field="week")
    if not any((*draft.week, *draft.special.values())):
        raise UserFault("The plan needs a day with some minutes.", field="week")
    if draft.goals.passes < 0:
        raise UserFault("The bank is passed through 0 times or more.", field="passes")
    if not 0 <= draft.goals.block <= MAX_BLOCK:
        raise UserFault(f"A block has 1 to {MAX_BLOCK} questions.", field="block")
    if draft.goals.buffer_every < 0:
        raise UserFault("A day is kept free every so many days, 0 for none.", field="buffer")
    subjects = tuple((" ".join(one.split()), priority) for one, priority in draft.subjects)
    if draft.mode is PlanMode.EVEN:
        names = [one.casefold() for one, _ in subjects]
        if not names or not all(names) or len(set(names)) < len(names):
            raise UserFault("Each subject needs a name of its own.", field="subjects")
        if any(priority < 1 for _, priority in subjects):
            raise UserFault("A priority is 1 or more.", field="subjects")
    return replace(draft, name=name, subjects=subjects)


def _columns(draft: PlanDraft) -> dict[str, Any]:
    goals = asdict(draft.goals)
    goals["assessments"] = [day.isoformat() for day in sorted(set(draft.goals.assessments))]
    return {
        "name": draft.name,
        "start": draft.start.isoformat(),
        "exam": draft.exam.isoformat(),
        "mode": draft.mode.value,
        "week": list(draft.week),
        "days_off": sorted(day.isoformat() for day in draft.off),
        "special": {day.isoformat(): minutes for day, minutes in sorted(draft.special.items())},
        "goals": goals,
        "priorities": dict(draft.priorities),
        "subjects": [list(one) for one in draft.subjects],
    }
