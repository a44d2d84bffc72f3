"""The articles of the old web system in its own database."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.library.formats.base import BadFile
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.importing import ImportService
from tests.support.shared_data import shared

from .reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

TABLE = (
    "CREATE TABLE articles (id INTEGER PRIMARY KEY, article_id VARCHAR(255), title VARCHAR(500), "
    "summary TEXT, body TEXT, tags JSON, bookmarked BOOLEAN, author VARCHAR(255))"
)
ROWS = (
    (1, "a1", "Salt", "Short.", "It follows.", json.dumps('["renal", "high yield"]'), 1, "Ada"),
    (2, "a2", "Water", None, "", "[]", 0, None),
    (3, "a3", "Air", None, "It is breathed.", None, 0, None),
)


def database(path: Path, table: str = TABLE, *, wal: bool = False) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(table)
        if table == TABLE:
            connection.executemany("INSERT INTO articles VALUES (?,?,?,?,?,?,?,?)", ROWS)
        connection.commit()
    return path


@pytest.mark.parametrize("wal", [False, True])
def test_rows_become_articles_and_an_empty_one_is_told(tmp_path: Path, *, wal: bool) -> None:
    path = database(tmp_path / "library.db", wal=wal)
    before = path.read_bytes()
    found = read(tmp_path, "library.db")
    salt, air = found.drafts
    assert (salt.key, salt.title, salt.summary, salt.body) == (
        *("a1", "Salt", "Short.", "It follows."),
    )
    assert (salt.tags, salt.author, salt.bookmarked) == (("renal", "high yield"), "Ada", True)
    assert (air.title, air.tags, air.author, air.bookmarked) == ("Air", (), "", False)
    (problem,) = found.problems
    assert (problem.file, problem.where) == (str(path), "article 2")
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["library.db"]


def test_a_database_may_lie_in_a_folder_or_an_archive_beside_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    database(folder / "library.db")
    database(folder / "users.db", "CREATE TABLE users (id INTEGER)")
    database(folder / "other.db", "CREATE TABLE articles (id INTEGER, name TEXT)")
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.write(folder / "library.db", "data/library.db")
    assert read(folder).titles == ["Salt", "Air"]
    assert read(tmp_path / "data.zip").titles == ["Salt", "Air"]


def test_a_broken_database_is_told_and_another_one_has_no_articles(tmp_path: Path) -> None:
    path = database(tmp_path / "library.db")
    path.write_bytes(path.read_bytes()[:2000] + b"\0" * 3000)
    (problem,) = read(tmp_path, "library.db").problems
    assert problem.file == str(path)
    assert problem.why.startswith("It is no sound database")
    database(tmp_path / "users.db", "CREATE TABLE users (id INTEGER)")
    with pytest.raises(BadFile, match=r"no articles in it.*library\.db of the old web system"):
        read(tmp_path, "users.db")


def test_the_old_library_comes_with_its_bookmarks_for_who_takes_it_in(desk: Desk) -> None:
    path = shared("data/legacy-sample/data/library.db")
    importing = desk.context.service(ImportService)
    report = importing.import_paths([path], Silent(), user_id=desk.user_id)
    assert (report.added, report.problems) == (12, [])
    library = desk.context.service(LibraryService)
    bookmarked = library.lines(desk.user_id, ArticleFilter(bookmarked=True))
    expected = json.loads(shared("data/legacy-sample/expected.json").read_text())["library"]
    assert len(bookmarked) == expected["articles_bookmarked"]
    tags = library.counts(desk.user_id, ArticleFilter()).tags
    assert sorted(tags) == expected["article_tags"]
    assert library.lines(desk.user_id + 1, ArticleFilter(bookmarked=True)) == []
    library.bookmark(desk.user_id, bookmarked[0].id, on=False)
    assert importing.import_paths([path], Silent(), user_id=desk.user_id).unchanged == 12
    assert len(library.lines(desk.user_id, ArticleFilter(bookmarked=True))) == 2
