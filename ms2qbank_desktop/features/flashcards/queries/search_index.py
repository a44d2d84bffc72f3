"""The search index of the notes, compared with the notes."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.tables import SEARCH_INDEX, CardNoteRow

from .notes import search_text
from .rows import FIELD_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

_PORTION = 2_000


def is_astray(session: Session) -> bool:
    """Return whether the index is damaged, or says something else than the notes."""
    connection = session.connection()
    try:
        connection.exec_driver_sql(
            f"INSERT INTO {SEARCH_INDEX} ({SEARCH_INDEX}) VALUES ('integrity-check')"
        )
    except DatabaseError:
        return True
    found = connection.exec_driver_sql(f"SELECT rowid, fields FROM {SEARCH_INDEX} ORDER BY rowid")
    indexed = (tuple(row) for part in found.partitions(_PORTION) for row in part)
    return any(one != other for one, other in zip_longest(_texts(session), indexed))


def rebuild(session: Session) -> None:
    """Write the index anew."""
    connection = session.connection()
    connection.exec_driver_sql(f"DELETE FROM {SEARCH_INDEX}")
    insert = f"INSERT INTO {SEARCH_INDEX} (rowid, fields) VALUES (?, ?)"
    for portion in _portions(session):
        connection.exec_driver_sql(insert, portion)


def _texts(session: Session) -> Iterator[tuple[int, str]]:
    for portion in _portions(session):
        yield from portion


def _portions(session: Session) -> Iterator[list[tuple[int, str]]]:
    query = (
        select(col(CardNoteRow.search_row), col(CardNoteRow.fields))
        .where(col(CardNoteRow.deleted_at).is_(None))
        .order_by(col(CardNoteRow.search_row))
    )
    for part in session.execute(query).partitions(_PORTION):
        yield [(place, search_text(fields.split(FIELD_SEPARATOR))) for place, fields in part]
