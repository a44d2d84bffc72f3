"""The search index of the notes, compared with the notes."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.tables import SEARCH_INDEX, CardNoteRow

from .notes import search_text
from .rows import FIELD_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

_PORTION = 2_000


def is_astray(session: Session) -> bool:
    """Return whether the index holds something else than the words of the notes; whether SQLite
    finds it sound is asked by storage.backup.inspect."""
    connection = session.connection()
    found = connection.exec_driver_sql(
        # The table below the index: its rows are read in half the time.
        f"SELECT n.fields, t.c0 FROM card_notes n LEFT JOIN {SEARCH_INDEX}_content t "
        "ON t.id = n.search_row WHERE n.deleted_at IS NULL"
    )
    number = 0
    for part in found.partitions(_PORTION):
        number += len(part)
        if any(search_text(fields.split(FIELD_SEPARATOR)) != words for fields, words in part):
            return True
    held = connection.exec_driver_sql(f"SELECT count(*) FROM {SEARCH_INDEX}_content").scalar()
    return held != number


def rebuild(session: Session) -> None:
    """Write the index anew."""
    connection = session.connection()
    connection.exec_driver_sql(f"DELETE FROM {SEARCH_INDEX}")
    insert = f"INSERT INTO {SEARCH_INDEX} (rowid, fields) VALUES (?, ?)"
    for portion in _portions(session):
        connection.exec_driver_sql(insert, portion)


def _portions(session: Session) -> Iterator[list[tuple[int, str]]]:
    query = (
        select(col(CardNoteRow.search_row), col(CardNoteRow.fields))
        .where(col(CardNoteRow.deleted_at).is_(None))
        .order_by(col(CardNoteRow.search_row))
    )
    for part in session.execute(query).partitions(_PORTION):
        yield [(place, search_text(fields.split(FIELD_SEPARATOR))) for place, fields in part]
