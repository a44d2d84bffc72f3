"""The words over the seek bar: the time under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import current, font, metrics, px
from ms2qbank_desktop.ui.widgets import paint

_LONGEST = 60
"""Characters; the rest of a long chapter is left out."""


class SeekBubble(QWidget):
    """Lies over everything else in the window of ``bar``, above the pointer.

    A tool tip of Qt's own goes away by itself whenever something else in the window changes.
    """

    def __init__(self, bar: QWidget) -> None:
        super().__init__(bar)
        self._bar = bar
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        bar.destroyed.connect(self.deleteLater)  # it has moved into the window of the bar

    def say(self, words: str, x: int) -> None:
        """Show words over the place ``x`` of the bar."""
        self._words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        window = self._bar.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        size = self.sizeHint()
        place = self._bar.mapTo(window, QPoint(x, 0))
        left = min(max(place.x() - size.width() // 2, 4), window.width() - size.width() - 4)
        self.setGeometry(left, place.y() - size.height() - px(2), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        face = QFontMetrics(font("caption"))
        width = face.horizontalAdvance(self._words) + 2 * px(8)
        return QSize(width, face.height() + 2 * px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        radius = metrics().radius["small"]
        ground, edge = theme.color("raised"), theme.color("border-strong")
        paint.box(painter, self.rect(), ground, edge, radius)
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
