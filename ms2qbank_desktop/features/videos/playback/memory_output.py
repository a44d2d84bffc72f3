"""Takes a player's pictures into memory (libvlc's ``vmem``), instead of a window of its own.

Three buffers: one is being shown, one is the newest, one is being filled by libvlc.
"""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.libvlc import Vlc

Size = tuple[int, int]
_BYTES = 4
_ALIGNMENT = 32
"""Of lines and buffers, in bytes: libvlc fills them with vector instructions."""
_FORMAT = b"RV32"


@dataclass(slots=True)
class Bitmap:
    """A picture in memory: rows of ``pitch`` bytes, blue green red and one unused."""

    width: int
    height: int
    pitch: int
    data: Any
    """A ctypes array, which stays where it is."""
    offset: int

    @property
    def address(self) -> int:
        return ctypes.addressof(self.data) + self.offset

    @property
    def pixels(self) -> memoryview:
        """The rows, without a copy."""
        rows = memoryview(self.data).cast("B")
        return rows[self.offset : self.offset + self.pitch * self.height]


class MemoryOutput:
    """Joins a libvlc player with three bitmaps; keep it as long as the player.

    ``fit`` gets the size libvlc offers and returns the one to be scaled to. ``arrived`` is called
    for the first picture since the last was taken. Both are called on threads of libvlc's, and must
    not call its player.
    """

    def __init__(
        self, vlc: Vlc, player: Any, fit: Callable[[Size], Size], arrived: Callable[[], None]
    ) -> None:
        self._fit = fit
        self._arrived = arrived
        self._lock = threading.Lock()
        self._bitmaps: list[Bitmap] = []
        self._filling = 0
        self._newest: int | None = None
        self._shown: int | None = None
        kinds = vlc.module.CallbackDecorators
        number = ctypes.POINTER(ctypes.c_uint)
        # The binding declares the format as a Python string, which cannot be written to.
        setup_kind = ctypes.CFUNCTYPE(
            ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p, number, number, number, number
        )
        self._callbacks = (
            kinds.VideoLockCb(self._on_lock),
            kinds.VideoDisplayCb(self._on_display),
            kinds.VideoCleanupCb(lambda _opaque: None),
            setup_kind(self._on_setup),
        )
        lock, display, cleanup, setup = self._callbacks
        player.video_set_callbacks(lock, kinds.VideoUnlockCb(), display, None)
        setup = ctypes.cast(setup, kinds.VideoFormatCb)
        player.video_set_format_callbacks(setup, cleanup)

    def take(self) -> Bitmap | None:
        """Return the newest picture; it stays as it is until the next call."""
        with self._lock:
            if self._newest is not None:
                self._shown, self._newest = self._newest, None
            return None if self._shown is None else self._bitmaps[self._shown]

    def release(self) -> None:
        """Let the memory go, once libvlc has let go of the player."""
        with self._lock:
            self._bitmaps = []
            self._newest = self._shown = None

    # On threads of libvlc's

    def _on_setup(
        self, _opaque: int, form: int, width: Any, height: Any, pitches: Any, lines: Any
    ) -> int:
        wide, high = self._fit((width[0], height[0]))
        pitch = -(-wide * _BYTES // _ALIGNMENT) * _ALIGNMENT
        with self._lock:
            self._bitmaps = [_bitmap(wide, high, pitch) for _ in range(3)]
            self._newest = self._shown = None
        ctypes.memmove(form, _FORMAT, len(_FORMAT))
        width[0], height[0], pitches[0], lines[0] = wide, high, pitch, high
        return 1

    def _on_lock(self, _opaque: int, planes: Any) -> int:
        with self._lock:
            taken = (self._newest, self._shown)
            self._filling = next(place for place in range(3) if place not in taken)
            address = self._bitmaps[self._filling].address
        ctypes.cast(planes, ctypes.POINTER(ctypes.c_void_p))[0] = address
        return 0

    def _on_display(self, _opaque: int, _picture: int) -> None:
        with self._lock:
            waited_for = self._newest is None
            self._newest = self._filling
        if waited_for:
            self._arrived()


def _bitmap(width: int, height: int, pitch: int) -> Bitmap:
    data = (ctypes.c_char * (pitch * height + _ALIGNMENT))()
    return Bitmap(width, height, pitch, data, -ctypes.addressof(data) % _ALIGNMENT)
