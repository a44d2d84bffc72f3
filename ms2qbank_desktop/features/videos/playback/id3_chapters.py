"""Chapters of an MP3, which libvlc does not tell.

They are CHAP frames of an ID3 tag: ID3v2 Chapter Frame Addendum 1.0 (2005), in the tags of
ID3v2.3 and 2.4 (id3.org).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 16 << 20
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_EXTENDED, _UNSYNCHRONISED = 0x40, 0x80


def chapters(path: Path) -> tuple[Chapter, ...]:
    """Return the chapters of an MP3 by time; none where it has no readable tag."""
    try:
        with path.open("rb") as file:
            head = file.read(10)
            if head[:3] != b"ID3" or len(head) < 10 or head[3] not in (3, 4):
                return ()
            tag = file.read(min(_seven_bits(head[6:10]), MOST_BYTES))
    except OSError:
        return ()
    version, flags = head[3], head[5]
    if flags & _UNSYNCHRONISED and version == 3:
        tag = tag.replace(b"\xff\x00", b"\xff")
    if flags & _EXTENDED:
        size = int.from_bytes(tag[:4], "big") + 4 if version == 3 else _seven_bits(tag[:4])
        tag = tag[size:]
    found = sorted(
        (_chapter(body, version) for name, body in _frames(tag, version) if name == b"CHAP"),
        key=lambda chapter: chapter.start_ms,
    )
    return tuple(
        chapter if chapter.title else Chapter(chapter.start_ms, f"Chapter {number}")
        for number, chapter in enumerate(found, 1)
    )


def _frames(data: bytes, version: int) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 10 <= len(data) and data[place] != 0:
        field = data[place + 4 : place + 8]
        size = _seven_bits(field) if version == 4 else int.from_bytes(field, "big")
        yield data[place : place + 4], data[place + 10 : place + 10 + size]
        place += 10 + size


def _chapter(body: bytes, version: int) -> Chapter:
    _, _, rest = body.partition(b"\0")
    titles = (text for name, text in _frames(rest[16:], version) if name == b"TIT2")
    return Chapter(int.from_bytes(rest[:4], "big"), _text(next(titles, b"")))


def _text(body: bytes) -> str:
    if not body or body[0] >= len(_ENCODINGS):
        return ""
    return body[1:].decode(_ENCODINGS[body[0]], "replace").strip("\0 ")


def _seven_bits(field: bytes) -> int:
    """A size of which only seven bits of each byte count."""
    size = 0
    for byte in field:
        size = size << 7 | byte & 0x7F
    return size
