"""Finding cards: the ids that a search leaves, in an order, and the lines of the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.flashcards.browsing import CardLine, CardOrder, Column
from ms2qbank_desktop.features.flashcards.models import CardState, NoteKind
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.tables import NoteTypeRow
from ms2qbank_desktop.features.flashcards.text.cloze import line_of

from . import decks
from .conditions import Compiler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import ForgettingCurve
    from ms2qbank_desktop.features.flashcards.searching.nodes import Node

    from .collection import Collection

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
_TIES = ("c.created_at", "c.note_id", "c.ordinal")
_OF_NOTES = (Column.QUESTION, Column.NOTE_TYPE, Column.EDITED)


def find(of: Collection, node: Node, order: CardOrder | None = None) -> list[int]:
    """Return the ids of the cards that ``node`` leaves; without an order in any."""
    if order is not None and order.column is Column.RETRIEVABILITY:
        return _by_recall(of, node, descending=order.descending)
    where, values = _where(of, node)
    source, tail = "cards c", ""
    if order is not None:
        source += " JOIN card_notes n ON n.id = c.note_id" * (order.column in _OF_NOTES)
        keys = [*_ORDERS[order.column], *_TIES]
        direction = " DESC" if order.descending else ""
        tail = " ORDER BY " + ", ".join(key + direction for key in keys)
    # As one text: three times as fast as a row for each.
    sql = f"SELECT json_group_array(id) FROM (SELECT c.id FROM {source} WHERE {where}{tail})"  # noqa: S608
    found = of.session.connection().exec_driver_sql(sql, values).scalar()
    return list(json.loads(found or "[]"))


def _by_recall(of: Collection, node: Node, *, descending: bool) -> list[int]:
    """Return what :func:`find` returns, ordered by recall today; cards without a memory count as
    the least. Not by SQL: its curve has powers, and not every SQLite has those."""
    where, values = _where(of, node)
    direction = " DESC" * descending
    ties = ", ".join(f"{key}{direction}" for key in _TIES)
    sql = (
        "SELECT json_group_array(json_array(id, preset_id, days, stability)) FROM (SELECT c.id, "  # noqa: S608
        "h.preset_id, ? - c.last_review_day AS days, c.stability FROM cards c JOIN decks h "
        f"ON h.id = coalesce(c.home_deck_id, c.deck_id) WHERE {where} ORDER BY {ties})"
    )
    found = of.session.connection().exec_driver_sql(sql, (of.today, *values)).scalar()
    curves = {key: curve_of(preset.fsrs_parameters) for key, preset in of.presets.items()}
    recalls = {
        card: _recall(curves[preset], days, stability) or 0.0
        for card, preset, days, stability in json.loads(found or "[]")
    }
    return sorted(recalls, key=recalls.__getitem__, reverse=descending)


def _recall(curve: ForgettingCurve, days: int | None, stability: float | None) -> float | None:
    """Return how likely a card is remembered ``days`` after its last answer, None if its memory
    is not known."""
    return None if days is None or not stability else curve.recall(stability, max(0, days))


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


_LINES = """
SELECT c.id, c.note_id, n.guid, n.sort_text, d.name, n.note_type_id, c.ordinal, n.tags, c.state,
  c.position, c.due_day, c.due_at, c.interval_days, c.ease, c.stability, c.difficulty,
  c.repetitions, c.lapses, c.flag, c.suspended, c.buried_until, c.leech, c.created_at, n.changed_at,
  h.preset_id, ? - c.last_review_day
FROM cards c JOIN card_notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id
  JOIN decks h ON h.id = coalesce(c.home_deck_id, c.deck_id)
WHERE +c.user_id = ? AND c.id IN (SELECT value FROM json_each(?))
"""


def lines(session: Session, user_id: int, ids: Sequence[int], today: int) -> list[CardLine]:
    """Return the lines of ``ids`` in that order; unknown ids are left out.

    By plain SQL: objects of the rows would take three times as long, at every page of a table.
    """
    connection = session.connection()
    values = (today, user_id, json.dumps(list(ids)))
    found = connection.exec_driver_sql(_LINES, values).fetchall()
    types = _names_of_types(session, {row[5] for row in found})
    presets = decks.preset_models(session, user_id)
    curves = {key: curve_of(preset.fsrs_parameters) for key, preset in presets.items()}
    by_id = {
        row[0]: _line(row, types[row[5]], today, _recall(curves[row[24]], row[25], row[14]))
        for row in found
    }
    return [by_id[card_id] for card_id in ids if card_id in by_id]


def _names_of_types(session: Session, ids: set[int]) -> dict[int, tuple[str, bool, list[str]]]:
    """Return of note types the name, whether each card has its template, and their names."""
    query = select(NoteTypeRow).where(col(NoteTypeRow.id).in_(ids))
    return {
        row.id: (
            row.name,
            row.kind == NoteKind.STANDARD,
            [template["name"] for template in row.content["templates"]],
        )
        for row in session.scalars(query)
    }


def _line(
    row: Sequence[Any], of_type: tuple[str, bool, list[str]], today: int, recall: float | None
) -> CardLine:
    note_type, one_each, templates = of_type
    place = row[6] if one_each else 0
    return CardLine(
        card_id=row[0],
        note_id=row[1],
        guid=row[2],
        question=line_of(row[3], row[6] + 1),
        deck=row[4],
        note_type=note_type,
        template=templates[place] if place < len(templates) else "",
        ordinal=row[6],
        tags=tuple(row[7].split()),
        state=CardState(row[8]),
        position=row[9],
        due_day=row[10],
        due_at=None if row[11] is None else from_ms(row[11]),
        interval_days=row[12],
        ease=row[13] / 1000,
        stability=row[14],
        difficulty=row[15],
        retrievability=recall,
        repetitions=row[16],
        lapses=row[17],
        flag=row[18],
        suspended=bool(row[19]),
        buried=(row[20] or 0) > today,
        leech=bool(row[21]),
        created_at=from_ms(row[22]),
        edited_at=from_ms(row[23]),
    )
