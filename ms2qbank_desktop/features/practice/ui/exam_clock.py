"""The clock of the exam: saves and shows the time at each full second of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ms2qbank_desktop.core.errors import Fault

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.messages import Messages


class ExamClock(QObject):
    """Ticks until the block has ended, and ends it when its time is up.

    ``ticked``: the time is to be shown anew. ``ran_out``: the block has ended by itself.
    """

    ticked = Signal()
    ran_out = Signal()

    def __init__(self, session: BlockSession, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._messages = messages
        self._unsaved = ""
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.setTimerType(Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self.tick)

    def tick(self) -> None:
        """Save and show the time, and come again at the next full second."""
        session = self._session
        if session.ended:
            self.ticked.emit()
            return
        try:
            session.end() if session.expired else session.tick()
        except Fault as fault:
            if str(fault) != self._unsaved:  # said once, not every second
                self._messages.show(fault)
            self._unsaved = str(fault)
        else:
            self._unsaved = ""
        if session.ended:
            self.ran_out.emit()
            return
        self.ticked.emit()
        self._second.start(1000 - session.elapsed_ms % 1000)

    def stop(self) -> None:
        """Tick no more."""
        self._second.stop()
