"""Tasks as links name them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.features.links.models import End
from ms2qbank_desktop.features.planner.queries.task_rows import in_use
from ms2qbank_desktop.features.planner.tables import PlanTaskRow
from ms2qbank_desktop.storage.names import holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel.sql.expression import SelectOfScalar

    from ms2qbank_desktop.storage.store import Store

# strftime would speak the language of the system, and the program speaks English.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class TaskEnds:
    """links.models.Ends of tasks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, user_id: int, ids: Iterable[int]) -> dict[int, End]:
        query = select(PlanTaskRow).where(
            col(PlanTaskRow.id).in_(list(ids)), PlanTaskRow.user_id + 0 == user_id
        )
        with self._store.read() as session:
            return {row.id: _end(row) for row in session.exec(query)}

    def named(self, user_id: int, name: str, _part: str = "") -> int | None:
        query = _there(user_id).where(col(PlanTaskRow.title).collate("NOCASE") == name)
        with self._store.read() as session:
            row = session.exec(query.order_by(col(PlanTaskRow.day)).limit(1)).first()
            return None if row is None else row.id

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        with self._store.read() as session:
            found = session.exec(holding(_there(user_id), col(PlanTaskRow.title), text, number))
            return [(row.id, _end(row)) for row in found]


def _there(user_id: int) -> SelectOfScalar[PlanTaskRow]:
    return select(PlanTaskRow).where(
        PlanTaskRow.user_id == user_id, col(PlanTaskRow.deleted_at).is_(None), in_use()
    )


def _end(row: PlanTaskRow) -> End:
    day = date.fromisoformat(row.day)
    done = ", done" if row.done_at is not None else ""
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return End(row.title, words + done, row.deleted_at is not None)
