"""Cards that go on by themselves after the times their preset gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from .sounds import Sounds


class AutoAdvance(QObject):
    """Waits until a side has been shown long enough, and, if it is to, until its sounds have
    ended. ``time_up``: it has."""

    time_up = Signal()

    def __init__(self, sounds: Sounds, parent: QObject) -> None:
        super().__init__(parent)
        self._sounds = sounds
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.time_up)
        self._seconds = 0.0
        self._waiting = False
        self.on = False
        sounds.finished.connect(self._on_sounds_finished)

    def begin(self, seconds: float, *, after_sounds: bool) -> None:
        """Begin to wait; 0 seconds: for ever."""
        self.stop()
        if not self.on or seconds <= 0:
            return
        self._seconds = seconds
        if after_sounds and self._sounds.sounding:
            self._waiting = True
        else:
            self._timer.start(round(seconds * 1000))

    def stop(self) -> None:
        """Wait no longer."""
        self._waiting = False
        self._timer.stop()

    def _on_sounds_finished(self) -> None:
        if self._waiting:
            self._waiting = False
            self._timer.start(round(self._seconds * 1000))
