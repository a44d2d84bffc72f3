"""The log of reviews: written, taken back, read."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.features.flashcards.models import Rating, Review, ReviewKind
from ms2qbank_desktop.features.flashcards.tables import CardReviewRow

from . import rows
from .rows import schedule_of_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlmodel import Session


_COLUMNS = tuple(CardReviewRow.model_fields)
_INSERT = (
    f"INSERT INTO card_reviews ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_LINES = (
    "SELECT r.id, r.card_id, r.rating, r.kind, r.interval, r.last_interval, r.ease_permille, "
    "r.time_ms, r.carried FROM json_each(?) c CROSS JOIN card_reviews r "
    "WHERE r.card_id = c.value AND r.id NOT IN (SELECT id FROM card_review_voids) {} "
    "ORDER BY c.key, r.id"
)
_FROM_IMPORTED = (
    "AND r.id >= ifnull((SELECT i.id FROM card_reviews i WHERE i.card_id = c.value "
    "AND i.kind = 'imported' ORDER BY i.id DESC LIMIT 1), 0)"
)
_CARRIES, _MID_LIFE = 7, 8
_EARLIER = (
    "SELECT c.key, (SELECT json_group_array(said) FROM (SELECT (r.id >> 21) * 16 "
    f"+ (r.kind IN ('review', 'filtered') AND r.last_interval > 0) * {_MID_LIFE} "
    f"+ CASE WHEN r.carried IS NULL THEN r.rating ELSE {_CARRIES} END AS said "
    "FROM card_reviews r WHERE r.card_id = c.value ->> 0 AND r.id < c.value ->> 1 "
    "AND r.id NOT IN (SELECT id FROM card_review_voids) "
    "AND (r.carried IS NOT NULL OR r.rating > 0 AND (r.kind != 'filtered' OR r.ease_permille)) "
    "ORDER BY r.id)) FROM json_each(?) c"
)
_RATINGS = (None, *Rating)
_KINDS = {kind.value: kind for kind in ReviewKind}
_VALID = "r.id NOT IN (SELECT id FROM card_review_voids)"
_ANSWERED = f"r.user_id = ? AND r.rating > 0 AND {_VALID}"


def after(last_id: int, now: datetime) -> datetime:
    """Return ``now``, or just after the line ``last_id`` if the clock was set back since then."""
    return max(now, from_ms(rows.review_ms(last_id) + 1)) if last_id else now


def add(session: Session, user_id: int, reviews: Iterable[Review]) -> None:
    """Add lines to the log."""
    values = [
        (
            *(one.id, one.card_id, one.rating.value if one.rating else 0, one.kind.value),
            *(one.interval, one.last_interval, one.ease_permille, one.time_ms, user_id),
            json.dumps(rows.schedule_json(one.carried)) if one.carried else None,
        )
        for one in reviews
    ]
    if values:
        session.connection().exec_driver_sql(_INSERT, values)


def take_back(session: Session, review_ids: Iterable[int], now: datetime) -> None:
    """Void lines of the log; void ones stay so."""
    values = [(review_id, to_ms(now)) for review_id in review_ids]
    if values:
        sql = "INSERT OR IGNORE INTO card_review_voids (id, at) VALUES (?, ?)"
        session.connection().exec_driver_sql(sql, values)


class Line(NamedTuple):
    """A line of the log as its row has it; ``carried`` as JSON."""

    id: int
    card_id: int
    rating: int
    kind: str
    interval: int
    last_interval: int
    ease_permille: int
    time_ms: int
    carried: str | None


def of_cards(session: Session, card_ids: Iterable[int]) -> dict[int, list[Review]]:
    """Return the valid lines of each card in the order of time; cards without any are left out."""
    return {
        card_id: list(map(review, lines))
        for card_id, lines in lines_of_cards(session, card_ids).items()
    }


def lines_of_cards(
    session: Session, card_ids: Iterable[int], *, from_imported: bool = False
) -> dict[int, list[Line]]:
    """Return the lines of :func:`of_cards` as their rows have them.

    ``from_imported``: of an imported card only from the entry on that carries its state, which
    is all that counts where no memory is computed.
    """
    query = _LINES.format(_FROM_IMPORTED if from_imported else "")
    lines = session.connection().exec_driver_sql(query, (json.dumps(list(card_ids)),))
    found: dict[int, list[Line]] = {}
    for line in map(Line._make, lines.fetchall()):
        found.setdefault(line.card_id, []).append(line)
    return found


def answers_before(
    session: Session, lines: Sequence[Line]
) -> Iterator[tuple[int, list[int], list[int]] | tuple[int, None, None]]:
    """Yield the card of each of ``lines`` with the ratings of the answers before it, and when they
    were given, in milliseconds since 1970.

    None where these are no plain answers from the card's first one on.
    """
    pairs = json.dumps([(line.card_id, line.id) for line in lines])
    for place, said in session.connection().exec_driver_sql(_EARLIER, (pairs,)):
        answers = json.loads(said)
        ratings = [one & 7 for one in answers]
        if _CARRIES in ratings or (answers and answers[0] & _MID_LIFE):
            yield lines[place].card_id, None, None
        else:
            yield lines[place].card_id, ratings, [one >> 4 for one in answers]


def review(line: Line) -> Review:
    """Return a line of the log; by look-ups, for there are half a million."""
    line_id, card_id, rating, kind, interval, before, ease, time_ms, carried = line
    at = from_ms(rows.review_ms(line_id))
    state = schedule_of_json(json.loads(carried)) if carried else None
    numbers = (interval, before, ease, time_ms)
    return Review(line_id, card_id, at, _RATINGS[rating], _KINDS[kind], *numbers, state)


def last_ids(session: Session, card_ids: Iterable[int]) -> dict[int, int]:
    """Return the id of the last line of each card, void ones counted."""
    sql = (
        "SELECT card_id, max(id) FROM card_reviews "
        "WHERE card_id IN (SELECT value FROM json_each(?)) GROUP BY card_id"
    )
    found = session.connection().exec_driver_sql(sql, (json.dumps(list(card_ids)),))
    return {row[0]: row[1] for row in found}


class Answers(NamedTuple):
    """Answers of one kind: how many, how many of them Again, and their milliseconds."""

    kind: ReviewKind
    number: int
    again: int
    time_ms: int


def answers(session: Session, user_id: int, first_id: int, end_id: int) -> list[Answers]:
    """Return the answers between two ids, by kind."""
    sql = (
        "SELECT r.kind, count(*), sum(r.rating = 1), sum(r.time_ms) FROM card_reviews r "
        f"WHERE r.id >= ? AND r.id < ? AND {_ANSWERED} GROUP BY r.kind"
    )
    found = session.connection().exec_driver_sql(sql, (first_id, end_id, user_id))
    return [Answers(ReviewKind(kind), *numbers) for kind, *numbers in found]


def studied(session: Session, user_id: int, first_id: int) -> dict[int, tuple[int, int]]:
    """Return (new cards, reviews) answered since ``first_id``, by the cards' home decks.

    An answer to a new card is one that had no interval before.
    """
    sql = (
        "SELECT coalesce(c.home_deck_id, c.deck_id), "
        "sum(r.kind = 'learn' AND r.last_interval = 0), sum(r.kind = 'review') "
        "FROM card_reviews r CROSS JOIN cards c ON c.id = r.card_id "
        f"WHERE r.id >= ? AND {_ANSWERED} GROUP BY 1"
    )
    found = session.connection().exec_driver_sql(sql, (first_id, user_id))
    return {deck_id: (new, reviews) for deck_id, new, reviews in found}


def streak(session: Session, user_id: int, starts: Sequence[int]) -> int:
    """Return on how many days in a row something was answered, counted from the first of
    ``starts``: the first ids of days, backwards, and of the day after them at the front."""
    bounds = json.dumps(list(zip(starts[1:], starts, strict=False)))
    sql = (
        "SELECT EXISTS (SELECT 1 FROM card_reviews r WHERE r.id >= json_extract(d.value, '$[0]') "
        f"AND r.id < json_extract(d.value, '$[1]') AND {_ANSWERED}) FROM json_each(?) d"
    )
    days = 0
    for row in session.connection().exec_driver_sql(sql, (user_id, bounds)):
        if not row[0]:
            break
        days += 1
    return days


def first_ms(session: Session, user_id: int) -> int:
    """Return when the log begins, in milliseconds since 1970; 0 for an empty one."""
    sql = "SELECT id FROM card_reviews WHERE user_id = ? ORDER BY id LIMIT 1"
    found = session.connection().exec_driver_sql(sql, (user_id,)).scalar()
    return rows.review_ms(found) if found else 0
