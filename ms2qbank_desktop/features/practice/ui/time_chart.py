"""The time spent on each item of a block, as bars that also tell right from wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.practice.models import ItemResult

_STEPS_S = (15, 30, 60, 120, 300, 600)
"""Seconds between two lines of the grid; the first that needs no more than four is taken."""
_WORDS = {
    Status.CORRECT: "correct",
    Status.INCORRECT: "incorrect",
    Status.OMITTED: "omitted",
}


def grid_step(longest_ms: int) -> int:
    """Return the seconds between two grid lines under which ``longest_ms`` fits four times."""
    return next((s for s in _STEPS_S if 4 * s * 1000 >= longest_ms), _STEPS_S[-1] * 6)


class TimeChart(QWidget):
    """Filled bars are right, outlined ones with a cross wrong, dashed ones omitted.

    The dashed line is the ``pace``, in milliseconds for an item. The table of the result is the
    same in words.
    """

    def __init__(self, items: Sequence[ItemResult], pace: int) -> None:
        super().__init__()
        self._items = items
        self._pace_ms = pace
        longest = max((item.time_ms for item in items), default=0)
        top = max(longest, pace)
        self._step = grid_step(top)
        self._top_ms = -(-top // (self._step * 1000)) * self._step * 1000
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(
            "Time on each item: "
            + ", ".join(f"{i.position + 1} {duration(i.time_ms)} {_WORDS[i.status]}" for i in items)
        )

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(160))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("micro"))
        self._paint_grid(painter)
        for at, item in enumerate(self._items):
            self._paint_bar(painter, at, item)
        self._paint_pace(painter)

    def _plot(self) -> QRectF:
        """Return where the bars stand; the rest is for axis words, crosses and numbers."""
        return QRectF(self.rect()).adjusted(px(44), px(20), -px(4), -px(20))

    def _height_of(self, time_ms: int) -> float:
        return self._plot().height() * time_ms / self._top_ms

    def _slot(self, at: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._items))
        return QRectF(plot.left() + at * width, plot.top(), width, plot.height())

    def _paint_grid(self, painter: QPainter) -> None:
        plot, theme = self._plot(), current()
        for seconds in range(0, self._top_ms // 1000 + 1, self._step):
            y = plot.bottom() - self._height_of(seconds * 1000)
            painter.setPen(QPen(theme.chart.grid, 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(theme.chart.axis)
            place = QRectF(0, y - px(10), plot.left() - px(8), px(20))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(right), f"{seconds} s")

    def _paint_bar(self, painter: QPainter, at: int, item: ItemResult) -> None:
        slot, theme = self._slot(at), current()
        width = min(px(20), slot.width() * 0.7)
        height = max(1.0, self._height_of(item.time_ms))
        bar = QRectF(slot.center().x() - width / 2, slot.bottom() - height, width, height)
        if item.status is Status.CORRECT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chart.series[0])
        elif item.status is Status.INCORRECT:
            painter.setPen(QPen(theme.color("incorrect"), 1))
            painter.setBrush(theme.color("incorrect-subtle"))
        else:
            painter.setPen(QPen(theme.color("text-muted"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        size = min(px(14), slot.width())
        if item.status is Status.INCORRECT:
            cross = QRectF(bar.center().x() - size / 2, bar.top() - size - px(2), size, size)
            paint_icon(painter, cross.toRect(), "x", theme.color("incorrect"))
        if at % self._label_every() == 0:
            painter.setPen(theme.chart.axis)
            place = QRectF(slot.center().x() - px(20), slot.bottom() + px(3), px(40), px(16))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(item.position + 1))

    def _label_every(self) -> int:
        """Return of how many items one is numbered, so that no two numbers touch."""
        width = self._slot(0).width()
        return next((n for n in (1, 2, 5, 10, 20) if n * width >= px(22)), 50)

    def _paint_pace(self, painter: QPainter) -> None:
        plot, theme = self._plot(), current()
        y = plot.bottom() - self._height_of(self._pace_ms)
        painter.setPen(QPen(theme.color("text-muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(QPointF(plot.left(), y), QPointF(plot.right(), y)))

    def _tell(self, event: QHelpEvent) -> None:
        for at, item in enumerate(self._items):
            if self._slot(at).contains(QPointF(event.pos())):
                words = f"Item {item.position + 1}: {duration(item.time_ms)}, {_WORDS[item.status]}"
                QToolTip.showText(event.globalPos(), words, self)
                return
        QToolTip.hideText()
