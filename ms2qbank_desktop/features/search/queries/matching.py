"""The rows of the index that match, and what they say."""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from .index import SHELF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

LOOKED_AT = 2_500
"""Characters of a body that are weighed; a snippet is looked for in all of it."""
_MATCH = "FROM search_text WHERE search_text MATCH ?"
_RANGE = f"{_MATCH} AND rowid BETWEEN ? AND ?"


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


def shelves(session: Session, user_id: int) -> dict[int, str]:
    """Return the shelves that a user may look into, with the kind of thing on each."""
    sql = "SELECT id, kind FROM search_shelves WHERE user_id IS NULL OR user_id = ?"
    return dict(run(session, sql, user_id))


def rows(session: Session, expression: str, most: int) -> list[int]:
    """Return at most ``most`` rows that match, on whatever shelf."""
    sql = f"SELECT rowid {_MATCH} LIMIT ?"
    return [row[0] for row in run(session, sql, expression, most)]


def newest(session: Session, expression: str, shelf: int, most: int) -> list[int]:
    """Return the newest rows of a shelf that match."""
    sql = f"SELECT rowid {_RANGE} ORDER BY rowid DESC LIMIT ?"
    return [row[0] for row in run(session, sql, expression, *_ends(shelf), most)]


def newest_titles(session: Session, expression: str, shelf: int, most: int) -> list[int]:
    """Return the newest rows of a shelf whose titles match."""
    sql = (
        "SELECT rowid FROM search_titles WHERE search_titles MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid DESC LIMIT ?"
    )
    return [row[0] for row in run(session, sql, expression, *_ends(shelf), most)]


def newest_of_all(session: Session, shelf: int, most: int) -> list[int]:
    """Return the newest rows of a shelf."""
    sql = "SELECT row FROM search_items WHERE row BETWEEN ? AND ? ORDER BY row DESC LIMIT ?"
    return [row[0] for row in run(session, sql, *_ends(shelf), most)]


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
    return [Row(*row) for row in run(session, sql, json.dumps(list(wanted)))]


def body(session: Session, row: int) -> str:
    """Return the whole body of a row."""
    sql = "SELECT body FROM search_items WHERE row = ?"
    return str(session.connection().exec_driver_sql(sql, (row,)).scalar() or "")


def run(session: Session, sql: str, *values: Any) -> list[Any]:
    """Return the rows of a query by the driver's own cursor: one search asks thirty times, and what
    SQLAlchemy adds to each would be a third of its time."""
    connection = session.connection().connection.dbapi_connection
    return list(connection.execute(sql, values).fetchall())  # type: ignore[union-attr]


def _ends(shelf: int) -> tuple[int, int]:
    return shelf * SHELF, (shelf + 1) * SHELF - 1


def kinds(session: Session) -> dict[int, str]:
    """Return the kind of thing on each shelf."""
    sql = "SELECT id, kind FROM search_shelves"
    return dict(run(session, sql))
