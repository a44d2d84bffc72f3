"""Finds media files in folders, with the caption files beside them."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .models import AUDIO_ENDINGS, CAPTION_ENDINGS, VIDEO_ENDINGS
from .titles import stems_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MEDIA_ENDINGS = VIDEO_ENDINGS | AUDIO_ENDINGS
_JUNK = frozenset(
    ("$recycle.bin", "system volume information", "__macosx", "lost+found", "@eadir", "#recycle")
)
"""Folders of systems and of network disks, in lower case."""


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A caption file beside a video."""

    path: Path
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Found:
    """A media file as its folder lists it."""

    path: Path
    size: int
    modified_ns: int
    captions: tuple[CaptionFile, ...] = ()


def ending(path: Path | str) -> str:
    """Return the ending of a file name in lower case, without its point."""
    return os.path.splitext(path)[1][1:].lower()  # noqa: PTH122 (names by the thousand)


def absolute(path: Path) -> Path:
    """Return ``path`` as it is kept: whole, links as the user has made them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve would follow links)


def is_text(path: Path | str) -> bool:
    """Tell whether a name is text: on some systems it may be any bytes, and cannot be kept."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(path: Path) -> str:
    """Return ``path`` as text, with question marks for what is none."""
    return str(path).encode(errors="replace").decode()


class Walk:
    """Looks through folders, each once: links may lead in circles, watched folders overlap.

    ``entered`` is called with each folder before it is read, ``unreadable`` with one that cannot be
    and the error.
    """

    def __init__(
        self, entered: Callable[[Path], None], unreadable: Callable[[Path, OSError], None]
    ) -> None:
        self._entered = entered
        self._unreadable = unreadable
        self._seen: set[tuple[int, int]] = set()

    def below(self, root: Path) -> Iterator[Found]:
        """Yield the media files in ``root`` and in the folders inside it, in the order of their
        names; hidden ones and those of the system are passed over."""
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            self._entered(folder)
            try:
                state = folder.stat()
                if (state.st_dev, state.st_ino) in self._seen:
                    continue
                self._seen.add((state.st_dev, state.st_ino))
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._unreadable(folder, error)
                continue
            entries = [one for one in entries if not _hidden(one.name)]
            yield from _media(entries)
            waiting += [Path(one.path) for one in reversed(entries) if _is_folder(one)]


def listed(paths: Iterable[Path]) -> Iterator[Found | tuple[Path, OSError]]:
    """Yield single media files, each folder looked into once, or why one cannot be read."""
    captions: dict[Path, dict[str, tuple[CaptionFile, ...]]] = {}
    for path in paths:
        try:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode):
                raise OSError(errno.EINVAL, "it is no file")
        except OSError as error:
            yield path, error
            continue
        if path.parent not in captions:
            captions[path.parent] = _captions_in(path.parent)
        beside = captions[path.parent].get(_stem(path.name), ())
        yield Found(path, state.st_size, state.st_mtime_ns, beside)


def captions_beside(path: Path) -> tuple[CaptionFile, ...]:
    """Return the caption files that lie beside a video under its name."""
    return _captions_in(path.parent).get(_stem(path.name), ())


def _captions_in(folder: Path) -> dict[str, tuple[CaptionFile, ...]]:
    try:
        with os.scandir(folder) as listing:
            return _captions(sorted(listing, key=lambda entry: entry.name))
    except OSError:
        return {}


def _media(entries: Sequence[os.DirEntry[str]]) -> Iterator[Found]:
    captions = _captions(entries)
    for entry in entries:
        try:
            if ending(entry.name) in MEDIA_ENDINGS and entry.is_file():
                state = entry.stat()
                beside = captions.get(_stem(entry.name), ())
                yield Found(Path(entry.path), state.st_size, state.st_mtime_ns, beside)
        except OSError:
            continue  # gone since, or a link to nowhere


def _captions(entries: Sequence[os.DirEntry[str]]) -> dict[str, tuple[CaptionFile, ...]]:
    """Return the caption files of a folder by the name of their video."""
    videos = {_stem(one.name) for one in entries if ending(one.name) in MEDIA_ENDINGS}
    found: dict[str, tuple[CaptionFile, ...]] = {}
    for entry in entries:
        if ending(entry.name) not in CAPTION_ENDINGS or not is_text(entry.name):
            continue
        video = next((one for one in stems_for(entry.name) if one in videos), None)
        if video is not None:
            with suppress(OSError):
                file = CaptionFile(Path(entry.path), entry.stat().st_mtime_ns)
                found[video] = (*found.get(video, ()), file)
    return found


def _stem(name: str) -> str:
    return os.path.splitext(name)[0].casefold()  # noqa: PTH122


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _JUNK


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
