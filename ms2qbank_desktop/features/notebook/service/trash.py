"""The trash of the notebook, emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService, links_of
from ms2qbank_desktop.features.notebook.tables import NoteRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.store import Store

_BATCH = 500


class TrashService:
    """Deletes for good. The row of a note stays, empty and stamped: other computers of the same
    user must hear that it is gone. Its versions, which are only ever added to, belong to nothing
    any more and cannot be reached."""

    def __init__(self, store: Store, clock: Clock, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._links = links

    def empty(self, user_id: int, note_ids: Sequence[int]) -> int:
        """Empty notes that are in the trash, and take their links away; return how many."""
        number = 0
        for at in range(0, len(note_ids), _BATCH):
            some = list(note_ids[at : at + _BATCH])
            with self._store.write() as session:
                emptied = (
                    update(NoteRow)
                    .where(
                        col(NoteRow.id).in_(some),
                        col(NoteRow.user_id) == user_id,
                        col(NoteRow.deleted_at).is_not(None),
                    )
                    .values(title="", body="", tags="", changed_at=self._clock.now())
                    .returning(col(NoteRow.id))
                )
                gone = list(session.connection().execute(emptied).scalars())
                for link in links_of(session, user_id, Kind.NOTE, gone):
                    self._links.unlink_within(session, link.id)
                number += len(gone)
                session.touch("notes", "links")
        return number
