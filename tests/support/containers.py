"""Small Matroska and MP4 files with captions, built byte by byte, sound or hostile."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Line = tuple[int, int, bytes]
"""Begin and length in milliseconds, text."""


def element(identity: int, content: bytes, *, claims: int | None = None) -> bytes:
    """Return an element of EBML; its size is said to be what it ``claims``."""
    size = len(content) if claims is None else claims
    head = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return head + ((1 << 56) | size).to_bytes(8, "big") + content


def number(identity: int, value: int) -> bytes:
    """Return an element that holds a number."""
    return element(identity, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def track(ordinal: int, codec: bytes, *, language: bytes = b"eng", more: bytes = b"") -> bytes:
    """Return the entry of a subtitle track."""
    parts = number(0xD7, ordinal) + number(0x83, 17) + element(0x86, codec)
    return element(0xAE, parts + element(0x22B59C, language) + more)


def group(ordinal: int, begin: int, length: int, data: bytes) -> bytes:
    """Return a block with a duration, ``begin`` counted from its cluster."""
    block = bytes((0x80 | ordinal,)) + struct.pack(">hB", begin, 0) + data
    duration = number(0x9B, length) if length else b""
    return element(0xA0, element(0xA1, block) + duration)


def cluster(at: int, *blocks: bytes) -> bytes:
    """Return a cluster that begins at a time."""
    return element(0x1F43B675, number(0xE7, at) + b"".join(blocks))


def matroska(*parts: bytes, scale: int = 1_000_000) -> bytes:
    """Return a file; the clock ticks every ``scale`` nanoseconds."""
    head = element(0x1A45DFA3, element(0x4282, b"matroska"))
    info = element(0x1549A966, number(0x2AD7B1, scale))
    return head + element(0x18538067, info + b"".join(parts))


def tracks(*entries: bytes) -> bytes:
    """Return the list of tracks."""
    return element(0x1654AE6B, b"".join(entries))


def box(kind: bytes, *content: bytes) -> bytes:
    """Return a box of MP4."""
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def table(kind: bytes, rows: Sequence[Sequence[int]], before: bytes = b"") -> bytes:
    """Return a box with a table of 32-bit numbers."""
    flat = b"".join(struct.pack(f">{len(row)}I", *row) for row in rows)
    return box(kind, bytes(4), before, struct.pack(">I", len(rows)), flat)


def text_track(
    ordinal: int, lines: Sequence[Line], at: int, *, handler: bytes = b"sbtl", more: bytes = b""
) -> bytes:
    """Return a track of timed text whose samples lie one after the other from ``at`` on."""
    sizes = [len(sample(text)) for _, _, text in lines]
    stbl = box(
        b"stbl",
        box(b"stsd", bytes(4), struct.pack(">I", 1), box(b"tx3g", bytes(38))),
        table(b"stts", [(1, length) for _, length, _ in lines]),
        table(b"stsc", [(1, len(lines), 1)]),
        table(b"stsz", [(size,) for size in sizes], before=bytes(4)),
        table(b"stco", [(at,)]),
    )
    mdhd = box(b"mdhd", bytes(12), struct.pack(">IIHH", 1000, 0, _packed(b"fra"), 0))
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    tkhd = box(b"tkhd", bytes(12), struct.pack(">I", ordinal), bytes(68))
    return box(b"trak", tkhd, more, box(b"mdia", mdhd, hdlr, box(b"minf", stbl)))


def sample(text: bytes) -> bytes:
    """Return one sample of timed text; an empty one is a pause."""
    return struct.pack(">H", len(text)) + text


def mp4(lines: Sequence[Line], **track_options: bytes) -> bytes:
    """Return a file with one track of captions, which follow each other without a gap."""
    head = box(b"ftyp", b"isom", bytes(4))
    samples = b"".join(sample(text) for _, _, text in lines)
    media = text_track(1, lines, len(head) + 8, **track_options)
    return head + box(b"mdat", samples) + box(b"moov", media)


def _packed(language: bytes) -> int:
    first, second, third = (letter - 0x60 for letter in language)
    return first << 10 | second << 5 | third
