"""Marks of log lines that are not counted yet. Triggers set them, in the line's own write."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session


class Source(StrEnum):
    """What is marked, by its id; in the order in which it is counted."""

    ATTEMPT = "attempt"
    CHANGE = "change"
    """Of an answer."""
    RATING = "rating"
    REVIEW = "review"
    VOID = "void"
    """A review that was taken back."""
    CARD = "card"
    """One that may belong to another system now."""


_EVERYTHING = {
    Source.ATTEMPT: "SELECT id FROM attempts",  # what belongs to them comes with them
    Source.REVIEW: "SELECT id FROM card_reviews WHERE rating > 0",
    Source.VOID: "SELECT id FROM card_review_voids",
}


def number(session: Session, most: int) -> int:
    """Return how many marks wait, counted up to ``most``."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM tally_marks LIMIT ?)"
    return int(session.connection().exec_driver_sql(sql, (most,)).scalar() or 0)


def some(session: Session, source: Source, most: int) -> list[int]:
    """Return at most ``most`` marked things of a source, in the order of their ids."""
    sql = "SELECT thing FROM tally_marks WHERE source = ? LIMIT ?"
    return list(session.connection().exec_driver_sql(sql, (source.value, most)).scalars())


def waiting(session: Session, source: Source, things: Collection[int]) -> set[int]:
    """Return those of ``things`` that are marked."""
    sql = "SELECT thing FROM tally_marks WHERE source = ?"
    sql += " AND thing IN (SELECT value FROM json_each(?))"
    given = (source.value, json.dumps(list(things)))
    return set(session.connection().exec_driver_sql(sql, given).scalars())


def clear(session: Session, source: Source, things: Collection[int]) -> None:
    """Take the marks of things away: they are counted."""
    sql = "DELETE FROM tally_marks WHERE source = ? AND thing IN (SELECT value FROM json_each(?))"
    if things:
        given = (source.value, json.dumps(list(things)))
        session.connection().exec_driver_sql(sql, given)


def mark_everything(session: Session) -> int:
    """Mark every line of the logs, and nothing else; return how many lines that are."""
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM tally_marks")
    for source, ids in _EVERYTHING.items():
        connection.exec_driver_sql(
            f"INSERT INTO tally_marks SELECT '{source}', id FROM ({ids})"  # noqa: S608
        )
    return number(session, -1)
