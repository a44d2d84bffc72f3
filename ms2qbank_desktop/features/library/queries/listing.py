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
from ms2qbank_desktop.features.library.search_words import distance, searched_phrases
from ms2qbank_desktop.storage.fulltext import phrase

if TYPE_CHECKING:
    from sqlmodel import Session

_ORDERS = {
    ArticleOrder.BEST: "f.weight IS NULL, f.weight, a.title COLLATE NOCASE",
    ArticleOrder.CHAPTER: "c.title COLLATE NOCASE, a.collection_id, a.ordinal",
    ArticleOrder.TITLE: "a.title COLLATE NOCASE, a.id",
    ArticleOrder.NEWEST: "a.added_at DESC, a.collection_id, a.ordinal",
    ArticleOrder.RECENTLY_READ: "r.last_at IS NULL, r.last_at DESC, a.title COLLATE NOCASE",
    ArticleOrder.POPULAR: (
        "(SELECT sum(e.time_ms) FROM read_events AS e WHERE e.article_id = a.id) DESC, a.title"
    ),
}
_WEIGHED = """
LEFT JOIN (
    SELECT rowid AS row, rank AS weight FROM article_search
    WHERE article_search MATCH ? AND rank MATCH 'bm25(10.0, 4.0, 1.0)'
) AS f ON f.row = a.search_row
"""
_TABLES = """
articles AS a JOIN article_collections AS c ON c.id = a.collection_id
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
_LABELLED = "instr(lower(a.system || ' ' || a.subject || ' ' || a.topics || a.tags), lower(?)) > 0"
_THERE = "a.deleted_at IS NULL AND c.deleted_at IS NULL"
_GONE = "(a.deleted_at IS NOT NULL OR c.deleted_at IS NOT NULL)"
_HIGHLIGHTED = (
    "EXISTS (SELECT 1 FROM highlights AS h WHERE h.user_id = ? AND h.kind = 'article' "
    "AND h.target_id = a.id AND h.deleted_at IS NULL)"
)
_READ = "EXISTS (SELECT 1 FROM read_events AS e WHERE e.article_id = a.id)"
_AROUND = """
SELECT id, place, substr(body, max(1, place - ?2), ?3) FROM (
    SELECT id, body, instr(lower(body), lower(?1)) AS place FROM (
        SELECT a.id, substr(s.body, 1, instr(s.body || char(31), char(31)) - 1) AS body
        FROM articles AS a JOIN article_search AS s ON s.rowid = a.search_row
        WHERE a.id IN (SELECT value FROM json_each(?4))
    )
)
"""
EXCERPTS = 200
"""Lines of a search that get one."""
_BEFORE, _LONG = 50, 240
"""Characters of an excerpt: before the word, and all."""


def lines(
    session: Session,
    user_id: int,
    wanted: ArticleFilter,
    order: ArticleOrder,
    limit: int | None = None,
) -> list[ArticleLine]:
    """Return the articles of a filter in order; of a search with the words around what is found."""
    searched = searched_phrases(wanted.text)
    if order is ArticleOrder.BEST and not searched:
        order = ArticleOrder.CHAPTER
    where, values = _where(wanted, user_id)
    tables, asked = _TABLES, [user_id, *values]
    if order is ArticleOrder.BEST:
        tables = f"{_TABLES} {_WEIGHED}"
        asked = [user_id, " AND ".join(map(phrase, searched)), *values]
    sql = (
        f"SELECT {_COLUMNS} FROM {tables} WHERE {where} "  # noqa: S608
        f"ORDER BY {_ORDERS[order]} LIMIT ?"
    )
    found = [_line(row) for row in _run(session, sql, [*asked, -1 if limit is None else limit])]
    if order is ArticleOrder.BEST:
        found.sort(key=lambda line: distance(line.title, wanted.text))
    if searched:
        found[:EXCERPTS] = _with_excerpts(session, found[:EXCERPTS], searched[0])
    return found


def _with_excerpts(session: Session, found: list[ArticleLine], word: str) -> list[ArticleLine]:
    ids = json.dumps([line.id for line in found])
    values = [word, _BEFORE, _LONG, ids]
    excerpts = {
        article_id: _cut(text, begun=place > _BEFORE)
        for article_id, place, text in _run(session, _AROUND, values)
        if place
    }
    return [replace(line, excerpt=excerpts.get(line.id, "")) for line in found]


def _cut(text: str, *, begun: bool) -> str:
    """Return a piece of text on one line, whole words only."""
    if len(text) >= _LONG:
        text = f"{text.rpartition(' ')[0]} …"
    if begun:
        text = f"… {text.partition(' ')[2]}"
    return " ".join(text.split())


def counts(session: Session, user_id: int, wanted: ArticleFilter) -> ArticleCounts:
    """Return the numbers beside the filters: each facet as if it alone were not chosen."""
    whole, values = _where(ArticleFilter(), user_id)
    sql = (
        "SELECT count(*), coalesce(sum(coalesce(r.bookmarked, 0)), 0), "  # noqa: S608
        f"coalesce(sum(r.last_at IS NOT NULL), 0) FROM {_TABLES} WHERE {whole}"
    )
    total, bookmarked, begun = _run(session, sql, [user_id, *values])[0]
    gone = f"SELECT count(*) FROM {_TABLES} WHERE {_GONE}"  # noqa: S608
    none: frozenset[str] = frozenset()
    return ArticleCounts(
        total=total,
        bookmarked=bookmarked,
        begun=begun,
        removed=_run(session, gone, [user_id])[0][0],
        systems=_facet(session, user_id, replace(wanted, systems=none), "a.system"),
        subjects=_facet(session, user_id, replace(wanted, subjects=none), "a.subject"),
        topics=_facet(session, user_id, replace(wanted, topics=none), "t.value", "a.topics"),
        tags=_facet(session, user_id, replace(wanted, tags=none), "t.value", "a.tags"),
    )


def _facet(
    session: Session, user_id: int, wanted: ArticleFilter, column: str, listed: str = ""
) -> dict[Any, int]:
    where, values = _where(wanted, user_id)
    tables = f"{_TABLES} JOIN json_each({listed}) AS t" if listed else _TABLES
    sql = (
        f"SELECT {column}, count(*) FROM {tables} WHERE {where} AND {column} != '' "  # noqa: S608
        "GROUP BY 1 ORDER BY 1"
    )
    return {row[0]: row[1] for row in _run(session, sql, [user_id, *values])}


def _where(wanted: ArticleFilter, user_id: int) -> tuple[str, list[object]]:
    parts = [_GONE if wanted.removed else _THERE]
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
    if wanted.highlighted:
        parts.append(_HIGHLIGHTED)
        values.append(user_id)
    if wanted.popular:
        parts.append(_READ)
    phrases = searched_phrases(wanted.text)
    for one in phrases:
        parts.append(f"({_FOUND} OR {_LABELLED})")
        values += [phrase(one), one]
    if wanted.text.strip() and not phrases:
        parts.append("instr(lower(a.title), lower(?)) > 0")
        values.append(wanted.text.strip())
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
