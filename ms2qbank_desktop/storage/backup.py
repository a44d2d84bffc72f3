"""Backups: one zip with the database, the media and a manifest that proves it whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zstandard

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Progress, Silent

from .engine import connect, translated_faults
from .migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ms2qbank_desktop.core.paths import DataPaths

FORMAT = "ms2qbank-backup"
_DATABASE = "ms2qbank.db"
_PACKED = _DATABASE + ".zst"
"""The database as backups hold it since schema 7; before it stood there under its own name."""
_MANIFEST = "manifest.json"
_MEDIA = "media/"
_LEVEL = 1
"""Of Zstandard. 161 MB of cards: 66 MB in 0.28 s; level 3: 61 MB in 0.52 s; deflate at its
quickest: 70 MB in 1.6 s."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``files``: SHA-256 of what each member holds, unpacked, by its
    name; ``rows``: number of rows of each table."""

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
        media = (file for file in _files(paths.media) if file.suffix != ".part")
        members = [(_PACKED, copy)]
        members += [(_MEDIA + file.relative_to(paths.media).as_posix(), file) for file in media]
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        # Whether the copy is sound takes as long as all the rest: it is asked beside it.
        with ThreadPoolExecutor(1) as beside:
            checking = beside.submit(_refuse_damage, copy)
            try:
                hashes: dict[str, str] = {}
                with zipfile.ZipFile(part, "w") as archive:
                    for done, (name, file) in enumerate(members):
                        progress.report(done, len(members), name)
                        hashes[name] = _add(archive, name, file)
                    with closing(_open_copy(copy)) as connection:
                        # The file's own number: it may be about to be migrated.
                        (schema,) = connection.execute("PRAGMA user_version").fetchone()
                        manifest = Manifest(schema, hashes, _row_counts(connection))
                    archive.writestr(_MANIFEST, _to_json(manifest), zipfile.ZIP_DEFLATED)
                _sync(part)
                with _opened(part) as archive:
                    _unpack(archive, _read_manifest(archive), None, Silent())
                checking.result()
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
    with _disk_faults(paths.root):
        paths.ensure()
        incoming = paths.root / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        try:
            with _opened(source) as archive:
                manifest = _read_manifest(archive)
                if manifest.schema > HEAD:
                    raise EnvironmentFault(
                        "This backup was written by a newer version of the program.",
                        advice="Install the newest version; nothing was changed.",
                    )
                _unpack(archive, manifest, incoming, progress)
            problems = _damage(incoming / _DATABASE)
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
            return _problems(connection, "integrity_check")
    except EnvironmentFault as fault:
        return [fault.message]


def _problems(connection: Any, check: str) -> list[str]:
    found = [str(line) for (line,) in connection.execute(f"PRAGMA {check}(20)") if line != "ok"]
    found += [
        f"row {row} of {table} points to a missing row of {parent}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    return found


def losses(problems: list[str]) -> list[str]:
    """Return those of the problems that are not of a search index, which can be built anew."""
    return [problem for problem in problems if "fts5" not in problem.lower()]


def _damage(copy: Path) -> list[str]:
    """Return what would be lost with a copy. Not what can be built anew, so that it never keeps
    anyone from a backup: whether indexes agree with their tables, and the search indexes."""
    try:
        with translated_faults(copy), closing(_open_copy(copy)) as connection:
            return losses(_problems(connection, "quick_check"))
    except EnvironmentFault as fault:
        return [fault.message]


def _refuse_damage(copy: Path) -> None:
    problems = _damage(copy)
    if problems:
        raise EnvironmentFault(
            f"The database is damaged, so no backup was made: {problems[0]}.",
            advice="Keep older backups and bring the last good one back.",
        )


def _copy_database(database: Path, copy: Path) -> None:
    """Copy one state of the database into one file with no WAL beside it."""
    with (
        translated_faults(database),
        closing(connect(database)) as source,
        # A new file, of no use before it is whole: no journal, and nothing waits for the disk.
        closing(connect(copy, ("journal_mode=OFF", "synchronous=OFF"))) as target,
    ):
        source.backup(target)


def _open_copy(copy: Path) -> Any:
    """Open a file that nobody writes, to read it; not a byte of it changes."""
    return connect(
        f"{copy.absolute().as_uri()}?immutable=1",
        ("cell_size_check=ON", "trusted_schema=OFF", "cache_size=-16000"),
    )


def _set_aside(paths: DataPaths) -> Path | None:
    """Keep the present database under another name, folded into one file."""
    if not paths.database.exists():
        return None
    kept = paths.root / "before-restore.db"
    kept.unlink(missing_ok=True)
    try:
        _copy_database(paths.database, kept)
        _sync(kept)
    except EnvironmentFault:
        # Too damaged to be copied page by page: keep the bytes as they are.
        shutil.copyfile(paths.database, kept)
    for tail in ("-wal", "-shm"):
        Path(f"{paths.database}{tail}").unlink(missing_ok=True)
    return kept


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """Write ``file`` into ``archive``; return the SHA-256 of what was read. Media is packed as it
    is: pictures, sounds and films are compressed already."""
    digest = hashlib.sha256()
    with (
        file.open("rb") as source,
        archive.open(zipfile.ZipInfo.from_file(file, name), "w", force_zip64=True) as member,
    ):
        if name == _PACKED:
            size = file.stat().st_size
            packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
            with packer.stream_writer(member, size=size, closefd=False) as packed:
                _pour(source, digest, packed.write)
        else:
            _pour(source, digest, member.write)
    return digest.hexdigest()


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    """Yield the zip that ``source`` is; UserFault for whatever is wrong with it meanwhile."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as error:
        raise UserFault(f"There is no file {source}.") from error
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        zstandard.ZstdError,
        EOFError,
        RuntimeError,  # what zipfile says of a member that needs a password
        AttributeError,
        KeyError,
        ValueError,
        TypeError,
    ) as error:
        raise UserFault(f"{source.name} is not a whole backup ({error}).") from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return what a backup says of itself; UserFault if it is none of ours."""
    file = Path(str(archive.filename)).name
    data = json.loads(archive.read(_MANIFEST))
    if data.get("format") != FORMAT:
        raise UserFault(f"{file} is not a backup of this program.")
    manifest = Manifest(int(data["schema"]), data["files"], data["rows"])
    for name in manifest.files:
        if name not in (_DATABASE, _PACKED) and not _is_media(name):
            raise UserFault(f"{file} holds a foreign file: {name}.")
    return manifest


def _unpack(
    archive: zipfile.ZipFile, manifest: Manifest, folder: Path | None, progress: Progress
) -> None:
    """Compare each member with its hash, putting it into ``folder`` on the way (None: nowhere).
    UserFault if one of them is not what the manifest says."""
    for done, (name, expected) in enumerate(manifest.files.items()):
        progress.report(done, len(manifest.files), name)
        digest = hashlib.sha256()
        place = _DATABASE if name == _PACKED else name
        with archive.open(name) as member, _written(folder and folder / place) as write:
            packed = name == _PACKED
            source = zstandard.ZstdDecompressor().stream_reader(member) if packed else member
            _pour(source, digest, write)
        if digest.hexdigest() != expected:
            raise UserFault(f"{Path(str(archive.filename)).name} is damaged at {name}.")


@contextmanager
def _written(file: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Yield what writes ``file``; the disk's refusal is told apart from a damaged backup."""
    if file is None:
        yield lambda _block: None
        return
    with _disk_faults(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        sink = file.open("wb")

    def write(block: bytes) -> None:
        with _disk_faults(file):
            sink.write(block)

    try:
        yield write
    finally:
        with _disk_faults(file):
            sink.close()


def _pour(source: Any, digest: Any, write: Callable[[bytes], object]) -> None:
    while block := source.read(_BLOCK):
        digest.update(block)
        write(block)


def _is_media(name: str) -> bool:
    """Whether a name stays inside the media folder, also where "\\" and ":" part names."""
    parts = name.split("/")
    return name.startswith(_MEDIA) and not {"..", ""} & set(parts) and not set("\\:") & set(name)


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


def _row_counts(connection: Any) -> dict[str, int]:
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
