"""The index as it is written: items, their full text, and the words of all of them.

The full text holds no texts of its own (an external content table of FTS5), so what leaves it is
told the texts it had. Rows are written in the order of their numbers: FTS5 writes a new segment
each time they go down.
"""
# ruff: noqa: S608 (the pieces of SQL put together here are all our own)

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.search.tables import PIECES, TEXTS, TITLES
from ms2qbank_desktop.features.search.text import LONGEST, letters, parted, tokens

from . import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.items import Item

SHELF = 1 << 32
"""Rows of one shelf."""
_COLUMNS = "row, source, thing, place_id, spot, spots, title, body, tags, labels, changed_at"
_TEXTS = "title, body, tags, labels"
_WORDS = (
    "INSERT INTO search_words (word, mirrored, letters, rows) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (word) DO UPDATE SET rows = rows + excluded.rows"
)


def refresh(session: Session, source: str, things: Sequence[int]) -> int:
    """Read things of one source anew; return how many items came, went or changed."""
    gone, come = _differences(session, source, things)
    if gone or come:
        shelves = Shelves(session)
        placed = sorted((shelves.of(item.user_id, item.kind), _values(item)) for item in come)
        _write(session, sorted(gone), [(shelves.next_row(at), *values) for at, values in placed])
    return len(gone) + len(come)


def astray(session: Session, source: str, things: Sequence[int]) -> set[int]:
    """Return those of things of one source of which the index says something else than they."""
    gone, come = _differences(session, source, things)
    return {row[2] for row in gone} | {item.thing for item in come}


def _differences(
    session: Session, source: str, things: Sequence[int]
) -> tuple[list[tuple[Any, ...]], list[Item]]:
    """Return the rows that have to leave, and the items that have to come."""
    shelves = {number: (user, kind) for (user, kind), number in Shelves(session).ids.items()}
    there: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in _items(session, source, things):
        there.setdefault((*shelves[row[0] // SHELF], row[1:]), []).append(row)
    come = []
    for item in sources.read(session, source, things):
        same = there.get((item.user_id, item.kind, _values(item)))
        if same:
            same.pop()
        else:
            come.append(item)
    return [row for rows in there.values() for row in rows], come


def empty(session: Session) -> None:
    """Take everything out."""
    connection = session.connection()
    for index in (TEXTS, TITLES, PIECES):
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    for table in ("search_items", "search_words", "search_shelves"):
        connection.exec_driver_sql(f"DELETE FROM {table}")


def merge(session: Session, pages: int) -> bool:
    """Put segments of the full text together, so that a search opens fewer, as far as so many
    pages go; return whether there may be more to do. Below 0: begin with all of them."""
    connection = session.connection()
    before = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    connection.exec_driver_sql(f"INSERT INTO {TEXTS} ({TEXTS}, rank) VALUES ('merge', ?)", (pages,))
    after = connection.exec_driver_sql("SELECT total_changes()").scalar() or 0
    return bool(after - before > 1)  # fewer: nothing was done, as SQLite says it


class Shelves:
    """The ranges of rows: one for each kind of thing of each user."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        found = self._connection.exec_driver_sql("SELECT user_id, kind, id FROM search_shelves")
        self.ids: dict[tuple[int | None, str], int] = {(row[0], row[1]): row[2] for row in found}
        """By whose it is (None: everybody's) and the kind of thing."""
        self._next: dict[int, int] = {}

    def of(self, user_id: int | None, kind: str) -> int:
        """Return the shelf of a kind, made when it is first asked for."""
        if (user_id, kind) not in self.ids:
            sql = "INSERT INTO search_shelves (user_id, kind) VALUES (?, ?) RETURNING id"
            made = self._connection.exec_driver_sql(sql, (user_id, kind)).scalar_one()
            self.ids[user_id, kind] = made
        return self.ids[user_id, kind]

    def next_row(self, shelf: int) -> int:
        """Return the next free row of a shelf: what changed last stands last."""
        if shelf not in self._next:
            sql = "SELECT max(row) FROM search_items WHERE row BETWEEN ? AND ?"
            ends = (shelf * SHELF, (shelf + 1) * SHELF - 1)
            last = self._connection.exec_driver_sql(sql, ends).scalar()
            self._next[shelf] = ends[0] if last is None else last
        self._next[shelf] += 1
        return self._next[shelf]


def _write(
    session: Session, gone: Sequence[tuple[Any, ...]], come: Sequence[tuple[Any, ...]]
) -> None:
    count: Counter[str] = Counter()
    count.subtract(word for row in gone for word in _words(row))
    count.update(word for row in come for word in _words(row))
    titled = [row for row in gone if row[6]]
    _run(session, _leave(TEXTS, _TEXTS), [(row[0], *row[6:10]) for row in gone])
    _run(session, _leave(TITLES, "title"), [(row[0], row[6]) for row in titled])
    _run(session, "DELETE FROM search_items WHERE row = ?", [(row[0],) for row in gone])
    holes = ", ".join("?" * len(_COLUMNS.split(", ")))
    _run(session, f"INSERT INTO search_items ({_COLUMNS}) VALUES ({holes})", come)
    titled = [row for row in come if row[6]]
    _run(session, _enter(TEXTS, _TEXTS), [(row[0], *row[6:10]) for row in come])
    _run(session, _enter(TITLES, "title"), [(row[0], row[6]) for row in titled])
    _count(session, {word: number for word, number in count.items() if number})


def _enter(index: str, columns: str) -> str:
    return f"INSERT INTO {index} (rowid, {columns}) VALUES (?{', ?' * len(columns.split(', '))})"


def _leave(index: str, columns: str) -> str:
    holes = ", ?" * len(columns.split(", "))
    return f"INSERT INTO {index} ({index}, rowid, {columns}) VALUES ('delete', ?{holes})"


def _run(session: Session, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
    if values:
        session.connection().exec_driver_sql(sql, list(values))


def _count(session: Session, change: dict[str, int]) -> None:
    """Add to the number of items that have a word; words met for the first time can be found by
    their pieces from now on."""
    if not change:
        return
    connection = session.connection()
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_words").scalar()
    connection.exec_driver_sql(
        _WORDS, [(word, word[::-1], letters(word), change[word]) for word in sorted(change)]
    )
    connection.exec_driver_sql(
        f"INSERT INTO {PIECES} (rowid, word) SELECT id, word FROM search_words WHERE id > ?",
        (last,),
    )


def _words(row: tuple[Any, ...]) -> Iterable[str]:
    """Return the words of an item, each once, but for what is data rather than words."""
    return (word for word in set(tokens(" ".join(row[6:9]))) if len(word) <= LONGEST)


def _items(session: Session, source: str, things: Sequence[int]) -> list[tuple[Any, ...]]:
    sql = (
        f"SELECT {_COLUMNS} FROM search_items WHERE source = ? "
        "AND thing IN (SELECT value FROM json_each(?))"
    )
    found = session.connection().exec_driver_sql(sql, (source, json.dumps(list(things))))
    return [tuple(row) for row in found]


def _values(item: Item) -> tuple[Any, ...]:
    return (
        *(item.source, item.thing, item.place_id, item.spot, json.dumps(item.spots)),
        *map(parted, (item.title, item.body, item.tags, item.labels)),
        item.changed_at,
    )
