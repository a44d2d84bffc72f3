"""A chart with a slot for each thing, side by side; the pointer over one says it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.ui.theme import current, font, px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SlotChart(QWidget):
    """``count`` slots inside ``margins`` (left, top, right, bottom), usually ``height`` high, all
    in pixels at 100 % text; ``words`` says what stands in a slot."""

    def __init__(
        self,
        count: int,
        height: int,
        margins: tuple[int, int, int, int],
        words: Callable[[int], str],
    ) -> None:
        super().__init__()
        self._count, self._height, self._margins, self._said = count, height, margins, words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paint_chart(self, painter: QPainter) -> None:
        """Paint grid and slots."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(self._height - 30))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("micro"))
        self.paint_chart(painter)

    def plot(self) -> QRectF:
        """Return where the slots stand; the rest is for words."""
        left, top, right, bottom = map(px, self._margins)
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def slot(self, at: int) -> QRectF:
        """Return the place of one thing."""
        plot = self.plot()
        width = plot.width() / max(1, self._count)
        return QRectF(plot.left() + at * width, plot.top(), width, plot.height())

    def paint_level(self, painter: QPainter, y: float, words: str) -> None:
        """Paint a line of the grid with its words at the left."""
        plot, chart = self.plot(), current().chart
        painter.setPen(QPen(chart.grid, 1))
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        painter.setPen(chart.axis)
        painter.drawText(QRectF(0, y - px(10), plot.left() - px(8), px(20)), _RIGHT, words)

    def paint_usual(self, painter: QPainter, y: float) -> None:
        """Paint the dashed line of what is usual, or meant."""
        plot = self.plot()
        painter.setPen(QPen(current().color("text-muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))

    def _tell(self, event: QHelpEvent) -> None:
        for at in range(self._count):
            slot = self.slot(at)
            if slot.left() <= event.pos().x() < slot.right():
                QToolTip.showText(event.globalPos(), self._said(at), self)
                return
        QToolTip.hideText()
