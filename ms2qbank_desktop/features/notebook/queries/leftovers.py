"""What notes leave behind that were deleted for good: their versions, and files nobody names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import delete, inspect
from sqlmodel import col, select

from ms2qbank_desktop.features.notebook.tables import NoteRow, NoteVersionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import WriteSession

_FILE = re.compile(r"media:([0-9a-f]{64}\.[a-z0-9]{1,5})(?![a-z0-9])")
_GUARD = "note_versions_no_delete"
_WORDS = re.compile(r"|VARCHAR.*|TEXT|JSON|CHAR.*", re.IGNORECASE)
"""Types of the columns that hold text."""
_AT_ONCE = 40
"""Files that are looked for in one pass over a table."""


def files(session: Session, note_ids: Sequence[int]) -> set[str]:
    """Return the names of the files that notes or their versions have."""
    bodies = select(NoteRow.body).where(col(NoteRow.id).in_(note_ids))
    earlier = select(NoteVersionRow.body).where(col(NoteVersionRow.note_id).in_(note_ids))
    return {
        name
        for query in (bodies, earlier)
        for body in session.exec(query)
        for name in _FILE.findall(body)
    }


def emptied(session: Session, user_id: int) -> list[int]:
    """Return the notes that were deleted for good while their versions were still kept."""
    query = (
        select(NoteRow.id)
        .join(NoteVersionRow, col(NoteVersionRow.note_id) == col(NoteRow.id))
        .where(
            NoteRow.user_id == user_id,
            col(NoteRow.deleted_at).is_not(None),
            NoteRow.title == "",
            NoteRow.body == "",
        )
    )
    return list(session.exec(query.distinct()))


def forget_versions(session: WriteSession, note_ids: Sequence[int]) -> None:
    """Delete the versions of notes. They are a log: its guard stands aside within this write, and
    only for it."""
    connection = session.connection()
    guard = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?"
    written = connection.exec_driver_sql(guard, (_GUARD,)).scalar_one()
    connection.exec_driver_sql(f"DROP TRIGGER {_GUARD}")
    connection.execute(delete(NoteVersionRow).where(col(NoteVersionRow.note_id).in_(note_ids)))
    connection.exec_driver_sql(written)


def named_nowhere(session: Session, names: Iterable[str]) -> list[str]:
    """Return those of some files that no text of any table names: a card, a question or an article
    may show the same picture, for each file is kept once."""
    left = sorted(names)
    for table, columns in _texts(session):
        for column in columns:
            for at in range(0, len(left), _AT_ONCE):
                some = left[at : at + _AT_ONCE]
                wanted = " OR ".join([f'instr("{column}", ?)'] * len(some))
                rows = session.connection().exec_driver_sql(
                    f'SELECT "{column}" FROM "{table}" WHERE {wanted}',  # noqa: S608
                    tuple(name.partition(".")[0] for name in some),
                )
                found = "\n".join(str(row[0]) for row in rows)
                left = [name for name in left if name.partition(".")[0] not in found]
    return left


def _texts(session: Session) -> list[tuple[str, list[str]]]:
    """Return every table that somebody writes, with its columns of text."""
    schema = inspect(session.connection())
    connection = session.connection()
    kinds = connection.exec_driver_sql("PRAGMA table_list").all()
    tables = sorted(row[1] for row in kinds if row[0] == "main" and row[2] == "table")
    return [
        (
            table,
            [
                one["name"]
                for one in schema.get_columns(table)
                if _WORDS.fullmatch(str(one["type"]))
            ],
        )
        for table in tables
        if not table.startswith("sqlite_")
    ]
