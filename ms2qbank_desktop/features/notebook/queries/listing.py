"""Notes as lists show them, and the numbers of the side bar."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.notebook.models import (
    NoteCounts,
    NoteFilter,
    NoteKind,
    NoteLine,
    NoteOrder,
)
from ms2qbank_desktop.features.notebook.wiki import OPENING, opening
from ms2qbank_desktop.storage.fulltext import TRIGRAM, phrase
from ms2qbank_desktop.storage.names import anywhere

if TYPE_CHECKING:
    from sqlmodel import Session

_ORDERS = {
    NoteOrder.CHANGED: "n.pinned DESC, n.changed_at DESC, n.id DESC",
    NoteOrder.CREATED: "n.pinned DESC, n.created_at DESC, n.id DESC",
    NoteOrder.TITLE: "n.pinned DESC, n.title COLLATE NOCASE, n.id",
}
_MEMBERS = "(SELECT value FROM json_each(?))"
_INSIDE = """
n.notebook_id IN (WITH RECURSIVE inside(id) AS (VALUES (?) UNION
SELECT b.id FROM notebooks AS b JOIN inside ON b.parent_id = inside.id WHERE b.deleted_at IS NULL)
SELECT id FROM inside)
"""
_FOUND = "n.search_row IN (SELECT rowid FROM note_search WHERE note_search MATCH ?)"


def lines(
    session: Session, user_id: int, wanted: NoteFilter, order: NoteOrder, limit: int | None = None
) -> list[NoteLine]:
    """Return the notes of a filter in order, pinned ones first."""
    where, values = _where(user_id, wanted)
    sql = (
        f"SELECT n.id, n.title, substr(n.body, 1, {OPENING * 8}), n.kind, n.notebook_id, "  # noqa: S608
        "n.pinned, n.bookmarked, n.archived, n.colour, n.tags, n.created_at, n.changed_at "
        f"FROM notes AS n WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ?"
    )
    return [_line(row) for row in _run(session, sql, [*values, -1 if limit is None else limit])]


def counts(session: Session, user_id: int) -> NoteCounts:
    """Return how many notes stand in each place of the side bar."""
    live = "user_id = ? AND deleted_at IS NULL AND archived = 0"
    sums = _run(
        session,
        "SELECT count(*), coalesce(sum(pinned), 0), coalesce(sum(bookmarked), 0), "  # noqa: S608
        "(SELECT count(*) FROM notes WHERE user_id = ? AND deleted_at IS NULL AND archived = 1), "
        "(SELECT count(*) FROM notes WHERE user_id = ? AND deleted_at IS NOT NULL) "
        f"FROM notes WHERE {live}",
        [user_id] * 3,
    )[0]
    kinds = _run(session, f"SELECT kind, count(*) FROM notes WHERE {live} GROUP BY 1", [user_id])  # noqa: S608
    books = _run(
        session,
        f"SELECT notebook_id, count(*) FROM notes WHERE {live} AND notebook_id IS NOT NULL "  # noqa: S608
        "GROUP BY 1",
        [user_id],
    )
    tagged = _run(
        session,
        "SELECT t.tag, count(*) FROM notes AS n JOIN note_tags AS t ON t.note_id = n.id "
        "WHERE n.user_id = ? AND n.deleted_at IS NULL AND n.archived = 0 "
        "GROUP BY 1 ORDER BY 1 COLLATE NOCASE",
        [user_id],
    )
    total, pinned, bookmarked, archived, trash = sums
    return NoteCounts(
        total,
        pinned,
        bookmarked,
        archived,
        trash,
        kinds={NoteKind(row[0]): row[1] for row in kinds},
        notebooks={row[0]: row[1] for row in books},
        tags={row[0]: row[1] for row in tagged},
    )


def _where(user_id: int, wanted: NoteFilter) -> tuple[str, list[object]]:
    parts = ["n.user_id = ?", f"n.deleted_at IS {'NOT ' if wanted.trash else ''}NULL"]
    values: list[object] = [user_id]
    for column in ("pinned", "bookmarked", "archived"):
        flag = getattr(wanted, column)
        if flag is not None and not wanted.trash:
            parts.append(f"n.{column} = ?")
            values.append(flag)
    if wanted.kinds:
        parts.append(f"n.kind IN {_MEMBERS}")
        values.append(json.dumps(sorted(wanted.kinds)))
    if wanted.tags:
        tagged = "SELECT 1 FROM note_tags AS t WHERE t.note_id = n.id AND t.tag IN"
        parts.append(f"EXISTS ({tagged} {_MEMBERS})")
        values.append(json.dumps(sorted(wanted.tags)))
    if wanted.notebook_id is not None:
        parts.append(_INSIDE)
        values.append(wanted.notebook_id)
    for word in wanted.text.split():
        if len(word) >= TRIGRAM and not wanted.trash:
            parts.append(_FOUND)
            values.append(phrase(word))
        else:
            parts.append("(n.title LIKE ? ESCAPE '\\' OR n.body LIKE ? ESCAPE '\\')")
            values += [anywhere(word)] * 2
    return " AND ".join(parts), values


def _line(row: Any) -> NoteLine:
    note_id, title, body, kind, notebook_id, pinned, bookmarked, archived, colour, tags = row[:10]
    return NoteLine(
        note_id,
        title,
        opening(body),
        NoteKind(kind),
        notebook_id,
        bool(pinned),
        bool(bookmarked),
        bool(archived),
        colour,
        tuple(tags.split()),
        from_ms(row[10]),
        from_ms(row[11]),
    )


def _run(session: Session, sql: str, values: list[Any]) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, tuple(values)).all())
