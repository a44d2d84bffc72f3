"""Packages that mean harm do none: through the whole import, on a real collection."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.text.colours import Ink
from ms2qbank_desktop.features.flashcards.text.rendering import render
from ms2qbank_desktop.storage import backup
from tests.features.flashcards.formats.hostile import database, package
from tests.support.cards import Shelf, open_shelf
from tests.support.shared_data import REPOSITORY, shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = re.compile(r"https?:|//|javascript:|<script|\bon\w+\s*=", re.IGNORECASE)
IMPORT = """
import re, sys
from pathlib import Path
from ms2qbank_desktop.app.cli import run
code = run(sys.argv[1:])
# Not getrusage: a child begins with the peak of the process that started it.
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024, file=sys.stderr)
sys.exit(code)
"""
MEMORY_MIB = 400


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    opened.take(shared("data/anki/sample-legacy1.apkg"))
    yield opened
    assert backup.inspect(opened.desk.context.paths.database) == []
    assert opened.cards.wrong_states(opened.user_id) == set()
    opened.desk.context.close()


def hostile(folder: Path, *statements: str, entries: dict[str, bytes] | None = None) -> Path:
    """Write a package of three notes, altered as told."""
    data = database(folder / "hostile.db", *statements)
    (folder / "hostile.db").unlink()
    return package(folder / "hostile.apkg", {"collection.anki2": data, **(entries or {})})


def files(folder: Path) -> set[Path]:
    return {place for place in folder.rglob("*") if place.is_file()}


@pytest.mark.parametrize(
    "name",
    ["../../evil.png", "..\\evil.png", "/etc/evil.png", "C:\\evil.png", "..", "a\0.png", "x" * 999],
)
def test_a_media_name_that_leads_elsewhere_writes_nothing(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    media = {"media": json.dumps({"0": name}).encode(), "0": b"evil", "../../zip-slip": b"evil"}
    attack = hostile(tmp_path, entries=media)
    before = files(tmp_path)
    report = shelf.take(attack)
    assert (report.added, report.media) == (3, 0)
    new = {
        place for place in files(tmp_path) - before if place.suffix not in (".db-wal", ".db-shm")
    }
    assert new == set()
    assert not (tmp_path.parent / "zip-slip").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t BEFORE INSERT ON notes BEGIN DELETE FROM cards; END",
        "CREATE VIEW card_notes AS SELECT load_extension('x')",
        "CREATE INDEX i ON notes (abs(-9223372036854775807 - 1 + id - id))",
        "UPDATE notes SET id = 'text' WHERE id = 1",
        "UPDATE cards SET due = 9e99",
        "UPDATE revlog SET cid = -1, ease = 77",
        "UPDATE notes SET flds = zeroblob(1000000)",
        "UPDATE notes SET guid = replace(hex(zeroblob(5000)), '00', 'g')",
        "UPDATE notes SET tags = replace(hex(zeroblob(9000)), '00', ' tag''; DROP TABLE cards')",
        "UPDATE cards SET ord = 65000",
        "UPDATE cards SET did = 5, odid = 7, odue = -1",
        "UPDATE cards SET nid = 1, ord = 0",
    ],
)
def test_a_database_that_means_harm_does_none(statement: str, shelf: Shelf, tmp_path: Path) -> None:
    before = {one.guid for one in shelf.records()}
    try:
        attack = hostile(tmp_path, statement)
    except sqlite3.Error:
        pytest.skip("this SQLite does not write it")
    shelf.take(attack)
    assert before <= {one.guid for one in shelf.records()}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_package_that_is_cut_off_is_refused_and_changes_nothing(
    share: float, shelf: Shelf, tmp_path: Path
) -> None:
    whole = shared("data/decks/ap2e-glossary-ch01-04.apkg").read_bytes()
    cut = tmp_path / "cut.apkg"
    cut.write_bytes(whole[: int(len(whole) * share)])
    before = shelf.content()
    report = shelf.take(cut)
    assert len(report.problems) == 1
    assert shelf.content() == before


def test_texts_that_reach_for_the_network_are_shown_without_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    text = (
        '<img src="https://192.0.2.1/x.png"><img src=//192.0.2.1/y.png onerror=alert(1)>'
        "<script src=https://192.0.2.1/z.js></script><link rel=stylesheet href=https://192.0.2.1>"
        "<style>@import url(https://192.0.2.1/a.css); div {background: url(//192.0.2.1)}</style>"
        '<iframe src="javascript:alert(1)"></iframe><a href="javascript:alert(1)">words</a>'
    )
    shelf.take(hostile(tmp_path, f"UPDATE notes SET flds = '{text}'"))  # noqa: S608
    records = [one for one in shelf.records() if one.guid.startswith("guid")]
    assert len(records) == 3
    for record in records:
        note = shelf.notes.note(shelf.user_id, record.card.note_id)
        note_type = shelf.notes.note_type(shelf.user_id, note.notetype_id)
        card = render(note_type, note, record.card.ordinal, Ink(), lambda _name: None)
        assert not ADDRESS.search(card.front.html + card.back.html)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_a_bomb_ends_within_its_bounds(shelf: Shelf, tmp_path: Path) -> None:
    """In a process of its own, so that its memory can be told from the test's."""
    bomb = tmp_path / "bomb.apkg"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("collection.anki2", "w", force_zip64=True) as entry:
            entry.write(b"SQLite format 3\0")
            for _ in range(1024):
                entry.write(bytes(1 << 20))
        archive.writestr("media", "{}")
    shelf.desk.context.close()
    root = str(shelf.desk.context.paths.root)
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, "--data-dir", root, "import", str(bomb), "--json"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["added"] == 0
    assert float(done.stderr) < MEMORY_MIB
    scratch = shelf.desk.context.paths.scratch
    assert list(scratch.iterdir()) == []


def test_a_note_that_is_larger_than_sense_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    database(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE notes SET flds = ? WHERE id = 1", ("x" * (20 << 20),))
        connection.commit()
    attack = package(tmp_path / "large.apkg", {"collection.anki2": path.read_bytes()})
    report = shelf.take(attack)
    assert report.added == 2
    assert len(report.problems) == 2  # the note, and its card
