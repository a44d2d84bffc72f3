"""What a file says of itself: length, size, tracks, chapters, title.

libvlc's parser tells all but the chapters; those need a player, which is started paused and with
no decoder at all, so that only the reader of the container runs: 2 + 2 ms for a small file.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import Probe

from . import id3_chapters
from .media import AUDIO, TEXT, chapters, open_media, streams, tracks_of, video_of

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.libvlc import Vlc
    from ms2qbank_desktop.features.videos.models import Chapter

_PAUSE_S = 0.0005
WIDEST = 16_384
"""Pixels: twice what any format in use has, and what a picture may take memory for."""
_CLOSED = (":no-video", ":no-audio", ":no-spu", ":start-paused")


def probe(path: Path, timeout_s: float = 5.0) -> Probe:
    """Return what a file says of itself; ``problem`` says why it cannot be played.

    EnvironmentFault where there is no VLC. Nothing else is raised, however broken the file.
    """
    vlc = libvlc.load()
    try:
        media = open_media(vlc, path, *_CLOSED)
    except UserFault as fault:
        return Probe(problem=str(fault))
    try:
        return _probe(vlc, media, path, time.monotonic() + timeout_s)
    finally:
        media.release()


def _probe(vlc: Vlc, media: Any, path: Path, until: float) -> Probe:
    local = vlc.module.MediaParseFlag.local
    media.parse_with_options(local, max(1, round(1000 * (until - time.monotonic()))))
    unparsed = (None, 0)
    while (status := media.get_parsed_status()) in unparsed and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    if status in unparsed:
        media.parse_stop()
        return Probe(problem=f"Reading {path.name} took too long.")
    found = streams(vlc, media)
    picture = video_of(found)
    sounds = tracks_of(found, AUDIO)
    duration = max(0, media.get_duration())
    if picture is None and not (sounds and duration):
        return Probe(problem=f"{path.name} holds no picture and no sound that VLC can play.")
    if picture and max(picture.width, picture.height) > WIDEST:
        size = f"{picture.width:,} × {picture.height:,} pixels"
        return Probe(problem=f"{path.name} says that its picture has {size}: it is damaged.")
    meta = vlc.module.Meta
    title = media.get_meta(meta.Title) or ""
    return Probe(
        duration_ms=duration,
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
        audio_tracks=sounds,
        subtitle_tracks=tracks_of(found, TEXT),
        chapters=_chapters(vlc, media, path, until),
        title="" if title == path.name else title,
        artist=media.get_meta(meta.Artist) or "",
    )


def _chapters(vlc: Vlc, media: Any, path: Path, until: float) -> tuple[Chapter, ...]:
    if path.suffix.lower() == ".mp3":
        return id3_chapters.chapters(path)
    player = vlc.instance.media_player_new()
    player.set_media(media)
    player.play()
    state = vlc.module.State
    beginning = (state.NothingSpecial, state.Opening, state.Buffering)
    while player.get_state() in beginning and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    found = chapters(vlc, player)
    player.stop()
    player.release()
    return found
