"""The log and the cards, read as statistics want them."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ms2qbank_desktop.features.flashcards.statistics import MATURE_DAYS, QUARTER_MS, LogLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
) -> Iterator[LogLine]:
    """Yield the answers between two ids, in order, as long as the session is open; of all cards,
    also those that are gone, or of the cards in decks."""
    own, values = _cards_of(deck_ids)
    sql = (
        f"SELECT {_AT}, r.card_id, {_CODE}, r.time_ms FROM card_reviews r "
        f"WHERE r.id >= ? AND r.id < ? AND {_ANSWER}{own} ORDER BY r.id"
    )
    found = session.connection().exec_driver_sql(sql, (first_id, end_id, user_id, *values))
    return _plain(found)


def _cards_of(deck_ids: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    own, values = _in_decks(deck_ids)
    if not values:
        return "", ()
    return f" AND +r.card_id IN (SELECT c.id FROM cards c WHERE c.deleted_at IS NULL{own})", values


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
    own, values = _in_decks(deck_ids)
    sql = f"SELECT count(*), sum(c.id % 1000003) FROM cards c WHERE c.deleted_at IS NULL{own}"
    number, marks = connection.exec_driver_sql(sql, values).one()
    return whole - later, voids, number, marks or 0


class KeptDays(NamedTuple):
    """Sums of the log by study day as they are kept: see tables.CardDaysRow."""

    end_day: int
    state: tuple[int, ...]
    records: list[list[int]]


def kept_days(session: Session, user_id: int) -> KeptDays | None:
    """Return the sums that were kept, whether they still hold or not."""
    sql = "SELECT end_day, state, records FROM card_days WHERE user_id = ?"
    row = session.connection().exec_driver_sql(sql, (user_id,)).first()
    return KeptDays(row[0], tuple(json.loads(row[1])), json.loads(row[2])) if row else None


def keep_days(session: Session, user_id: int, days: KeptDays) -> None:
    """Keep sums in place of those that were kept before."""
    sql = "INSERT OR REPLACE INTO card_days (user_id, end_day, state, records) VALUES (?, ?, ?, ?)"
    values = (user_id, days.end_day, *(json.dumps(part) for part in days[1:]))
    session.connection().exec_driver_sql(sql, values)


def forget_days(session: Session) -> None:
    """Have the log of every user counted anew."""
    session.connection().exec_driver_sql("DELETE FROM card_days")


class CardColumns(NamedTuple):
    """What is counted of cards, a value a card in each; numbers of no meaning to it are −1.

    ``kind``: statistics.CardClass. ``due``: 2 × study day + mature. ``added``: quarter of an hour
    since 1970.
    """

    kind: list[int]
    interval: list[int]
    ease: list[int]
    due: list[int]
    added: list[int]


MemoryLine = tuple[int, float, float, int]
"""Home deck (its preset has the forgetting curve), stability, difficulty, last study day."""

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
) -> CardColumns:
    """Return the columns of all cards, or of those in decks.

    They come as JSON, a text a column: a row a card would make 35,000 tuples, and the collector
    of garbage would go through them again and again.
    """
    own, values = _in_decks(deck_ids)
    names = CardColumns._fields
    sql = (
        f"WITH lines({', '.join(names)}) AS ({_CARD_LINE}{own}) "
        f"SELECT {', '.join(f'json_group_array({name})' for name in names)} FROM lines"
    )
    given = (today, today, user_id, *values)
    found = session.connection().exec_driver_sql(sql, given).one()
    return CardColumns(*(json.loads(column) for column in found))


def memories(session: Session, user_id: int, deck_ids: Iterable[int] | None) -> list[MemoryLine]:
    """Return what is known of the cards that have a memory (FSRS)."""
    sql = (
        f"SELECT {_HOME}, c.stability, c.difficulty, c.last_review_day FROM cards c "
        f"WHERE {_OWN} AND {_LEARNED} AND c.stability IS NOT NULL "
        "AND c.last_review_day IS NOT NULL"
    )
    own, values = _in_decks(deck_ids)
    found = session.connection().exec_driver_sql(sql + own, (user_id, *values))
    return list(_plain(found))


def _in_decks(deck_ids: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if deck_ids is None else (_IN_DECKS, (json.dumps(list(deck_ids)),))


def _plain(found: CursorResult[Any]) -> Iterator[Any]:
    """Return the rows as the driver gives them, one by one: SQLAlchemy's cost twice the time."""
    return cast("Iterator[Any]", found.cursor)
