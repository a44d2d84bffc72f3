import hashlib
import json
import zipfile
from pathlib import Path

import pytest
import zstandard
from sqlalchemy import text

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.storage import backup
from ms2qbank_desktop.storage.media import MediaFolder
from ms2qbank_desktop.storage.store import Store
from tests.support.profile import prepared

USER = text("INSERT INTO users(id, name, email, created_at) VALUES (:id, 'x', '', 0)")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def fill(folder: Path, users: int) -> DataPaths:
    paths = DataPaths(prepared(folder))
    store = Store(paths, ChangeHub(), Clock())
    with store.write() as session:
        for number in range(users):
            session.execute(USER, {"id": number + 1})
    store.close()
    MediaFolder(paths.media).add_image(PNG)
    return paths


def users_of(paths: DataPaths) -> int:
    store = Store(paths, ChangeHub(), Clock())
    with store.read() as session:
        count = session.execute(text("SELECT count(*) FROM users")).scalar_one()
    store.close()
    return int(count)


def test_a_backup_brings_everything_back_into_an_empty_folder(tmp_path: Path) -> None:
    paths = fill(tmp_path / "old", 3)
    manifest = backup.write(paths, tmp_path / "b.ms2backup")
    new = DataPaths(tmp_path / "new")
    assert backup.restore(new, tmp_path / "b.ms2backup") is None
    assert users_of(new) == 3 == manifest.rows["users"]
    assert [f.read_bytes() for f in new.media.rglob("*.png")] == [PNG]


def test_what_a_restore_replaces_is_kept(tmp_path: Path) -> None:
    old, now = fill(tmp_path / "old", 1), fill(tmp_path / "now", 5)
    backup.write(old, tmp_path / "b.ms2backup")
    kept = backup.restore(now, tmp_path / "b.ms2backup")
    assert users_of(now) == 1
    assert kept is not None
    kept.rename(tmp_path / "old" / "ms2qbank.db")
    assert users_of(old) == 5


def test_a_backup_can_be_made_while_the_program_writes(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "a")
    store = Store(paths, ChangeHub(), Clock())
    with store.write() as session:
        session.execute(USER, {"id": 1})
    with store.write() as session:
        session.execute(USER, {"id": 2})
        manifest = backup.write(paths, tmp_path / "b.ms2backup")
    store.close()
    assert manifest.rows["users"] == 1


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.7, 0.98])
def test_a_damaged_backup_is_refused_and_changes_nothing(tmp_path: Path, place: float) -> None:
    paths = fill(tmp_path / "a", 2)
    file = tmp_path / "b.ms2backup"
    backup.write(paths, file)
    data = bytearray(file.read_bytes())
    middle = int(len(data) * place)
    data[middle : middle + 32] = bytes(byte ^ 0x5A for byte in data[middle : middle + 32])
    file.write_bytes(data)
    with pytest.raises(UserFault, match=r"b\.ms2backup"):
        backup.restore(paths, file)
    assert users_of(paths) == 2


def in_the_old_form(new: Path, old: Path) -> None:
    """Write a backup as it was written until schema 6: the database deflated, as it is."""
    with zipfile.ZipFile(new) as source, zipfile.ZipFile(old, "w", zipfile.ZIP_DEFLATED) as target:
        manifest = json.loads(source.read("manifest.json"))
        for name, digest in list(manifest["files"].items()):
            data = source.read(name)
            if name == "ms2qbank.db.zst":
                del manifest["files"][name]
                name = "ms2qbank.db"
                data = zstandard.ZstdDecompressor().decompress(data)
            manifest["files"][name] = digest
            target.writestr(name, data)
        target.writestr("manifest.json", json.dumps(manifest))


def test_a_backup_of_an_older_program_is_brought_back(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 3)
    backup.write(paths, tmp_path / "new")
    in_the_old_form(tmp_path / "new", tmp_path / "old")
    back = DataPaths(tmp_path / "back")
    assert backup.restore(back, tmp_path / "old") is None
    assert users_of(back) == 3
    assert [f.read_bytes() for f in back.media.rglob("*.png")] == [PNG]


def test_the_hashes_of_a_backup_are_those_of_what_it_holds(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 3)
    manifest = backup.write(paths, tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "b") as archive:
        database = zstandard.ZstdDecompressor().decompress(archive.read("ms2qbank.db.zst"))
    digest = hashlib.sha256(database).hexdigest()
    assert manifest.files["ms2qbank.db.zst"] == digest
    (tmp_path / "copy.db").write_bytes(database)
    assert backup.inspect(tmp_path / "copy.db") == []


def test_a_backup_with_a_hash_that_is_not_its_own_is_refused(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 2)
    backup.write(paths, tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "b") as source, zipfile.ZipFile(tmp_path / "c", "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        manifest["files"]["ms2qbank.db.zst"] = hashlib.sha256(b"another").hexdigest()
        target.writestr("ms2qbank.db.zst", source.read("ms2qbank.db.zst"))
        target.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(UserFault, match=r"c is damaged at ms2qbank\.db\.zst"):
        backup.restore(paths, tmp_path / "c")
    assert users_of(paths) == 2
    assert not (paths.root / "incoming").exists()


def test_a_backup_without_a_database_is_refused(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 2)
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr(
            "manifest.json",
            json.dumps({"format": backup.FORMAT, "schema": 1, "files": {}, "rows": {}}),
        )
    with pytest.raises(UserFault, match="b is damaged"):
        backup.restore(paths, tmp_path / "b")
    assert users_of(paths) == 2


def test_a_damaged_search_index_keeps_nobody_from_a_backup(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 2)
    store = Store(paths, ChangeHub(), Clock())
    with store.write() as session:
        session.execute(text("INSERT INTO video_search(rowid, about) VALUES (1, 'the nephron')"))
    with store.write() as session:
        session.execute(text("DELETE FROM video_search_data WHERE id > 10"))
    store.close()
    assert backup.inspect(paths.database) != []
    backup.write(paths, tmp_path / "b")
    assert backup.restore(DataPaths(tmp_path / "back"), tmp_path / "b") is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"a letter"])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b").write_bytes(data)
    with pytest.raises(UserFault, match="not a whole backup"):
        backup.restore(DataPaths(tmp_path / "a"), tmp_path / "b")


@pytest.mark.parametrize("name", ["media/../../out.txt", "media/..\\..\\out.txt", "media/C:out"])
def test_a_backup_with_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    evil = tmp_path / "evil.ms2backup"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr(name, b"x")
        files = {name: hashlib.sha256(b"x").hexdigest()}
        archive.writestr(
            "manifest.json",
            json.dumps({"format": backup.FORMAT, "schema": 1, "files": files, "rows": {}}),
        )
    with pytest.raises(UserFault, match="foreign file"):
        backup.restore(DataPaths(tmp_path / "a"), evil)
    assert not (tmp_path / "out.txt").exists()


def test_a_backup_of_a_newer_schema_is_refused_with_advice(tmp_path: Path) -> None:
    newer = tmp_path / "b.ms2backup"
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr(
            "manifest.json",
            json.dumps({"format": backup.FORMAT, "schema": 99, "files": {}, "rows": {}}),
        )
    with pytest.raises(EnvironmentFault, match="newer version"):
        backup.restore(DataPaths(tmp_path / "a"), newer)


def test_a_place_that_cannot_be_written_is_a_fault_and_leaves_no_part(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 1)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        backup.write(paths, tmp_path / "file" / "b.ms2backup")
    assert not list(tmp_path.rglob("*.part"))


def test_a_damaged_database_is_not_backed_up_over_a_good_one(tmp_path: Path) -> None:
    paths = fill(tmp_path / "a", 400)
    target = tmp_path / "b.ms2backup"
    backup.write(paths, target)
    good = target.read_bytes()
    data = bytearray(paths.database.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = bytes(100)
    paths.database.write_bytes(data)
    with pytest.raises(EnvironmentFault):
        backup.write(paths, target)
    assert target.read_bytes() == good
