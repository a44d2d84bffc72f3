"""Marks of what was changed and is not yet read. Triggers set them, in the change's own write.

Every write looks whether there are any: what reads the things is imported when it is needed.
"""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session


def number(session: Session, most: int) -> int:
    """Return how many marks wait, counted up to ``most``."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search_marks LIMIT ?)"
    # By the driver itself, as each search and each write asks.
    driver = session.connection().connection.dbapi_connection
    (found,) = driver.execute(sql, (most,)).fetchone()  # type: ignore[union-attr]
    return int(found)


def some(session: Session, most: int) -> dict[str, list[int]]:
    """Return at most ``most`` marked things by their source."""
    sql = "SELECT source, thing FROM search_marks LIMIT ?"
    found: dict[str, list[int]] = {}
    for source, thing in session.connection().exec_driver_sql(sql, (most,)):
        found.setdefault(source, []).append(thing)
    return found


def clear(session: Session, source: str, things: Iterable[int]) -> None:
    """Take the marks of things away: they are read."""
    sql = "DELETE FROM search_marks WHERE source = ? AND thing IN (SELECT value FROM json_each(?))"
    session.connection().exec_driver_sql(sql, (source, json.dumps(list(things))))


def mark(session: Session, source: str, things: Iterable[int]) -> None:
    """Mark things of one source."""
    sql = "INSERT INTO search_marks VALUES (?, ?) ON CONFLICT DO NOTHING"
    if values := [(source, thing) for thing in things]:
        session.connection().exec_driver_sql(sql, values)


def mark_all(session: Session) -> int:
    """Mark everything there is; return how many things that are."""
    from .sources import SOURCES, all_things

    connection = session.connection()
    for source in SOURCES:
        query = f"SELECT '{source}', thing FROM ({all_things(source)}) WHERE true"
        connection.exec_driver_sql(f"INSERT INTO search_marks {query} ON CONFLICT DO NOTHING")
    return number(session, -1)


def everything(session: Session) -> dict[str, list[int]]:
    """Return by source all things there are, and all that the index holds."""
    from .sources import SOURCES, all_things

    connection = session.connection()
    held = "SELECT thing FROM search_items WHERE source = ?"
    return {
        source: list(
            connection.exec_driver_sql(f"{all_things(source)} UNION {held}", (source,)).scalars()
        )
        for source in SOURCES
    }


def waiting_among(session: Session, things: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return those of (source, thing) that are marked: the index may say what they said before."""
    sql = (
        "SELECT m.source, m.thing FROM json_each(?) AS w JOIN search_marks AS m "
        "ON m.source = w.value ->> 0 AND m.thing = w.value ->> 1"
    )
    asked = json.dumps(list(things))
    return {(row[0], row[1]) for row in session.connection().exec_driver_sql(sql, (asked,))}
