"""What ``is:`` asks of things: how they stand with their user now. No index holds it, for it
changes with every answer: the rows are asked for when a search wants them."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.links.models import Kind

from . import matching
from .matching import ANY, Only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock


_STATES = "SELECT question_id FROM question_states WHERE user_id = :user :question_id:"
_MARKS = "SELECT question_id FROM question_marks WHERE user_id = :user :question_id:"
_SUSPENDED = f"{_MARKS} AND suspended = 1"
_CARDS = "SELECT note_id FROM cards WHERE user_id = :user AND deleted_at IS NULL :note_id:"
_TASKS = "SELECT id FROM plan_tasks WHERE user_id = :user AND deleted_at IS NULL :id:"
_NOTES = "SELECT id FROM notes WHERE user_id = :user AND deleted_at IS NULL :id:"
_HIGHLIGHTS = (
    "SELECT target_id FROM highlights WHERE user_id = :user AND deleted_at IS NULL :target_id:"
)
_HERE = "suspended = 0 AND coalesce(buried_until, 0) <= :today"


def _asked(condition: str) -> str:
    """Questions in a state; a suspended one is in no other."""
    return f"{_STATES} AND {condition} EXCEPT {_SUSPENDED}"


_THINGS: dict[str, dict[Kind, str]] = {
    "unused": {Kind.QUESTION: f"!{_STATES} UNION {_SUSPENDED}"},
    "correct": {Kind.QUESTION: _asked("status = 'correct'")},
    "missed": {Kind.QUESTION: _asked("status = 'incorrect'")},
    "omitted": {Kind.QUESTION: _asked("status = 'omitted'")},
    "marked": {Kind.QUESTION: f"{_MARKS} AND marked = 1 EXCEPT {_SUSPENDED}"},
    "suspended": {Kind.QUESTION: _SUSPENDED, Kind.CARD: f"{_CARDS} AND suspended = 1"},
    "due": {
        Kind.QUESTION: _asked("due_at < :end"),
        # Deck by deck, as the index of the queue has them.
        Kind.CARD: f"{_CARDS} AND deck_id IN (SELECT id FROM decks WHERE user_id = :user) "
        f"AND {_HERE} AND state IN ('learning', 'relearning', 'review') "
        "AND (due_day IS NULL OR due_day <= :today)",
        Kind.TASK: f"{_TASKS} AND done_at IS NULL AND day <= :day",
    },
    "new": {
        Kind.QUESTION: f"!{_STATES} UNION {_SUSPENDED}",
        Kind.CARD: f"{_CARDS} AND state = 'new'",
    },
    "learning": {Kind.CARD: f"{_CARDS} AND state IN ('learning', 'relearning')"},
    "review": {Kind.CARD: f"{_CARDS} AND state = 'review'"},
    "leech": {Kind.CARD: f"{_CARDS} AND leech = 1"},
    "flagged": {Kind.CARD: f"{_CARDS} AND flag > 0"},
    "done": {Kind.TASK: f"{_TASKS} AND done_at IS NOT NULL"},
    "open": {Kind.TASK: f"{_TASKS} AND done_at IS NULL"},
    "pinned": {Kind.NOTE: f"{_NOTES} AND pinned = 1"},
    "bookmarked": {Kind.NOTE: f"{_NOTES} AND bookmarked = 1"},
    "highlighted": {
        Kind.QUESTION: f"{_HIGHLIGHTS} AND kind = 'question'",
        Kind.ARTICLE: f"{_HIGHLIGHTS} AND kind = 'article'",
    },
}
"""State -> kind of thing -> the query for those in it; "!" before one that has the others."""

_COLUMN = re.compile(r":(\w+):")
"""Stands where a query is narrowed to one thing."""
_MANY = 20_000
"""Things in a state up to which they are read at once; of more the rows that were found are
asked about."""


def only(
    session: Session, kind: str, states: Iterable[tuple[str, bool]], user_id: int, clock: Clock
) -> Only | None:
    """Return the rows of a kind that are in all of ``states`` (name, and whether they must not be
    in it); None if no thing of that kind can be in one that it must be in."""
    now = clock.now()
    day = clock.study_day(now)
    values = {
        ":user": str(user_id),
        ":end": str(to_ms(clock.day_end(now))),
        ":today": str(day.toordinal()),
        ":day": f"'{day}'",
    }
    found = ANY
    for state, unwanted in states:
        things = _THINGS[state].get(Kind(kind))
        if things is None:
            if unwanted:
                continue
            return None
        for name, value in values.items():
            things = things.replace(name, value)
        inside = things.startswith("!") is unwanted
        things = things.removeprefix("!")
        every = _COLUMN.sub("", things)
        ids = [row[0] for row in matching.run(session, f"{every} LIMIT {_MANY + 1}")]
        if len(ids) > _MANY:
            own = _COLUMN.sub(r"AND \1 = i.thing", things)
            condition = f"i.thing {'IN' if inside else 'NOT IN'} ({own})"
            found = found._replace(conditions=(*found.conditions, condition))
            continue
        sql = (
            "SELECT row FROM search_items WHERE source = ? "
            "AND thing IN (SELECT value FROM json_each(?))"
        )
        rows = {row[0] for row in matching.run(session, sql, kind, json.dumps(ids))}
        if inside:
            found = found._replace(among=rows if found.among is None else found.among & rows)
        else:
            found = found._replace(without=found.without | rows)
    return found
