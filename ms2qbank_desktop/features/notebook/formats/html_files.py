"""Writes the files that a page of HTML links into a folder beside it."""

from __future__ import annotations

import filecmp
import os
import shutil
from contextlib import suppress
from itertools import chain, count
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from .file_names import alike, file_stem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType


class FilesBeside:
    """The folder of ``page``: "Renal files" for Renal.html. ``media``: where the file of a name
    lies, None if it does not.

    What stands there is never written over. Left with an error it takes its files away again.
    """

    def __init__(self, page: Path, media: Callable[[str], Path | None]) -> None:
        self._folder = page.with_name(f"{page.stem} files")
        self._media = media
        self._addresses: dict[str, str] = {}
        self._taken: set[str] = set()
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            with suppress(OSError):  # as much as the disk lets go
                for path in reversed(self._made):
                    path.rmdir() if path.is_dir() else path.unlink()

    def add(self, name: str, words: str) -> str:
        """Copy a file of the media folder under the words for it, and return its address from
        the page; "" if it is not there. OSError if the disk refuses."""
        if name not in self._addresses:
            source = self._media(name)
            if source is None:
                return ""
            self._addresses[name] = self._copied(source, words)
        return self._addresses[name]

    def _copied(self, source: Path, words: str) -> str:
        ending = source.suffix
        stem = file_stem(words).removesuffix(ending)
        numbered = (f"{stem} ({number}){ending}" for number in count(2))
        name = next(
            name
            for name in chain((f"{stem}{ending}",), numbered)
            if alike(name) not in self._taken and self._stands(source, self._folder / name)
        )
        self._taken.add(alike(name))
        return quote(f"{self._folder.name}/{name}")

    def _stands(self, source: Path, path: Path) -> bool:
        """Copy a file to a place if that is free, and say whether it is there."""
        if os.path.lexists(path):
            return path.is_file() and filecmp.cmp(source, path, shallow=False)
        if not self._folder.exists():
            self._folder.mkdir()
            self._made.append(self._folder)
        self._made.append(path)
        shutil.copyfile(source, path)
        return True
