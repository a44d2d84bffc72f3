import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.storage.engine import APPLICATION_ID, connect
from ms2qbank_desktop.storage.migrations import HEAD
from ms2qbank_desktop.storage.store import Store
from tests.support.profile import prepared

USER = text("INSERT INTO users(id, name, email, created_at) VALUES (:id, 'x', '', 0)")


def open_store(folder: Path, hub: ChangeHub | None = None) -> Store:
    return Store(DataPaths(prepared(folder)), hub or ChangeHub(), Clock())


def test_a_new_folder_gets_a_database_at_head(tmp_path: Path) -> None:
    Store(DataPaths(tmp_path / "new"), ChangeHub(), Clock()).close()
    connection = sqlite3.connect(tmp_path / "new" / "ms2qbank.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (HEAD,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


def test_every_connection_keeps_the_promised_pragmas(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db")
    read = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "mmap_size")
    }
    connection.close()
    assert read == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }


def test_a_write_is_announced_after_it_can_be_read(tmp_path: Path) -> None:
    hub = ChangeHub()
    store = open_store(tmp_path, hub)
    seen: list[tuple[frozenset[str], int]] = []

    def listen(topics: frozenset[str]) -> None:
        with store.read() as session:
            seen.append((topics, session.execute(text("SELECT count(*) FROM users")).scalar_one()))

    hub.subscribe(listen)
    with store.write() as session:
        session.execute(USER, {"id": 1})
        session.touch("users")
    assert seen == [(frozenset({"users"}), 1)]
    store.close()


def test_a_write_that_fails_leaves_nothing_and_announces_nothing(tmp_path: Path) -> None:
    hub = ChangeHub()
    heard: list[frozenset[str]] = []
    hub.subscribe(heard.append)
    store = open_store(tmp_path, hub)

    def write_half() -> None:
        with store.write() as session:
            session.execute(USER, {"id": 1})
            session.touch("users")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write_half()
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM users")).scalar_one() == 0
    assert heard == []
    store.close()


@pytest.mark.parametrize("change", ["UPDATE attempts SET mode = 'x'", "DELETE FROM attempts"])
def test_the_log_of_attempts_cannot_be_changed(tmp_path: Path, change: str) -> None:
    open_store(tmp_path).close()
    connection = connect(tmp_path / "ms2qbank.db")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "INSERT INTO attempts (id, user_id, question_id, subject, system, answer_given, "
        "correct_answer, correct, omitted, marked, time_ms, mode, at) "
        "VALUES (1, 1, 1, '', '', 'A', 'B', 0, 0, 0, 9, '', 0)"
    )
    with pytest.raises(Exception, match="append-only"):
        connection.execute(change)
    connection.close()


def test_a_newer_database_is_refused_with_advice_and_left_as_it_is(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    connection = connect(tmp_path / "ms2qbank.db")
    connection.execute(f"PRAGMA user_version={HEAD + 1}")
    connection.close()
    with pytest.raises(EnvironmentFault, match="newer version") as caught:
        open_store(tmp_path)
    assert "newest version" in caught.value.advice


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ms2qbank.db")
    connection.execute("CREATE TABLE theirs(x)")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentFault, match="another program"):
        open_store(tmp_path)


def test_a_file_that_is_no_database_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "ms2qbank.db").write_bytes(b"this is a letter to my aunt " * 500)
    with pytest.raises(EnvironmentFault, match="not a database") as caught:
        open_store(tmp_path)
    assert "restore" in caught.value.advice


def test_a_database_held_by_another_program_is_a_fault_with_advice(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    other = connect(tmp_path / "ms2qbank.db")
    other.execute("BEGIN IMMEDIATE")
    with store.read() as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout=50")
    with pytest.raises(EnvironmentFault, match="Another program") as caught, store.write():
        pass
    assert "Close it" in caught.value.advice
    other.execute("ROLLBACK")
    other.close()
    store.close()


def test_a_full_disk_is_a_fault_with_advice_and_keeps_what_was_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write() as session:
        session.execute(USER, {"id": 1})

    def write_too_much() -> None:
        with store.write() as session:
            pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
            session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
            for number in range(2, 5000):
                session.execute(USER, {"id": number})

    with pytest.raises(EnvironmentFault, match="full") as caught:
        write_too_much()
    assert "Free some space" in caught.value.advice
    with store.read() as reading:
        assert reading.execute(text("SELECT count(*) FROM users")).scalar_one() == 1
    store.close()


def test_a_folder_that_cannot_be_made_is_a_fault_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="cannot be written") as caught:
        Store(DataPaths(tmp_path / "file" / "data"), ChangeHub(), Clock())
    assert "--data-dir" in caught.value.advice


def test_a_read_only_database_can_be_read_and_refuses_writes_with_advice(tmp_path: Path) -> None:
    store = open_store(tmp_path)

    def write() -> None:
        with store.write() as session:
            session.connection().exec_driver_sql("PRAGMA query_only=ON")
            session.execute(USER, {"id": 1})

    with pytest.raises(EnvironmentFault, match="cannot be written") as caught:
        write()
    assert "writable" in caught.value.advice
    store.close()


def test_the_migrated_schema_is_the_one_the_tables_declare(tmp_path: Path) -> None:
    from sqlmodel import SQLModel, create_engine

    from ms2qbank_desktop.app.features import FEATURES

    for feature in FEATURES:
        feature.tables()
    open_store(tmp_path).close()
    SQLModel.metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'declared.db'}"))
    assert _shape(tmp_path / "ms2qbank.db") == _shape(tmp_path / "declared.db")


INDEXES = (
    *(f"{kind}_search" for kind in ("question", "card", "video", "article", "note")),
    *(f"search_{part}" for part in ("text", "titles", "pieces")),
)
"""FTS5 tables, which no table class declares."""


def _shape(database: Path) -> dict[str, object]:
    """Columns (name, not null, place in the key), references and indexes of each table."""
    connection = sqlite3.connect(database)
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith(("sqlite_", "alembic_", *INDEXES))
    ]
    shape = {
        name: (
            sorted(
                (column[1], column[3], column[5])
                for column in connection.execute(f"PRAGMA table_info({name})")
            ),
            sorted(ref[2:5] for ref in connection.execute(f"PRAGMA foreign_key_list({name})")),
            sorted(
                (index[1], [c[2] for c in connection.execute(f"PRAGMA index_info({index[1]})")])
                for index in connection.execute(f"PRAGMA index_list({name})")
                if not index[1].startswith("sqlite_")
            ),
        )
        for name in names
    }
    connection.close()
    return dict(shape)


def test_writes_from_many_threads_are_all_there(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store = open_store(tmp_path)

    def write(number: int) -> None:
        with store.write() as session:
            session.execute(USER, {"id": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM users")).scalar_one() == 200
    store.close()


def test_a_closed_store_leaves_one_file(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write() as session:
        session.execute(USER, {"id": 1})
    store.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ms2qbank.db"]
    assert stat.S_ISREG((tmp_path / "ms2qbank.db").stat().st_mode)
