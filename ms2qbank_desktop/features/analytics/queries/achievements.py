"""What no sum says of what was reached: systems, packs and blocks, by day or instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlmodel import Session

_SYSTEMS = """
SELECT value, min(starts) FROM tallies
WHERE user_id = ? AND dimension = 'system' AND grain = 'day' GROUP BY value
"""
_PACKS = """
SELECT q.pack_id, count(*), count(f.at), max(f.at) FROM questions q
LEFT JOIN (SELECT question_id, min(at) AS at FROM attempts WHERE user_id = ? GROUP BY question_id) f
    ON f.question_id = q.id
WHERE q.deleted_at IS NULL GROUP BY q.pack_id
"""
_BLOCKS = """
SELECT b.ended_at, count(*) FROM blocks b JOIN block_items i ON i.block_id = b.id
WHERE b.user_id = ? AND b.ended_at IS NOT NULL AND b.elapsed_ms < b.limit_ms
GROUP BY b.id HAVING min(i.answer <> '') ORDER BY b.ended_at
"""


def systems(session: Session, user_id: int) -> list[tuple[str, int]]:
    """Return each system, as the packs name it, with the first study day (ordinal) of it."""
    return _rows(session, _SYSTEMS, user_id)


def packs(session: Session, user_id: int) -> list[tuple[int, int, int, int | None]]:
    """Return of each pack its id, its questions, those with an attempt, and the instant (ms) at
    which the last one of these was first attempted."""
    return _rows(session, _PACKS, user_id)


def blocks_in_time(session: Session, user_id: int) -> list[tuple[int, int]]:
    """Return instant (ms) of the end and size of the blocks that were answered whole before their
    time was over, in the order of time."""
    return _rows(session, _BLOCKS, user_id)


def _rows(session: Session, sql: str, user_id: int) -> list[Any]:
    return [tuple(row) for row in session.connection().exec_driver_sql(sql, (user_id,))]
