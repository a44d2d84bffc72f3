"""Opens the zip file of a package, which nobody vouches for.

Nothing is ever unpacked under a name from the archive. What comes out is counted as it comes,
so an archive that swells without end is stopped, whatever its directory says.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import zstandard

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.flashcards.formats.base import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress

CHUNK = 1 << 20
MAX_DIRECTORY = 12 << 20
"""Bytes of the zip's own directory: some 200,000 files; Anki's largest decks have 50,000."""
MAX_RATIO = 100
"""What all entries together may grow by; databases of text shrink to a tenth."""
MIN_BUDGET = 512 << 20
"""Bytes that may come out of even a tiny package."""
MAX_WINDOW = 1 << 27
"""Bytes of memory that a zstd frame may ask for; Anki's ask for 8 MB at most."""
_DAMAGED = "The package is damaged."


class Archive:
    """A zip file being read; closed by ``close``."""

    def __init__(self, path: Path) -> None:
        size = path.stat().st_size
        self._left = max(MIN_BUDGET, MAX_RATIO * size)
        with refused():
            if _directory_size(path) > MAX_DIRECTORY:
                raise BadFile("The package has too many entries.")
            self._zip = zipfile.ZipFile(path)
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}

    def close(self) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def chunks(self, name: str, *, zstd: bool) -> Iterator[bytes]:
        """Yield the content of an entry; BadFile if it is missing, damaged or swells."""
        entry = self._entries.get(name)
        if entry is None:
            raise BadFile(f"The package has no entry {name}.")
        if entry.flag_bits & 1 or entry.compress_type not in {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }:
            raise BadFile("The package is encrypted or packed in an unknown way.")
        with refused(), self._zip.open(entry) as packed:
            stream: IO[bytes] | zstandard.ZstdDecompressionReader = packed
            if zstd:
                decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
                stream = decompressor.stream_reader(
                    packed, read_size=CHUNK, read_across_frames=True
                )
            while chunk := stream.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise BadFile("The package unpacks to far more than it should.")
                yield chunk

    def read(self, name: str, limit: int, *, zstd: bool) -> bytes:
        """Return the content of an entry; BadFile if it is larger than ``limit`` bytes."""
        parts = []
        for chunk in self.chunks(name, zstd=zstd):
            parts.append(chunk)
            limit -= len(chunk)
            if limit < 0:
                raise BadFile(f"The entry {name} of the package is too large.")
        return b"".join(parts)

    def extract(self, name: str, target: Path, progress: Progress, *, zstd: bool) -> None:
        """Write an entry to ``target``; EnvironmentFault if the disk is full."""
        done = 0
        try:
            with target.open("wb") as file:
                for chunk in self.chunks(name, zstd=zstd):
                    file.write(chunk)
                    done += len(chunk)
                    progress.report(done, None)
        except OSError as error:
            raise EnvironmentFault(
                f"The package cannot be unpacked to {target.parent} ({error.strerror}).",
                advice="Free some space and try again.",
            ) from error


@contextmanager
def refused() -> Iterator[None]:
    """Raise BadFile for all that zip and zstd say of damaged data."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        zstandard.ZstdError,
        EOFError,
        NotImplementedError,
        ValueError,
        struct.error,
    ) as error:
        raise BadFile(_DAMAGED) from error


def _directory_size(path: Path) -> int:
    """Return the bytes of the zip's directory as its end record gives them.

    Read before `zipfile` does, because that takes the whole directory into memory.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
        place = tail.rfind(b"PK\5\6")
        if place < 0 or place + 22 > len(tail):
            raise BadFile("It is no Anki package: a package is a zip file.")
        (directory,) = struct.unpack_from("<L", tail, place + 12)
        # `zipfile` takes the zip64 record from right before its locator, wherever that points.
        if tail[max(0, place - 20) : place][:4] == b"PK\6\7" and place >= 76:
            (directory,) = struct.unpack_from("<Q", tail, place - 36)
    return int(directory)
