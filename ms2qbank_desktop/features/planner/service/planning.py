"""Planning: tasks are made from plans, moved when days go wrong, and put back on request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update
from sqlmodel import col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.demand import block_size
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Moved, Outlook, Unplaced
from ms2qbank_desktop.features.planner.planning import Made, make, outlived, study_days
from ms2qbank_desktop.features.planner.queries.task_rows import plan_task_id
from ms2qbank_desktop.features.planner.tables import PlanChangeRow, PlanRow, PlanTaskRow

from .looking_ahead import outlook_of, pace_of, title_of, unplaced
from .standing import rows_of, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ms2qbank_desktop.features.planner.demand import Piece
    from ms2qbank_desktop.features.planner.plan_models import Mood, Plan, PlanDraft
    from ms2qbank_desktop.features.planner.planning import Supply
    from ms2qbank_desktop.storage.store import Store, WriteSession

    from .plans import PlanService
    from .supply import SupplyService

_SAID = ("title", "minutes", "wanted", "chosen_day")
"""Of a task, beside its day: what planning anew may change."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """What planning anew changed. ``change_id`` takes it back; None: nothing changed."""

    change_id: int | None
    moved: tuple[Moved, ...]
    left: tuple[Unplaced, ...]


class PlanningService:
    """Makes and moves the tasks of plans. ``user_id`` says whose."""

    def __init__(
        self, store: Store, clock: Clock, plans: PlanService, supplies: SupplyService
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._supplies = supplies

    def preview(
        self,
        user_id: int,
        draft: PlanDraft,
        plan_id: int | None = None,
        supply: Supply | None = None,
    ) -> Made:
        """Return what a plan would be, or become if it is there; nothing is written. ``supply``,
        if it was read before, saves most of the time."""
        today = self._today()
        supply = supply or self._supplies.supply(user_id, today)
        with self._store.read() as session:
            rows = {} if plan_id is None else rows_of(session, user_id, plan_id)
            there = standing(session, self._clock, user_id, plan_id, rows)
        return make(draft, supply, today, there, self._plans.moods(user_id))

    def replan(self, user_id: int, plan_id: int, reason: str = "asked") -> Replanned:
        """Put what a plan promises and what is not done on the days from today on; what can stay
        where it is stays. UserFault if there is no such plan."""
        today = self._today()
        plan = self._plans.plan(user_id, plan_id)
        supply = self._supplies.supply(user_id, today)
        moods = self._plans.moods(user_id)
        if not plan.draft.goals.block:
            plan = self._with_blocks(user_id, plan, supply)
        with self._store.write() as session:
            rows = rows_of(session, user_id, plan_id)
            planned_on = session.get_one(PlanRow, plan_id).planned_on
            if reason == "asked" and "" < planned_on < today.isoformat():
                reason = "day"  # it does what the start of the day had not done yet
            there = standing(session, self._clock, user_id, plan_id, rows)
            made = make(plan.draft, supply, today, there, moods)
            moves, before = self._write(session, plan, made, rows, today)
            change_id = self._keep(session, user_id, plan_id, reason, moves, before)
            session.exec(
                update(PlanRow)
                .where(col(PlanRow.id) == plan_id)
                .values(planned_on=today.isoformat())
            )
            session.touch("tasks", "plans")
        return Replanned(change_id, tuple(moves), unplaced(made, plan_id, rows))

    def day_start(self, user_id: int) -> list[Replanned]:
        """Move what was missed, once a day of study; return what moved, plan by plan."""
        today = self._today().isoformat()
        with self._store.read() as session:
            query = select(PlanRow.id).where(
                PlanRow.user_id == user_id,
                col(PlanRow.archived).is_(False),
                col(PlanRow.deleted_at).is_(None),
                col(PlanRow.planned_on) != "",
                col(PlanRow.planned_on) < today,
            )
            plans = list(session.exec(query))
        return [self.replan(user_id, plan_id, "day") for plan_id in plans]

    def set_mood(self, user_id: int, day: date, mood: Mood) -> list[Replanned]:
        """Say how a day is; every plan in use is planned anew."""
        self._plans.say_mood(user_id, day, mood)
        return [self.replan(user_id, plan.id, "mood") for plan in self._plans.plans(user_id)]

    def undo(self, user_id: int, change_id: int) -> None:
        """Put tasks back as they were before a change; those that were done, moved or taken away
        since stay so. UserFault if the change is gone or was taken back."""
        with self._store.write() as session:
            change = session.get(PlanChangeRow, change_id)
            if change is None or change.user_id != user_id or change.undone:
                raise UserFault("This change was already taken back.")
            now = self._clock.now()
            for task_id, was, became, *content in change.moves:
                row = session.get_one(PlanTaskRow, task_id)
                there = None if row.deleted_at is not None else row.day
                if row.done_at is None and there == became and not row.wanted.get("dropped"):
                    row.deleted_at = now if was is None else None
                    row.day = was or row.day
                    for name, value in content[0].items() if content else ():
                        setattr(row, name, value)
                    row.changed_at = now
                    session.add(row)
            change.undone = True
            session.add(change)
            session.touch("tasks", "plans")

    def last_change(self, user_id: int, plan_id: int) -> tuple[int, str, list[Moved]] | None:
        """Return the newest change that was not taken back: its id, reason and moves."""
        query = (
            select(PlanChangeRow)
            .where(
                PlanChangeRow.plan_id == plan_id,
                PlanChangeRow.user_id == user_id,
                col(PlanChangeRow.undone).is_(False),
            )
            .order_by(col(PlanChangeRow.id).desc())
        )
        with self._store.read() as session:
            change = session.exec(query.limit(1)).first()
            if change is None:
                return None
            moves = []
            for task_id, was, now, *_ in change.moves:
                if was != now:
                    row = session.get_one(PlanTaskRow, task_id)
                    kind = TaskKind(row.kind)
                    moves.append(Moved(task_id, row.title, kind, _day(was), _day(now)))
        return change.id, change.reason, moves

    def outlook(self, user_id: int, plan_id: int) -> Outlook:
        """Return what will come of a plan at the present pace; takes as long as planning."""
        today = self._today()
        plan = self._plans.plan(user_id, plan_id)
        supply = self._supplies.supply(user_id, today)
        with self._store.read() as session:
            rows = rows_of(session, user_id, plan_id)
            pace = pace_of(session, rows, plan_id, today)
            there = standing(session, self._clock, user_id, plan_id, rows)
        made = make(plan.draft, supply, today, there, self._plans.moods(user_id))
        left = unplaced(made, plan_id, rows)
        return outlook_of(plan.draft, supply, made, there, left, pace)

    def _with_blocks(self, user_id: int, plan: Plan, supply: Supply) -> Plan:
        """Settle how long the blocks are: they stay so while the pace changes."""
        minutes = [day.minutes for day in study_days(plan.draft, plan.draft.start)]
        goals = replace(plan.draft.goals, block=block_size(minutes, supply.pace))
        self._plans.save(user_id, plan.id, replace(plan.draft, goals=goals))
        return self._plans.plan(user_id, plan.id)

    def _today(self) -> date:
        return self._clock.study_day(self._clock.now())

    def _write(
        self,
        session: WriteSession,
        plan: Plan,
        made: Made,
        rows: Mapping[int, PlanTaskRow],
        today: date,
    ) -> tuple[list[Moved], dict[int, dict[str, Any]]]:
        """Let the open tasks of a plan be those that were made; return what changed its day, and
        what tasks said before if that has changed."""
        now = self._clock.now()
        before: dict[int, dict[str, Any]] = {}
        moves: list[Moved] = []
        fresh: list[dict[str, Any]] = []
        seen = set()
        user_id = session.get_one(PlanRow, plan.id).user_id
        for rank, (piece, day) in enumerate(made.placed):
            task_id = plan_task_id(plan.id, piece.unit.key)
            seen.add(task_id)
            row = rows.get(task_id)
            was = None if row is None or row.deleted_at is not None else _day(row.day)
            values = _values(piece, day, rank, row)
            if row is None:
                fresh.append(
                    {
                        "id": task_id,
                        "user_id": user_id,
                        "plan_id": plan.id,
                        "note": "",
                        "chosen_day": False,
                        "created_at": now,
                        "changed_at": now,
                        **values,
                    }
                )
            elif row.deleted_at is not None or any(
                getattr(row, name) != value for name, value in values.items() if name != "rank"
            ):
                del values["rank"]
                missed = was is not None and was < today
                values["chosen_day"] = row.chosen_day and not missed
                said = {name: getattr(row, name) for name in _SAID}
                if was is not None and any(values[name] != said[name] for name in _SAID):
                    before[task_id] = said
                for name, value in values.items():
                    setattr(row, name, value)
                row.deleted_at, row.changed_at = None, now
                session.add(row)
            if was != day:
                moves.append(Moved(task_id, values["title"], piece.kind, was, day))
        if fresh:
            session.exec(insert(PlanTaskRow), params=fresh)
        left = {plan_task_id(plan.id, piece.unit.key) for piece, _ in made.left}
        for task_id, row in rows.items():
            gone = task_id not in seen and row.deleted_at is None and row.done_at is None
            if row.day >= today.isoformat():
                stays = row.chosen_day and outlived(row.wanted["key"], today)
            else:  # missed, and still without another day; what was of its day only is gone
                stays = task_id in left
            if gone and not stays:
                row.deleted_at, row.changed_at = now, now
                session.add(row)
                moves.append(Moved(task_id, row.title, TaskKind(row.kind), _day(row.day), None))
        return moves, before

    def _keep(
        self,
        session: WriteSession,
        user_id: int,
        plan_id: int,
        reason: str,
        moves: list[Moved],
        before: dict[int, dict[str, Any]],
    ) -> int | None:
        """Keep what changed, so that it can be taken back: [task, day before, day now], and what
        the task said before."""
        if not moves and not before:
            return None
        now = self._clock.now()
        words: list[list[Any]] = [
            [one.task_id, one.was and one.was.isoformat(), one.now and one.now.isoformat()]
            for one in moves
        ]
        for one in words:
            one.extend([before.pop(one[0])] if one[0] in before else [])
        for task_id, said in before.items():
            day = session.get_one(PlanTaskRow, task_id).day
            words.append([task_id, day, day, said])
        change = PlanChangeRow(
            id=new_id(to_ms(now)),
            user_id=user_id,
            plan_id=plan_id,
            reason=reason,
            moves=words,
            created_at=now,
        )
        session.add(change)
        return change.id


def _values(piece: Piece, day: date, rank: float, row: PlanTaskRow | None) -> dict[str, Any]:
    """Return what the row of a piece holds; what the user said of the task stays."""
    about = []
    if piece.thing is not None:
        kind = Kind.VIDEO if piece.kind is TaskKind.VIDEO else Kind.ARTICLE
        about = [[kind.value, piece.thing, str(piece.first) if piece.first else ""]]
    wanted: dict[str, Any] = {"about": about, "key": piece.unit.key}
    more = {"number": piece.number, "system": piece.unit.system, "last": piece.last}
    wanted |= {name: value for name, value in more.items() if value}
    kept = ("named", "said", "reopened")
    own = {} if row is None else {name: row.wanted[name] for name in kept if name in row.wanted}
    return {
        "day": day.isoformat(),
        "rank": float(rank),
        "kind": piece.kind.value,
        "title": row.title if row is not None and "named" in own else title_of(piece),
        "minutes": piece.unit.minutes,
        "wanted": wanted | own,
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
