"""The picture on the whole screen: the controls lie over it, and hide when nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_REST_MS = 2_000
_LOOK_MS = 100


class FullScreen(QObject):
    """Gives the whole screen to ``page``, and ``bars`` its foot. ``changed`` carries whether it
    is on; it also ends when the window leaves the full screen by itself."""

    changed = Signal(bool)

    def __init__(self, ctx: UiContext, page: QWidget, bars: QWidget) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._page = page
        self._bars = bars
        self._before = Qt.WindowState.WindowNoState
        self._pointer = QPoint()
        self.on = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        ctx.window.installEventFilter(self)
        page.installEventFilter(self)

    def toggle(self) -> None:
        """Go there, or come back."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Take the whole screen."""
        if self.on:
            return
        self.on = True
        window = self._ctx.window
        self._before = window.windowState() & ~Qt.WindowState.WindowMinimized
        self._ctx.navigate.show_frame(shown=False)
        self.changed.emit(True)
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        self._look.start()
        self.wake()

    def leave(self) -> None:
        """Give the screen back; the window is as it was."""
        if not self.on:
            return
        self.on = False
        self._look.stop()
        self._rest.stop()
        self._page.unsetCursor()
        self._bars.show()
        window = self._ctx.window
        if window.isFullScreen():
            window.setWindowState(self._before)
        self._ctx.navigate.show_frame(shown=True)
        self.changed.emit(False)

    def wake(self) -> None:
        """Show the controls for a while."""
        if self.on:
            self._bars.show()
            self._bars.raise_()
            self._place()
            self._page.unsetCursor()
            self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.on and watched is self._page and event.type() == QEvent.Type.Resize:
            self._place()
        left = watched is self._ctx.window and event.type() == QEvent.Type.WindowStateChange
        if self.on and left and not self._ctx.window.isFullScreen():
            self.leave()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        height = self._bars.sizeHint().height()
        self._bars.setGeometry(0, self._page.height() - height, self._page.width(), height)

    def _on_look(self) -> None:
        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer = pointer
            self.wake()

    def _on_rest(self) -> None:
        over = self._bars.isVisible() and self._bars.underMouse()
        if over or QApplication.activePopupWidget() is not None or self._has_keyboard():
            self._rest.start()
            return
        self._bars.hide()
        self._page.setCursor(Qt.CursorShape.BlankCursor)

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._bars.isAncestorOf(focus)
