"""What is read in one go, after it, and anew."""

import gzip
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.search.service.following import AT_ONCE
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from ms2qbank_desktop.storage import backup, fulltext
from ms2qbank_desktop.storage.engine import connect
from tests.support.bank import open_desk
from tests.support.schema_sample import SAMPLES
from tests.support.seeking import Seeker

ROOT = Path(__file__).resolve().parents[3]


def write_notes(seeker: Seeker, number: int, word: str = "tubule") -> None:
    """Write notes in one go, past the services."""
    with seeker.desk.context.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO notes (id, user_id, title, body, tags, created_at, changed_at) "
            "VALUES (?, ?, '', ?, '', 0, 0)",
            [(one, seeker.user_id, f"{word} {one}") for one in range(1, number + 1)],
        )


def change(seeker: Seeker, sql: str) -> None:
    """Change the file behind the program's back."""
    with closing(connect(seeker.desk.context.paths.database)) as connection:
        connection.execute(sql)


def test_a_write_reads_itself_only_if_it_is_small(seeker: Seeker) -> None:
    write_notes(seeker, AT_ONCE)
    assert (seeker.find("tubule").waiting, len(seeker.ids("tubule", limit=500))) == (0, AT_ONCE)
    with seeker.desk.context.store.write() as session:
        session.connection().exec_driver_sql("UPDATE notes SET body = 'duct ' || id")
        session.connection().exec_driver_sql(
            "INSERT INTO notes (id, user_id, title, body, tags, created_at, changed_at) "
            "VALUES (500, ?, '', 'duct', '', 0, 0)",
            (seeker.user_id,),
        )
    found = seeker.find("duct")
    assert (found.hits, found.waiting) == ([], AT_ONCE + 1)


def test_ideographs_that_an_older_version_read_are_found_when_they_are_read_again(
    seeker: Seeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("ms2qbank_desktop.features.search.queries.index.parted", str)
        note = seeker.note("急性腎障害 renal", "📌 AKI")
    assert seeker.hits("腎障害") == seeker.hits("📌") == []
    change(seeker, "INSERT INTO search_marks SELECT 'note', id FROM notes")  # as migrations do
    indexing = seeker.desk.context.service(IndexingService)
    indexing.catch_up(Silent())
    assert seeker.ids("腎障害") == seeker.ids("📌") == [note]
    assert indexing.mend(Silent()) == []
    with closing(connect(seeker.desk.context.paths.database)) as connection:
        known = connection.execute("SELECT word FROM search_words WHERE rows > 0").fetchall()
    assert {word for (word,) in known} == {*"急性腎障害", "renal", "aki"}


def test_what_was_changed_and_not_yet_read_is_not_shown(seeker: Seeker) -> None:
    write_notes(seeker, 3)
    change(seeker, "UPDATE notes SET deleted_at = 1 WHERE id = 2")
    found = seeker.find("tubule")
    assert ({hit.id for hit in found.hits}, found.waiting) == ({1, 3}, 1)


def test_catching_up_goes_on_where_it_was_stopped(seeker: Seeker) -> None:
    class Stop:
        def report(self, done: int, _total: int | None, _note: str = "") -> None:
            if done >= 100:
                raise Cancelled

    heard: list[frozenset[str]] = []
    end = seeker.desk.context.changes.subscribe(heard.append)
    write_notes(seeker, 330)
    with pytest.raises(Cancelled):
        seeker.indexing.catch_up(Stop(), pause=0.001)
    assert (seeker.indexing.waiting(), heard) == (230, [])
    assert seeker.indexing.catch_up(Silent()) == 230
    end()
    assert heard == [frozenset({"search"})]
    assert len(seeker.ids("tubule", limit=500)) == 330


def test_others_write_while_the_index_is_caught_up(seeker: Seeker) -> None:
    write_notes(seeker, 1_000)
    thread = threading.Thread(target=seeker.indexing.catch_up, args=(Silent(), 0.001))
    thread.start()
    while thread.is_alive():
        seeker.note("a note on the duct")
    thread.join()
    assert seeker.indexing.waiting() == 0
    assert seeker.indexing.mend(Silent()) == []


def test_an_index_built_anew_is_the_same(seeker: Seeker) -> None:
    seeker.card("Gitelman?", "NCC", deck="Renal")
    seeker.article("The nephron", "Filters.\n\n## Loop\n\nConcentrates")
    seeker.film("Renal 2", "the distal tubule")
    seeker.note("hypokalemia")
    asked = ("ncc", "concentrates", "distal", "hypokal", "phron", "gitleman", "deck:renal")
    before = [seeker.hits(text) for text in asked]
    assert all(before)
    assert seeker.indexing.rebuild(Silent()) == 5
    assert [seeker.hits(text) for text in asked] == before


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM search_items WHERE source = 'note'", "the search index"),
        ("UPDATE search_items SET body = 'duct' WHERE source = 'note'", "the search index"),
        ("INSERT INTO search_text (search_text) VALUES ('delete-all')", "the search index"),
        ("DROP TRIGGER search_notes_update", "1 things in the search index"),
        ("DELETE FROM search_marks", ""),
    ],
)
def test_an_index_that_went_astray_is_mended(seeker: Seeker, damage: str, told: str) -> None:
    note = seeker.note("the distal tubule")
    change(seeker, damage)
    change(seeker, "UPDATE notes SET title = 'Renal'")
    mended = seeker.indexing.mend(Silent())
    assert [one for one in mended if told in one] == mended
    assert bool(mended) == bool(told)
    assert seeker.ids("distal") == seeker.ids("renal") == [note]
    assert seeker.indexing.mend(Silent()) == []


@pytest.mark.expects_log("what is derived cannot follow a write")
def test_a_damaged_index_keeps_nobody_from_saving(seeker: Seeker) -> None:
    note = seeker.note("the distal tubule")
    change(seeker, "INSERT INTO search_text (search_text) VALUES ('delete-all')")
    seeker.notes.write(seeker.user_id, note, "Renal", "the proximal tubule", [])
    assert seeker.notes.note(seeker.user_id, note).body == "the proximal tubule"
    assert seeker.indexing.waiting() == 1
    assert seeker.indexing.mend(Silent()) == ["the search index (1 things)"]
    assert (seeker.ids("distal"), seeker.ids("proximal")) == ([], [note])


def test_all_full_texts_are_built_anew_from_the_items(seeker: Seeker) -> None:
    note = seeker.note("the distal tubule", "Renal")
    database = seeker.desk.context.paths.database
    for index in ("search_text", "search_titles", "search_pieces"):
        change(seeker, f"UPDATE {index}_data SET block = x'00ff00ff' WHERE id > 10")  # noqa: S608
        assert backup.inspect(database) != []
        assert backup.losses(backup.inspect(database)) == []
        with seeker.desk.context.store.write() as session:
            assert index in fulltext.rebuild(session)
        assert backup.inspect(database) == []
    assert seeker.ids("distal") == seeker.ids("renal") == seeker.ids("istal") == [note]


def test_an_older_profile_is_read_after_its_upgrade(data_dir: Path) -> None:
    data_dir.mkdir()
    sample = SAMPLES / "schema-0007.db.gz"
    (data_dir / "ms2qbank.db").write_bytes(gzip.decompress(sample.read_bytes()))
    old = Seeker(open_desk(data_dir, questions=0))
    assert old.indexing.catch_up(Silent()) > 0 or old.indexing.waiting() == 0
    kinds = {kind for text in ("stem", "renal", "plasma") for kind in old.find(text).counts}
    assert kinds == {"question", "card", "note", "article", "video"}
    assert old.indexing.mend(Silent()) == []
    old.desk.context.close()


def test_the_schema_works_with_the_library_of_python(seeker: Seeker) -> None:
    seeker.note("the distal tubule")
    seeker.desk.context.store.close()
    with closing(sqlite3.connect(seeker.desk.context.paths.database)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("UPDATE notes SET body = 'the proximal one'")
        assert connection.execute("SELECT * FROM search_marks").fetchall() != []
        connection.execute("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
        match = "SELECT count(*) FROM search_text WHERE search_text MATCH ?"
        asked = '(({title body tags} : ("distal" OR "distally")) AND ("tubule")) NOT ("x")'
        assert connection.execute(match, (asked,)).fetchone() == (1,)
        pieces = "SELECT count(*) FROM search_pieces WHERE search_pieces MATCH ?"
        assert connection.execute(pieces, ('"ist" AND "tal"',)).fetchone() == (1,)


@pytest.fixture
def killed(seeker: Seeker) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that catches up, killed in the middle of it."""
    write_notes(seeker, 3_000, "tubule of the nephron with some more words to be read")
    code = (
        "import sys; from pathlib import Path\n"
        "from ms2qbank_desktop.app.context import AppContext\n"
        "from ms2qbank_desktop.features.search.service.indexing import IndexingService\n"
        "class Tell:\n"
        "    def report(self, done, total, note=''):\n"
        "        print(done, flush=True)\n"
        "context = AppContext(Path(sys.argv[1]))\n"
        "context.service(IndexingService).catch_up(Tell(), 0.0001)\n"
    )
    command = [sys.executable, "-c", code, str(seeker.desk.context.paths.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as reader:
        yield reader
        reader.kill()


def test_a_kill_in_the_middle_loses_nothing(
    seeker: Seeker, killed: subprocess.Popen[bytes]
) -> None:
    assert killed.stdout is not None
    for _ in range(9):
        killed.stdout.readline()
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 0 < seeker.indexing.waiting() <= 1_000
    indexing = IndexingService(seeker.desk.context.store)
    done = indexing.catch_up(Silent())
    assert 0 < done < 3_000
    assert indexing.mend(Silent()) == []
    assert len(seeker.ids("tubule", limit=3_000)) == 3_000
