"""The search index of notes, and the tags and aliases that can be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, text
from sqlmodel import col

from ms2qbank_desktop.features.notebook.formats.front_matter import aliases
from ms2qbank_desktop.features.notebook.tables import NoteAliasRow, NoteTagRow
from ms2qbank_desktop.features.notebook.wiki import indexed

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.tables import NoteRow
    from ms2qbank_desktop.storage.store import WriteSession


def refresh(session: WriteSession, row: NoteRow) -> None:
    """Index a note anew; one in the trash leaves the index."""
    session.flush()
    connection = session.connection()
    connection.execute(text("DELETE FROM note_search WHERE rowid = :row"), {"row": row.search_row})
    session.execute(delete(NoteTagRow).where(col(NoteTagRow.note_id) == row.id))
    session.execute(delete(NoteAliasRow).where(col(NoteAliasRow.note_id) == row.id))
    if row.deleted_at is None:
        session.add_all(NoteTagRow(note_id=row.id, tag=tag) for tag in row.tags.split())
        session.add_all(NoteAliasRow(note_id=row.id, alias=one) for one in aliases(row.body))
        connection.execute(
            text("INSERT INTO note_search(rowid, title, body) VALUES (:row, :title, :body)"),
            {"row": row.search_row, "title": row.title, "body": indexed(row.body)},
        )
