"""Notes as lists show them, and the numbers of the side bar."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.core.ordering import natural
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
    from collections.abc import Sequence

    from sqlmodel import Session

_ORDERS = {
    NoteOrder.CHANGED: "n.pinned DESC, n.changed_at DESC, n.id DESC",
    NoteOrder.CREATED: "n.pinned DESC, n.created_at DESC, n.id DESC",
}
_MEMBERS = "(SELECT value FROM json_each(?))"
_INSIDE = """
n.notebook_id IN (WITH RECURSIVE inside(id) AS (VALUES (?) UNION
SELECT b.id FROM notebooks AS b JOIN inside ON b.parent_id = inside.id WHERE b.deleted_at IS NULL)
SELECT id FROM inside)
"""
_LIVE = "user_id = ? AND deleted_at IS NULL AND archived = 0"
_IN_TRASH = "deleted_at IS NOT NULL AND (title <> '' OR body <> '')"
"""What was deleted for good leaves an empty row."""
_FOUND = "n.search_row IN (SELECT rowid FROM note_search WHERE note_search MATCH ?)"


_LINE = (
    f"SELECT n.id, n.title, substr(n.body, 1, {OPENING * 8}), n.kind, n.notebook_id, "  # noqa: S608
    "n.pinned, n.bookmarked, n.archived, n.colour, n.tags, n.created_at, n.changed_at "
    "FROM notes AS n"
)


def lines(
    session: Session, user_id: int, wanted: NoteFilter, order: NoteOrder, limit: int | None = None
) -> list[NoteLine]:
    """Return the notes of a filter in order, pinned ones first."""
    where, values = _where(user_id, wanted)
    if order is NoteOrder.TITLE:
        rows = _run(session, f"{_LINE} WHERE {where} ORDER BY n.id", values)
        rows.sort(key=lambda row: (-row[5], natural(row[1])))
        return [_line(row) for row in rows[:limit]]
    sql = f"{_LINE} WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ?"
    return [_line(row) for row in _run(session, sql, [*values, -1 if limit is None else limit])]


def ids(session: Session, user_id: int, wanted: NoteFilter, order: NoteOrder) -> list[int]:
    """Return the ids of the notes of a filter in order: ten thousand of them in the time that the
    first words of two hundred take."""
    where, values = _where(user_id, wanted)
    if order is NoteOrder.TITLE:
        named = f"SELECT n.id, n.pinned, n.title FROM notes AS n WHERE {where}"  # noqa: S608
        rows = _run(session, f"{named} ORDER BY n.id", values)
        return [row[0] for row in sorted(rows, key=lambda row: (-row[1], natural(row[2])))]
    sql = f"SELECT n.id FROM notes AS n WHERE {where} ORDER BY {_ORDERS[order]}"  # noqa: S608
    return [row[0] for row in _run(session, sql, values)]


def lines_of(session: Session, user_id: int, some: Sequence[int]) -> list[NoteLine]:
    """Return these notes, those that are gone left out, in no order."""
    sql = f"{_LINE} WHERE n.id IN {_MEMBERS} AND n.user_id = ?"
    return [_line(row) for row in _run(session, sql, [json.dumps(list(some)), user_id])]


def counts(session: Session, user_id: int) -> NoteCounts:
    """Return how many notes stand in each place of the side bar."""
    groups = _run(
        session,
        "SELECT archived, kind, notebook_id, count(*), sum(pinned), sum(bookmarked) FROM notes "
        "WHERE user_id = ? AND deleted_at IS NULL GROUP BY 1, 2, 3",
        [user_id],
    )
    ((trash,),) = _run(
        session,
        f"SELECT count(*) FROM notes WHERE user_id = ? AND {_IN_TRASH}",  # noqa: S608
        [user_id],
    )
    tagged = _run(  # from the tags, which are fewer than the notes
        session,
        f"SELECT tag, note_id FROM note_tags CROSS JOIN notes ON id = note_id WHERE {_LIVE}",  # noqa: S608
        [user_id],
    )
    total = pinned = bookmarked = archived = 0
    kinds: Counter[NoteKind] = Counter()
    notebooks: Counter[int] = Counter()
    for put_away, kind, notebook_id, number, pins, marks in groups:
        if put_away:
            archived += number
            continue
        total, pinned, bookmarked = total + number, pinned + pins, bookmarked + marks
        kinds[NoteKind(kind)] += number
        if notebook_id is not None:
            notebooks[notebook_id] += number
    return NoteCounts(
        total,
        pinned,
        bookmarked,
        archived,
        trash,
        kinds=dict(kinds),
        notebooks=dict(notebooks),
        tags=dict(sorted(Counter(tag for tag, _ in tagged).items(), key=_by_tag)),
        within=_within(tagged),
    )


def _by_tag(item: tuple[str, int]) -> str:
    return item[0].casefold()


def _within(tagged: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return how many notes have each tag or one below it, case folded."""
    notes: dict[str, set[int]] = {}
    for tag, note_id in tagged:
        name = tag.casefold()
        while name:
            notes.setdefault(name, set()).add(note_id)
            name = name.rpartition("/")[0]
    return {name: len(some) for name, some in notes.items()}


def in_notebooks(session: Session, user_id: int) -> dict[int, int]:
    """Return how many notes stand in each notebook, without those of the notebooks inside it."""
    sql = f"SELECT notebook_id, count(*) FROM notes WHERE {_LIVE} GROUP BY 1"  # noqa: S608
    return {row[0]: row[1] for row in _run(session, sql, [user_id]) if row[0] is not None}


def _where(user_id: int, wanted: NoteFilter) -> tuple[str, list[object]]:
    parts = ["n.user_id = ?", _IN_TRASH if wanted.trash else "n.deleted_at IS NULL"]
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
