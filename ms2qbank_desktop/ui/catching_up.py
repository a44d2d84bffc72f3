"""Reads for the search what large writes leave to be read, while the student goes on."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.core.progress import Cancelled

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_REST_MS = 1_000
"""After the last change: who is still busy is not disturbed."""
_PAUSE_S = 0.02

log = logging.getLogger(__name__)


class CatchingUp(QObject):
    """Looks after each change, on a thread of its own, whether something waits to be read. It is no
    job of the status bar: nobody asked for it, and what it does not finish it finishes later."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
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
            self._thread = threading.Thread(target=self._read, name="search-reader", daemon=True)
            self._thread.start()

    def _read(self) -> None:
        from ms2qbank_desktop.features.search.service.indexing import IndexingService

        try:
            indexing = self._ctx.service(IndexingService)
            if indexing.waiting():
                indexing.catch_up(self, _PAUSE_S)
        except Cancelled:
            pass
        except Fault as fault:  # a search says that things wait; the next change tries again
            log.info("the search is not caught up: %s", fault)
