"""Connections to the SQLite file: driver, PRAGMAs, and what SQLite's errors mean to the user."""

from __future__ import annotations

import json
import sqlite3 as standard_sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ms2qbank_desktop.core.errors import EnvironmentFault, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    # Newer than the SQLite of Python 3.11, which has the WAL-reset fault.
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:
    sqlite3 = standard_sqlite3

APPLICATION_ID = 0x4D533251  # "MS2Q": what `file` and we recognise the database by

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "mmap_size=0",
    "cache_size=-16000",  # 16 MB: the 2 MB of the default miss pages of a large collection
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
)

_ADVICE = {
    "disk is full": (
        "The disk is full, so nothing more can be saved.",
        "Free some space; everything saved until now is safe.",
    ),
    "readonly database": (
        "The database cannot be written to.",
        "Make the data folder writable, or choose another with --data-dir.",
    ),
    "locked": (
        "Another program is holding the database.",
        "Close it (a backup or sync tool, a second copy of this program) and try again.",
    ),
    "unable to open": (
        "The database cannot be opened.",
        "See that the data folder exists and that you may read and write it.",
    ),
    "not a database": (
        "The file ms2qbank.db is not a database of this program.",
        "Move it away, or bring back a backup with the command restore.",
    ),
    "malformed": (
        "The database is damaged.",
        "Bring back the last backup with the command restore; keep the damaged file aside.",
    ),
    "disk I/O error": (
        "The disk reports a fault while reading or writing the database.",
        "Look after the disk, then bring back the last backup with the command restore.",
    ),
}


def as_fault(error: BaseException, database: Path) -> Fault | None:
    """Return what SQLite's ``error`` means to the user, or None if it is a bug of ours."""
    text = str(getattr(error, "orig", None) or error)
    for sign, (message, advice) in _ADVICE.items():
        if sign in text:
            return EnvironmentFault(f"{message} ({database})", advice=advice)
    return None


@contextmanager
def translated_faults(database: Path) -> Iterator[None]:
    """Raise EnvironmentFault for what SQLite refuses; let everything else through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, standard_sqlite3.Error) as error:
        fault = as_fault(error, database)
        if fault is None:
            raise
        raise fault from error


def connect(database: Path | str, pragmas: tuple[str, ...] = PRAGMAS) -> Any:
    """Open a raw connection to a file, or to what a URI names; transactions are begun by hand."""
    connection = sqlite3.connect(
        str(database),
        isolation_level=None,
        check_same_thread=False,
        timeout=5.0,
        uri=isinstance(database, str),
    )
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except Exception:
        connection.close()
        raise
    return connection


def make_engine(database: Path) -> Engine:
    """Return an engine over ``database``. Execution option ``immediate`` takes the write lock
    at the start of a transaction, so that no read turns into a failing write later."""
    engine = create_engine(
        "sqlite://",
        module=sqlite3,
        creator=lambda: connect(database),
        poolclass=QueuePool,
        pool_size=4,
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
