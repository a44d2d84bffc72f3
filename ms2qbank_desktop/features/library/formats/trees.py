"""Folders and archives as plain sets of files; nothing outside of them can be reached."""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.ordering import Key, natural
from ms2qbank_desktop.features.questions.models import Problem

from .base import HEAD, BadFile, BadItem, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .base import Files

MAX_FILES = 100_000
MAX_UNPACKED = 4 << 30
MAX_RATIO = 100
"""Bytes that a packed byte may become: texts become ten, pictures one."""
_ALWAYS_FINE = 32 << 20
MAX_DIRECTORY = 32 << 20
_LAST_RECORD = 22 + (1 << 16)
_BROKEN = (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, NotImplementedError)
ARCHIVES = (".zip", ".tar.gz", ".tgz")


def _as_counted(name: str) -> tuple[Key, str]:
    return natural(name), name


class Folder:
    """The files below a folder; hidden ones and links that lead out of it are left out."""

    def __init__(
        self, root: Path, chosen: Iterable[str] = (), shown: Path | None = None, title: str = ""
    ) -> None:
        """``chosen``: only these files in it, and no folders. ``shown``: what problems call it."""
        self._root = root.resolve()
        self._chosen = frozenset(chosen)
        self._shown = shown
        self._given = root
        self.title = title or title_of(self._root.name)
        self.names = tuple(sorted(self._walk(), key=_as_counted))

    def chosen(self, name: str) -> bool:
        return not self._chosen or name in self._chosen

    def read(self, name: str, most: int) -> bytes:
        try:
            place = (self._root / name).resolve()
            if not place.is_relative_to(self._root) or not place.is_file():
                raise BadItem("There is no such file.")
            if place.stat().st_size > most:
                raise BadItem(f"It is larger than {most >> 20} MB.")
            return place.read_bytes()
        except (OSError, ValueError, RuntimeError) as error:
            raise BadItem(f"It cannot be read ({error}).") from error

    def head(self, name: str) -> bytes:
        try:
            with (self._root / name).open("rb") as file:
                return file.read(HEAD)
        except OSError:
            return b""

    def problem(self, name: str, why: str) -> Problem:
        if self._shown is not None:
            return Problem(str(self._shown), name, why)
        return Problem(str(self._given / name), "", why)

    def _walk(self) -> Iterator[str]:
        number = 0
        for folder, folders, files in os.walk(self._root):
            folders[:] = [] if self._chosen else [one for one in folders if one[0] != "."]
            above = Path(folder)
            for file in files:
                place = above / file
                if file[0] == "." or (place.is_symlink() and not self._inside(place)):
                    continue
                number += 1
                if number > MAX_FILES:
                    raise BadFile(f"There are more than {MAX_FILES:,} files in it.")
                yield place.relative_to(self._root).as_posix()

    def _inside(self, place: Path) -> bool:
        try:
            return place.resolve().is_relative_to(self._root)
        except (OSError, RuntimeError):
            return False


class Zip:
    """The files of a zip archive, read where they are."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self.title = title_of(path.name)
        self._members = {
            name: one
            for one in archive.infolist()
            if not one.is_dir() and (name := _plain_name(one.filename))
        }
        if len(self._members) > MAX_FILES:
            raise BadFile(f"There are more than {MAX_FILES:,} files in it.")
        self._left = _allowance(path)
        self.names = tuple(sorted(self._members, key=_as_counted))

    def chosen(self, _name: str) -> bool:
        return True

    def read(self, name: str, most: int) -> bytes:
        data = self._begin(name, most + 1)
        if len(data) > most:
            raise BadItem(f"It is larger than {most >> 20} MB.")
        return data

    def head(self, name: str) -> bytes:
        try:
            return self._begin(name, HEAD)
        except BadItem:
            return b""

    def problem(self, name: str, why: str) -> Problem:
        return Problem(str(self._path), name, why)

    def _begin(self, name: str, most: int) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise BadItem("There is no such file.")
        try:
            with self._archive.open(member) as file:
                data = file.read(min(most, self._left))
        except (*_BROKEN, RuntimeError) as error:  # RuntimeError: it wants a password
            raise BadItem(f"It cannot be unpacked ({error}).") from error
        self._left -= len(data)
        if self._left <= 0:
            raise BadItem("The archive unpacks to far more than it should.")
        return data


def _check_directory(path: Path) -> None:
    """Refuse a zip archive whose list of members alone would fill the memory (APPNOTE 4.3.16)."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LAST_RECORD))
        tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place >= 0 and int.from_bytes(tail[place + 12 : place + 16], "little") > MAX_DIRECTORY:
        raise BadFile("There are too many files in it.")


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """Open an archive; BadFile if it is none, or unpacks to far more than it should."""
    if path.name.lower().endswith(".zip"):
        try:
            _check_directory(path)
            archive = zipfile.ZipFile(path)
        except (*_BROKEN, ValueError) as error:
            raise BadFile(f"It is no sound zip archive ({error}).") from error
        with archive:
            yield Zip(path, archive)
        return
    # A packed tar can only be read from its beginning, so it is unpacked once.
    with TemporaryDirectory(prefix="ms2qbank-book-", ignore_cleanup_errors=True) as folder:
        _unpack(path, Path(folder))
        yield Folder(Path(folder), shown=path, title=title_of(path.name))


def _unpack(path: Path, folder: Path) -> None:
    left = _allowance(path)
    try:
        with tarfile.open(path, "r|*") as archive:
            for number, member in enumerate(archive):
                name = _plain_name(member.name)
                if number > MAX_FILES:
                    raise BadFile(f"There are more than {MAX_FILES:,} files in it.")
                left -= member.size
                if left < 0:
                    raise BadFile("It unpacks to far more than it should.")
                content = archive.extractfile(member) if name and member.isreg() else None
                if content is None:
                    continue
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("wb") as file:
                    while chunk := content.read(1 << 20):
                        file.write(chunk)
    except (*_BROKEN, ValueError) as error:
        raise BadFile(f"It is no sound archive ({error}).") from error


def _allowance(path: Path) -> int:
    return min(MAX_UNPACKED, _ALWAYS_FINE + MAX_RATIO * path.stat().st_size)


def _plain_name(name: str) -> str:
    """Return a member's name; "" for a hidden one, or one that leads out of the archive."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    bad = name.startswith("/") or any(sign in name for sign in "\\:\0")
    if bad or not parts or any(part[0] == "." or part == "__MACOSX" for part in parts):
        return ""
    return "/".join(parts)
