"""How loud a recording is over its length, for drawing it.

libvlc decodes it as fast as it can into memory (its stream output ``smem``), mixed to one channel.
"""

from __future__ import annotations

import array
import ctypes
import time
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import UserFault

from .media import open_media
from .probing import probe

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES_PER_S = 8_000
LOUDEST = 32_767
_PAUSE_S = 0.01
_MIXED = f"transcode{{vcodec=none,acodec=s16l,channels=1,samplerate={SAMPLES_PER_S}}}"


def peaks(path: Path, count: int = 1000, timeout_s: float = 120.0) -> bytes | None:
    """Return how loud each of ``count`` pieces of equal length is, 0 to 255 of what is possible.

    None where there is no sound to be decoded. EnvironmentFault where there is no VLC.
    """
    facts = probe(path)
    if not facts.audio_tracks or not facts.duration_ms:
        return None
    per_piece = max(1, round(facts.duration_ms * SAMPLES_PER_S / 1000 / count))
    sound = _Sound(per_piece)
    vlc = libvlc.load()
    try:
        media = open_media(vlc, path, *sound.options)
    except UserFault:
        return None
    player = vlc.instance.media_player_new()
    player.set_media(media)
    media.release()
    player.play()
    state = vlc.module.State
    until = time.monotonic() + timeout_s
    over = (state.Ended, state.Error, state.Stopped)
    while player.get_state() not in over and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    player.stop()
    player.release()
    found = sound.loudness()[:count]
    return bytes(found) + bytes(count - len(found)) if found else None


class _Sound:
    """Receives the samples and keeps the loudest of each piece."""

    def __init__(self, per_piece: int) -> None:
        self._per_piece = per_piece
        self._rest = array.array("h")
        self._peaks = bytearray()
        self._room: Any = None
        opening = ctypes.CFUNCTYPE(
            None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_size_t
        )
        closing = ctypes.CFUNCTYPE(
            None,
            *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint),
            *(ctypes.c_uint, ctypes.c_uint, ctypes.c_size_t, ctypes.c_int64),
        )
        self._callbacks = (opening(self._on_room), closing(self._on_samples))
        before, after = (
            ctypes.cast(function, ctypes.c_void_p).value for function in self._callbacks
        )
        memory = (
            f"smem{{audio-prerender-callback={before},audio-postrender-callback={after},"
            "no-time-sync}"
        )
        self.options = (":no-video", ":no-spu", f":sout=#{_MIXED}:{memory}")

    def loudness(self) -> bytearray:
        """Return the pieces that have come."""
        return self._peaks

    def _on_room(self, _data: int, buffer: Any, size: int) -> None:
        self._room = ctypes.create_string_buffer(size)
        buffer[0] = ctypes.addressof(self._room)

    def _on_samples(self, _data: int, *about: int) -> None:
        size = about[5]
        self._rest.frombytes(self._room.raw[: size - size % 2])
        step = self._per_piece
        whole = len(self._rest) // step * step
        for start in range(0, whole, step):
            piece = self._rest[start : start + step]
            loudest = max(max(piece), -min(piece))
            self._peaks.append(min(255, loudest * 255 // LOUDEST))
        del self._rest[:whole]
