"""The rows of the index that match, and what they say."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from bisect import bisect_left
from itertools import islice
from operator import neg
from typing import TYPE_CHECKING, Any, NamedTuple

from ms2qbank_desktop.features.search.tables import TEXTS
from ms2qbank_desktop.features.search.text import unparted

from .index import SHELF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlmodel import Session

LOOKED_AT = 2_500
"""Characters of a body that are weighed; a snippet is looked for in all of it."""
_DRIVER = "search driver"
_MATCH = f"FROM {TEXTS} WHERE {TEXTS} MATCH ?"


class Row(NamedTuple):
    """An item as it is weighed. ``body``: its first LOOKED_AT characters."""

    row: int
    source: str
    thing: int
    place_id: int
    spot: str
    spots: str
    title: str
    body: str
    length: int
    tags: str
    changed_at: int


class Only(NamedTuple):
    """The rows that a search is narrowed to. ``among``: None for all; ``conditions`` on the item
    ``i``, in SQL."""

    among: set[int] | frozenset[int] | None = None
    without: set[int] | frozenset[int] = frozenset()
    conditions: tuple[str, ...] = ()


ANY = Only()


def shelves(session: Session, user_id: int) -> dict[int, str]:
    """Return the shelves that a user may look into, with the kind of thing on each."""
    sql = "SELECT id, kind FROM search_shelves WHERE user_id IS NULL OR user_id = ?"
    return dict(run(session, sql, user_id))


def rows(session: Session, expression: str, most: int, index: str = TEXTS) -> list[int]:
    """Return at most ``most`` rows that match, on whatever shelf, the newest of a shelf first."""
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [row[0] for row in run(session, sql, expression, most)]


def newest_of_each(
    session: Session, expression: str, shelves: Collection[int], most: int
) -> dict[int, list[int]]:
    """Return the newest rows of each shelf that match: one query goes through several shelves, for
    each begins with looking up all the words."""
    sql = f"SELECT rowid {_MATCH} AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
    found: dict[int, list[int]] = {shelf: [] for shelf in shelves}
    start, end = min(shelves, default=0) * SHELF, (max(shelves, default=0) + 1) * SHELF - 1
    while some := [row[0] for row in run(session, sql, expression, start, end, most)]:
        at = 0
        while at < len(some):
            shelf = some[at] // SHELF
            first = bisect_left(some, -shelf * SHELF, key=neg)  # of the next shelf
            found.get(shelf, []).extend(some[at:first])
            at = first
        if len(some) < most:
            break
        full = shelf not in found or len(found[shelf]) >= most
        end = (shelf * SHELF if full else some[-1]) - 1
    return {shelf: there[:most] for shelf, there in found.items()}


def newest(
    session: Session,
    expression: str,
    shelf: int,
    most: int,
    only: Only = ANY,
    index: str = TEXTS,
) -> list[int]:
    """Return the newest rows of a shelf that match, ``only`` of some."""
    sql = (
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid DESC"
    )
    return _first(session, only, most, sql, expression, *_ends(shelf))


def newest_of_all(session: Session, shelf: int, most: int, only: Only = ANY) -> list[int]:
    """Return the newest rows of a shelf."""
    first, last = _ends(shelf)
    if only.among is not None:
        rows = sorted((row for row in only.among if first <= row <= last), reverse=True)
        return _fitting(session, only, most, rows)
    sql = "SELECT row FROM search_items WHERE row BETWEEN ? AND ? ORDER BY row DESC"
    return _first(session, only, most, sql, first, last)


def _first(session: Session, only: Only, most: int, sql: str, *values: Any) -> list[int]:
    if only is ANY:
        return [row[0] for row in run(session, f"{sql} LIMIT ?", *values, most)]
    if only.among is not None and not only.among:
        return []
    found = (row[0] for row in _driver(session).execute(sql, values))
    return _fitting(session, only, most, found)


def _fitting(session: Session, only: Only, most: int, found: Iterable[int]) -> list[int]:
    """Return the first of some rows that a search is narrowed to."""
    there = (
        row
        for row in found
        if (only.among is None or row in only.among) and row not in only.without
    )
    if not only.conditions:
        return list(islice(there, most))
    kept: list[int] = []
    asked = (
        "SELECT i.row FROM json_each(?) AS w CROSS JOIN search_items AS i ON i.row = w.value "
        f"WHERE {' AND '.join(only.conditions)}"
    )
    while len(kept) < most and (some := list(islice(there, most))):
        fit = {row[0] for row in run(session, asked, json.dumps(some))}
        kept += [row for row in some if row in fit]
    return kept[:most]


def places(session: Session, wanted: Iterable[int]) -> dict[int, int]:
    """Return the thing that each of some rows opens."""
    sql = "SELECT row, place_id FROM search_items WHERE row IN (SELECT value FROM json_each(?))"
    return dict(run(session, sql, json.dumps(list(wanted))))


def loaded(session: Session, wanted: Iterable[int]) -> list[Row]:
    """Return rows by their numbers."""
    sql = (
        "SELECT row, source, thing, place_id, spot, spots, title, "
        f"substr(body, 1, {LOOKED_AT}), length(body), tags, changed_at FROM search_items "
        "WHERE row IN (SELECT value FROM json_each(?))"
    )
    found = (Row(*row) for row in run(session, sql, json.dumps(list(wanted))))
    return [
        row._replace(title=unparted(row.title), body=unparted(row.body), tags=unparted(row.tags))
        for row in found
    ]


def body(session: Session, row: int) -> str:
    """Return the whole body of a row."""
    sql = "SELECT body FROM search_items WHERE row = ?"
    return unparted(session.connection().exec_driver_sql(sql, (row,)).scalar() or "")


def run(session: Session, sql: str, *values: Any) -> list[Any]:
    """Return the rows of a query by the driver's own cursor: one search asks thirty times, and what
    SQLAlchemy adds to each would be a third of its time."""
    return list(_driver(session).execute(sql, values).fetchall())


def _driver(session: Session) -> Any:
    """The driver's connection, asked for once: a reading has one from its beginning to its end."""
    if _DRIVER not in session.info:
        session.info[_DRIVER] = session.connection().connection.dbapi_connection
    return session.info[_DRIVER]


def _ends(shelf: int) -> tuple[int, int]:
    return shelf * SHELF, (shelf + 1) * SHELF - 1


def kinds(session: Session) -> dict[int, str]:
    """Return the kind of thing on each shelf."""
    sql = "SELECT id, kind FROM search_shelves"
    return dict(run(session, sql))
