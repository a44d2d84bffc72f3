"""The log and the cards, read as statistics want them."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ms2qbank_desktop.features.flashcards.statistics import MATURE_DAYS, QUARTER_MS, LogLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def state_of_log(session: Session, before_id: int) -> tuple[int, int]:
    """Return numbers that change whenever the answers before an id do: the log only grows, voids
    are only added."""
    connection = session.connection()
    whole = connection.exec_driver_sql("SELECT count(*) FROM card_reviews").scalar_one()
    sql = (
        "SELECT (SELECT count(*) FROM card_reviews WHERE id >= ?), "
        "(SELECT count(*) FROM card_review_voids WHERE id < ?)"
    )
    later, voids = connection.exec_driver_sql(sql, (before_id, before_id)).one()
    return whole - later, voids


def state_of_cards(session: Session, deck_ids: Iterable[int]) -> tuple[int, int]:
    """Return numbers that change whenever other cards are in decks."""
    own, values = _in_decks(deck_ids)
    sql = f"SELECT count(*), sum(c.id % 1000003) FROM cards c WHERE c.deleted_at IS NULL{own}"
    number, marks = session.connection().exec_driver_sql(sql, values).one()
    return number, marks or 0


class KeptState(NamedTuple):
    """Of which answers the kept sums are: see tables.CardDaysRow."""

    end_day: int
    state: tuple[int, ...]


def kept_state(session: Session, user_id: int) -> KeptState | None:
    """Return the state of the sums that are kept, None if there are none."""
    sql = "SELECT end_day, state FROM card_days WHERE user_id = ?"
    row = session.connection().exec_driver_sql(sql, (user_id,)).first()
    return KeptState(row[0], tuple(json.loads(row[1]))) if row else None


def kept_days(session: Session, user_id: int) -> dict[int, str]:
    """Return the sums that are kept by their study day, as DayRecord.text writes them."""
    sql = "SELECT records FROM card_days WHERE user_id = ?"
    return dict(json.loads(session.connection().exec_driver_sql(sql, (user_id,)).scalar_one()))


def keep_days(session: Session, user_id: int, kept: KeptState, days: Mapping[int, str]) -> None:
    """Keep sums in place of those that were kept before."""
    sql = "INSERT OR REPLACE INTO card_days (user_id, end_day, state, records) VALUES (?, ?, ?, ?)"
    values = (user_id, kept.end_day, json.dumps(kept.state), json.dumps(list(days.items())))
    session.connection().exec_driver_sql(sql, values)


def forget_days(session: Session) -> None:
    """Have the log of every user counted anew."""
    session.connection().exec_driver_sql("DELETE FROM card_days")


class CardColumns(NamedTuple):
    """What is counted of cards: a value for each card that it has a meaning for.

    ``standing``: 16 × interval in days + 4 × state (new, learning, relearning, review) + 2 if
    buried + 1 if suspended. ``due``: 2 × days from today + mature. ``added``: quarter of an hour
    since 1970. ``remembered``: whether any card has a memory.
    """

    standing: list[int]
    due: list[int]
    ease: list[int]
    added: list[int]
    remembered: bool


class MemoryColumns(NamedTuple):
    """Of the cards with a memory: stability in whole days; recall in per cent and difficulty in
    tenths, rounded, as texts with a character for each number."""

    stability: list[int]
    recall: str
    difficulty: str
    mean_recall: float | None


class Curve(NamedTuple):
    """How cards are forgotten whose home is in ``decks``: see ForgettingCurve.shape."""

    shape: tuple[float, float]
    decks: list[int]


_LEARNED = "c.suspended = 0 AND c.state IN ('review', 'relearning')"
_STANDING = """c.interval_days * 16 + c.suspended + CASE WHEN c.buried_until > ? THEN 2 ELSE 0 END
  + CASE c.state WHEN 'review' THEN 12 WHEN 'new' THEN 0 WHEN 'learning' THEN 4 ELSE 8 END"""
_DUE = f"""CASE c.state WHEN 'new' THEN NULL ELSE CASE c.suspended WHEN 0 THEN 2 * CASE
  WHEN c.due_at IS NULL THEN c.due_day - ? ELSE 0 END
  + (c.interval_days >= {MATURE_DAYS} AND c.state = 'review' AND c.due_at IS NULL) END END"""
_EASE = f"CASE WHEN {_LEARNED} AND c.ease > 0 THEN c.ease END"
_RECALL = "pow(1 + ? * max(0, ? - c.last_review_day) / c.stability, ?)"
_TENTHS = (
    "CAST(tenths AS INTEGER) - (tenths = CAST(tenths AS INTEGER) AND CAST(tenths AS INTEGER) & 1)"
)
"""The whole number below, but the even one where two were as near: as Python rounds."""


def cards(
    session: Session, user_id: int, today: int, deck_ids: Iterable[int] | None
) -> CardColumns:
    """Return the columns of all cards, or of those in decks.

    They come as a text a column: a row a card would make 35,000 tuples, and groups, for which SQL
    sorts, take twice the time of a Counter.
    """
    own, values = _in_decks(deck_ids)
    sql = (
        f"SELECT group_concat({_STANDING}), group_concat({_DUE}), group_concat({_EASE}), "
        f"group_concat(c.created_at / {QUARTER_MS}), max(c.stability) IS NOT NULL "
        f"FROM cards c WHERE {_OWN}{own}"
    )
    given = (today, today, user_id, *values)
    *texts, remembered = session.connection().exec_driver_sql(sql, given).one()
    standing, due, ease, added = map(_numbers, texts)
    return CardColumns(standing, due, ease, added, bool(remembered))


def memories(
    session: Session,
    user_id: int,
    today: int,
    deck_ids: Iterable[int] | None,
    curves: Sequence[Curve],
) -> MemoryColumns:
    """Return the columns of the cards that have a memory (FSRS); ``curves``: of all decks."""
    own, values = _in_decks(deck_ids)
    recall, shapes = _recall(curves, today)
    # The limit keeps the two parts apart: put into one, recall would be worked out twice.
    sql = (
        "SELECT group_concat(CAST(stability AS INTEGER)), "
        "group_concat(char(CAST(share * 100 + 0.5 AS INTEGER)), ''), "
        f"group_concat(char({_TENTHS}), ''), avg(share) "
        f"FROM (SELECT c.stability, c.difficulty * 10 + 0.5 AS tenths, {recall} AS share "
        f"FROM cards c WHERE {_OWN} AND {_LEARNED} AND c.stability IS NOT NULL "
        f"AND c.last_review_day IS NOT NULL{own} LIMIT -1)"
    )
    given = (*shapes, user_id, *values)
    stability, share, difficulty, mean = session.connection().exec_driver_sql(sql, given).one()
    return MemoryColumns(_numbers(stability), share or "", difficulty or "", mean)


def _recall(curves: Sequence[Curve], today: int) -> tuple[str, list[float | str]]:
    """Return the SQL of a card's recall and its values; most users have one curve."""
    *others, (shape, _) = curves
    sql, values = "", list[float | str]()
    for (factor, decay), deck_ids in others:
        sql += f"WHEN {_HOME} IN (SELECT value FROM json_each(?)) THEN {_RECALL} "
        values += json.dumps(deck_ids), factor, today, decay
    values += shape[0], today, shape[1]
    return (f"CASE {sql}ELSE {_RECALL} END" if others else _RECALL), values


def decks_by_preset(session: Session, user_id: int) -> dict[int, list[int]]:
    """Return the decks of each preset, removed ones too."""
    sql = "SELECT preset_id, json_group_array(id) FROM decks WHERE user_id = ? GROUP BY preset_id"
    found = session.connection().exec_driver_sql(sql, (user_id,))
    return {row[0]: json.loads(row[1]) for row in found}


def _numbers(text: str | None) -> list[int]:
    return cast("list[int]", json.loads(f"[{text or ''}]"))


def _in_decks(deck_ids: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if deck_ids is None else (_IN_DECKS, (json.dumps(list(deck_ids)),))


def _plain(found: CursorResult[Any]) -> Iterator[Any]:
    """Return the rows as the driver gives them, one by one: SQLAlchemy's cost twice the time."""
    return cast("Iterator[Any]", found.cursor)
