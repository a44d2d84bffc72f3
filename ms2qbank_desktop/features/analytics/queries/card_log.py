"""The answers to cards, with the system that each card is counted under."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.analytics.attribution import remembering, system_of_card
from ms2qbank_desktop.features.analytics.tallying import Answer
from ms2qbank_desktop.features.practice.blueprint import official

from . import marks
from .marks import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlmodel import Session

_LINE = (
    "SELECT r.user_id, r.card_id, s.system, r.id >> 21, r.time_ms, r.kind = 'review', r.rating > 1 "
    "FROM json_each(?) w JOIN card_reviews r ON {} = w.value "
    "LEFT JOIN card_systems s ON s.card_id = r.card_id WHERE r.rating > 0"
)
_BY_ID = _LINE.format("r.id")
_COUNTED = " AND r.id NOT IN (SELECT id FROM card_review_voids)"
_BY_CARD = _LINE.format("r.card_id") + _COUNTED
_CARDS = """
SELECT w.value, ifnull(q.system, ''), ifnull(n.tags, ''), ifnull(d.name, '') FROM json_each(?) w
LEFT JOIN cards c ON c.id = w.value
LEFT JOIN card_notes n ON n.id = c.note_id
LEFT JOIN decks d ON d.id = coalesce(c.home_deck_id, c.deck_id)
LEFT JOIN questions q ON c.source_kind = 'question' AND q.id = c.source_id
"""
_named = remembering(official)


class Counting(NamedTuple):
    """Answers to be added to a system (``sign`` 1), or taken away from it (-1)."""

    user_id: int
    system: str
    sign: int
    answers: Sequence[Answer]


def take(session: Session, source: Source, ids: Collection[int]) -> Iterator[Counting]:
    """Yield what marked lines of the log, or marked cards, change, and take their marks away.

    A review is counted though it was taken back, and then taken away: so it does not matter how
    many of the marks are read at once. Cards come last, when all their answers are counted.
    """
    if source is Source.CARD:
        yield from _moved(session, ids)
    else:
        yield from _answered(session, ids, 1 if source is Source.REVIEW else -1)
    marks.clear(session, source, ids)


def _answered(session: Session, ids: Collection[int], sign: int) -> Iterator[Counting]:
    lines = _lines(session, _BY_ID, ids)
    unknown = {line[1]: line[0] for line in lines if line[2] is None}
    systems = _systems(session, unknown)
    _write(session, [(card, unknown[card], system) for card, system in systems.items()])
    of_system = [
        (line[0], systems[line[1]] if line[2] is None else line[2], line[3:]) for line in lines
    ]
    of_system.sort(key=itemgetter(0, 1))
    for (user_id, system), some in groupby(of_system, itemgetter(0, 1)):
        yield Counting(user_id, system, sign, [_answer(numbers) for _, _, numbers in some])


def _moved(session: Session, ids: Collection[int]) -> Iterator[Counting]:
    systems = _systems(session, ids)
    lines = sorted(_lines(session, _BY_CARD, ids), key=itemgetter(1))
    for (user_id, card, before), some in groupby(lines, itemgetter(0, 1, 2)):
        if before is None or before == systems[card]:
            continue
        answers = [_answer(line[3:]) for line in some]
        yield Counting(user_id, before, -1, answers)
        yield Counting(user_id, systems[card], 1, answers)
        _write(session, [(card, user_id, systems[card])])


def _answer(numbers: Sequence[Any]) -> Answer:
    at_ms, time_ms, due, known = numbers
    return Answer(at_ms, time_ms, bool(due), bool(known))


def _lines(session: Session, sql: str, ids: Collection[int]) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, (json.dumps(list(ids)),)).fetchall())


def _systems(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return the system that cards belong to now."""
    rows = session.connection().exec_driver_sql(_CARDS, (json.dumps(list(ids)),))
    return {row[0]: system_of_card(row[1], row[2].split(), row[3], _named) for row in rows}


def _write(session: Session, rows: list[tuple[int, int, str]]) -> None:
    sql = (
        "INSERT INTO card_systems (card_id, user_id, system) VALUES (?, ?, ?) "
        "ON CONFLICT (card_id) DO UPDATE SET system = excluded.system"
    )
    if rows:
        session.connection().exec_driver_sql(sql, rows)
