"""Reads the text subtitles inside of Matroska files (.mkv, .webm, .mka).

Source: RFC 9559 (Matroska), sections 5, 10 and 22; the codec mappings of its registry for
S_TEXT/UTF8 (SubRip), S_TEXT/ASS and S_TEXT/WEBVTT.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import Caption

from . import srt, vtt
from .base import LATEST_MS, Captions, Complaints, Embedded, lasting
from .ebml import Ebml, Element, TooLong, vint

if TYPE_CHECKING:
    from pathlib import Path

_SEGMENT, _SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_AT = 0x18538067, 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _SCALE = 0x1549A966, 0x2AD7B1
_TRACKS, _TRACK, _NUMBER, _KIND, _CODEC = 0x1654AE6B, 0xAE, 0xD7, 0x83, 0x86
_SUBTITLES = 17
_LANGUAGE, _LANGUAGE_TAG, _NAME = 0x22B59C, 0x22B59D, 0x536E
_ENCODINGS, _ENCODING, _COMPRESSION = 0x6D80, 0x6240, 0x5034
_ALGORITHM, _SETTINGS, _ENCRYPTION = 0x4254, 0x4255, 0x5035
_CLUSTER, _CLUSTER_TIME, _SIMPLE = 0x1F43B675, 0xE7, 0xA3
_GROUP, _BLOCK, _DURATION = 0xA0, 0xA1, 0x9B
_CUES, _POINT, _POSITIONS = 0x1C53BB6B, 0xBB, 0xB7
_CUE_TRACK, _CUE_CLUSTER, _CUE_IN_CLUSTER = 0xF7, 0xF1, 0xF0
_ZLIB, _STRIPPED, _PLAIN = 0, 3, -1
_LONGEST = 1 << 16
"""Bytes of one caption."""
_MOST_TEXT = 32 << 20
"""Bytes of all captions of a file."""
_ASS_FIELDS = 8
"""Commas before the text of a line of ASS inside of Matroska."""


@dataclass(slots=True)
class _Track:
    number: int
    ordinal: int
    codec: str
    language: str = ""
    name: str = ""
    packing: int = _PLAIN
    prefix: bytes = b""
    captions: list[Caption] = field(default_factory=list)


@dataclass(slots=True)
class _Segment:
    start: int
    end: int
    scale: int = 1_000_000
    """Nanoseconds of one tick."""
    tracks: dict[int, _Track] = field(default_factory=dict)
    """Those of text, by their numbers."""
    cues: Element | None = None
    clusters_from: int | None = None
    """Where the first cluster begins."""
    text_left: int = _MOST_TEXT


def read_matroska(path: Path) -> list[Embedded]:
    """Return the text subtitle tracks of a file in its order. OSError if it cannot be read.

    Where the file has an index of its subtitles only they are read, else all of its blocks are
    passed over: no content of theirs is read either.
    """
    complaints = Complaints(str(path))
    with path.open("rb", buffering=1 << 14) as file:
        ebml = Ebml(file)
        segment = _Segment(0, 0)
        try:
            for element in ebml.children(0, ebml.size):
                if element.id == _SEGMENT:
                    segment = _segment(ebml, element)
                    break
            if segment.tracks and not _by_index(ebml, segment):
                for element in ebml.children(segment.clusters_from or segment.end, segment.end):
                    if element.id == _CLUSTER:
                        _read_cluster(ebml, segment, element)
        except TooLong:
            complaints.whole(
                "Its captions were read only in part: it is damaged, or takes too long."
            )
    return [
        Embedded(
            one.ordinal,
            one.language,
            one.name,
            Captions(lasting(one.captions), list(complaints.problems)),
        )
        for one in segment.tracks.values()
    ]


def _segment(ebml: Ebml, whole: Element) -> _Segment:
    segment = _Segment(whole.start, whole.end)
    place = whole.start
    for element in ebml.inside(whole):
        if element.id == _SEEK_HEAD:
            segment.cues = segment.cues or _seek(ebml, element, segment)
        elif element.id == _INFO:
            for one in ebml.inside(element):
                if one.id == _SCALE:
                    segment.scale = ebml.number(one) or segment.scale
        elif element.id == _TRACKS:
            segment.tracks |= _tracks(ebml, element)
            if not segment.tracks:
                break
        elif element.id == _CLUSTER:
            if segment.clusters_from is None:
                segment.clusters_from = place
            if segment.cues is not None and segment.tracks:
                break  # nothing of use follows
        elif element.id == _CUES:
            segment.cues = element
        place = element.end
    return segment


def _seek(ebml: Ebml, head: Element, segment: _Segment) -> Element | None:
    for seek in ebml.inside(head):
        parts = {one.id: one for one in ebml.inside(seek)} if seek.id == _SEEK else {}
        if _SEEK_ID in parts and _SEEK_AT in parts and ebml.number(parts[_SEEK_ID]) == _CUES:
            found = ebml.at(segment.start + ebml.number(parts[_SEEK_AT]), segment.end)
            return found if found is not None and found.id == _CUES else None
    return None


def _tracks(ebml: Ebml, listing: Element) -> dict[int, _Track]:
    """Return the subtitle tracks that are text, by their numbers."""
    found = {}
    ordinal = 0
    for entry in ebml.inside(listing):
        parts = {one.id: one for one in ebml.inside(entry)} if entry.id == _TRACK else {}
        if _KIND in parts and _NUMBER in parts and ebml.number(parts[_KIND]) == _SUBTITLES:
            track = _Track(ebml.number(parts[_NUMBER]), ordinal, "")
            ordinal += 1
            if _describe(ebml, parts, track):
                found[track.number] = track
    return found


def _describe(ebml: Ebml, parts: dict[int, Element], track: _Track) -> bool:
    """Fill in what a track says of itself; False if it cannot be read as text."""
    track.codec = ebml.text(parts[_CODEC]) if _CODEC in parts else ""
    if not track.codec.startswith(("S_TEXT/", "D_WEBVTT/")):
        return False
    track.language = "eng"  # where none is said
    for kind in (_LANGUAGE, _LANGUAGE_TAG):
        track.language = ebml.text(parts[kind]) if kind in parts else track.language
    track.language = "" if track.language == "und" else track.language
    track.name = ebml.text(parts[_NAME]) if _NAME in parts else ""
    for encoding in ebml.inside(parts[_ENCODINGS]) if _ENCODINGS in parts else ():
        for one in ebml.inside(encoding) if encoding.id == _ENCODING else ():
            if one.id == _ENCRYPTION:
                return False
            if one.id == _COMPRESSION:
                how = {part.id: part for part in ebml.inside(one)}
                track.packing = ebml.number(how[_ALGORITHM]) if _ALGORITHM in how else _ZLIB
                track.prefix = ebml.content(how[_SETTINGS], 64) if _SETTINGS in how else b""
    return True


def _by_index(ebml: Ebml, segment: _Segment) -> bool:
    """Read the blocks that the index names; False if it does not name those of every track."""
    places: list[tuple[int, int]] = []
    named: set[int] = set()
    for point in ebml.inside(segment.cues) if segment.cues else ():
        for part in ebml.inside(point) if point.id == _POINT else ():
            if part.id != _POSITIONS:
                continue
            where = {one.id: ebml.number(one) for one in ebml.inside(part)}
            if where.get(_CUE_TRACK) in segment.tracks:
                if _CUE_CLUSTER not in where or _CUE_IN_CLUSTER not in where:
                    return False
                places.append((where[_CUE_CLUSTER], where[_CUE_IN_CLUSTER]))
                named.add(where[_CUE_TRACK])
    if named != set(segment.tracks):
        return False
    for at, inside in sorted(set(places)):
        cluster = ebml.at(segment.start + at, segment.end)
        if cluster is None or cluster.id != _CLUSTER:
            return False
        block = ebml.at(cluster.start + inside, cluster.end)
        if block is not None:
            _read_block(ebml, segment, block, _time_of(ebml, cluster))
    return True


def _read_cluster(ebml: Ebml, segment: _Segment, cluster: Element) -> None:
    time = 0
    for element in ebml.inside(cluster):
        if element.id == _CLUSTER_TIME:
            time = ebml.number(element)
        else:
            _read_block(ebml, segment, element, time)


def _time_of(ebml: Ebml, cluster: Element) -> int:
    return next((ebml.number(e) for e in ebml.inside(cluster) if e.id == _CLUSTER_TIME), 0)


def _read_block(ebml: Ebml, segment: _Segment, element: Element, time: int) -> None:
    block, duration = (element, 0) if element.id == _SIMPLE else (None, 0)
    if element.id == _GROUP:
        for one in ebml.inside(element):
            if one.id == _BLOCK:
                block = one
            elif one.id == _DURATION:
                duration = ebml.number(one)
    if block is None:
        return
    number, size = vint(ebml.content(block, 8))
    track = segment.tracks.get(number)
    data = ebml.content(block, _LONGEST) if track else b""
    if track is None or len(data) < size + 3:
        return
    ticks = time + int.from_bytes(data[size : size + 2], "big", signed=True)
    words = _words(track, _unpacked(track, data[size + 3 :]))
    segment.text_left -= len(words)
    start = ticks * segment.scale // 1_000_000
    if words and 0 <= start < LATEST_MS and segment.text_left > 0:
        length = duration * segment.scale // 1_000_000
        track.captions.append(Caption(start, start + length, words))


def _unpacked(track: _Track, data: bytes) -> bytes:
    if track.packing == _ZLIB:
        try:
            return zlib.decompressobj().decompress(data, _LONGEST)
        except zlib.error:
            return b""
    return track.prefix + data if track.packing == _STRIPPED else data


def _words(track: _Track, data: bytes) -> str:
    text = data.decode("utf-8", "replace").replace("\0", "")
    if "WEBVTT" in track.codec:
        return vtt.plain(text)
    if track.codec in ("S_TEXT/ASS", "S_TEXT/SSA"):
        text = text.split(",", _ASS_FIELDS)[-1].replace(r"\N", "\n").replace(r"\n", "\n")
        text = text.replace(r"\h", " ")
    return srt.plain(text)
