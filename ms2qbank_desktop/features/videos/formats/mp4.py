"""Reads the text subtitles inside of MP4 files (.mp4, .m4v, .mov) and sees whether one is cut off.

Source: ISO/IEC 14496-12:2015 (boxes, sample tables) and 3GPP TS 26.245 (timed text, ``tx3g``).
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ms2qbank_desktop.features.videos.models import Caption

from . import srt
from .base import LATEST_MS, Captions, Embedded, lasting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST_INDEX = 64 << 20
"""Bytes of the index of a file; three hours have 4 MB."""
_MOST_SAMPLES = 100_000
"""Of a track of captions."""
_LONGEST = 1 << 16
_MOST_TEXT = 32 << 20
_MOST_BOXES = 10_000
_FARTHEST = 1 << 62
_PACKED_LANGUAGE = 0x60
_CONTAINERS = ("mdia", "minf", "stbl")
_SUBTITLES = (b"sbtl", b"text", b"subt", b"subp")
_FIRST = ("ftyp", "moov", "mdat", "free", "skip", "wide", "styp")


class _Box(NamedTuple):
    kind: str
    start: int
    end: int


def missing_share(path: Path) -> float:
    """Return which share of an MP4 file lies beyond its end: 0 for a whole one, and for a file
    that is no MP4. OSError if it cannot be read."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        boxes = list(_top(file, size))
    if not boxes or boxes[0].kind not in _FIRST or boxes[-1].end <= size:
        return 0.0
    return 1 - size / boxes[-1].end


def read_mp4(path: Path) -> list[Embedded]:
    """Return the text subtitle tracks of a file in its order. OSError if it cannot be read."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        index = b""
        for box in _top(file, size):
            if box.kind == "moov" and box.end <= size:
                file.seek(box.start)
                index = file.read(min(_MOST_INDEX, box.end - box.start))
                break
        tracks = [_parts(index, box.start, box.end) for box in _boxes(index) if box.kind == "trak"]
        chapters = {number for track in tracks for number in _chapter_tracks(track)}
        subtitles = (
            track
            for track in tracks
            if track.get("hdlr", b"")[8:12] in _SUBTITLES and _number(track) not in chapters
        )
        found = (_track(file, track, ordinal) for ordinal, track in enumerate(subtitles))
        return [one for one in found if one is not None]


def _number(parts: dict[str, bytes]) -> int:
    header = parts.get("tkhd", b"")
    at = 20 if header[:1] == b"\1" else 12
    return int.from_bytes(header[at : at + 4], "big")


def _chapter_tracks(parts: dict[str, bytes]) -> Iterator[int]:
    """Yield the numbers of text tracks that hold the titles of chapters, and nothing spoken."""
    references = parts.get("tref", b"")
    for box in _boxes(references):
        if box.kind == "chap":
            numbers = references[box.start : box.end]
            yield from (one for (one,) in struct.iter_unpack(">I", numbers[: len(numbers) & ~3]))


def _top(file: BinaryIO, size: int) -> Iterator[_Box]:
    """Yield the outermost boxes; the last may end beyond the end of the file."""
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        box = _box(file.read(16), at, size)
        if box is None:
            return
        yield box
        at = box.end
        if at >= size:
            return


def _box(head: bytes, at: int, end: int) -> _Box | None:
    if len(head) < 8 or not head[4:8].isalnum():
        return None
    length, start = int.from_bytes(head[:4], "big"), at + 8
    if length == 1 and len(head) == 16:
        length, start = int.from_bytes(head[8:], "big"), at + 16
    elif length == 0:
        length = end - at
    return _Box(head[4:8].decode("latin-1"), start, at + length) if length >= start - at else None


def _boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[_Box]:
    stop = len(data) if end is None else end
    for _ in range(_MOST_BOXES):
        box = _box(data[start : start + 16], start, stop)
        if box is None or start >= stop:
            return
        yield _Box(box.kind, box.start, min(box.end, stop))
        start = box.end


def _parts(data: bytes, start: int, end: int, depth: int = 0) -> dict[str, bytes]:
    """Return the tables of a track by their kind, whichever box of it they are in."""
    found: dict[str, bytes] = {}
    for box in _boxes(data, start, end):
        if depth < len(_CONTAINERS) and box.kind == _CONTAINERS[depth]:
            found |= _parts(data, box.start, box.end, depth + 1)
        else:
            found.setdefault(box.kind, data[box.start : box.end])
    return found


def _track(file: BinaryIO, parts: dict[str, bytes], ordinal: int) -> Embedded | None:
    if parts.get("stsd", b"")[12:16] not in (b"tx3g", b"text"):
        return None
    media = parts.get("mdhd", b"")
    wide = media[:1] == b"\1"
    try:
        (scale,) = struct.unpack_from(">I", media, 20 if wide else 12)
        (language,) = struct.unpack_from(">H", media, 32 if wide else 20)
    except struct.error:
        return None
    captions = []
    text_left = _MOST_TEXT
    for ticks, length, at, size in zip(*_times(parts), *_places(parts), strict=False):
        words = _words(file, at, size) if text_left > 0 and at < _FARTHEST else ""
        text_left -= len(words)
        start = ticks * 1000 // max(1, scale)
        if words and start < LATEST_MS:
            captions.append(Caption(start, start + length * 1000 // max(1, scale), words))
    return Embedded(ordinal, _language(language), "", Captions(lasting(captions)))


def _times(parts: dict[str, bytes]) -> tuple[list[int], list[int]]:
    """Return when each sample begins and how long it lasts, in ticks."""
    starts: list[int] = []
    lengths: list[int] = []
    now = 0
    for count, length in _rows(parts.get("stts", b""), 2):
        for _ in range(min(count, _MOST_SAMPLES - len(starts))):
            starts.append(now)
            lengths.append(length)
            now += length
    return starts, lengths


def _places(parts: dict[str, bytes]) -> tuple[list[int], list[int]]:
    """Return where in the file each sample lies, and its bytes."""
    table = parts.get("stsz", b"")
    same = int.from_bytes(table[4:8], "big")
    count = min(int.from_bytes(table[8:12], "big"), _MOST_SAMPLES)
    sizes = [same] * count if same else [one for (one,) in _rows(table[4:], 1)][:count]
    chunks = [one for (one,) in _rows(parts.get("stco", b""), 1)]
    if "co64" in parts:
        chunks = [high << 32 | low for high, low in _rows(parts["co64"], 2)]
    runs = {first: number for first, number, _ in _rows(parts.get("stsc", b""), 3)}
    places: list[int] = []
    number = 0
    for ordinal, chunk in enumerate(chunks, 1):
        number, at = runs.get(ordinal, number), chunk
        for size in sizes[len(places) : len(places) + number]:
            places.append(at)
            at += size
    return places, sizes


def _rows(table: bytes, columns: int) -> Iterable[tuple[int, ...]]:
    """Return the rows of a table: version and flags, their number, then 32-bit numbers."""
    count = int.from_bytes(table[4:8], "big")
    width = 4 * columns
    count = min(count, max(0, len(table) - 8) // width, _MOST_SAMPLES)
    return struct.iter_unpack(f">{columns}I", table[8 : 8 + count * width])


def _words(file: BinaryIO, at: int, size: int) -> str:
    file.seek(at)
    data = file.read(min(size, _LONGEST))
    text = data[2 : 2 + int.from_bytes(data[:2], "big")]
    utf16 = text[:2] in (b"\xfe\xff", b"\xff\xfe")
    return srt.plain(text.decode("utf-16" if utf16 else "utf-8", "replace").replace("\0", ""))


def _language(packed: int) -> str:
    """Return three letters of five bits each; "" where the file says none."""
    letters = "".join(chr(_PACKED_LANGUAGE + (packed >> shift & 31)) for shift in (10, 5, 0))
    return letters if letters.isalpha() and letters != "und" else ""
