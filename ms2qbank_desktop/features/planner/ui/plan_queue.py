"""Deeds, one after the other, off the thread of the window."""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal

from ms2qbank_desktop.core.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

T = TypeVar("T")
log = logging.getLogger(__name__)


class DeedQueue(QObject):
    """Two quick moves of a task must not overtake each other. What still waits when the window
    closes is done before it goes.

    ``rested``: nothing waits any more; ``failed``: a deed could not be done, and was told.
    """

    rested = Signal()
    failed = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._waiting: deque[tuple[str, Callable[[], Any], Callable[[Any], object]]] = deque()
        self._one_by_one = threading.Lock()
        self._busy = False
        ctx.window.installEventFilter(self)

    @property
    def busy(self) -> bool:
        """Whether something is being done or waits."""
        return self._busy

    def put(self, name: str, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do ``work``, called ``name`` while it runs, after what was put here before."""
        self._waiting.append((name, work, done))
        if not self._busy:
            self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            while self._waiting:
                try:
                    self._do_first()
                except Fault as fault:
                    log.warning("not done on closing: %s", fault)
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        name, _work, done = self._waiting[0]
        self._busy = True

        def finished(value: Any) -> None:
            done(value)

        task = self._ctx.tasks.run(
            name, lambda _progress: self._do_first(), done=finished, failed=self._on_failed
        )
        task.ended.connect(self._on_ended)

    def _do_first(self) -> Any:
        """Do what waits longest, on any thread; nothing if it was done meanwhile."""
        with self._one_by_one:
            if not self._waiting:
                return None
            _name, work, _done = self._waiting.popleft()
            return work()

    def _on_failed(self, error: BaseException) -> None:
        self._ctx.messages.show(error)
        self.failed.emit()

    def _on_ended(self) -> None:
        self._busy = False
        if self._waiting:
            self._next()
        else:
            self.rested.emit()
