"""Whatever a package holds: a clear error or a harmless import, and nothing written outside."""

from __future__ import annotations

import json
import random
import sqlite3
import struct
import tracemalloc
import zipfile
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
import zstandard

from ms2qbank_desktop.features.flashcards.formats import base
from ms2qbank_desktop.features.flashcards.formats.anki import archive
from ms2qbank_desktop.features.flashcards.formats.anki.database import Database
from ms2qbank_desktop.features.flashcards.formats.anki.package import AnkiPackage
from ms2qbank_desktop.features.flashcards.formats.base import (
    BadFile,
    Source,
)
from tests.features.flashcards.formats.hostile import (
    COLLECTION,
    NOTE,
    database,
    package,
    refusal,
)
from tests.features.flashcards.formats.reading import NOW, TODAY, Everything, everything
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOMB = 64 << 20


def whole(path: Path) -> set[str]:
    return {str(place) for place in path.rglob("*")}


def test_a_sound_package_of_this_making_is_read(made: Callable[..., Everything]) -> None:
    found = made()
    assert [note.note.fields for note in found.notes] == [("front 1",), ("front 2",), ("front 3",)]
    assert (len(found.cards), len(found.reviews), found.problems) == (3, 3, [])


@pytest.mark.parametrize(
    "name",
    [
        *("../evil.png", "..\\evil.png", "/etc/evil", "a/b.png", "C:evil.png", "..", ".", ""),
        *("a\0b.png", "a\nb.png", "x" * 300),
    ],
)
def test_a_media_name_that_is_no_plain_file_name_is_left_out(
    name: str, tmp_path: Path, scratch: Path
) -> None:
    entries = {
        COLLECTION: database(tmp_path / "made.db"),
        "0": b"evil",
        "1": b"good",
        "../outside.png": b"evil",
        "media": json.dumps({"0": name, "1": "good.png", "../outside.png": "o.png"}).encode(),
    }
    before = whole(tmp_path)
    path = package(tmp_path / "made.apkg", entries)
    found = everything(path, scratch)
    assert found.media == {"good.png": b"good", "o.png": b"evil"}
    assert found.whys == ["It was left out: its name is no plain file name."]
    assert whole(tmp_path) == before | {str(path)}


def test_a_deflate_bomb_is_stopped(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MIN_BUDGET", 1 << 20)
    bomb = package(tmp_path / "bomb.apkg", {COLLECTION: bytes(BOMB)})
    assert bomb.stat().st_size < 100_000
    assert "far more" in refusal(bomb, scratch)


def test_a_zstd_bomb_is_stopped(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MIN_BUDGET", 1 << 20)
    data = zstandard.compress(bytes(BOMB))
    bomb = package(tmp_path / "bomb.apkg", {"meta": b"\x08\x03", "collection.anki21b": data})
    tracemalloc.start()
    assert "far more" in refusal(bomb, scratch)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


def test_a_bomb_among_the_media_is_stopped_and_the_rest_is_kept(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MIN_BUDGET", 1 << 20)
    entries = {
        COLLECTION: database(tmp_path / "made.db"),
        "media": b'{"0": "good.png", "1": "bomb.png"}',
        "0": b"good",
        "1": bytes(BOMB),
    }
    found = everything(package(tmp_path / "bomb.apkg", entries), scratch)
    assert found.media == {"good.png": b"good"}
    assert [problem.where for problem in found.problems] == ["bomb.png"]
    assert len(found.cards) == 3


def test_a_list_of_media_that_swells_is_refused(tmp_path: Path, scratch: Path) -> None:
    entries = {COLLECTION: database(tmp_path / "made.db"), "media": b"[" * (17 << 20)}
    path = package(tmp_path / "bomb.apkg", entries)
    assert refusal(path, scratch) == "The entry media of the package is too large."


def test_a_directory_without_end_is_refused_before_it_is_read(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 10_000)
    path = package(tmp_path / "many.apkg", {f"{number}": b"" for number in range(1000)})
    assert refusal(path, scratch) == "The package has too many entries."


def test_a_directory_that_lies_about_its_size_is_refused(tmp_path: Path, scratch: Path) -> None:
    path = package(tmp_path / "lie.apkg", {COLLECTION: database(tmp_path / "made.db")})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, len(data) - 10, 7)
    path.write_bytes(data)
    assert refusal(path, scratch)


@pytest.mark.parametrize("name", ["sample-latest.apkg", "sample-legacy2.apkg"])
def test_a_package_cut_off_anywhere_is_refused(name: str, tmp_path: Path, scratch: Path) -> None:
    data = shared(f"data/anki/{name}").read_bytes()
    path = tmp_path / "cut.apkg"
    for end in (*range(0, len(data), 5003), len(data) - 1):
        path.write_bytes(data[:end])
        assert refusal(path, scratch)


@pytest.mark.parametrize("name", ["sample-latest.apkg", "sample-legacy2.apkg", "sample.colpkg"])
def test_a_package_with_wrong_bytes_is_refused_or_read(
    name: str, tmp_path: Path, scratch: Path
) -> None:
    data = shared(f"data/anki/{name}").read_bytes()
    chance = random.Random(1)
    path = tmp_path / name
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(broken)
        with suppress(BadFile):
            everything(path, scratch)
        assert not list(scratch.iterdir())


def test_a_database_with_wrong_bytes_is_refused_or_read(tmp_path: Path, scratch: Path) -> None:
    """As above, but past the checksums of the zip."""
    data = database(tmp_path / "made.db")
    chance = random.Random(2)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        path = package(tmp_path / "broken.apkg", {COLLECTION: bytes(broken)}, packed=False)
        try:
            found = everything(path, scratch)
        except BadFile:
            continue
        assert len(found.notes) <= 3


def test_messages_of_wrong_bytes_are_refused_or_read(tmp_path: Path, scratch: Path) -> None:
    """The protocol buffers of the newest layout, past zip and zstd."""
    with zipfile.ZipFile(shared("data/anki/sample-latest.apkg")) as good:
        entries = {name: good.read(name) for name in good.namelist()}
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(entries["collection.anki21b"])
    chance = random.Random(3)
    for _ in range(60):
        copy = tmp_path / "copy.db"
        copy.write_bytes(plain)
        connection = sqlite3.connect(copy)
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        for table, column in (
            *(("decks", "common"), ("decks", "kind"), ("deck_config", "config")),
            *(("notetypes", "config"), ("fields", "config"), ("templates", "config")),
        ):
            junk = chance.randbytes(chance.randint(0, 20))
            connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (junk,))  # noqa: S608
        connection.commit()
        connection.close()
        entries["collection.anki21b"] = zstandard.compress(copy.read_bytes())
        entries["media"] = zstandard.compress(chance.randbytes(20))
        path = package(tmp_path / "junk.apkg", entries, packed=False)
        with suppress(BadFile):
            everything(path, scratch)
        assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ({}, "it holds no collection"),
        ({"collection.txt": b"x"}, "it holds no collection"),
        ({COLLECTION: b"no database"}, "holds no Anki collection"),
        ({COLLECTION: b"SQLite format 3\0" + bytes(100)}, "damaged"),
        ({"meta": b"\x08\x04", COLLECTION: b""}, "newer Anki"),
        ({"meta": b"\x08\x03", "collection.anki21b": b"no zstd"}, "damaged"),
    ],
)
def test_what_is_no_collection_is_refused(
    entries: dict[str, bytes], why: str, tmp_path: Path, scratch: Path
) -> None:
    assert why in refusal(package(tmp_path / "no.apkg", entries), scratch)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "no.apkg"
    path.write_bytes(b"PK but nothing else")
    assert refusal(path, scratch) == "It is no Anki package: a package is a zip file."


def test_an_encrypted_package_is_refused(tmp_path: Path, scratch: Path) -> None:
    path = package(tmp_path / "secret.apkg", {COLLECTION: database(tmp_path / "made.db")})
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.index(sign) + place] |= 1
    path.write_bytes(data)
    assert "encrypted" in refusal(path, scratch)


def test_a_card_whose_deck_is_gone_is_kept(made: Callable[..., Everything]) -> None:
    found = made("UPDATE cards SET did = 77")
    assert [packed.item.deck_id for packed in found.cards] == [77, 77, 77]
    assert found.problems == []


def test_many_problems_are_counted_and_not_kept(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "MAX_PROBLEMS", 5)
    data_path = tmp_path / "made.db"
    database(data_path)
    connection = sqlite3.connect(data_path)
    connection.executemany(NOTE, [(id_, "g", "a\x1fb\x1fc") for id_ in range(10, 30)])
    connection.commit()
    connection.close()
    path = package(tmp_path / "made.apkg", {COLLECTION: data_path.read_bytes()})
    with AnkiPackage().open(Source(path, scratch, NOW, TODAY)) as content:
        assert sum(map(len, content.notes)) == 3
    assert (len(content.problems), content.unlisted) == (5, 15)


def test_a_picture_that_is_not_what_the_list_says_is_left_out(
    tmp_path: Path, scratch: Path
) -> None:
    with zipfile.ZipFile(shared("data/anki/sample-latest.apkg")) as good:
        entries = {name: good.read(name) for name in good.namelist()}
    entries["0"] = zstandard.compress(b"another picture")
    found = everything(package(tmp_path / "other.apkg", entries, packed=False), scratch)
    assert list(found.media) == ["s3_gallop.mp3"]
    assert found.whys == ["The file is damaged."]


@pytest.mark.parametrize(
    "query",
    [
        *("SELECT abs(id) FROM notes", "SELECT load_extension('evil')", "SELECT id FROM seen"),
        *("PRAGMA writable_schema = ON", "DELETE FROM notes", "ATTACH 'other.db' AS other"),
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ],
)
def test_a_second_lock_refuses_all_but_reading_tables(query: str, tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    database(path, "CREATE VIEW seen AS SELECT id FROM notes")
    opened = Database(path)
    with closing(opened), pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        opened._connection.execute(query)  # noqa: SLF001
