"""What can be studied now: counted, gathered, and one card read with all that it shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import func, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.counting import Due
from ms2qbank_desktop.features.flashcards.models import CardState, Note
from ms2qbank_desktop.features.flashcards.ordering import Candidate
from ms2qbank_desktop.features.flashcards.tables import CardNoteRow, CardReviewRow, CardRow

from . import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.flashcards.models import Card

_OWN = "user_id = ? AND deck_id = d.value"
_HERE = (
    "suspended = 0 AND {} AND deleted_at IS NULL AND (buried_until IS NULL OR buried_until <= ?)"
)
_IN_STEPS = "state IN ('learning', 'relearning')"
_COUNTS = f"""
SELECT d.value,
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_HERE.format("state = 'new'")}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_HERE.format(_IN_STEPS + " AND due_at <= ?")}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_HERE.format(_IN_STEPS + " AND due_day <= ?")}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND {_HERE.format("state = 'review' AND due_day <= ?")}),
  (SELECT count(*) FROM cards WHERE {_OWN} AND deleted_at IS NULL)
FROM json_each(?) d
"""  # noqa: S608
_CANDIDATE = (
    *("id", "note_id", "deck_id", "coalesce(home_deck_id, deck_id)", "ordinal", "state"),
    "CASE WHEN state = 'new' THEN position WHEN due_at IS NULL THEN due_day ELSE due_at / 1000 END",
    *("interval_days", "ease", "stability", "difficulty", "last_review_day"),
)
_GATHER = (
    f"SELECT {', '.join(_CANDIDATE)}, due_at FROM cards WHERE user_id = ? "  # noqa: S608
    "AND deck_id IN (SELECT value FROM json_each(?)) AND "
)

_STATES = {state.value: state for state in CardState}  # 2 µs a card quicker than CardState()


def due_counts(
    session: Session, user_id: int, deck_ids: Iterable[int], today: int, until_ms: int
) -> dict[int, Due]:
    """Return what each deck has; ``until_ms``: learning cards due by then count."""
    one = (user_id, today)
    numbers = (*one, user_id, until_ms, today, user_id, today, today, user_id, today, today)
    values = (*numbers, user_id, json.dumps(list(deck_ids)))
    found = session.connection().exec_driver_sql(_COUNTS, values)
    return {row[0]: Due._make(row[1:]) for row in found}


class Gathered(NamedTuple):
    """Candidates for the queue, in the parts that Gathering takes."""

    learning: list[Candidate]
    interday: list[Candidate]
    reviews: list[Candidate]
    new: list[Candidate]


def candidates(session: Session, user_id: int, deck_ids: Iterable[int], today: int) -> Gathered:
    """Return the cards of decks that could be shown today; learning cards whatever their time."""
    decks = json.dumps(list(deck_ids))
    steps = _gather(
        session, f"{_IN_STEPS} AND (due_day IS NULL OR due_day <= ?)", user_id, decks, today
    )
    return Gathered(
        [card for card, due_at in steps if due_at is not None],
        [card for card, due_at in steps if due_at is None],
        [
            c
            for c, _ in _gather(session, "state = 'review' AND due_day <= ?", user_id, decks, today)
        ],
        [card for card, _ in _gather(session, "state = 'new'", user_id, decks, today)],
    )


def _gather(
    session: Session, which: str, user_id: int, decks: str, today: int
) -> list[tuple[Candidate, int | None]]:
    days = (today,) * (which.count("?") + 1)
    found = session.connection().exec_driver_sql(
        _GATHER + _HERE.format(which), (user_id, decks, *days)
    )
    return [(_candidate(row), row[12]) for row in found.fetchall()]


def _candidate(row: Any) -> Candidate:
    card, note, deck, home, ordinal, state, due, days, ease, *memory = row[:12]
    return Candidate(
        card, note, deck, home, ordinal, _STATES[state], due, days, ease / 1000, *memory
    )


def siblings(session: Session, note_id: int, today: int) -> list[Candidate]:
    """Return the cards of a note that could be shown today, as :func:`candidates` does."""
    sql = (
        _GATHER.split(" WHERE ")[0] + " WHERE note_id = ? AND " + _HERE.format("state IS NOT NULL")
    )
    found = session.connection().exec_driver_sql(sql, (note_id, today)).fetchall()
    return [_candidate(row) for row in found if row[12] is None]


def due_by_day(
    session: Session, user_id: int, deck_ids: Iterable[int], first: int, last: int
) -> list[tuple[int, int, int]]:
    """Return (deck, study day, cards due) for the days from ``first`` to ``last``."""
    sql = (
        "SELECT deck_id, due_day, count(*) FROM cards WHERE user_id = ? "
        "AND deck_id IN (SELECT value FROM json_each(?)) AND suspended = 0 "
        "AND state IN ('review', 'learning', 'relearning') AND due_day BETWEEN ? AND ? "
        "AND deleted_at IS NULL GROUP BY deck_id, due_day"
    )
    values = (user_id, json.dumps(list(deck_ids)), first, last)
    return [tuple(row) for row in session.connection().exec_driver_sql(sql, values).fetchall()]


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


def card(session: Session, user_id: int, card_id: int) -> Read | None:
    """Return a card that is not removed, None if there is none."""
    row: Any = session.execute(
        select(*_CARD_COLUMNS, *_NOTE_COLUMNS, _LAST.label("last_review"))
        .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
        .where(
            col(CardRow.id) == card_id,
            col(CardRow.user_id) == user_id,
            col(CardRow.deleted_at).is_(None),
        )
    ).first()
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
