"""SQLite's FTS5: the search language of the user as a query, and an index built anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlmodel import Session

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+", re.UNICODE)


TRIGRAM = 3
"""Letters that an index of trigrams needs at the least to find a word."""


def phrase(text: str) -> str:
    """Return ``text`` as one phrase of an FTS5 expression, whatever it holds."""
    return '"' + text.replace('"', '""') + '"'


def next_row(session: Session, table: str) -> int:
    """Return the next free row of the search index of ``table``, which keeps them in its column
    search_row: small running numbers keep an index small."""
    query = f"SELECT max(search_row) FROM {table}"  # noqa: S608 (one of our own names)
    return int(session.connection().exec_driver_sql(query).scalar() or 0) + 1


def rebuild(session: Session) -> list[str]:
    """Build every search index anew from the texts it holds; return their names. Mends an index
    that SQLite finds malformed, whatever it is that damaged it."""
    connection = session.connection()
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    )
    names = [str(name) for (name,) in found]
    for name in names:
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608
    return names


class Match(NamedTuple):
    """MATCH expressions: rows that match ``wanted`` (None: all) and not ``unwanted``."""

    wanted: str | None
    unwanted: str | None


def match_query(text: str) -> Match:
    """Translate ``text`` to FTS5 expressions.

    Words are joined by AND and match as prefixes, ``"phrases"`` match whole, a leading
    minus excludes. Every term is quoted, so no input is a syntax error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, whole, word in _TERM.findall(text):
        parts = _WORD.findall(whole or word)
        if not parts:
            continue
        term = phrase(" ".join(parts)) + ("" if whole else "*")
        (unwanted if minus else wanted).append(term)
    return Match(" AND ".join(wanted) or None, " OR ".join(unwanted) or None)
