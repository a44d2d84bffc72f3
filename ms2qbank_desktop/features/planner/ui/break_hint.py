"""A word about a break after long study, for those who forget the time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.planner.service.study_log import StudyLogService
from ms2qbank_desktop.features.planner.sittings import unbroken
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext

LONG = timedelta(minutes=90)
"""Attention to one kind of work wears off within the first hour or two."""
_LOOK_MS = 300_000


class BreakHint(QObject):
    """Suggests a break once for each stretch of study; never within a block or among cards."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Read since when there was no break, if a word about it would not disturb."""
        if self._ctx.settings.get("break_hints") and self._ctx.navigate.taken_over is None:
            self._ctx.tasks.run("Looking at the day", self._read, done=self._say)

    def _read(self, _progress: Progress) -> datetime | None:
        now = self._ctx.clock.now()
        log = self._ctx.service(StudyLogService)
        return unbroken(log.day(self._ctx.user_id, self._ctx.clock.study_day(now)), now)

    def _say(self, since: datetime | None) -> None:
        now = self._ctx.clock.now()
        if since is None or now - since < LONG:
            self._told = False
        elif not self._told:
            self._told = True
            studied = duration(to_ms(now) - to_ms(since))
            self._ctx.messages.toast(f"{studied} without a break. Rest for ten minutes.")
