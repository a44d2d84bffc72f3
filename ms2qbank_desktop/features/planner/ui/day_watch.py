"""What the planner does unasked: it moves what was missed when a study day begins, ticks what was
studied, reminds, and suggests breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext

_AFTER_MS = 1500
"""The first seconds of the window are the user's."""
_AGAIN_MS = 60_000


class DayWatch(QObject):
    """Begins each study day once, as long as the window stands."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._day: date | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AFTER_MS)
        self._late.timeout.connect(self._begin)
        self._late.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.look)

    def look(self) -> None:
        """Begin the day if it is another one."""
        from .plan_state import plan_state

        today = self._ctx.clock.study_day(self._ctx.clock.now())
        if today == self._day or self._ctx.navigate.taken_over is not None:
            return
        self._day = today
        plan_state(self._ctx).start_day()

    def _begin(self) -> None:
        def load(_progress: Progress) -> None:
            from ms2qbank_desktop.features.planner.service import planning  # noqa: F401

            from . import break_hint, finishing_watch, plan_state, reminders  # noqa: F401

        # To import all that on the thread of the window would hold it for more than a frame.
        self._ctx.tasks.run("Looking at the day", load, done=lambda _none: self._loaded())

    def _loaded(self) -> None:
        from .break_hint import BreakHint
        from .finishing_watch import FinishingWatch
        from .reminders import Reminders

        FinishingWatch(self._ctx)
        Reminders(self._ctx)
        BreakHint(self._ctx)
        self._again.start()
        self._soon.start()
