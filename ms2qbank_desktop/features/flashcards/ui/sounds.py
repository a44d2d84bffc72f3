"""Sounds of cards, played by VLC. Every call to VLC is made on one thread of its own: starting it
takes a tenth of a second, and stopping a sound may wait for the sound card."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

log = logging.getLogger(__name__)


class Sounds(QObject):
    """Plays files one after the other. VLC is loaded when the first one is played.

    ``finished``: the last one has ended by itself. ``missing``: there is no VLC; told once.
    """

    finished = Signal()
    missing = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._player: Any = None
        self._waiting: list[str] = []
        self._round = 0
        self._absent = False
        self._sounding = False
        self._closed = False

    @property
    def sounding(self) -> bool:
        """Whether something is being played, or about to be."""
        return self._sounding

    def play(self, files: Sequence[Path]) -> None:
        """Play files in their order in place of what is being played; none stops."""
        self._round += 1
        self._sounding = bool(files) and not self._absent
        if self._absent or self._closed or (not files and self._thread is None):
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "sounds")
        self._thread.submit(self._start, self._round, [str(path) for path in files])

    def stop(self) -> None:
        """Play nothing any more."""
        self.play(())

    def pause(self) -> None:
        """Hold the sound, or go on with it."""
        if self._thread is not None and self._sounding:
            self._thread.submit(self._hold)

    def close(self) -> None:
        """Let go of VLC; nothing can be played afterwards."""
        self._closed = True
        self._round += 1
        self._sounding = False
        if self._thread is not None:
            self._thread.submit(self._release)
            self._thread.shutdown()
            self._thread = None

    # On the thread of the sounds

    def _start(self, number: int, files: list[str]) -> None:
        if number != self._round:
            return  # something else has been asked for since
        try:
            if self._player is None:
                self._load()
            self._waiting = files
            if files:
                self._next(number)
            else:
                self._player.stop()
        except EnvironmentFault:
            self._absent, self._sounding = True, False
            self.missing.emit()

    def _load(self) -> None:
        vlc = libvlc.load()
        self._player = vlc.instance.media_player_new()
        events = self._player.event_manager()
        kinds = vlc.module.EventType
        for kind in (kinds.MediaPlayerEndReached, kinds.MediaPlayerEncounteredError):
            events.event_attach(kind, self._on_end)

    def _next(self, number: int) -> None:
        if number != self._round:
            return
        if self._waiting:
            media = libvlc.load().instance.media_new_path(self._waiting.pop(0))
            media.add_option(":no-video")
            self._player.set_media(media)
            media.release()
            self._player.play()
        else:
            self._sounding = False
            self.finished.emit()

    def _hold(self) -> None:
        if self._player is not None:
            self._player.pause()

    def _release(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player.release()
            self._player = None

    def _on_end(self, _event: object) -> None:
        # On a thread of VLC's, which must not call VLC.
        thread, number = self._thread, self._round
        if thread is not None and not self._closed:
            try:
                thread.submit(self._next, number)
            except RuntimeError:  # it is being shut down
                log.debug("a sound ended while the player was closed")
