"""Videos as lists show them, and the numbers beside the filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.videos.models import (
    RECENT,
    VideoCounts,
    VideoEntry,
    VideoFilter,
    VideoOrder,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.ordering import BY_TITLE, put_in_order

from .conditions import ORDERS, STATUSES, Conditions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

_RECENT_MS = RECENT // timedelta(milliseconds=1)
_COLUMNS = """
v.id, v.title, v.subject, v.system, v.topic, v.instructor, v.path, v.content, v.duration_ms,
v.position_ms, v.done, v.missing, v.problem, v.width = 0 AND v.duration_ms > 0, v.views,
coalesce(b.n, 0), v.added_at, v.last_at
"""
_BOOKMARKS = """
LEFT JOIN (SELECT video_id, count(*) AS n FROM video_bookmarks WHERE deleted_at IS NULL
GROUP BY video_id) AS b ON b.video_id = v.id
"""


def entries(
    session: Session,
    user_id: int,
    wanted: VideoFilter,
    order: VideoOrder,
    limit: int | None = None,
) -> list[VideoEntry]:
    """Return the videos of a filter in order; in that of its playlist each as often as it is
    there."""
    conditions = Conditions(user_id, wanted)
    joined, ordered, values = _BOOKMARKS, ORDERS.get(order, "v.id"), conditions.values
    if order is VideoOrder.PLAYLIST:
        joined += (
            "JOIN playlist_items AS p ON p.video_id = v.id AND p.playlist_id = ? "
            "AND p.deleted_at IS NULL"
        )
        ordered, values = "p.rank, p.id", [wanted.playlist_id, *values]
    sql = (
        f"SELECT {_COLUMNS} FROM videos AS v {joined} WHERE {conditions.where} "  # noqa: S608
        f"ORDER BY {ordered} LIMIT ?"
    )
    if order in BY_TITLE:  # SQLite cannot count as people do
        found = [_entry(row) for row in _run(session, sql, [*values, -1])]
        put_in_order(found, order)
        return found if limit is None else found[:limit]
    return [_entry(row) for row in _run(session, sql, [*values, -1 if limit is None else limit])]


def entries_by_id(session: Session, user_id: int, ids: Iterable[int]) -> dict[int, VideoEntry]:
    """Return videos by their ids; those that are gone are left out."""
    places = ",".join(map(str, map(int, ids)))
    sql = (
        f"SELECT {_COLUMNS} FROM videos AS v {_BOOKMARKS} "  # noqa: S608
        f"WHERE v.id IN ({places}) AND v.user_id = ? AND v.deleted_at IS NULL"
    )
    return {row[0]: _entry(row) for row in _run(session, sql, [user_id])}


def counts(session: Session, user_id: int, wanted: VideoFilter, now_ms: int) -> VideoCounts:
    """Return the numbers beside the filters: each facet as if it alone were not chosen."""
    whole = VideoFilter()
    total, duration, watched, continuing, recent, missing, bookmarks = _sums(
        session, user_id, whole, now_ms
    )
    return VideoCounts(
        total=total,
        duration_ms=duration,
        watched_ms=watched,
        continuing=continuing,
        recent=recent,
        missing=missing,
        bookmarks=bookmarks,
        statuses=_statuses(session, user_id, replace(wanted, statuses=frozenset())),
        subjects=_facet(session, user_id, replace(wanted, subjects=frozenset()), "subject"),
        systems=_facet(session, user_id, replace(wanted, systems=frozenset()), "system"),
        topics=_facet(session, user_id, replace(wanted, topics=frozenset()), "topic"),
        tags=_tags(session, user_id, replace(wanted, tags=frozenset())),
        folders=_folders(session, user_id),
    )


def _sums(session: Session, user_id: int, wanted: VideoFilter, now_ms: int) -> tuple[int, ...]:
    conditions = Conditions(user_id, wanted)
    sql = f"""
        SELECT count(*), coalesce(sum(duration_ms), 0), coalesce(sum(watched_ms), 0),
        coalesce(sum({STATUSES[WatchStatus.IN_PROGRESS]}), 0),
        coalesce(sum(added_at > ?), 0), coalesce(sum(missing), 0),
        (SELECT count(*) FROM video_bookmarks AS b JOIN videos AS w ON w.id = b.video_id
         WHERE b.user_id = ? AND b.deleted_at IS NULL AND w.deleted_at IS NULL)
        FROM videos AS v WHERE {conditions.where}
        """  # noqa: S608
    row = _run(session, sql, [now_ms - _RECENT_MS, user_id, *conditions.values])[0]
    return tuple(row)


def _statuses(session: Session, user_id: int, wanted: VideoFilter) -> dict[WatchStatus, int]:
    conditions = Conditions(user_id, wanted)
    columns = ", ".join(f"coalesce(sum({STATUSES[one]}), 0)" for one in WatchStatus)
    sql = f"SELECT {columns} FROM videos AS v WHERE {conditions.where}"  # noqa: S608
    row = _run(session, sql, conditions.values)[0]
    return dict(zip(WatchStatus, row, strict=True))


def _facet(session: Session, user_id: int, wanted: VideoFilter, column: str) -> dict[str, int]:
    conditions = Conditions(user_id, wanted)
    sql = (
        f"SELECT v.{column}, count(*) FROM videos AS v WHERE {conditions.where} "  # noqa: S608
        f"AND v.{column} != '' GROUP BY 1 ORDER BY 1 COLLATE NOCASE"
    )
    return {row[0]: row[1] for row in _run(session, sql, conditions.values)}


def _tags(session: Session, user_id: int, wanted: VideoFilter) -> dict[str, int]:
    conditions = Conditions(user_id, wanted)
    sql = (
        "SELECT g.tag, count(*) FROM videos AS v "  # noqa: S608
        "JOIN video_tags AS g ON g.video_id = v.id "
        f"WHERE {conditions.where} GROUP BY 1 ORDER BY 1 COLLATE NOCASE"
    )
    return {row[0]: row[1] for row in _run(session, sql, conditions.values)}


def _folders(session: Session, user_id: int) -> dict[int, int]:
    sql = (
        "SELECT folder_id, count(*) FROM videos WHERE user_id = ? AND deleted_at IS NULL "
        "AND folder_id IS NOT NULL GROUP BY 1"
    )
    return {row[0]: row[1] for row in _run(session, sql, [user_id])}


def _run(session: Session, sql: str, values: list[Any]) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, tuple(values)).all())


def _entry(row: Any) -> VideoEntry:
    """Return a row of _COLUMNS, which are in the order of the model."""
    *same, done, missing, problem, is_audio, views, bookmarks, added_at, last_at = row
    values: tuple[Any, ...] = (
        *same,
        bool(done),
        bool(missing),
        problem,
        bool(is_audio),
        views,
        bookmarks,
        from_ms(added_at),
        None if last_at is None else from_ms(last_at),
    )
    return VideoEntry(*values)
