"""The trash of the notebook, emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService, links_of
from ms2qbank_desktop.features.notebook.queries import leftovers
from ms2qbank_desktop.features.notebook.tables import ErrorLogRow, NoteRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

_BATCH = 500


class TrashService:
    """Deletes for good. The row of a note stays, empty and stamped: other computers of the same
    user must hear that it is gone. Its versions go, its rows of the error log, its links, and the
    pictures and files that nothing else names."""

    def __init__(self, store: Store, clock: Clock, links: LinkService, media: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._links = links
        self._media = media

    def empty(self, user_id: int, note_ids: Sequence[int]) -> int:
        """Empty notes that are in the trash; return how many."""
        number, files = 0, set[str]()
        for at in range(0, len(note_ids), _BATCH):
            some = list(note_ids[at : at + _BATCH])
            with self._store.write() as session:
                mine = select(NoteRow.id).where(
                    col(NoteRow.id).in_(some),
                    NoteRow.user_id == user_id,
                    col(NoteRow.deleted_at).is_not(None),
                )
                gone = list(session.exec(mine))
                forgotten = [*gone, *leftovers.emptied(session, user_id)]
                files |= leftovers.files(session, forgotten)
                connection, now = session.connection(), self._clock.now()
                connection.execute(
                    update(NoteRow)
                    .where(col(NoteRow.id).in_(gone))
                    .values(title="", body="", tags="", changed_at=now)
                )
                connection.execute(
                    update(ErrorLogRow)
                    .where(
                        col(ErrorLogRow.note_id).in_(gone), col(ErrorLogRow.deleted_at).is_(None)
                    )
                    .values(rule="", deleted_at=now, changed_at=now)
                )
                leftovers.forget_versions(session, forgotten)
                for link in links_of(session, user_id, Kind.NOTE, gone):
                    self._links.unlink_within(session, link.id)
                number += len(gone)
                session.touch("notes", "links", "error-log")
        if files:
            with self._store.read() as session:
                unused = leftovers.named_nowhere(session, files)
            for name in unused:
                self._media.remove(name)
        return number
