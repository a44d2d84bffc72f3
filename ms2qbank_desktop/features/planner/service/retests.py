"""Retests: the tasks that ask a missed question again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.queries import task_rows
from ms2qbank_desktop.features.planner.tables import PlanTaskRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.models import ErrorEntry
    from ms2qbank_desktop.storage.store import Store, WriteSession

MINUTES = 3
"""Of one question, with its explanation read again."""


class RetestService:
    """The retests of one data folder."""

    def __init__(self, store: Store, clock: Clock, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._links = links

    def plan(self, user_id: int, entry: ErrorEntry, places: Iterable[Place] = ()) -> list[int]:
        """Let the open retests of a miss stand on the days that its row of the error log says, and
        return their ids; asked for again, nothing changes.

        Tasks are moved rather than made anew, those too many are removed with their links. Each is
        linked to the question, to the note of the miss, and to ``places``.
        UserFault for more than 12 days.
        """
        if len(entry.retests) > task_rows.MOST_RETESTS:
            raise UserFault(
                f"A miss has {task_rows.MOST_RETESTS} retests at the most.", field="days"
            )
        question, note = Place(Kind.QUESTION, entry.question_id), Place(Kind.NOTE, entry.note_id)
        title = self._title(user_id, note)
        with self._store.write() as session:
            rows = task_rows.retests(session, user_id, entry.id)
            standing = {row.day: row for row in rows.values() if task_rows.is_open(row)}
            days = [day for day in entry.retests if day.isoformat() not in standing]
            wanted = {day.isoformat() for day in entry.retests}
            movable = [row for day, row in sorted(standing.items()) if day not in wanted]
            for row in movable[len(days) :]:
                self._withdraw(session, row)
            for row, day in zip(movable, days, strict=False):
                self._place(session, row, day)
            for number, day in zip(_free(rows), days[len(movable) :], strict=False):
                row = rows.get(number) or self._new(user_id, entry, number, title)
                rows[number] = row
                self._place(session, row, day)
            there = (question, note, *places)
            ids = [row.id for row in rows.values() if task_rows.is_open(row)]
            for task_id in ids:
                for place in there:
                    here = Place(Kind.TASK, task_id)
                    self._links.link_within(session, user_id, here, place, Origin.MADE)
            session.touch("tasks")
            return ids

    def on(self, user_id: int, entry_id: int, day: date) -> int | None:
        """Return the open retest that a miss has on a day, None if there is none."""
        with self._store.read() as session:
            rows = task_rows.retests(session, user_id, entry_id).values()
            standing = (row for row in rows if task_rows.is_open(row))
            return next((row.id for row in standing if row.day == day.isoformat()), None)

    def _place(self, session: WriteSession, row: PlanTaskRow, day: date) -> None:
        row.rank = task_rows.next_rank(session, row.user_id, day)
        row.day, row.deleted_at, row.changed_at = day.isoformat(), None, self._clock.now()
        session.add(row)
        session.flush()

    def _withdraw(self, session: WriteSession, row: PlanTaskRow) -> None:
        row.deleted_at = row.changed_at = self._clock.now()
        session.add(row)
        self._links.unlink_made(session, row.user_id, Place(Kind.TASK, row.id))

    def _new(self, user_id: int, entry: ErrorEntry, number: int, title: str) -> PlanTaskRow:
        now = self._clock.now()
        return PlanTaskRow(
            id=task_rows.retest_id(entry.id, number),
            user_id=user_id,
            day="",
            rank=0,
            kind=TaskKind.RETEST,
            title=title,
            minutes=MINUTES,
            wanted=task_rows.wanted([Place(Kind.QUESTION, entry.question_id)], entry=entry.id),
            created_at=now,
            changed_at=now,
        )

    def _title(self, user_id: int, note: Place) -> str:
        """Return "Retest Q 20417: …", as the note of the miss is called."""
        end = self._links.described(user_id, [note]).get(note)
        return f"Retest {end.title}" if end else "Retest"


def _free(rows: dict[int, PlanTaskRow]) -> list[int]:
    """Return the numbers that a retest may have: those of removed ones first."""
    removed = [number for number, row in sorted(rows.items()) if row.deleted_at is not None]
    return removed + [number for number in range(task_rows.MOST_RETESTS) if number not in rows]
