import sqlite3
from contextlib import closing

import pytest

from ms2qbank_desktop.storage.fulltext import match_query, phrase


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("renal", '"renal"*', None),
        ("acute renal", '"acute"* AND "renal"*', None),
        ('"acute renal failure"', '"acute renal failure"', None),
        ("renal -acute", '"renal"*', '"acute"*'),
        ("-acute", None, '"acute"*'),
        ("", None, None),
        ("!!! --", None, None),
        ('"open phrase', '"open phrase"', None),
        ("Na+/K+", '"Na K"*', None),
        ('a" OR b*', '"a"* AND "OR"* AND "b"*', None),
    ],
)
def test_typed_words_become_a_query(typed: str, wanted: str | None, unwanted: str | None) -> None:
    assert match_query(typed) == (wanted, unwanted)


@pytest.mark.parametrize("typed", ['a" OR b', '"', "NEAR(a b)", "-x", "a*"])
def test_a_phrase_finds_what_was_typed_and_means_nothing_else(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'trigram')")
        database.execute("INSERT INTO t VALUES (?), ('other words')", (f"before {typed} after",))
        query = "SELECT words FROM t WHERE t MATCH ?"
        found = database.execute(query, (phrase(f" {typed} "),)).fetchall()
    assert found == [(f"before {typed} after",)]
