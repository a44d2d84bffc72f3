"""The log of reviews on its way in or out: a million lines, too many for a loop in Python.

It is handed over as a table in Anki's own layout, within a SQLite file of ours.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

TABLE = "revlog"
COLUMNS = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")
"""Of the table, as base.ReviewRow has them."""
_CREATE = f"CREATE TABLE {TABLE} ({', '.join(f'{name} integer NOT NULL' for name in COLUMNS)})"
_INTO = f"INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class Log(Protocol):
    """Hands over the log of a content."""

    def __call__(self, target: Path, cards: Mapping[int, int], /) -> None:
        """Add the reviews of ``cards`` to the table `revlog` of the SQLite file ``target``.

        ``cards``: card of the content -> its id there; reviews of others are left out.
        """


def no_log(_target: Path, _cards: Mapping[int, int], /) -> None:
    """Hand over nothing."""


def create(path: Path) -> None:
    """Make a file with an empty log. Unlike Anki's, two lines may be of one millisecond."""
    with _opened(path) as connection:
        connection.execute(_CREATE)


def add(target: Path, lines: Iterable[Sequence[Sequence[int]]], cards: Mapping[int, int]) -> None:
    """Add batches of lines, each as base.ReviewRow has it, from a file that is no database. Those
    that came before an error stay."""
    with _opened(target) as connection:
        for batch in lines:
            rows = [(line[0], cards[line[1]], *line[2:]) for line in batch if line[1] in cards]
            try:
                connection.executemany(f"INSERT {_INTO}", rows)
            except sqlite3.IntegrityError:
                connection.rollback()
                add_apart(connection.execute, rows)
            connection.commit()


def add_apart(execute: Callable[..., Any], rows: Iterable[Sequence[int]]) -> None:
    """Add lines to a log like Anki's: of two of one millisecond the later gives way."""
    for at_ms, *rest in rows:
        while not execute(f"INSERT OR IGNORE {_INTO}", (at_ms, *rest)).rowcount:
            at_ms += 1


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a log. Nobody needs it after a power cut: the disk is not waited for."""
    with room(), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        yield connection


@contextmanager
def room() -> Iterator[None]:
    """Raise OSError, as for any other file, where the disk has no room for a log."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        raise OSError(errno.ENOSPC, str(error)) from error
