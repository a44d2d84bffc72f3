"""kill -9 at random moments of an import of cards: nothing is half, and the same file goes on."""
# ruff: noqa: S608 (SQL that makes the package and counts)

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from ms2qbank_desktop.storage import backup
from tests.support.cards import Shelf, altered, open_shelf
from tests.support.shared_data import REPOSITORY, shared

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 5
NOTES = 20_000
REVIEWS = 150_000
COPIES = f"""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {NOTES})
INSERT INTO notes SELECT 5000000 + i, 'copy' || i, mid, mod, usn, tags, flds || i, sfld, csum,
  flags, data FROM notes, n WHERE notes.guid = 'sampl00001';
INSERT INTO cards SELECT n.id, n.id, did, ord, 1790000000, c.usn, type, queue, due, ivl, factor,
  reps, lapses, left, odue, odid, c.flags, c.data FROM notes n, cards c
  WHERE n.guid LIKE 'copy%' AND c.nid = (SELECT id FROM notes WHERE guid = 'sampl00001');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {REVIEWS})
INSERT INTO revlog SELECT 1600000000000 + i, 5000001 + i % {NOTES}, -1, 3, 4, 2, 2500, 900, 1 FROM n
"""


def import_until_killed(data_dir: Path, package: Path, seconds: float) -> bool:
    """Import in a process of its own, and kill it after ``seconds``; return whether that was
    before it was done."""
    command = [sys.executable, "-m", "ms2qbank_desktop", "--data-dir", str(data_dir)]
    with subprocess.Popen([*command, "import", str(package)], cwd=REPOSITORY) as program:
        deadline = time.monotonic() + seconds
        while program.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        program.kill()
        return program.wait() != 0


def halves(shelf: Shelf) -> list[tuple[object, ...]]:
    """Return what is in one table and not in the one that belongs to it."""
    return [
        *shelf.sql(
            "SELECT 'card without note', id FROM cards WHERE note_id NOT IN "
            "(SELECT id FROM card_notes)"
        ),
        *shelf.sql(
            "SELECT 'studied card without history', id FROM cards WHERE state != 'new' AND id "
            "NOT IN (SELECT card_id FROM card_reviews WHERE kind = 'imported')"
        ),
        *shelf.sql(
            "SELECT 'note that is not found', id FROM card_notes WHERE search_row NOT IN "
            "(SELECT rowid FROM card_search)"
        ),
        *shelf.sql(
            "SELECT 'review without card', id FROM card_reviews WHERE card_id NOT IN "
            "(SELECT id FROM cards)"
        ),
    ]


def test_an_import_survives_a_kill_at_any_moment(data_dir: Path, tmp_path: Path) -> None:
    package = altered(
        shared("data/anki/sample-legacy1.apkg"), tmp_path / "large.apkg", *COPIES.split(";")
    )
    chance = random.Random(11)
    shelf = open_shelf(data_dir)
    shelf.desk.context.close()
    began = time.monotonic()
    whole = tmp_path / "whole"
    import_until_killed(whole, package, 300)
    length = time.monotonic() - began
    interrupted = 0
    sizes = set()
    for _ in range(KILLS):
        interrupted += import_until_killed(data_dir, package, 0.4 + chance.random() * length)
        assert backup.inspect(data_dir / "ms2qbank.db") == []
        shelf = open_shelf(data_dir)
        assert halves(shelf) == []
        sizes.add(shelf.sql("SELECT count(*) FROM card_notes")[0])
        shelf.desk.context.close()
    assert interrupted
    shelf = open_shelf(data_dir)
    report = shelf.take(package)
    assert report.problems == []
    counts = [
        shelf.sql(f"SELECT count(*) FROM {name}")[0][0]
        for name in ("card_notes", "cards", "card_search")
    ]
    assert counts == [NOTES + 12, NOTES + 16, NOTES + 12]
    own = "SELECT count(*) FROM card_reviews WHERE kind != 'imported'"
    assert shelf.sql(own) == [(REVIEWS + 43,)]
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    shelf.desk.context.close()
