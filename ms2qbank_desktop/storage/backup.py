"""Backups: one zip with the database, the media and a manifest that proves it whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Progress, Silent

from .engine import connect, translated_faults
from .migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.core.paths import DataPaths

FORMAT = "ms2qbank-backup"
_DATABASE = "ms2qbank.db"
_MANIFEST = "manifest.json"
_MEDIA = "media/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``files``: SHA-256 of each member by its name;
    ``rows``: number of rows of each table."""

    schema: int
    files: dict[str, str]
    rows: dict[str, int]


def write(paths: DataPaths, target: Path, progress: Progress | None = None) -> Manifest:
    """Write a verified backup to ``target``; whole or not at all. Others may go on writing.

    EnvironmentFault if the disk refuses or the database is damaged.
    """
    progress = progress or Silent()
    with _disk_faults(target), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / _DATABASE
        _copy_database(paths.database, copy)
        problems = inspect(copy)
        if problems:
            raise EnvironmentFault(
                f"The database is damaged, so no backup was made: {problems[0]}.",
                advice="Keep older backups and bring the last good one back.",
            )
        media = sorted(file for file in paths.media.rglob("*") if file.is_file())
        members = [(_DATABASE, copy)]
        members += [(_MEDIA + file.relative_to(paths.media).as_posix(), file) for file in media]
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        try:
            hashes: dict[str, str] = {}
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for done, (name, file) in enumerate(members):
                    progress.report(done, len(members), name)
                    archive.write(file, name)
                    with file.open("rb") as stream:
                        hashes[name] = _sha256(stream)
                # The file's own number: it may be about to be migrated.
                manifest = Manifest(_schema(copy), hashes, _row_counts(copy))
                archive.writestr(_MANIFEST, _to_json(manifest))
            _verify(part)
            _sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def restore(paths: DataPaths, source: Path, progress: Progress | None = None) -> Path | None:
    """Put the data of ``source`` in place of what is there now.

    The present database is kept beside it and its path returned (None: there was none).
    The caller holds the lock of the data folder. UserFault if ``source`` is no whole backup.
    """
    progress = progress or Silent()
    manifest = _verify(source)
    if manifest.schema > HEAD:
        raise EnvironmentFault(
            "This backup was written by a newer version of the program.",
            advice="Install the newest version; nothing was changed.",
        )
    with _disk_faults(paths.root):
        paths.ensure()
        incoming = paths.root / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        try:
            with zipfile.ZipFile(source) as archive:
                names = list(manifest.files)
                for done, name in enumerate(names):
                    progress.report(done, len(names), name)
                    archive.extract(name, incoming)
            problems = inspect(incoming / _DATABASE)
            if problems:
                raise UserFault(f"The backup {source.name} is damaged: {problems[0]}.")
            for file in _files(incoming / "media"):
                place = paths.media / file.relative_to(incoming / "media")
                place.parent.mkdir(parents=True, exist_ok=True)
                file.replace(place)
            kept = _set_aside(paths)
            _sync(incoming / _DATABASE)
            (incoming / _DATABASE).replace(paths.database)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
    return kept


def inspect(database: Path) -> list[str]:
    """Return what is wrong inside a database file; an empty list if all is well."""
    try:
        with translated_faults(database), closing(connect(database)) as connection:
            found = [
                str(line)
                for (line,) in connection.execute("PRAGMA integrity_check(20)")
                if line != "ok"
            ]
            found += [
                f"row {row} of {table} points to a missing row of {parent}"
                for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
            ]
            return found
    except EnvironmentFault as fault:
        return [fault.message]


def _copy_database(database: Path, copy: Path) -> None:
    with (
        translated_faults(database),
        closing(connect(database)) as source,
        closing(connect(copy)) as target,
    ):
        source.backup(target)
        # One file, no WAL beside it: what is zipped is all there is.
        target.execute("PRAGMA journal_mode=DELETE")


def _set_aside(paths: DataPaths) -> Path | None:
    """Keep the present database under another name, folded into one file."""
    if not paths.database.exists():
        return None
    kept = paths.root / "before-restore.db"
    kept.unlink(missing_ok=True)
    try:
        _copy_database(paths.database, kept)
    except EnvironmentFault:
        # Too damaged to be copied page by page: keep the bytes as they are.
        shutil.copyfile(paths.database, kept)
    for tail in ("-wal", "-shm"):
        Path(f"{paths.database}{tail}").unlink(missing_ok=True)
    return kept


def _verify(archive_path: Path) -> Manifest:
    """Return the manifest after comparing every member with its hash; UserFault if it lies."""
    try:
        with zipfile.ZipFile(archive_path) as archive:
            data = json.loads(archive.read(_MANIFEST))
            if data.get("format") != FORMAT:
                raise UserFault(f"{archive_path.name} is not a backup of this program.")
            manifest = Manifest(int(data["schema"]), data["files"], data["rows"])
            for name, expected in manifest.files.items():
                if name != _DATABASE and not _is_media(name):
                    raise UserFault(f"{archive_path.name} holds a foreign file: {name}.")
                with archive.open(name) as member:
                    if _sha256(member) != expected:
                        raise UserFault(f"{archive_path.name} is damaged at {name}.")
            return manifest
    except FileNotFoundError as error:
        raise UserFault(f"There is no file {archive_path}.") from error
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError) as error:
        raise UserFault(f"{archive_path.name} is not a whole backup ({error}).") from error


def _is_media(name: str) -> bool:
    parts = name.split("/")
    return name.startswith(_MEDIA) and ".." not in parts and "" not in parts


def _to_json(manifest: Manifest) -> str:
    return json.dumps(
        {
            "format": FORMAT,
            "schema": manifest.schema,
            "files": manifest.files,
            "rows": manifest.rows,
        },
        indent=1,
    )


def _schema(database: Path) -> int:
    with closing(connect(database)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def _row_counts(database: Path) -> dict[str, int]:
    with closing(connect(database)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        }


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def _disk_faults(place: Path) -> Iterator[None]:
    """Turn the system's refusals into a fault that says what to do."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            f"{place} cannot be written ({error.strerror or error}).",
            advice="Free some space or choose another place.",
        ) from error
