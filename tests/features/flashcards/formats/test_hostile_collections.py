"""Whatever the collection in a package holds: a clear error or a harmless import."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.features.flashcards.formats.anki import database as anki_database
from ms2qbank_desktop.features.flashcards.formats.base import (
    BadFile,
    ExportOptions,
    Packed,
    PackedNote,
)
from tests.features.flashcards.formats.hostile import (
    COLLECTION,
    MODELS,
    database,
    package,
    refusal,
)
from tests.features.flashcards.formats.reading import Everything, everything, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDLESS = """CREATE VIEW notes AS
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
    SELECT id, 'g' guid, 1 mid, 1 mod, '' tags, 'x' flds, 0 flags, '' data FROM n"""
GENERATED = """CREATE TABLE notes (id, guid, mid, mod, usn, tags, sfld, csum, flags, data,
    flds AS (hex(zeroblob(100000000))))"""


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE notes", "CREATE VIEW notes AS SELECT * FROM cards"],
        [
            "DROP TABLE notes",
            ENDLESS,
        ],
        [
            "DROP TABLE notes",
            "CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, tags, flds)",
        ],
        ["DROP TABLE notes", "CREATE TABLE notes (id, guid, mid, mod, tags)"],
        [
            "DROP TABLE notes",
            GENERATED,
        ],
        ["DROP TABLE notes"],
    ],
)
def test_notes_that_are_no_plain_table_are_not_read(
    statements: list[str], made: Callable[..., Everything]
) -> None:
    found = made(*statements)
    assert found.notes == []
    assert "its notes are missing" in found.whys[0]


def test_triggers_and_odd_indexes_do_nothing(made: Callable[..., Everything]) -> None:
    found = made(
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END",
        "CREATE INDEX i ON notes (abs(id)) WHERE length(flds) > 3",
        "CREATE VIEW v AS SELECT load_extension('evil')",
    )
    assert (len(found.notes), len(found.cards), found.problems) == (3, 3, [])


def test_rows_of_the_wrong_types_are_left_out_and_the_rest_is_kept(
    made: Callable[..., Everything],
) -> None:
    found = made(
        "UPDATE notes SET guid = x'ff' WHERE id = 1",
        "UPDATE cards SET ivl = 'soon' WHERE id = 2",
        "UPDATE cards SET type = 2, due = 4000000 WHERE id = 3",
        "UPDATE revlog SET ease = 99 WHERE id = 1001",
        "UPDATE revlog SET time = 1e300 WHERE id = 1002",
    )
    assert [note.note.id for note in found.notes] == [2, 3]
    assert found.cards == []
    assert [review.at_ms for review in found.reviews] == [1003]
    assert {(problem.where, problem.why) for problem in found.problems} == {
        ("note 1", "It was left out: its text cannot be read."),
        ("card 1", "It was left out: its note is missing."),
        ("card 2", "It was left out: one of its numbers is none."),
        ("card 3", "It was left out: it is due on a day that is in no calendar."),
        ("review 1001", "It was left out: it makes no sense."),
        ("review 1002", "It was left out: it makes no sense."),
    }


LATER = """CREATE VIEW revlog AS SELECT id, id cid, 3 ease, 1 ivl, 0 lastIvl, 0 factor, 0 time,
    0 type FROM cards"""
LINES = """WITH RECURSIVE n(i) AS (SELECT 2000 UNION ALL SELECT i + 1 FROM n WHERE i < 41999)
    INSERT INTO revlog SELECT i, 1, -1, 3, 1, 0, 2500, 1000, 0 FROM n"""


@pytest.mark.parametrize("statements", [["DROP TABLE revlog", LATER], ["DROP TABLE revlog"]])
def test_a_log_that_is_no_plain_table_is_not_read(
    statements: list[str], made: Callable[..., Everything]
) -> None:
    found = made(*statements)
    assert (len(found.cards), found.reviews) == (3, [])
    assert "its revlog are missing" in found.whys[0]


def test_nothing_in_the_file_runs_while_its_log_is_copied(made: Callable[..., Everything]) -> None:
    found = made(
        "CREATE TABLE ids (theirs, ours)",
        "CREATE TRIGGER one AFTER INSERT ON revlog BEGIN DELETE FROM cards; END",
        "CREATE TRIGGER two AFTER INSERT ON ids BEGIN SELECT load_extension('evil'); END",
        "CREATE INDEX i ON revlog (abs(cid)) WHERE length(factor) > 1",
        "CREATE VIEW target AS SELECT 1",
    )
    assert [review.at_ms for review in found.reviews] == [1001, 1002, 1003]
    assert (len(found.cards), found.problems) == (3, [])


def test_a_log_is_read_up_to_where_it_is_damaged(tmp_path: Path, scratch: Path) -> None:
    data = bytearray(database(tmp_path / "made.db", LINES))
    sound = everything(package(tmp_path / "s.apkg", {COLLECTION: bytes(data)}), scratch)
    assert len(sound.reviews) == 40_003
    data[-40_000:-30_000] = b"\xff" * 10_000
    found = everything(package(tmp_path / "d.apkg", {COLLECTION: bytes(data)}), scratch)
    assert 30_000 < len(found.reviews) < 40_000
    assert (len(found.notes), len(found.cards)) == (3, 3)
    assert "damaged" in found.whys[-1]


def test_a_log_of_more_lines_than_the_file_has_room_for_is_cut_off(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_database, "_SMALLEST_ROW", 100_000)
    found = everything(
        package(tmp_path / "m.apkg", {COLLECTION: database(tmp_path / "made.db", LINES)}), scratch
    )
    assert len(found.reviews) < 20


def test_a_note_without_end_does_not_fill_the_memory(tmp_path: Path, scratch: Path) -> None:
    data = database(
        tmp_path / "made.db",
        "UPDATE notes SET flds = CAST(hex(zeroblob(20000000)) AS TEXT) WHERE id = 2",
    )
    path = package(tmp_path / "large.apkg", {COLLECTION: data})
    tracemalloc.start()
    found = everything(path, scratch)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [note.note.id for note in found.notes] == [1, 3]
    assert "note 2" in [problem.where for problem in found.problems]
    assert peak < 200 << 20


def test_text_that_is_no_utf8_is_kept_as_far_as_it_is_text(
    made: Callable[..., Everything],
) -> None:
    found = made("UPDATE notes SET flds = CAST(x'66ff6f00' AS TEXT) WHERE id = 1")
    assert found.notes[0].note.fields == ("f\ufffdo",)


@pytest.mark.parametrize(
    ("json_texts", "why"),
    [
        ({"models": "[" * 100_000}, "The note types of the package cannot be read."),
        ({"models": "[1]"}, "The note types of the package cannot be read."),
        ({"decks": "{"}, "The decks of the package cannot be read."),
        ({"decks": {}}, "The package holds no decks."),
        ({"decks": {"1": [1]}}, "The package holds no decks."),
        ({"presets": b"\xff"}, "The presets of the package cannot be read."),
    ],
)
def test_broken_json_is_refused(
    json_texts: dict[str, object], why: str, tmp_path: Path, scratch: Path
) -> None:
    data = database(tmp_path / "made.db", **json_texts)
    assert refusal(package(tmp_path / "json.apkg", {COLLECTION: data}), scratch) == why


def test_what_is_kept_of_odd_json_can_be_written_again(
    made: Callable[..., Everything], tmp_path: Path, scratch: Path
) -> None:
    odd = {"addon": "\ud800 \0", "not a number": float("nan"), "deep": [[[[1]]]]}
    found = made(
        'UPDATE cards SET data = \'{"cd": "\\ud800", "s": NaN}\' WHERE id = 1',
        "UPDATE notes SET data = x'ff', flags = 'odd' WHERE id = 1",
        decks={"1": {"id": 1, "name": "Default \ud800", "conf": 1} | odd},
        presets={"1": {"id": 1, "name": "Default"} | odd},
        models={"1": MODELS["1"] | odd},
    )
    packed: list[Packed[Any] | PackedNote] = [*found.decks, *found.presets, *found.cards]
    for thing in (*packed, *found.notes):
        json.dumps(thing.extra, allow_nan=False, ensure_ascii=False).encode()
    again = tmp_path / "again.apkg"
    rewrite(tmp_path / "made.apkg", again, scratch, ExportOptions())
    assert everything(again, scratch).notes == found.notes


@pytest.mark.parametrize("depth", [10, 200, 990, 5000])
def test_json_nested_deep_is_refused_or_can_be_written_again(
    depth: int, tmp_path: Path, scratch: Path
) -> None:
    deck = '{"1": {"id": 1, "name": "Default", "x": ' + "[" * depth + "]" * depth + "}}"
    path = package(tmp_path / "deep.apkg", {COLLECTION: database(tmp_path / "d.db", decks=deck)})
    with suppress(BadFile):
        rewrite(path, tmp_path / "again.apkg", scratch, ExportOptions())
        assert len(everything(tmp_path / "again.apkg", scratch).notes) == 3
    assert not list(scratch.iterdir())


def test_json_of_odd_values_is_read_with_defaults(made: Callable[..., Everything]) -> None:
    odd: list[object] = [None, -1, 1e308, "x" * 9, [], {}, True, [[1]], 1 << 70]
    for value in odd:
        keys = ("id", "name", "conf", "mod", "desc", "dyn", "terms", "newLimit", "newLimitToday")
        deck = dict.fromkeys(keys, value)
        preset: dict[str, object] = {"id": 1, "name": value}
        for group in ("new", "rev", "lapse"):
            members = ("delays", "ints", "perDay", "mult", "hardFactor", "order", "leechAction")
            preset[group] = dict.fromkeys(members, value)
        for key in ("reviewOrder", "fsrsParams6", "easyDaysPercentages", "sm2Retention"):
            preset[key] = value
        type_ = {"id": 1, "name": value, "type": value, "sortf": value, "tmpls": value}
        type_["flds"] = [{"name": value, "ord": value, "size": value}]
        found = made(models={"1": type_}, decks={"1": deck}, presets={"1": preset})
        [packed] = found.presets
        assert packed.item.hard_multiplier in (1.2, 1.0)
        assert packed.item.historical_retention == 0.9
        assert len(found.notes) == 3
