"""The attempts at questions, with all that they are counted by."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.analytics.tallying import Attempt

from . import marks
from .marks import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlmodel import Session

SOURCES = {
    Source.ATTEMPT: "attempts",
    Source.CHANGE: "answer_changes",
    Source.RATING: "confidence_ratings",
}
_HISTORY = """
SELECT a.user_id, a.question_id, a.block_id, a.id, a.at, q.pack_id, a.mode, a.subject, a.system,
       CAST(ifnull(a.difficulty, '') AS TEXT), a.correct, a.omitted, a.correct_answer, a.time_ms,
       ifnull(a.position, -1),
       ifnull((SELECT count(*) FROM block_items i WHERE i.block_id = a.block_id), 0)
FROM json_each(?) w
JOIN attempts a ON a.user_id = w.value ->> 0 AND a.question_id = w.value ->> 1
JOIN questions q ON q.id = a.question_id
ORDER BY a.user_id, a.question_id, a.at, a.id
"""
_ITEM = (
    "SELECT x.id, x.block_id, x.position, {} FROM json_each(?) w "
    "JOIN {} x ON x.block_id = w.value ->> 0 AND x.position = w.value ->> 1 ORDER BY {}"
)
_CHANGES = _ITEM.format("x.answer_from", "answer_changes", "x.id DESC")
_RATINGS = _ITEM.format("x.rating", "confidence_ratings", "x.at, x.id")


class History(NamedTuple):
    """The attempts of a user at a question in the order of time: as they are counted in the sums,
    and as they are."""

    user_id: int
    counted: tuple[Attempt, ...]
    now: tuple[Attempt, ...]


def take(session: Session, source: Source, ids: Collection[int]) -> Iterator[History]:
    """Yield what changed about the questions of marked lines, and take away all marks that
    concern them."""
    connection = session.connection()
    sql = (
        f"SELECT DISTINCT user_id, question_id FROM {SOURCES[source]} "  # noqa: S608
        "WHERE id IN (SELECT value FROM json_each(?))"
    )
    asked = connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).fetchall()
    pairs = json.dumps([tuple(row) for row in asked])
    rows = connection.exec_driver_sql(_HISTORY, (pairs,)).fetchall()
    places = json.dumps([(row[2], row[14]) for row in rows if row[2] is not None])
    changes = connection.exec_driver_sql(_CHANGES, (places,)).fetchall()
    ratings = connection.exec_driver_sql(_RATINGS, (places,)).fetchall()
    fresh = _taken(session, Source.ATTEMPT, [row[3] for row in rows])
    new_changes = _taken(session, Source.CHANGE, [row[0] for row in changes])
    new_ratings = _taken(session, Source.RATING, [row[0] for row in ratings])
    marks.clear(session, source, ids)  # also of lines that belong to no attempt yet
    now = counted = _Items(changes, ratings)
    if new_changes or new_ratings:
        counted = _Items(
            [row for row in changes if row[0] not in new_changes],
            [row for row in ratings if row[0] not in new_ratings],
        )
    for (user_id, _), of_question in groupby(rows, itemgetter(0, 1)):
        history = list(of_question)
        attempts = tuple(map(now.attempt, history))
        before = attempts if counted is now else tuple(map(counted.attempt, history))
        yield History(user_id, tuple(one for one in before if one.id not in fresh), attempts)


def _taken(session: Session, source: Source, ids: list[int]) -> set[int]:
    if not ids:
        return set()
    waiting = marks.waiting(session, source, ids)
    marks.clear(session, source, waiting)
    return waiting


class _Items:
    """What else is known of items by (block, position): the first choice, the last rating."""

    def __init__(self, changes: Sequence[Any], ratings: Sequence[Any]) -> None:
        # Changes come last one first, ratings first one first: the one that counts stays.
        self._first: dict[tuple[int, int], str] = {(row[1], row[2]): row[3] for row in changes}
        self._ratings: dict[tuple[int, int], int] = {(row[1], row[2]): row[3] for row in ratings}

    def attempt(self, row: Any) -> Attempt:
        place = (row[2], row[14])
        first, rating = self._first.get(place, ""), self._ratings.get(place, 0)
        return Attempt._make((*row[3:], first, rating))
