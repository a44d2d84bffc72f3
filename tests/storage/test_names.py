import sqlite3
from contextlib import closing

import pytest

from ms2qbank_desktop.storage.names import anywhere


@pytest.mark.parametrize("typed", ["100 %", "a_b", "c:\\\\x", "plain"])
def test_a_pattern_finds_what_was_typed_and_nothing_like_it(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE t(name TEXT)")
        names = [f"before {typed} after", "100 x", "a-b", "c:x", "other"]
        database.executemany("INSERT INTO t VALUES (?)", [(name,) for name in names])
        query = "SELECT name FROM t WHERE name LIKE ? ESCAPE '\\'"
        assert database.execute(query, (anywhere(typed),)).fetchall() == [(names[0],)]
