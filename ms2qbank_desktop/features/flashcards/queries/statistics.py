"""The log and the cards, read as statistics want them."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ms2qbank_desktop.features.flashcards.statistics import MATURE_DAYS, QUARTER_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import CursorResult
    from sqlmodel import Session

_AT = "r.id >> 21"
_CODE = (
    "CASE r.kind WHEN 'learn' THEN -1 "
    f"WHEN 'review' THEN CASE WHEN r.last_interval >= {MATURE_DAYS} THEN 7 ELSE 3 END "
    "WHEN 'relearn' THEN 11 ELSE 15 END + r.rating"
)
_ANSWER = "r.user_id = ? AND r.rating > 0 AND r.id NOT IN (SELECT id FROM card_review_voids)"
_HOME = "coalesce(c.home_deck_id, c.deck_id)"
_OWN = "+c.user_id = ? AND c.deleted_at IS NULL"
"""Nearly all cards are wanted: reading them in their order is quicker than by an index, which the
plus keeps out."""
_IN_DECKS = f" AND {_HOME} IN (SELECT value FROM json_each(?))"


def lines(
    session: Session, user_id: int, first_id: int, end_id: int, deck_ids: Iterable[int] | None
) -> list[tuple[int, ...]]:
    """Return the values of statistics.LogLine of the answers between two ids, in order; of all
    cards, also those that are gone, or of the cards that are in decks."""
    own, values = _cards_of(deck_ids)
    sql = (
        f"SELECT {_AT}, r.card_id, {_CODE}, r.time_ms FROM card_reviews r "
        f"WHERE r.id >= ? AND r.id < ? AND {_ANSWER}{own} ORDER BY r.id"
    )
    found = session.connection().exec_driver_sql(sql, (first_id, end_id, user_id, *values))
    return _plain(found)


def _cards_of(deck_ids: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    if deck_ids is None:
        return "", ()
    cards = f"SELECT c.id FROM cards c WHERE c.deleted_at IS NULL{_IN_DECKS}"
    return f" AND +r.card_id IN ({cards})", (json.dumps(list(deck_ids)),)


class Extent(NamedTuple):
    """Where the log begins and ends, in ids."""

    first_id: int
    last_id: int


def extent(session: Session, user_id: int) -> Extent | None:
    """Return the ids of the user's first and last answer; None for an empty log."""
    first, last = (
        session.connection()
        .exec_driver_sql(
            f"SELECT r.id FROM card_reviews r WHERE {_ANSWER} ORDER BY r.id {order} LIMIT 1",
            (user_id,),
        )
        .scalar()
        for order in ("", "DESC")
    )
    return None if first is None or last is None else Extent(first, last)


def state_of_log(
    session: Session, before_id: int, deck_ids: Sequence[int] | None
) -> tuple[int, ...]:
    """Return numbers that change whenever the answers before an id do: the log only grows, voids
    are only added; of decks also which cards are in them."""
    connection = session.connection()
    whole = connection.exec_driver_sql("SELECT count(*) FROM card_reviews").scalar_one()
    sql = (
        "SELECT (SELECT count(*) FROM card_reviews WHERE id >= ?), "
        "(SELECT count(*) FROM card_review_voids WHERE id < ?)"
    )
    later, voids = connection.exec_driver_sql(sql, (before_id, before_id)).one()
    if deck_ids is None:
        return whole - later, voids
    sql = f"SELECT count(*), sum(c.id % 1000003) FROM cards c WHERE c.deleted_at IS NULL{_IN_DECKS}"
    number, marks = connection.exec_driver_sql(sql, (json.dumps(list(deck_ids)),)).one()
    return whole - later, voids, number, marks or 0


class CardLine(NamedTuple):
    """What is counted of a card; numbers of no meaning to it are −1.

    ``kind``: statistics.CardClass. ``due``: 2 × study day + mature. ``added``: quarter of an hour.
    """

    kind: int
    interval: int
    ease: int
    due: int
    added: int


class MemoryLine(NamedTuple):
    """``deck_id``: the home deck, whose preset has the forgetting curve."""

    deck_id: int
    stability: float
    difficulty: float
    last_day: int


_LEARNED = "c.suspended = 0 AND c.state IN ('review', 'relearning')"
_CARD_LINE = f"""
SELECT CASE WHEN c.suspended THEN 6 WHEN c.buried_until > ? THEN 5 WHEN c.state = 'new' THEN 0
    WHEN c.state = 'learning' THEN 1 WHEN c.state = 'relearning' THEN 2
    WHEN c.interval_days >= {MATURE_DAYS} THEN 4 ELSE 3 END,
  CASE WHEN {_LEARNED} THEN c.interval_days ELSE -1 END,
  CASE WHEN {_LEARNED} AND c.ease > 0 THEN c.ease ELSE -1 END,
  CASE WHEN c.suspended OR c.state = 'new' THEN -1 WHEN c.due_at IS NOT NULL THEN 2 * ?
    ELSE 2 * c.due_day + (c.state = 'review' AND c.interval_days >= {MATURE_DAYS}) END,
  c.created_at / {QUARTER_MS}
FROM cards c WHERE {_OWN}"""


def cards(
    session: Session, user_id: int, today: int, deck_ids: Iterable[int] | None
) -> list[tuple[int, ...]]:
    """Return the values of :class:`CardLine` of all cards, or of those in decks."""
    values = [today, today, user_id]
    sql = _CARD_LINE
    return _fetched(session, sql, values, deck_ids)


def memories(
    session: Session, user_id: int, deck_ids: Iterable[int] | None
) -> list[tuple[int, float, float, int]]:
    """Return the values of :class:`MemoryLine` of the cards that have a memory (FSRS)."""
    sql = (
        f"SELECT {_HOME}, c.stability, c.difficulty, c.last_review_day FROM cards c "
        f"WHERE {_OWN} AND {_LEARNED} AND c.stability IS NOT NULL "
        "AND c.last_review_day IS NOT NULL"
    )
    return _fetched(session, sql, [user_id], deck_ids)


def _fetched(
    session: Session, sql: str, values: list[int], deck_ids: Iterable[int] | None
) -> list[tuple[Any, ...]]:
    given: list[object] = list(values)
    if deck_ids is not None:
        sql += _IN_DECKS
        given.append(json.dumps(list(deck_ids)))
    found = session.connection().exec_driver_sql(sql, tuple(given))
    return _plain(found)


def _plain(found: CursorResult[Any]) -> list[tuple[Any, ...]]:
    """Return the rows as the driver gives them: SQLAlchemy's cost twice the time."""
    return list(cast("Any", found.cursor).fetchall())
