"""The small panel of the quick note, over whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ms2qbank_desktop.ui.theme import current, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.layouts import column

from .quick_note import QuickNote

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from ms2qbank_desktop.features.links.models import Excerpt
    from ms2qbank_desktop.ui.context import UiContext

_WIDTH, _HEIGHT = 380, 260
"""In pixels at 100 % text; chips and the head take what they need of it."""
_FROM_EDGE, _FROM_FOOT = 24, 72
"""Where it lies at first, from the right and from the foot: above the bars of the exam, and above
those of a page that keeps its foot free of toasts."""


class QuickPanel(QWidget):
    """Lies over the window, at the right below or where it was dragged to.

    Esc and the cross put it away, with what was written on the disk; Ctrl+Enter ends the note.
    The keyboard goes back to where it was.
    """

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._window = ctx.window
        self._before: QWidget | None = None
        self._held: QPoint | None = None
        self._moved: QPoint | None = None
        self.setAccessibleName("Quick note")
        self.note = QuickNote(ctx)
        close = IconButton("x", "Put the note away", "Esc", size="small")
        close.clicked.connect(self.note.leave)
        self.note.head.add(close)
        self._sheet = column(gap=0, margins=(16, 10, 12, 10))
        self._sheet.addWidget(self.note, 1)
        self.setLayout(self._sheet)
        self.setFocusProxy(self.note)
        self.note.closed.connect(self._close)
        self._window.installEventFilter(self)
        signals().changed.connect(self._place)
        ctx.window.closing.connect(self.note.save)  # type: ignore[attr-defined]
        self.hide()

    def begin(self, excerpt: Excerpt | None, *, alone: bool = False) -> None:
        """Open the panel for a note about a place. ``alone``: with no way to other things."""
        # Where a dialog has just closed, the window does not have the keyboard back yet.
        focus = QApplication.focusWidget() or self._window.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.note.set_alone(alone=alone)
        self._place()
        self.show()
        self.raise_()
        self.note.begin(excerpt)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._moved = self.mapToParent(event.position().toPoint() - self._held)
            self._place()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        ground, edge = theme.color("raised"), theme.color("border-strong")
        paint.box(QPainter(self), self.rect(), ground, edge, metrics().radius["card"])

    def _close(self) -> None:
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Lie where it was dragged to, as far as the window reaches."""
        room = self._window.size()
        size = QSize(px(_WIDTH), px(_HEIGHT)).expandedTo(self.minimumSizeHint())
        size = size.boundedTo(room - QSize(px(16), px(16)))
        last = QPoint(room.width() - size.width(), room.height() - size.height())
        above = max(px(_FROM_FOOT), int(self._window.property("toast_above") or 0))
        at = self._moved or last - QPoint(px(_FROM_EDGE), above)
        corner = QPoint(min(max(0, at.x()), last.x()), min(max(0, at.y()), last.y()))
        self.setGeometry(corner.x(), corner.y(), size.width(), size.height())
