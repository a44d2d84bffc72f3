"""Tasks: made, moved, ticked, put away. Every call that returns has put its change on the disk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.planner.models import MOST_MINUTES, Task, TaskKind
from ms2qbank_desktop.features.planner.queries import task_rows
from ms2qbank_desktop.features.planner.tables import PlanTaskRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
    from ms2qbank_desktop.storage.store import Store, WriteSession


class TaskService:
    """The tasks of one data folder. ``user_id`` says whose: nobody sees those of another."""

    def __init__(
        self, store: Store, clock: Clock, links: LinkService, log: ErrorLogService
    ) -> None:
        self._store = store
        self._clock = clock
        self._links = links
        self._log = log

    def task(self, user_id: int, task_id: int) -> Task:
        """Return a task; UserFault if the user has no such task, or removed it."""
        with self._store.read() as session:
            row = task_rows.task_row(session, user_id, task_id)
            if row.deleted_at is not None:
                raise UserFault("This task was removed.")
            return task_rows.task(row)

    def tasks(self, user_id: int, first: date, last: date) -> list[Task]:
        """Return the tasks of some days, both ends included, in their order."""
        with self._store.read() as session:
            return [task_rows.task(row) for row in task_rows.between(session, user_id, first, last)]

    def add(
        self,
        user_id: int,
        day: date,
        title: str,
        minutes: int,
        *,
        kind: TaskKind = TaskKind.OTHER,
        note: str = "",
        about: Iterable[Place] = (),
    ) -> int:
        """Put a task of the user's own at the end of a day, linked to what it is about, and return
        its id. UserFault if it has no title or no sensible length."""
        now, places = self._clock.now(), tuple(about)
        with self._store.write() as session:
            row = PlanTaskRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                day=day.isoformat(),
                rank=task_rows.next_rank(session, user_id, day),
                kind=kind,
                title=_title(title),
                minutes=_minutes(minutes),
                note=note.strip(),
                wanted=task_rows.wanted(places),
                chosen_day=True,
                created_at=now,
                changed_at=now,
            )
            session.add(row)
            for place in places:
                here = Place(Kind.TASK, row.id)
                self._links.link_within(session, user_id, here, place, Origin.MADE)
            session.touch("tasks")
            return row.id

    def save(self, user_id: int, task: Task) -> None:
        """Save title, note, minutes and day of a task. UserFault as in :meth:`add`, or if it is
        gone."""
        with self._store.write() as session:
            row = task_rows.task_row(session, user_id, task.id)
            if row.deleted_at is not None:
                raise UserFault("This task was removed.")
            title, minutes = _title(task.title), _minutes(task.minutes)
            if row.plan_id is not None:  # planning anew leaves what the user said
                said = {"named": title != row.title, "said": minutes != row.minutes}
                row.wanted = {**row.wanted, **{name: True for name, new in said.items() if new}}
            row.title, row.note, row.minutes = title, task.note.strip(), minutes
            if row.day != task.day.isoformat():
                row.rank = task_rows.next_rank(session, user_id, task.day)
                row.day, row.chosen_day = task.day.isoformat(), True
            self._put(session, row)

    def place(
        self, user_id: int, task_id: int, day: date, rank: float, *, chosen: bool = True
    ) -> None:
        """Put a task on a place of a day. ``rank``: between those of its neighbours; ``chosen``:
        planning anew leaves it on that day."""
        with self._store.write() as session:
            row = task_rows.task_row(session, user_id, task_id)
            row.day, row.rank, row.chosen_day = day.isoformat(), rank, chosen
            self._put(session, row)

    def tick(
        self,
        user_id: int,
        task_id: int,
        *,
        done: bool = True,
        spent_minutes: int | None = None,
        studied: int | None = None,
    ) -> None:
        """Say that a task is done, in so many minutes if that is known, or take it back.
        ``studied``: the logs say so, not the user, and hold so many answers for it."""
        with self._store.write() as session:
            row = task_rows.task_row(session, user_id, task_id)
            row.done_at = self._clock.now() if done else None
            row.spent_minutes = spent_minutes if done else None
            not_so = not done and "studied" in row.wanted
            reopened = to_ms(self._clock.now()) if not_so else None
            row.wanted = _noted(row.wanted, "reopened", reopened)
            row.wanted = _noted(row.wanted, "studied", studied if done else None)
            self._put(session, row)

    def remove(self, user_id: int, task_id: int, *, removed: bool = True) -> None:
        """Take a task away, or put it back; its links stay and come back with it."""
        with self._store.write() as session:
            row = task_rows.task_row(session, user_id, task_id)
            row.deleted_at = self._clock.now() if removed else None
            # Its plan does not make it again.
            row.wanted = _noted(row.wanted, "dropped", True if removed else None)
            self._put(session, row)
            session.touch("links")

    def _put(self, session: WriteSession, row: PlanTaskRow) -> None:
        """Save a row; a retest takes the days of its miss along."""
        row.changed_at = self._clock.now()
        session.add(row)
        session.flush()
        if entry_id := row.wanted.get("entry"):
            rows = task_rows.retests(session, row.user_id, entry_id).values()
            days = [date.fromisoformat(one.day) for one in rows if task_rows.is_open(one)]
            self._log.set_retests(session, row.user_id, entry_id, days)
        session.touch("tasks")


def _noted(wanted: dict[str, Any], name: str, value: int | None) -> dict[str, Any]:
    rest = {key: there for key, there in wanted.items() if key != name}
    return rest if value is None else {**rest, name: value}


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise UserFault("The task needs a title.", field="title")
    return title


def _minutes(minutes: int) -> int:
    if not 0 < minutes <= MOST_MINUTES:
        raise UserFault(f"A task takes 1 to {MOST_MINUTES:,} minutes.", field="minutes")
    return minutes
