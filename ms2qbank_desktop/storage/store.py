"""The one database file: opened, migrated, read and written here and nowhere else."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlmodel import Session

from ms2qbank_desktop.core.errors import EnvironmentFault

from .engine import APPLICATION_ID, connect, make_engine, translated_faults
from .migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ms2qbank_desktop.core.changes import ChangeHub
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.paths import DataPaths

log = logging.getLogger(__name__)


class WriteSession(Session):
    """A session inside BEGIN IMMEDIATE that remembers what it changes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.topics: set[str] = set()

    def touch(self, *topics: str) -> None:
        """Announce ``topics`` once this write is committed."""
        self.topics.update(topics)


class Store:
    """Short sessions over one SQLite file; safe to use from any thread."""

    def __init__(self, paths: DataPaths, changes: ChangeHub, clock: Clock) -> None:
        """Open the file, creating or migrating it. EnvironmentFault if that cannot be done."""
        self.paths = paths
        self.changes = changes
        self.clock = clock
        # One writer at a time inside this process: waiting here is instant, SQLite's own
        # wait sleeps in steps.
        self._writing = threading.RLock()
        paths.ensure()
        with translated_faults(paths.database):
            version = self._version()
            if version != HEAD:
                self._migrate(version)
        self.followers: tuple[Callable[[WriteSession], None], ...] = ()
        """Called at the end of each write, inside it: what is derived follows at once."""
        self._engine = make_engine(paths.database)
        self._immediate = self._engine.execution_options(immediate=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one snapshot of the data."""
        with translated_faults(self.paths.database), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[WriteSession]:
        """Yield a session that commits at the end, or rolls back on any error; after the
        commit (on disk: synchronous=FULL) the touched topics are announced."""
        with (
            translated_faults(self.paths.database),
            self._writing,
            WriteSession(self._immediate, expire_on_commit=False) as session,
        ):
            session.connection()  # takes the write lock now, not at the first statement
            yield session
            session.flush()
            for follower in self.followers:
                _let_follow(follower, session)
            session.commit()
        self.changes.announce(session.topics)

    def close(self) -> None:
        """Fold the WAL into the file and let go of it."""
        with suppress(Exception), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()

    def _version(self) -> int:
        """Return the schema number of the file (0: new), refusing what is not ours."""
        connection = connect(self.paths.database, ())
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            foreign = (
                application != APPLICATION_ID
                and connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
            )
        finally:
            connection.close()
        if foreign:
            raise EnvironmentFault(
                f"{self.paths.database} belongs to another program.",
                advice="Move it away or choose another folder with --data-dir.",
            )
        if version > HEAD:
            raise EnvironmentFault(
                f"This database was written by a newer version (schema {version}, "
                f"this program knows {HEAD}).",
                advice="Install the newest version of the program; nothing was changed.",
            )
        return int(version)

    def _migrate(self, version: int) -> None:
        from . import backup, migrate  # Alembic costs 150 ms: only when there is work

        if version:
            stamp = f"{self.clock.now():%Y%m%d-%H%M%S}"
            target = self.paths.backups / f"before-schema-{HEAD}-{stamp}.ms2backup"
            backup.write(self.paths, target)
        migrate.upgrade(self.paths.database)


def _let_follow(follower: Callable[[WriteSession], None], session: WriteSession) -> None:
    """Have what is derived brought along. If that fails, it is not the writer's fault: what was
    to be read stays marked, and ``check`` says so."""
    connection = session.connection()
    connection.exec_driver_sql("SAVEPOINT follower")
    try:
        follower(session)
    except Exception:
        log.exception("what is derived cannot follow a write")
        connection.exec_driver_sql("ROLLBACK TO follower")
    connection.exec_driver_sql("RELEASE follower")
