"""Opening a file for libvlc, and what libvlc knows of its tracks and chapters."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import Chapter, Track

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.libvlc import Vlc

AUDIO, VIDEO, TEXT = range(3)
"""Kinds of a :class:`Stream`, as libvlc numbers them."""
_TRANSPOSED = range(4, 8)
"""Orientations in which a picture lies on its side."""
_PLAYLISTS = (b"#EXTM3U", b"<MPD", b"<smil", b"[playlist]")


@dataclass(frozen=True, slots=True)
class Stream:
    """A track of a file; sizes in pixels as it is to be shown, 0 for sound and text."""

    kind: int
    id: int
    language: str = ""
    name: str = ""
    width: int = 0
    height: int = 0
    frames_per_s: float = 0.0


def open_media(vlc: Vlc, path: Path, *options: str) -> Any:
    """Return a libvlc media; the caller releases it. UserFault for what cannot be a recording.

    A list of addresses under a video's name is refused: VLC would fetch them.
    """
    try:
        if not path.is_file():
            raise UserFault(f"{path.name} is not there any more.", advice="Locate it again.")
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise UserFault(f"{path.name} cannot be read ({error.strerror}).") from error
    if not head:
        raise UserFault(f"{path.name} is empty.", advice="Copy it again from where it came.")
    if any(sign in head for sign in _PLAYLISTS):
        raise UserFault(f"{path.name} is a list of addresses, not a recording.")
    media = vlc.instance.media_new_path(str(path))
    if path.suffix.lower() == ".mp3":
        # VLC's own reader guesses the length from the first bit rate (171 s instead of 600 s).
        media.add_option(":demux=avformat")
    for option in options:
        media.add_option(option)
    return media


def streams(vlc: Vlc, media: Any) -> list[Stream]:
    """Return the tracks that libvlc has found in a media so far."""
    functions = vlc.module
    pointer = ctypes.POINTER(functions.MediaTrack)()
    count = functions.libvlc_media_tracks_get(media, ctypes.byref(pointer))
    if not count:
        return []
    rows = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(_Track)))
    found = [_stream(rows[place].contents) for place in range(count)]
    array = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(functions.MediaTrack)))
    functions.libvlc_media_tracks_release(array, count)
    return [stream for stream in found if stream.kind in (AUDIO, VIDEO, TEXT)]


def video_of(found: list[Stream]) -> Stream | None:
    """Return the track that is shown, if there is one."""
    return next((one for one in found if one.kind == VIDEO and one.width), None)


def tracks_of(found: list[Stream], kind: int) -> tuple[Track, ...]:
    """Return the tracks of a kind, to be chosen from."""
    return tuple(Track(one.id, one.name, one.language) for one in found if one.kind == kind)


def chapters(vlc: Vlc, player: Any) -> tuple[Chapter, ...]:
    """Return the chapters of what a player has opened."""
    functions = vlc.module
    description = ctypes.POINTER(functions.ChapterDescription)
    rows = ctypes.pointer(description())
    count = functions.libvlc_media_player_get_full_chapter_descriptions(player, -1, rows)
    if count <= 0:
        return ()
    entries = ctypes.cast(rows.contents, ctypes.POINTER(description))
    found = tuple(
        Chapter(entry.time_offset, _words(entry.name) or f"Chapter {number}")
        for number, entry in enumerate((entries[place].contents for place in range(count)), 1)
    )
    array = ctypes.cast(rows.contents, ctypes.POINTER(description))
    functions.libvlc_chapter_descriptions_release(array, count)
    return found


def _stream(track: _Track) -> Stream:
    width = height = 0
    rate = 0.0
    if track.kind == VIDEO and track.details:
        video = ctypes.cast(track.details, ctypes.POINTER(_Video)).contents
        width, height = video.width, video.height
        if video.sar_num and video.sar_den:
            width = round(width * video.sar_num / video.sar_den)
        if video.orientation in _TRANSPOSED:
            width, height = height, width
        rate = video.rate_num / video.rate_den if video.rate_den else 0.0
    language = _words(track.language)
    return Stream(
        kind=track.kind,
        id=track.id,
        language="" if language == "und" else language,
        name=_words(track.description),
        width=width,
        height=height,
        frames_per_s=rate,
    )


def _words(text: bytes | None) -> str:
    return (text or b"").decode("utf-8", "replace").strip()


class _Video(ctypes.Structure):
    _fields_ = (
        ("height", ctypes.c_uint),
        ("width", ctypes.c_uint),
        ("sar_num", ctypes.c_uint),
        ("sar_den", ctypes.c_uint),
        ("rate_num", ctypes.c_uint),
        ("rate_den", ctypes.c_uint),
        ("orientation", ctypes.c_int),
    )


class _Track(ctypes.Structure):
    """libvlc_media_track_t of libvlc 3; the binding's own lays its union out as three fields."""

    _fields_ = (
        ("codec", ctypes.c_uint32),
        ("original_fourcc", ctypes.c_uint32),
        ("id", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("profile", ctypes.c_int),
        ("level", ctypes.c_int),
        ("details", ctypes.c_void_p),
        ("bitrate", ctypes.c_uint),
        ("language", ctypes.c_char_p),
        ("description", ctypes.c_char_p),
    )
