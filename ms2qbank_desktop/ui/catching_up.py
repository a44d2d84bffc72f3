"""Derives what large writes leave to be derived, while the student goes on."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.core.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.progress import Progress

    from .context import UiContext

_REST_MS = 1_000
"""After the last change: who is still busy is not disturbed."""
_PAUSE_S = 0.02

log = logging.getLogger(__name__)


class Derives(Protocol):
    """A service that brings along what is derived from other data."""

    def waiting(self) -> int:
        """Return how many things wait."""

    def catch_up(self, progress: Progress, pause: float) -> int:
        """Derive all that waits in portions, with a pause in seconds after each."""


class CatchingUp(QObject):
    """Looks after each change, on a thread of its own, whether something waits for ``service``. It
    is no job of the status bar: nobody asked for it, and what it does not finish it finishes later.
    """

    def __init__(self, ctx: UiContext, name: str, service: Callable[[], Derives]) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._name = name
        self._service = service
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)
        ctx.changes.happened.connect(self._on_changed)
        ctx.window.installEventFilter(self)
        self._rest.start()

    def report(self, _done: int, _total: int | None, _note: str = "") -> None:
        """Stop the reading once the window closes."""
        if self._stopped.is_set():
            raise Cancelled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            self._stopped.set()
            self._rest.stop()
            if self._thread is not None:
                self._thread.join()
        return super().eventFilter(watched, event)

    def look_soon(self) -> None:
        """Look as after a change: what another program has written announces itself to nobody."""
        if not self._stopped.is_set():
            self._rest.start()

    def _on_changed(self, _topics: frozenset[str]) -> None:
        self.look_soon()

    def _look(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            self._rest.start()  # it may have looked before what was changed last
        elif not self._stopped.is_set():
            self._thread = threading.Thread(target=self._read, name=self._name, daemon=True)
            self._thread.start()

    def _read(self) -> None:
        try:
            service = self._service()
            if service.waiting():
                service.catch_up(self, _PAUSE_S)
        except Cancelled:
            pass
        except Fault as fault:  # what is shown says that things wait; the next change tries again
            log.info("%s is not caught up: %s", self._name, fault)
