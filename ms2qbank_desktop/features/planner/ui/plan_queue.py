"""Deeds, one after the other, off the thread of the window."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

T = TypeVar("T")


class DeedQueue(QObject):
    """Two quick moves of a task must not overtake each other. ``rested``: nothing waits any more;
    ``failed``: a deed could not be done, and was told."""

    rested = Signal()
    failed = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._waiting: deque[tuple[str, Callable[[], Any], Callable[[Any], object]]] = deque()
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is being done or waits."""
        return self._busy

    def put(self, name: str, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do ``work``, called ``name`` while it runs, after what was put here before."""
        self._waiting.append((name, work, done))
        if not self._busy:
            self._next()

    def _next(self) -> None:
        name, work, done = self._waiting.popleft()
        self._busy = True

        def finished(value: Any) -> None:
            done(value)

        task = self._ctx.tasks.run(
            name, lambda _progress: work(), done=finished, failed=self._on_failed
        )
        task.ended.connect(self._on_ended)

    def _on_failed(self, error: BaseException) -> None:
        self._ctx.messages.show(error)
        self.failed.emit()

    def _on_ended(self) -> None:
        self._busy = False
        if self._waiting:
            self._next()
        else:
            self.rested.emit()
