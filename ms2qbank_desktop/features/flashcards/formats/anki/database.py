"""Reads the SQLite file of a package, whose schema and pages nobody vouches for.

The file is opened read-only and immutable. Only real tables with the columns we know are read,
an authorizer refuses every other access (views, triggers, functions, virtual tables, pragmas),
and indexes are not used: nothing that is written in the file is ever run.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.flashcards.formats.base import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_VALUE = 1 << 26
"""Bytes of one value or row; collections of 100,000 notes keep 5 MB of note types in one."""
_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "query_only=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    "cache_size=-16000",
)
_FUNCTIONS = {"count", "typeof", "substr"}
_DAMAGED = "The database in the package is damaged."
_SMALLEST_ROW = 8
"""Bytes; a file whose pages are linked in circles gives more rows than it has room for."""


class Database:
    """One open database; closed by ``close``. Every method raises BadFile if it is damaged."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise BadFile("The package holds no Anki collection.")
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
            self._connection.text_factory = _text
            with _refused():
                for pragma in _PRAGMAS:
                    self._connection.execute(f"PRAGMA {pragma}")
                self._connection.set_authorizer(_authorize)
                self._tables = {
                    name
                    for name, kind, page, sql in self._connection.execute(
                        "SELECT name, type, rootpage, sql FROM sqlite_master"
                    )
                    if kind == "table"
                    and isinstance(page, int)
                    and page > 0
                    and str(sql).lstrip().upper().startswith("CREATE TABLE")
                }
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._connection.close()

    def has(self, table: str, *columns: str) -> bool:
        """Say whether ``table`` is a real table that stores all of ``columns``."""
        if table not in self._tables:
            return False
        with _refused():
            stored = {
                row[1]
                for row in self._connection.execute(f"PRAGMA table_xinfo({table})")
                if row[6] == 0  # neither hidden nor generated
            }
        return stored.issuperset(columns)

    def batches(
        self, table: str, integers: tuple[str, ...], texts: tuple[str, ...], longest: int, size: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield all rows of ``table``, ``size`` at once: first the integers, then the texts.

        What is something else is None; of a text come the first ``longest`` + 1 characters.
        """
        terms = [f"CASE WHEN typeof({name}) = 'integer' THEN {name} END" for name in integers]
        terms += [
            f"CASE WHEN typeof({name}) = 'text' THEN substr({name}, 1, {longest + 1}) END"
            for name in texts
        ]
        return self._select(table, integers + texts, terms, size)

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield all rows of ``table`` one by one, as they are."""
        for batch in self._select(table, columns, list(columns), 1):
            yield from batch

    def within(self, table: str, limits: Mapping[str, tuple[int, int]]) -> bool:
        """Say whether all rows of ``table`` hold integers within ``limits`` (least and most).

        A table that says one thing when it is asked, and another when it is read, is damaged: what
        is no integer then comes as None, which nothing accepts.
        """
        if not self.has(table, *limits):
            return False
        outside = " OR ".join(
            f"typeof({name}) != 'integer' OR {name} < {low:d} OR {name} > {high:d}"
            for name, (low, high) in limits.items()
        )
        query = f"SELECT 1 FROM {table} NOT INDEXED WHERE {outside} LIMIT 1"  # noqa: S608 our names
        with _refused():
            return self._connection.execute(query).fetchone() is None

    def _select(
        self, table: str, columns: tuple[str, ...], terms: list[str], size: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        if not self.has(table, *columns):
            raise BadFile(f"The package holds no Anki collection: its {table} are missing.")
        most = self.size // _SMALLEST_ROW
        with _refused():
            cursor = self._connection.execute(
                f"SELECT {', '.join(terms)} FROM {table} NOT INDEXED"  # noqa: S608 our names
            )
            while rows := cursor.fetchmany(size):
                most -= len(rows)
                if most < 0:
                    raise BadFile(_DAMAGED)
                yield rows

    def count(self, table: str) -> int:
        """Return the number of rows of ``table``, 0 if it is missing."""
        if table not in self._tables:
            return 0
        with _refused():
            query = f"SELECT count(*) FROM {table} NOT INDEXED"  # noqa: S608 our names
            return int(self._connection.execute(query).fetchone()[0])


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _authorize(
    action: int, first: str | None, second: str | None, _base: str | None, source: str | None
) -> int:
    """Allow reading a table directly; ``source`` names the view or trigger that asks."""
    if source is not None:
        return sqlite3.SQLITE_DENY
    if action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, UnicodeError) as error:  # names in a schema, too
        raise BadFile(_DAMAGED) from error
