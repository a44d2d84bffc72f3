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
from ms2qbank_desktop.features.flashcards.formats.log import room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Limits = dict[str, tuple[int, int]]
"""Column -> the least and the most integer in it."""
MAX_VALUE = 1 << 26
"""Bytes of one value or row; collections of 100,000 notes keep 5 MB of note types in one."""
_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
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
        self._connection = sqlite3.connect(
            uri, uri=True, check_same_thread=False, isolation_level=None
        )
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

    def copy(self, table: str, limits: Limits, target: Path, ids: Mapping[int, int]) -> bool:
        """Add the rows of ``table`` to the table of the same name in ``target``, a SQLite file of
        ours, if all of them hold integers within ``limits``; else return False, with none added.

        The second column is an id: ``ids`` says what it is in ``target``, rows of others are left
        out. Nothing of the schema here gets there, and only that file can be written.
        """
        if not self.has(table, *limits):
            return False
        id_, link, *others = limits
        # What is not sound becomes NULL, which the target refuses.
        columns = (id_, f"CASE WHEN {_hold(limits)} THEN ours END", *others)
        connection = self._connection
        connection.set_authorizer(None)
        connection.execute("ATTACH ? AS target", (str(target),))
        try:
            connection.execute("PRAGMA target.synchronous=OFF")
            connection.execute("CREATE TEMP TABLE ids (theirs INTEGER PRIMARY KEY, ours INTEGER)")
            connection.executemany("INSERT INTO temp.ids VALUES (?, ?)", ids.items())
            connection.set_authorizer(_authorize_copy)
            with room():
                connection.execute(
                    f"INSERT INTO target.{table} ({', '.join(limits)}) "  # noqa: S608 our names
                    f"SELECT {', '.join(columns)} "
                    f"FROM {self._rows(table, limits)} CROSS JOIN temp.ids ON theirs = {link}"
                )
        except sqlite3.Error:
            return False
        finally:
            connection.set_authorizer(None)
            connection.execute("DROP TABLE IF EXISTS temp.ids")
            connection.execute("DETACH target")
            connection.set_authorizer(_authorize)
        return True

    def _rows(self, table: str, columns: Iterable[str]) -> str:
        """Return the rows of ``table`` as SQL, no more of them than the file has room for: pages
        may be linked in circles."""
        most = self.size // _SMALLEST_ROW
        return f"(SELECT {', '.join(columns)} FROM main.{table} NOT INDEXED LIMIT {most:d})"  # noqa: S608

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

    def count(self, table: str) -> int | None:
        """Return the number of rows of ``table``, 0 if it is missing, None if it is damaged."""
        if table not in self._tables:
            return 0
        try:
            with _refused():
                query = f"SELECT count(*) FROM {self._rows(table, ('1',))}"  # noqa: S608 our names
                return int(self._connection.execute(query).fetchone()[0])
        except BadFile:
            return None


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


def _authorize_copy(
    action: int, first: str | None, second: str | None, base: str | None, source: str | None
) -> int:
    """Allow writing to what is copied to, too."""
    if action == sqlite3.SQLITE_INSERT and base == "target" and source is None:
        return sqlite3.SQLITE_OK
    return _authorize(action, first, second, base, source)


def _hold(limits: Limits) -> str:
    """Return the condition that all columns hold integers within their limits."""
    terms = (
        f"(typeof({name}) = 'integer' AND {name} BETWEEN {low:d} AND {high:d})"
        for name, (low, high) in limits.items()
    )
    return f"({' AND '.join(terms)})"


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, UnicodeError) as error:  # names in a schema, too
        raise BadFile(_DAMAGED) from error
