"""A block beside those of the same mode before it: score with its range, and time for an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.practice.scoring import Usual, stands_out
from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.words import duration, short_when

from .wording import blocks_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.practice.models import BlockSummary

_LINES = (0, 25, 50, 75, 100)
_ROWS = ("Block", "Score", "Time")
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_VERDICTS = {
    1: "this one went better than chance explains",
    0: "the difference is within what chance explains",
    -1: "this one went worse than chance explains",
}


def comparison(block: BlockSummary, before: Usual) -> str:
    """Return how a block stands to those before it, in one or two sentences."""
    low, high = (100 * bound for bound in wilson_interval(before.correct, before.size))
    seconds = round(before.item_ms / 1000)
    return (
        f"Your last {blocks_before(before.blocks)} together: {before.percent:.0f} % "
        f"({low:.0f} to {high:.0f} %), {seconds} s a question. In score, "
        f"{_VERDICTS[stands_out(block, before)]}."
    )


def _seconds(block: BlockSummary) -> int:
    return round(block.elapsed_ms / 1000 / max(1, block.size))


class HistoryChart(QWidget):
    """A bar of the 95 % range with a tick at the score for each block, oldest first, the last one
    is the present; below them number, score and time for an item as a table."""

    def __init__(self, blocks: Sequence[BlockSummary], before: Usual, now: datetime) -> None:
        super().__init__()
        self._blocks = blocks
        self._usual = before.percent / 100
        self._now = now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Score of each block: " + "; ".join(map(self._words, blocks)))

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(164))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(134))

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
        for at, block in enumerate(self._blocks):
            self._paint_block(painter, at, block)

    def _plot(self) -> QRectF:
        """Return where the bars stand; the table is below them, its titles at the left."""
        return QRectF(self.rect()).adjusted(px(48), px(8), -px(4), -len(_ROWS) * px(16) - px(6))

    def _y(self, share: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * share

    def _slot(self, at: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / len(self._blocks)
        return QRectF(plot.left() + at * width, plot.top(), width, plot.height())

    def _cell(self, at: int, line: int) -> QRectF:
        slot = self._slot(at)
        return QRectF(slot.left(), slot.bottom() + px(6) + line * px(16), slot.width(), px(16))

    def _paint_grid(self, painter: QPainter) -> None:
        plot, chart = self._plot(), current().chart
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        left = plot.left() - px(8)
        for per_cent in _LINES:
            y = self._y(per_cent / 100)
            painter.setPen(QPen(chart.grid, 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            if per_cent % 50 == 0:
                painter.setPen(chart.axis)
                painter.drawText(QRectF(0, y - px(10), left, px(20)), right, f"{per_cent} %")
        painter.setPen(chart.axis)
        for line, title in enumerate(_ROWS):
            cell = self._cell(0, line)
            painter.drawText(QRectF(0, cell.top(), left, cell.height()), right, title)
        painter.setPen(QPen(current().color("text-muted"), 1, Qt.PenStyle.DashLine))
        y = self._y(self._usual)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_block(self, painter: QPainter, at: int, block: BlockSummary) -> None:
        theme, slot = current(), self._slot(at)
        low, high = wilson_interval(block.correct, block.size)
        width = min(px(20), slot.width() * 0.6)
        left = slot.center().x() - width / 2
        last = at == len(self._blocks) - 1
        painter.setPen(QPen(theme.color("accent"), 1) if last else Qt.PenStyle.NoPen)
        painter.setBrush(theme.chart.band)
        painter.drawRect(QRectF(left, self._y(high), width, self._y(low) - self._y(high)))
        y = self._y(block.correct / max(1, block.size))
        painter.fillRect(QRectF(left, y - px(1), width, px(3)), theme.chart.series[0])
        painter.setPen(theme.color("accent") if last else theme.chart.axis)
        painter.setFont(font("micro", weight=600 if last else 400))
        share = 100 * block.correct / max(1, block.size)
        words = (str(block.number), f"{share:.0f} %", f"{_seconds(block)} s")
        for line, word in enumerate(words):
            painter.drawText(self._cell(at, line), _CENTRED, word)

    def _words(self, block: BlockSummary) -> str:
        low, high = (100 * bound for bound in wilson_interval(block.correct, block.size))
        share = 100 * block.correct / max(1, block.size)
        return (
            f"block {block.number}, {short_when(block.created_at, self._now)}: {share:.0f} % "
            f"({low:.0f} to {high:.0f} %), {duration(1000 * _seconds(block))} a question"
        )

    def _tell(self, event: QHelpEvent) -> None:
        for at, block in enumerate(self._blocks):
            slot = self._slot(at)
            if slot.left() <= event.pos().x() < slot.right():
                words = self._words(block)
                QToolTip.showText(event.globalPos(), words[0].upper() + words[1:], self)
                return
        QToolTip.hideText()
