"""Rows of the notebook as models."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import Note, NoteKind
from ms2qbank_desktop.features.notebook.tables import NoteRow

if TYPE_CHECKING:
    from sqlmodel import Session


def note_row(
    session: Session, user_id: int, note_id: int, *, in_trash: bool | None = False
) -> NoteRow:
    """Return the row of a note; UserFault if the user has no such note, or not where it is
    looked for (None: wherever it is)."""
    row = session.get(NoteRow, note_id)
    gone = row is not None and row.deleted_at is not None
    if row is None or row.user_id != user_id or in_trash not in (None, gone):
        raise UserFault("This note is no longer there.")
    return row


def note(row: NoteRow) -> Note:
    """Return what a row says."""
    return Note(
        id=row.id,
        title=row.title,
        body=row.body,
        tags=tuple(row.tags.split()),
        created_at=row.created_at,
        changed_at=row.changed_at,
        kind=NoteKind(row.kind),
        notebook_id=row.notebook_id,
        pinned=row.pinned,
        bookmarked=row.bookmarked,
        archived=row.archived,
        colour=row.colour,
        day=date.fromisoformat(row.day) if row.day else None,
    )
