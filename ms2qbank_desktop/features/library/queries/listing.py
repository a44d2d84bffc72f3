"""Articles as lists show them, and the numbers beside the filters."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.library.models import (
    ArticleCounts,
    ArticleFilter,
    ArticleLine,
    ArticleOrder,
)
from ms2qbank_desktop.storage.fulltext import TRIGRAM, phrase

if TYPE_CHECKING:
    from sqlmodel import Session

_ORDERS = {
    ArticleOrder.CHAPTER: "c.title COLLATE NOCASE, a.collection_id, a.ordinal",
    ArticleOrder.TITLE: "a.title COLLATE NOCASE, a.id",
    ArticleOrder.NEWEST: "a.added_at DESC, a.collection_id, a.ordinal",
    ArticleOrder.RECENTLY_READ: "r.last_at IS NULL, r.last_at DESC, a.title COLLATE NOCASE",
    ArticleOrder.POPULAR: (
        "(SELECT sum(e.time_ms) FROM read_events AS e WHERE e.article_id = a.id) DESC, a.title"
    ),
}
_TABLES = """
articles AS a JOIN article_collections AS c ON c.id = a.collection_id AND c.deleted_at IS NULL
LEFT JOIN article_readings AS r ON r.article_id = a.id AND r.user_id = ?
"""
_COLUMNS = """
a.id, a.title, a.summary, a.system, a.subject, a.chapter, c.title, a.words, a.reviewed,
coalesce(r.share, 0.0), coalesce(r.bookmarked, 0), r.last_at, a.added_at
"""
_MEMBERS = "(SELECT value FROM json_each(?))"
_TOPIC = "SELECT 1 FROM json_each(a.topics) AS w WHERE w.value IN"
_TAG = "SELECT 1 FROM json_each(a.tags) AS w WHERE w.value IN"
_FOUND = "a.search_row IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)"


def lines(
    session: Session,
    user_id: int,
    wanted: ArticleFilter,
    order: ArticleOrder,
    limit: int | None = None,
) -> list[ArticleLine]:
    """Return the articles of a filter in order."""
    where, values = _where(wanted)
    sql = (
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {where} "  # noqa: S608
        f"ORDER BY {_ORDERS[order]} LIMIT ?"
    )
    found = _run(session, sql, [user_id, *values, -1 if limit is None else limit])
    return [_line(row) for row in found]


def counts(session: Session, user_id: int, wanted: ArticleFilter) -> ArticleCounts:
    """Return the numbers beside the filters: each facet as if it alone were not chosen."""
    whole, values = _where(ArticleFilter())
    sql = (
        "SELECT count(*), coalesce(sum(coalesce(r.bookmarked, 0)), 0), "  # noqa: S608
        f"coalesce(sum(r.last_at IS NOT NULL), 0) FROM {_TABLES} WHERE {whole}"
    )
    total, bookmarked, begun = _run(session, sql, [user_id, *values])[0]
    none: frozenset[str] = frozenset()
    return ArticleCounts(
        total=total,
        bookmarked=bookmarked,
        begun=begun,
        systems=_facet(session, user_id, replace(wanted, systems=none), "a.system"),
        subjects=_facet(session, user_id, replace(wanted, subjects=none), "a.subject"),
        topics=_facet(session, user_id, replace(wanted, topics=none), "t.value", "a.topics"),
        tags=_facet(session, user_id, replace(wanted, tags=none), "t.value", "a.tags"),
        collections=_facet(
            session, user_id, replace(wanted, collections=frozenset()), "a.collection_id"
        ),
    )


def _facet(
    session: Session, user_id: int, wanted: ArticleFilter, column: str, listed: str = ""
) -> dict[Any, int]:
    where, values = _where(wanted)
    tables = f"{_TABLES} JOIN json_each({listed}) AS t" if listed else _TABLES
    sql = (
        f"SELECT {column}, count(*) FROM {tables} WHERE {where} AND {column} != '' "  # noqa: S608
        "GROUP BY 1 ORDER BY 1"
    )
    return {row[0]: row[1] for row in _run(session, sql, [user_id, *values])}


def _where(wanted: ArticleFilter) -> tuple[str, list[object]]:
    parts = ["a.deleted_at IS NULL"]
    values: list[object] = []
    for column, names in (
        ("a.system", wanted.systems),
        ("a.subject", wanted.subjects),
        ("a.collection_id", wanted.collections),
    ):
        if names:
            parts.append(f"{column} IN {_MEMBERS}")
            values.append(json.dumps(sorted(names)))
    for listed, names in ((_TOPIC, wanted.topics), (_TAG, wanted.tags)):
        if names:
            parts.append(f"EXISTS ({listed} {_MEMBERS})")
            values.append(json.dumps(sorted(names)))
    if wanted.bookmarked is not None:
        parts.append("coalesce(r.bookmarked, 0) = ?")
        values.append(int(wanted.bookmarked))
    if wanted.begun is not None:
        parts.append(f"r.last_at IS {'NOT ' if wanted.begun else ''}NULL")
    words = wanted.text.split()
    for word in [word for word in words if len(word) >= TRIGRAM] or words:
        if len(word) >= TRIGRAM:
            parts.append(_FOUND)
            values.append(phrase(word))
        else:
            parts.append("instr(lower(a.title), lower(?)) > 0")
            values.append(word)
    return " AND ".join(parts), values


def _line(row: Any) -> ArticleLine:
    *same, words, reviewed, share, bookmarked, last_at, added_at = row
    values: tuple[Any, ...] = (
        *same,
        words,
        bool(reviewed),
        share,
        bool(bookmarked),
        None if last_at is None else from_ms(last_at),
        from_ms(added_at),
    )
    return ArticleLine(*values)


def _run(session: Session, sql: str, values: list[Any]) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, tuple(values)).all())
