"""Sees how long the GUI thread is held while a student works at the window."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME_MS = 16.0
LIMIT_MS = 50.0
_BEAT_MS = 1


@dataclass(frozen=True, slots=True)
class Hold:
    """One turn of the event loop. ``busy_ms``: what the thread itself worked in it; a machine
    that others use as well adds to ``wall_ms`` only."""

    doing: str
    wall_ms: float
    busy_ms: float


class Watchdog(QObject):
    """A heart that beats once a millisecond in the event loop: a pause between two beats is a
    turn of the loop, from the event that began it to the paint that it led to."""

    def __init__(self) -> None:
        super().__init__()
        self.holds: list[Hold] = []
        self._doing = ""
        self._wall = self._busy = 0.0
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)

    def during(self, doing: str, step: Callable[[], object]) -> None:
        """Watch a step: everything that the loop does from its beginning to its end."""
        self._doing = doing
        self._wall, self._busy = time.perf_counter(), time.thread_time()
        self._beat.start(_BEAT_MS)
        step()
        self._on_beat()
        self._beat.stop()

    def worst(self, above_ms: float) -> list[Hold]:
        """Return the turns in which the thread worked longer, the worst first."""
        found = [hold for hold in self.holds if hold.busy_ms > above_ms]
        return sorted(found, key=lambda hold: -hold.busy_ms)

    def report(self) -> str:
        """Return what exceeds a frame, a line each."""
        lines = [
            f"  {hold.busy_ms:5.1f} ms ({hold.wall_ms:5.1f} by the clock)  {hold.doing}"
            for hold in self.worst(FRAME_MS)
        ]
        return "\n".join([f"{len(self.holds)} turns, {len(lines)} above {FRAME_MS:g} ms", *lines])

    def _on_beat(self) -> None:
        wall, busy = time.perf_counter(), time.thread_time()
        hold = Hold(self._doing, 1000 * (wall - self._wall), 1000 * (busy - self._busy))
        self.holds.append(hold)
        self._wall, self._busy = wall, busy
