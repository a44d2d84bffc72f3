"""Python's garbage is collected by the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 100
"""Often enough that a busy worker leaves no more behind than 3 ms of collecting."""


class Collector(QObject):
    """Collects from time to time, in place of Python by itself.

    A cycle of objects may hold widgets. Python collects on whatever thread happens to make the next
    object: on a worker it would take them apart there, and the program would crash.

    Nothing is collected before :meth:`begin`: a start makes what stays, and to look through that
    takes a tenth of its time.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Collect from now on; what is there by now is not looked through again."""
        gc.freeze()  # a full collection over it would take 60 ms, in the middle of a key
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due by Python's own thresholds."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        full = [number > most > 0 for number, most in due]
        if full[0]:
            gc.collect(2 if full[1] and full[2] else 1 if full[1] else 0)

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
