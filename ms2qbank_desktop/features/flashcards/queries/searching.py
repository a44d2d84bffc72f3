"""Finding cards: the ids that a search leaves, in an order, and the lines of the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.features.flashcards.browsing import CardLine, CardOrder, Column
from ms2qbank_desktop.features.flashcards.models import CardState, NoteKind
from ms2qbank_desktop.features.flashcards.tables import (
    CardNoteRow,
    CardRow,
    DeckRow,
    NoteTypeRow,
)

from .conditions import Collection, Compiler
from .notes import each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.search_nodes import Node

_OWN_DECKS = "c.user_id = ? AND c.deck_id IN (SELECT id FROM decks WHERE user_id = ?)"
"""With the decks named, the index of the queue answers by deck and state."""
_DAY_OF_1970 = 719_163
_DUE = (
    "CASE c.state WHEN 'new' THEN c.position ELSE coalesce("
    f"c.due_day * 86400000, c.due_at + {_DAY_OF_1970} * 86400000) END"
)
_ORDERS = {
    Column.QUESTION: ("n.sort_text COLLATE NOCASE",),
    Column.DECK: ("(SELECT name FROM decks WHERE id = c.deck_id) COLLATE NOCASE",),
    Column.NOTE_TYPE: ("(SELECT name FROM note_types WHERE id = n.note_type_id) COLLATE NOCASE",),
    Column.DUE: ("c.state != 'new'", _DUE),
    Column.CREATED: (),
    Column.EDITED: ("n.changed_at",),
    Column.INTERVAL: ("c.interval_days",),
    Column.EASE: ("c.ease",),
    Column.STABILITY: ("c.stability",),
    Column.DIFFICULTY: ("c.difficulty",),
    Column.REPETITIONS: ("c.repetitions",),
    Column.LAPSES: ("c.lapses",),
    Column.FLAG: ("c.flag",),
}
_OF_NOTES = (Column.QUESTION, Column.NOTE_TYPE, Column.EDITED)


def find(of: Collection, node: Node, order: CardOrder | None = None) -> list[int]:
    """Return the ids of the cards that ``node`` leaves; without an order in any."""
    where, values = _where(of, node)
    source, tail = "cards c", ""
    if order is not None:
        source += " JOIN card_notes n ON n.id = c.note_id" * (order.column in _OF_NOTES)
        keys = [*_ORDERS[order.column], "c.created_at", "c.note_id", "c.ordinal"]
        direction = " DESC" if order.descending else ""
        tail = " ORDER BY " + ", ".join(key + direction for key in keys)
    # As one text: three times as fast as a row for each.
    sql = f"SELECT json_group_array(id) FROM (SELECT c.id FROM {source} WHERE {where}{tail})"  # noqa: S608
    found = of.session.connection().exec_driver_sql(sql, values).scalar()
    return list(json.loads(found or "[]"))


_LATE = "(? - c.due_day) * 1.0 / max(1, c.interval_days)"
_GATHERED = (
    *("c.last_review_at", "random()", "c.interval_days", "c.interval_days DESC"),
    *("c.lapses DESC", "c.created_at", "c.state = 'new', c.due_day, c.position"),
    *("c.created_at DESC", f"{_LATE} DESC", _LATE, f"{_LATE} DESC"),
)
"""Orders of a filtered deck by Anki's numbers; for recall stands how late a card is."""


def gathered(of: Collection, node: Node, order: int, limit: int) -> list[int]:
    """Return the first cards that ``node`` leaves in one of the orders of filtered decks."""
    where, values = _where(of, node)
    key = _GATHERED[order] if 0 <= order < len(_GATHERED) else _GATHERED[0]
    sql = f"SELECT c.id FROM cards c WHERE {where} ORDER BY {key}, c.id LIMIT ?"  # noqa: S608
    values = (*values, *[of.today] * key.count("?"), limit)
    return list(of.session.connection().exec_driver_sql(sql, values).scalars())


def count(of: Collection, node: Node) -> int:
    """Return how many cards ``node`` leaves."""
    where, values = _where(of, node)
    sql = f"SELECT count(*) FROM cards c WHERE {where}"  # noqa: S608
    return int(of.session.connection().exec_driver_sql(sql, values).scalar() or 0)


def _where(of: Collection, node: Node) -> tuple[str, tuple[object, ...]]:
    condition = Compiler(of).condition(node)
    # A plus keeps SQLite from going through all cards of the user where notes are listed.
    whose = "+c.user_id = ?" if condition.by_note else _OWN_DECKS
    values = (of.user_id,) * whose.count("?")
    sql = f"{whose} AND c.deleted_at IS NULL AND ({condition.sql})"
    return sql, (*values, *condition.arguments)


def lines(session: Session, user_id: int, ids: Sequence[int], today: int) -> list[CardLine]:
    """Return the lines of ``ids`` in that order; unknown ids are left out."""
    found = session.execute(
        select(
            CardRow,
            *(col(CardNoteRow.guid), col(CardNoteRow.sort_text), col(CardNoteRow.tags)),
            col(CardNoteRow.changed_at),
            *(col(DeckRow.name), col(NoteTypeRow.name), col(NoteTypeRow.kind)),
            col(NoteTypeRow.content),
        )
        .join(CardNoteRow, col(CardNoteRow.id) == col(CardRow.note_id))
        .join(NoteTypeRow, col(NoteTypeRow.id) == col(CardNoteRow.note_type_id))
        .join(DeckRow, col(DeckRow.id) == col(CardRow.deck_id))
        .where(col(CardRow.id).in_(each(ids)), col(CardRow.user_id) == user_id)
    )
    by_id = {row[0].id: _line(*row, today=today) for row in found}
    return [by_id[card_id] for card_id in ids if card_id in by_id]


def _line(
    card: CardRow,
    guid: str,
    question: str,
    tags: str,
    edited_at: datetime,
    deck: str,
    note_type: str,
    kind: str,
    content: dict[str, Any],
    *,
    today: int,
) -> CardLine:
    templates = content["templates"]
    place = card.ordinal if kind == NoteKind.STANDARD else 0
    template = templates[place]["name"] if place < len(templates) else ""
    return CardLine(
        card_id=card.id,
        note_id=card.note_id,
        guid=guid,
        question=question,
        deck=deck,
        note_type=note_type,
        template=template,
        ordinal=card.ordinal,
        tags=tuple(tags.split()),
        state=CardState(card.state),
        position=card.position,
        due_day=card.due_day,
        due_at=card.due_at,
        interval_days=card.interval_days,
        ease=card.ease / 1000,
        stability=card.stability,
        difficulty=card.difficulty,
        repetitions=card.repetitions,
        lapses=card.lapses,
        flag=card.flag,
        suspended=card.suspended,
        buried=(card.buried_until or 0) > today,
        leech=card.leech,
        created_at=card.created_at,
        edited_at=edited_at,
    )
