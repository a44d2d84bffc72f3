"""Knows a media file again by its size and parts of it, wherever it lies and whatever its name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

BLOCK = 1 << 16
"""Bytes that are read at the beginning, in the middle and at the end."""
_DIGEST_BYTES = 16


def content_digest(file: BinaryIO, size: int) -> str:
    """Return 32 hex digits: blake2b over the size and three blocks of 64 KiB.

    A lecture of two gigabytes costs three short reads. Two different encodings of one length
    differ in their index, which lies at one of the ends.
    """
    digest = hashlib.blake2b(size.to_bytes(8, "big"), digest_size=_DIGEST_BYTES)
    for start in sorted({0, max(0, (size - BLOCK) // 2), max(0, size - BLOCK)}):
        file.seek(start)
        digest.update(file.read(BLOCK))
    return digest.hexdigest()
