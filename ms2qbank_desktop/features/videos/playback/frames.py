"""Single pictures of a video: for thumbnails, and of a given moment."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import UserFault

from .media import open_media
from .memory_output import MemoryOutput
from .probing import probe

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.libvlc import Vlc
    from ms2qbank_desktop.features.videos.models import Probe

    from .memory_output import Bitmap, Size

PLACES = (0.1, 0.2, 0.35, 0.5, 0.05, 0.75)
"""Parts of the length where a picture for the thumbnail is looked for."""
DARK, PLAIN = 24, 12
"""A picture this dark (mean of green, 0-255), or with so little between its darkest and lightest
point, shows nothing."""
_SAMPLE = 97
_OPTIONS = (":no-audio", ":no-spu")


@dataclass(frozen=True, slots=True)
class Picture:
    """``rgb``: three bytes a pixel, rows from the top without gaps."""

    width: int
    height: int
    rgb: bytes
    at_ms: int


def picture(
    path: Path, at_ms: int | None = None, widest: int = 480, timeout_s: float = 8.0
) -> Picture | None:
    """Return the picture at ``at_ms``, no wider than ``widest``; None where there is none.

    ``at_ms`` None: one that stands for the whole, from about a tenth of its length, and not a
    black one where others are not. EnvironmentFault where there is no VLC.
    """
    until = time.monotonic() + timeout_s
    facts = probe(path, timeout_s)
    if facts.problem or not facts.width:
        return None
    if at_ms is not None:
        return _grab(path, facts, at_ms, widest, until)
    best: Picture | None = None
    best_worth = -1
    for part in PLACES:
        found = _grab(path, facts, round(part * facts.duration_ms), widest, until)
        if found is None:
            continue
        dark, light, mean = _brightness(found)
        if mean >= DARK and light - dark >= PLAIN:
            return found
        if light - dark + mean > best_worth:
            best, best_worth = found, light - dark + mean
    return best


def _grab(path: Path, facts: Probe, at_ms: int, widest: int, until: float) -> Picture | None:
    vlc = libvlc.load()
    arrived = threading.Event()

    def fit(_offered: Size) -> Size:
        share = min(1.0, widest / facts.width)
        return max(1, round(facts.width * share)), max(1, round(facts.height * share))

    try:
        media = open_media(vlc, path, *_OPTIONS, f":start-time={at_ms / 1000:.3f}")
    except UserFault:
        return None
    player = vlc.instance.media_player_new()
    output = MemoryOutput(vlc, player, fit, arrived.set)
    player.set_media(media)
    media.release()
    player.play()
    try:
        if not _came(vlc, player, arrived, until):
            return None
        bitmap = output.take()
        return _picture(bitmap, at_ms) if bitmap else None
    finally:
        player.stop()
        player.release()
        output.release()


def _came(vlc: Vlc, player: Any, arrived: threading.Event, until: float) -> bool:
    state = vlc.module.State
    while not arrived.wait(0.01):
        over = player.get_state() in (state.Ended, state.Error, state.Stopped)
        if over or time.monotonic() > until:
            return arrived.is_set()
    return True


def _picture(bitmap: Bitmap, at_ms: int) -> Picture:
    row = bitmap.width * 4
    data = bytes(bitmap.pixels)
    if bitmap.pitch != row:
        data = b"".join(data[start : start + row] for start in range(0, len(data), bitmap.pitch))
    rgb = bytearray(bitmap.width * bitmap.height * 3)
    rgb[0::3], rgb[1::3], rgb[2::3] = data[2::4], data[1::4], data[0::4]
    return Picture(bitmap.width, bitmap.height, bytes(rgb), at_ms)


def _brightness(found: Picture) -> tuple[int, int, int]:
    """Return the least, the most and the mean of its green."""
    green = found.rgb[1 :: 3 * _SAMPLE]
    return min(green), max(green), sum(green) // len(green)
