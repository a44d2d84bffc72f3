"""Images and sounds, each stored once under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from ms2qbank_desktop.core.drawing import check_drawing, is_drawing
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
_ON_ITS_WAY_S = 60
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)


def image_kind(data: bytes) -> str | None:
    """Return the file ending that the first bytes of an image call for, None if it is none.

    An SVG drawing is none: its first bytes do not tell whether it is safe.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)


class MediaFolder:
    """The media folder of a profile. A name is ``<sha256>.<ending>``, two levels deep."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add_image(self, data: bytes) -> str:
        """Store an image or a drawing and return its name; UserFault if it is neither, too large,
        or a drawing that is not safe."""
        kind = image_kind(data)
        if kind is None and is_drawing(data):
            check_drawing(data)
            kind = "svg"
        if kind is None:
            raise UserFault("The image is not a PNG, JPEG, GIF, WebP, BMP or SVG file.")
        if len(data) > MAX_BYTES:
            raise UserFault(f"The image is larger than {MAX_BYTES >> 20} MB.")
        return self.add((data,), kind)

    def add(self, chunks: Iterable[bytes], ending: str, most: int = MAX_BYTES) -> str:
        """Store the joined ``chunks``, at most ``most`` bytes, and return their name; ``ending``
        such as ``mp3``.

        UserFault if they are too large, EnvironmentFault if the disk refuses; an error of
        ``chunks`` leaves nothing behind.
        """
        digest, size = hashlib.sha256(), 0
        temporary = self.root / f"{uuid4().hex}.part"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > most:
                        raise UserFault(f"The file is larger than {most >> 20} MB.")
                    digest.update(chunk)
                    file.write(chunk)
                name = f"{digest.hexdigest()}.{ending}"
                target = self.path(name)
                if not target.exists():
                    file.flush()
                    os.fsync(file.fileno())
            if target.exists():
                os.utime(target)
            else:
                target.parent.mkdir(exist_ok=True)
                temporary.replace(target)
        except OSError as error:
            raise EnvironmentFault(
                f"A file cannot be saved in {self.root} ({error.strerror}).",
                advice="Free some space or make the folder writable.",
            ) from error
        finally:
            with suppress(OSError):  # there is nothing, or nothing to be done
                temporary.unlink()
        return name

    def remove(self, name: str) -> bool:
        """Delete a file that nobody names any more; False if it was added within the last minute,
        when it may be on its way into a text, or cannot be deleted."""
        path = self.path(name)
        try:
            if time.time() - path.stat().st_mtime < _ON_ITS_WAY_S:
                return False
            path.unlink()
        except OSError:
            return False
        return True

    def path(self, name: str) -> Path:
        """Return where ``name`` lies; ValueError for anything that is not one of our names."""
        if not _NAME.fullmatch(name):
            msg = f"not a media name: {name!r}"
            raise ValueError(msg)
        return self.root / name[:2] / name
