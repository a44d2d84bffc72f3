"""Ticks the tasks of today by what is studied, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task as Job

_TOPICS = frozenset({"attempts", "reviews", "watching", "reading"})
_REST_MS = 700
"""After the last change: answers come one after the other."""
_AGAIN_MS = 500
"""Until it is looked again whether the window is free for what is to be said."""


class FinishingWatch(QObject):
    """Looks off the thread of the window; nothing is said while an exam or cards have it."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._unsaid: list[Task] = []
        self._reading = Reading(self._start_looking, self)
        self._rest = self._timer(_REST_MS, self._reading.ask)
        self._again = self._timer(_AGAIN_MS, self._say)
        ctx.changes.happened.connect(self._on_changes)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS):
            self._rest.start()

    def _start_looking(self) -> Job:
        return self._ctx.tasks.run(
            "Looking at tasks", lambda _progress: self._look(), done=self._told
        )

    def _look(self) -> list[Task]:
        from ms2qbank_desktop.features.planner.service.finishing import FinishingService
        from ms2qbank_desktop.features.planner.service.tasks import TaskService

        tasks, user_id = self._ctx.service(TaskService), self._ctx.user_id
        ids = self._ctx.service(FinishingService).check(user_id)
        return [tasks.task(user_id, task_id) for task_id in ids]

    def _told(self, found: list[Task]) -> None:
        self._unsaid += found
        self._say()

    def _say(self) -> None:
        if not self._unsaid:
            return
        if self._ctx.navigate.taken_over is not None:
            self._again.start()
            return
        done, self._unsaid = self._unsaid, []
        self._ctx.messages.toast(done_words(done))


def done_words(done: list[Task]) -> str:
    """Return what got done: "Done: 20 questions, Renal (38 min)", "3 tasks done (71 min)"."""
    known = [task.spent_minutes for task in done if task.spent_minutes is not None]
    minutes = f" ({sum(known)} min)" if len(known) == len(done) else ""
    if len(done) == 1:
        return f"Done: {done[0].title}{minutes}"
    return f"{counted(len(done), 'task')} done{minutes}"
