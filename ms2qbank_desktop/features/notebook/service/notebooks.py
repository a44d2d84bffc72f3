"""Notebooks: what notes are put into; nested as deep as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.notebook.models import Notebook
from ms2qbank_desktop.features.notebook.queries import listing
from ms2qbank_desktop.features.notebook.tables import NotebookRow

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.models import NoteCounts
    from ms2qbank_desktop.storage.store import Store


class NotebooksService:
    """The notebooks of one data folder; those of another user are unknown."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def notebooks(self, user_id: int, counts: NoteCounts | None = None) -> list[Notebook]:
        """Return the user's notebooks, each before those inside it, in their order. ``counts``: if
        they are known; to count ten thousand notes takes its time."""
        with self._store.read() as session:
            numbers = counts.notebooks if counts else listing.in_notebooks(session, user_id)
            inside: dict[int | None, list[NotebookRow]] = {}
            for row in _rows(session, user_id):
                inside.setdefault(row.parent_id, []).append(row)
        found, waiting = [], list(reversed(inside.get(None, [])))
        while waiting:
            row = waiting.pop()
            found.append(Notebook(row.id, row.name, row.parent_id, numbers.get(row.id, 0)))
            waiting += reversed(inside.get(row.id, []))
        return found

    def create(self, user_id: int, name: str, parent_id: int | None = None) -> int:
        """Make a notebook and return its id; the id of the one that is called so in the same
        place. UserFault if the name is blank."""
        now = self._clock.now()
        with self._store.write() as session:
            if parent_id is not None:
                _row(session, user_id, parent_id)
            name = _checked(name)
            alike = _called(session, user_id, name, parent_id)
            if alike is not None:
                return alike.id
            row = NotebookRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                name=name,
                parent_id=parent_id,
                rank=_last_rank(session, user_id) + 1,
                changed_at=now,
            )
            session.add(row)
            session.touch("notebooks")
            return row.id

    def rename(self, user_id: int, notebook_id: int, name: str) -> None:
        """Give a notebook another name. UserFault if it is blank, or taken in the same place."""
        with self._store.write() as session:
            row, name = _row(session, user_id, notebook_id), _checked(name)
            alike = _called(session, user_id, name, row.parent_id)
            if alike is not None and alike.id != notebook_id:
                raise UserFault(f"There is a notebook called {name} already.", field="name")
            row.name, row.changed_at = name, self._clock.now()
            session.add(row)
            session.touch("notebooks")

    def move(
        self, user_id: int, notebook_id: int, parent_id: int | None, before: int | None = None
    ) -> None:
        """Put a notebook into another one, or at the top, before a neighbour or at the end.

        UserFault if it would stand inside itself.
        """
        with self._store.write() as session:
            row = _row(session, user_id, notebook_id)
            above = parent_id
            while above is not None:
                if above == notebook_id:
                    raise UserFault("A notebook cannot be moved into itself.")
                above = _row(session, user_id, above).parent_id
            ranks = [(one.rank, one.id) for one in _rows(session, user_id) if one.id != notebook_id]
            at = next((n for n, (_, one) in enumerate(ranks) if one == before), len(ranks))
            low = ranks[at - 1][0] if at else (ranks[0][0] - 2 if ranks else 0.0)
            high = ranks[at][0] if at < len(ranks) else low + 2
            row.parent_id, row.rank = parent_id, (low + high) / 2
            row.changed_at = self._clock.now()
            session.add(row)
            session.touch("notebooks")

    def remove(self, user_id: int, notebook_id: int, *, removed: bool = True) -> None:
        """Take a notebook away, or put it back. Its notes stay and show among all notes; those
        inside it go and come back with it."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(NotebookRow, notebook_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("notebooks", "notes")


def _rows(session: Session, user_id: int) -> list[NotebookRow]:
    query = select(NotebookRow).where(
        NotebookRow.user_id == user_id, col(NotebookRow.deleted_at).is_(None)
    )
    return list(session.exec(query.order_by(col(NotebookRow.rank), col(NotebookRow.id))))


def _row(session: Session, user_id: int, notebook_id: int) -> NotebookRow:
    row = session.get(NotebookRow, notebook_id)
    if row is None or row.user_id != user_id or row.deleted_at is not None:
        raise UserFault("This notebook is no longer there.")
    return row


def _called(session: Session, user_id: int, name: str, parent_id: int | None) -> NotebookRow | None:
    alike = (
        row
        for row in _rows(session, user_id)
        if row.parent_id == parent_id and row.name.casefold() == name.casefold()
    )
    return next(alike, None)


def _last_rank(session: Session, user_id: int) -> float:
    query = select(func.max(NotebookRow.rank)).where(NotebookRow.user_id == user_id)
    return float(session.exec(query).one() or 0.0)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFault("A notebook needs a name.", field="name")
    return name
