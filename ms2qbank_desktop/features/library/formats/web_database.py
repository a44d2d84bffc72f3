"""Reads the articles of the old web system where it kept them: the table `articles` of its
`library.db`. Nothing is written into that file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from .base import BadItem, Book, found_in
from .web_articles import INFO, entry

if TYPE_CHECKING:
    from .base import Entry, Files

ENDINGS = (".db", ".sqlite", ".sqlite3")
MAX_DATABASE = 512 << 20
_MAGIC = b"SQLite format 3\0"
_COLUMNS = {"article_id", "title", "body"}
"""Without which a table of articles is somebody else's."""


class WebDatabase:
    """Reader of SQLite files that have a table of articles as the old system had."""

    title = "library.db of the old web system"

    def books(self, files: Files) -> list[Book]:
        """Return the articles of all such files as one book; other databases are passed over."""
        entries: list[Entry] = []
        for name in files.names:
            database = name.lower().endswith(ENDINGS) and files.chosen(name)
            if database and files.head(name).startswith(_MAGIC):
                entries += _read(files, name, len(entries))
        return [Book(INFO, len(entries), iter(entries))] if entries else []


def _read(files: Files, name: str, before: int) -> list[Entry]:
    try:
        rows = _rows(files.read(name, MAX_DATABASE))
    except BadItem as error:
        return [files.problem(name, f"It was left out: {error}")]
    except (sqlite3.Error, OSError, MemoryError) as error:
        return [files.problem(name, f"It is no sound database ({error}).")]
    place = found_in(files, name)
    return [
        entry(row, before + at, place, f"article {row.get('id', at)}")
        for at, row in enumerate(rows, 1)
    ]


def _rows(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of the table, none if there is no such table. Read from a copy: a database
    may lie in an archive, and SQLite would write beside one that is in use."""
    with TemporaryDirectory(prefix="ms2qbank-articles-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "library.db"
        copy.write_bytes(data)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda text: text.decode(errors="replace")
            facts = connection.execute(
                "SELECT i.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS i "
                "WHERE s.type = 'table' AND s.name = 'articles'"
            )
            if not {name for (name,) in facts} >= _COLUMNS:
                return []
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute("SELECT * FROM articles ORDER BY id")]
