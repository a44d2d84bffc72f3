"""What can be studied now: counted, gathered, and one card read with all that it shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.models import CardState, Note
from ms2qbank_desktop.features.flashcards.scheduling.counting import Due
from ms2qbank_desktop.features.flashcards.scheduling.ordering import Candidate
from ms2qbank_desktop.features.flashcards.tables import CardNoteRow, CardReviewRow, CardRow

from . import rows
from .notes import each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ms2qbank_desktop.features.flashcards.models import Card, Deck

_OWN = "user_id = ? AND deck_id = d.id"
_HERE = (
    "suspended = 0 AND {} AND deleted_at IS NULL AND (buried_until IS NULL OR buried_until <= ?)"
)
_IS_NEW = "state = 'new'"
_IN_STEPS = "state IN ('learning', 'relearning')"
_STEPS_NOW = _HERE.format(f"{_IN_STEPS} AND due_at <= ?")
_STEPS_LATE = _HERE.format(f"{_IN_STEPS} AND due_day <= d.until")
_REVIEWS = _HERE.format("state = 'review' AND due_day <= d.until")
_COUNTS = f"""
WITH d (id, until) AS MATERIALIZED
  (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
SELECT d.id,
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_HERE.format(_IS_NEW)}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_STEPS_NOW}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_STEPS_LATE}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_REVIEWS}),
  (SELECT count(*) FROM cards WHERE {_OWN})
    - (SELECT count(*) FROM cards WHERE {_OWN} AND deleted_at IS NOT NULL)
FROM d
"""  # noqa: S608
_CANDIDATE = (
    *("id", "note_id", "deck_id", "coalesce(home_deck_id, deck_id)", "ordinal", "state"),
    "CASE WHEN state = 'new' THEN position WHEN due_at IS NULL THEN due_day ELSE due_at / 1000 END",
    *("interval_days", "ease / 1000.0", "stability", "difficulty", "last_review_day"),
)
_GATHER = f"SELECT {', '.join(_CANDIDATE)}, due_at FROM cards"  # noqa: S608
_IN_DECKS = "user_id = ? AND deck_id IN (SELECT value FROM json_each(?))"

_ALL_DAYS = 10_000_000
_STATES = {state.value: state for state in CardState}  # 2 µs a card quicker than CardState()


def due_counts(
    session: Session, user_id: int, decks: Iterable[Deck], today: int, until_ms: int
) -> dict[int, Due]:
    """Return what each deck has; ``until_ms``: learning cards due by then count. In a filtered
    deck all cards do."""
    listed = [(deck.id, _ALL_DAYS if deck.filtered else today) for deck in decks]
    one = (user_id, today)
    values = (json.dumps(listed), *one, user_id, until_ms, today, *one, *one, user_id, user_id)
    found = session.connection().exec_driver_sql(_COUNTS, values)
    return {row[0]: Due._make(row[1:]) for row in found}


class Gathered(NamedTuple):
    """Candidates for the queue, in the parts that Gathering takes; ``all_new``: how many new
    cards there are, also those that were not read."""

    learning: list[Candidate]
    interday: list[Candidate]
    reviews: list[Candidate]
    new: list[Candidate]
    all_new: int


def candidates(
    session: Session,
    user_id: int,
    decks: Iterable[Deck],
    today: int,
    most_new: Mapping[int, int] | None = None,
    last_due: int | None = None,
) -> Gathered:
    """Return the cards of decks that could be shown today, in filtered ones all; learning cards
    whatever their time.

    ``most_new``: of each deck only so many new cards are read, those of the lowest positions.
    ``last_due``: only reviews due by that study day are read.
    """
    usual: list[int] = []
    filtered: list[int] = []
    for deck in decks:
        (filtered if deck.filtered else usual).append(deck.id)
    in_steps = f"{_IN_STEPS} AND (due_day IS NULL OR due_day <= ?)"
    steps = _gather(session, in_steps, user_id, usual, today)
    by_now = f"state = 'review' AND due_day <= {today if last_due is None else last_due:d}"
    due = _gather(session, by_now, user_id, usual, today)
    if most_new is None:
        new = [card for card, _ in _gather(session, _IS_NEW, user_id, usual, today)]
        number = len(new)
    else:
        most = {deck: most_new[deck] for deck in usual if deck in most_new}
        last, number = _last_new(session, user_id, most, today)
        new = _gather_new(session, user_id, last, today)
    if filtered:
        steps += _gather(session, _IN_STEPS, user_id, filtered, today)
        due += _gather(session, "state = 'review'", user_id, filtered, today)
        more = [card for card, _ in _gather(session, _IS_NEW, user_id, filtered, today)]
        new, number = new + more, number + len(more)
    return Gathered(
        [card for card, due_at in steps if due_at is not None],
        [card for card, due_at in steps if due_at is None],
        [card for card, _ in due],
        new,
        number,
    )


def _last_new(
    session: Session, user_id: int, most: Mapping[int, int], today: int
) -> tuple[list[tuple[int, int]], int]:
    """Return (deck, position) of the last new card that is wanted of each deck, and how many new
    cards there are. The index alone answers."""
    sql = (
        f"SELECT deck_id, json_group_array(position) FROM cards WHERE {_IN_DECKS} "  # noqa: S608
        f"AND {_HERE.format(_IS_NEW)} GROUP BY deck_id"
    )
    values = (user_id, json.dumps(list(most)), today)
    last, number = [], 0
    for deck_id, found in session.connection().exec_driver_sql(sql, values).fetchall():
        positions = sorted(json.loads(found))
        number += len(positions)
        if wanted := positions[: most[deck_id]]:
            last.append((deck_id, wanted[-1]))
    return last, number


def _gather(
    session: Session, which: str, user_id: int, decks: Iterable[int], today: int
) -> list[tuple[Candidate, int | None]]:
    """Return candidates, each with the instant that it is due at."""
    values = (user_id, json.dumps(list(decks)), *[today] * (which.count("?") + 1))
    sql = f"{_GATHER} WHERE {_IN_DECKS} AND {_HERE.format(which)}"
    return [(_candidate(row), row[12]) for row in _rows(session, sql, values)]


def _gather_new(
    session: Session, user_id: int, last: Iterable[tuple[int, int]], today: int
) -> list[Candidate]:
    """Return the new cards of each deck up to a position."""
    wanted = "FROM (SELECT value ->> 0 AS deck, value ->> 1 AS last FROM json_each(?)) CROSS JOIN"
    sql = (
        f"{_GATHER.replace('FROM', wanted)} WHERE user_id = ? AND deck_id = deck "
        f"AND {_HERE.format(_IS_NEW)} AND position <= last"
    )
    values = (json.dumps(list(last)), user_id, today)
    return [_candidate(row) for row in _rows(session, sql, values)]


def _rows(session: Session, sql: str, values: tuple[object, ...]) -> Iterable[Any]:
    """Return rows as the driver gives them: SQLAlchemy's take twice the time."""
    cursor: Any = session.connection().exec_driver_sql(sql, values).cursor
    return cast("Iterable[Any]", cursor.fetchall())


def _candidate(row: Any) -> Candidate:
    return Candidate._make((*row[:5], _STATES[row[5]], *row[6:12]))


def siblings(session: Session, note_id: int, today: int) -> list[Candidate]:
    """Return the cards of a note that could be shown today, as :func:`candidates` does."""
    sql = f"{_GATHER} WHERE note_id = ? AND {_HERE.format('state IS NOT NULL')}"
    found = session.connection().exec_driver_sql(sql, (note_id, today)).fetchall()
    return [_candidate(row) for row in found if row[12] is None]


def due_by_day(
    session: Session, user_id: int, deck_ids: Iterable[int], first: int, last: int
) -> dict[int, int]:
    """Return how many cards of decks are due on each study day from ``first`` to ``last``."""
    sql = (
        "SELECT due_day, count(*) FROM cards WHERE user_id = ? "
        "AND deck_id IN (SELECT value FROM json_each(?)) AND suspended = 0 "
        "AND state IN ('review', 'learning', 'relearning') AND due_day BETWEEN ? AND ? "
        "AND deleted_at IS NULL GROUP BY due_day"
    )
    values = (user_id, json.dumps(list(deck_ids)), first, last)
    found = session.connection().exec_driver_sql(sql, values).fetchall()
    return {row[0]: row[1] for row in found}


def overdue(
    session: Session, user_id: int, deck_ids: Iterable[int], today: int
) -> list[tuple[int, int, int]]:
    """Return (deck, study day, cards) of the reviews that could be shown today."""
    sql = (
        "SELECT deck_id, due_day, count(*) FROM cards WHERE user_id = ? "
        "AND deck_id IN (SELECT value FROM json_each(?)) AND suspended = 0 "
        "AND state = 'review' AND due_day <= ? AND deleted_at IS NULL "
        "AND (buried_until IS NULL OR buried_until <= ?) GROUP BY deck_id, due_day"
    )
    values = (user_id, json.dumps(list(deck_ids)), today, today)
    found = session.connection().exec_driver_sql(sql, values).fetchall()
    return [(row[0], row[1], row[2]) for row in found]


def sibling_days(session: Session, card: Card) -> list[int]:
    """Return the study days on which a card's siblings are due."""
    sql = "SELECT due_day FROM cards WHERE note_id = ? AND id != ? AND due_day IS NOT NULL"
    found = session.connection().exec_driver_sql(sql, (card.note_id, card.id))
    return [row[0] for row in found]


class Read(NamedTuple):
    """A card with its note and the id of its last line in the log."""

    card: Card
    note: Note
    last_review: int


_LAST = (
    select(func.max(col(CardReviewRow.id)))
    .where(col(CardReviewRow.card_id) == col(CardRow.id))
    .scalar_subquery()
)
_CARD_COLUMNS = [col(getattr(CardRow, name)) for name in CardRow.model_fields if name != "extra"]
_NOTE_COLUMNS: list[Any] = [
    col(getattr(CardNoteRow, name)).label(f"note_{name}")
    for name in ("guid", "note_type_id", "fields", "tags", "changed_at")
]
# Put together once: that takes a third of the time of reading a card.
_CARD = (
    select(*_CARD_COLUMNS, *_NOTE_COLUMNS, _LAST.label("last_review"))
    .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
    .where(
        col(CardRow.id) == bindparam("card"),
        col(CardRow.user_id) == bindparam("user"),
        col(CardRow.deleted_at).is_(None),
    )
)


def card(session: Session, user_id: int, card_id: int) -> Read | None:
    """Return a card that is not removed, None if there is none."""
    # Past the session: it would look for objects to keep, which takes as long as the reading.
    values = {"card": card_id, "user": user_id}
    row: Any = session.connection().execute(_CARD, values).first()
    if row is None:
        return None
    note = Note(
        id=row.note_id,
        guid=row.note_guid,
        notetype_id=row.note_note_type_id,
        fields=tuple(row.note_fields.split(rows.FIELD_SEPARATOR)),
        tags=tuple(row.note_tags.split()),
        changed_at=row.note_changed_at,
    )
    return Read(rows.card(cast("CardRow", row)), note, row.last_review or 0)


def cards(session: Session, user_id: int, card_ids: Iterable[int]) -> list[CardRow]:
    """Return those of the user's cards that are not removed, to be read."""
    found = session.execute(
        select(*_CARD_COLUMNS).where(
            col(CardRow.id).in_(each(card_ids)),
            col(CardRow.user_id) + 0 == user_id,
            col(CardRow.deleted_at).is_(None),
        )
    )
    return [cast("CardRow", row) for row in found]  # the same columns


def cards_in(session: Session, user_id: int, deck_ids: Iterable[int] | None) -> list[int]:
    """Return the cards whose home is one of the decks, None: all of the user's."""
    query = select(col(CardRow.id)).where(col(CardRow.user_id) == user_id)
    if deck_ids is not None:
        home = func.coalesce(col(CardRow.home_deck_id), col(CardRow.deck_id))
        query = query.where(home.in_(each(deck_ids)))
    return list(session.scalars(query.order_by(col(CardRow.id))))


def buried(session: Session, user_id: int, deck_ids: Iterable[int], today: int) -> list[int]:
    """Return the cards of decks that are put off past today."""
    query = select(col(CardRow.id)).where(
        col(CardRow.user_id) == user_id,
        col(CardRow.deck_id).in_(each(deck_ids)),
        col(CardRow.buried_until) > today,
        col(CardRow.deleted_at).is_(None),
    )
    return list(session.scalars(query))


def guests(session: Session, user_id: int, deck_id: int) -> list[CardRow]:
    """Return the cards that a deck holds for a while, to be read."""
    found = session.execute(
        select(*_CARD_COLUMNS).where(
            col(CardRow.deck_id) == deck_id,
            col(CardRow.home_deck_id).is_not(None),
            col(CardRow.user_id) == user_id,
            col(CardRow.deleted_at).is_(None),
        )
    )
    return [cast("CardRow", row) for row in found]  # the same columns
