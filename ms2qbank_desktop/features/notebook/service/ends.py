"""Notes as links name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.features.links.models import End
from ms2qbank_desktop.features.notebook.tables import NoteRow
from ms2qbank_desktop.features.notebook.wiki import opening
from ms2qbank_desktop.storage.names import holding

from .naming import note_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.storage.store import Store


class NoteEnds:
    """links.models.Ends of notes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, user_id: int, ids: Iterable[int]) -> dict[int, End]:
        query = select(NoteRow).where(
            col(NoteRow.id).in_(list(ids)), NoteRow.user_id + 0 == user_id
        )
        with self._store.read() as session:
            return {row.id: _end(row) for row in session.exec(query)}

    def named(self, user_id: int, name: str, _part: str = "") -> int | None:
        with self._store.read() as session:
            return note_named(session, user_id, name)

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        query = select(NoteRow).where(
            NoteRow.user_id == user_id, col(NoteRow.deleted_at).is_(None), NoteRow.title != ""
        )
        with self._store.read() as session:
            found = session.exec(holding(query, col(NoteRow.title), text, number))
            return [(row.id, _end(row)) for row in found]


def _end(row: NoteRow) -> End:
    words = opening(row.body)
    return End(row.title or words, words if row.title else "", row.deleted_at is not None)
