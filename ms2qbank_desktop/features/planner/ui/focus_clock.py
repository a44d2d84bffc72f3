"""The focus timer of the window: it goes on whatever page is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ms2qbank_desktop.features.planner.focus_timer import FocusTimer, Lengths, Phase
from ms2qbank_desktop.ui.settings.following import follow

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

_TICK_MS = 250
"""A second is shown at most so late."""


def focus_clock(ctx: UiContext) -> FocusClock:
    """Return the one clock of the window."""
    found = ctx.window.findChild(FocusClock)
    return found if isinstance(found, FocusClock) else FocusClock(ctx)


class FocusClock(QObject):
    """``changed``: show the timer anew; ``rang``: a phase is over, the one that was."""

    changed = Signal()
    rang = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self.timer = FocusTimer(self.lengths)
        self.task: Task | None = None
        """What the time is for."""
        self._began: datetime | None = None
        self._counted = 0.0
        """Seconds of the phase that are in the log."""
        self._shown = -1
        self._pulse = QTimer(self)
        self._pulse.setInterval(_TICK_MS)
        self._pulse.timeout.connect(self._on_pulse)
        for key in ("focus_minutes", "focus_break"):
            follow(ctx.settings, key, self, self._on_lengths)

    @property
    def lengths(self) -> Lengths:
        """The minutes that are set; a phase that has begun keeps its own until it is over."""
        get = self._ctx.settings.get
        return Lengths(get("focus_minutes"), get("focus_break"))

    @property
    def left(self) -> int:
        """The seconds that are left of the phase."""
        return round(self.timer.left(self._now()))

    def begin(self, task: Task | None = None) -> None:
        """Let the timer run, for a task from the start of a round of work."""
        if task is not None and (self.task is None or task.id != self.task.id):
            self.reset()
            self.task = task
        if not self.timer.running:
            self._began, self._counted = self._ctx.clock.now(), self.timer.elapsed(self._now())
            self.timer = self.timer.start(self._now())
            self._pulse.start()
            self._ctx.window.installEventFilter(self)
        self.changed.emit()

    def pause(self) -> None:
        """Let the timer stand; what ran is in the log."""
        if self.timer.running:
            self._record()
            self.timer = self.timer.pause(self._now())
            self._pulse.stop()
            self._ctx.window.removeEventFilter(self)
            self.changed.emit()

    def skip(self) -> None:
        """Go on with the other phase."""
        self._record()
        self._turn()

    def reset(self) -> None:
        """Begin anew, for nothing in particular."""
        self.pause()
        self.timer, self.task = self.timer.reset(), None
        self.changed.emit()

    def set_lengths(self, lengths: Lengths) -> None:
        """Take other minutes of work and rest, kept for the next time; it begins anew."""
        self._ctx.settings.set("focus_minutes", lengths.focus)
        self._ctx.settings.set("focus_break", lengths.rest)
        self.pause()
        self.timer = self.timer.reset(lengths)
        self.changed.emit()

    def _on_lengths(self, _minutes: object) -> None:
        """Take the minutes of the settings; a phase that has begun ends as it was first."""
        if not self.timer.begun:
            self.timer = replace(self.timer, lengths=self.lengths)
        self.changed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:  # before the store is closed
            self.pause()
        return False

    def _on_pulse(self) -> None:
        left = self.left
        if left <= 0:
            phase = self.timer.phase
            self._record()
            self._turn()
            self.rang.emit(phase.value)
            self._tell(phase)
        elif left != self._shown:
            self._shown = left
            self.changed.emit()

    def _turn(self) -> None:
        self.timer = replace(self.timer.turn(self._now()), lengths=self.lengths)
        self._began, self._counted = self._ctx.clock.now(), 0.0
        self.changed.emit()

    def _record(self) -> None:
        """Put into the log what ran since it was last written."""
        if not self.timer.running or self._began is None:
            return
        from ms2qbank_desktop.features.planner.service.focus import FocusService

        seconds = round(self.timer.elapsed(self._now()) - self._counted)
        task_id = None if self.task is None else self.task.id
        service = self._ctx.service(FocusService)
        service.record(self._ctx.user_id, self.timer.phase, self._began, seconds, task_id)

    def _tell(self, phase: Phase) -> None:
        if self._ctx.navigate.taken_over is None:
            lengths = self.timer.lengths
            rest = f"{lengths.focus} min of focus are over: rest for {lengths.rest} min"
            words = rest if phase is Phase.FOCUS else "The break is over"
            self._ctx.messages.toast(words)

    def _now(self) -> float:
        return self._ctx.clock.monotonic()
