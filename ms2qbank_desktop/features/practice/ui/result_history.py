"""A block beside those of the same mode before it: score with its range, and time for an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.practice.scoring import Usual, stands_out
from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.words import duration, short_when

from .slot_chart import SlotChart
from .wording import blocks_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QPainter

    from ms2qbank_desktop.features.practice.models import BlockSummary

_LINES = (0, 25, 50, 75, 100)
_ROWS = ("Block", "Score", "Time")
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
        f"(95 % range {low:.0f} to {high:.0f} %), {seconds} s a question. In score, "
        f"{_VERDICTS[stands_out(block, before)]}."
    )


def _seconds(block: BlockSummary) -> int:
    return round(block.item_ms / 1000)


class HistoryChart(SlotChart):
    """A bar of the 95 % range with a tick at the score for each block, oldest first, the last one
    is the present; below them number, score and time for an item as a table."""

    def __init__(self, blocks: Sequence[BlockSummary], before: Usual, now: datetime) -> None:
        below = len(_ROWS) * 17 + 6  # 17: rounded lines of 16 have room at every zoom
        super().__init__(len(blocks), 164, (48, 8, 4, below), self._sentence)
        self._blocks = blocks
        self._usual = before.percent / 100
        self._now = now
        self.setAccessibleName("Score of each block: " + "; ".join(map(self._words, blocks)))

    def paint_chart(self, painter: QPainter) -> None:
        self._paint_grid(painter)
        for at, block in enumerate(self._blocks):
            self._paint_block(painter, at, block)

    def _y(self, share: float) -> float:
        plot = self.plot()
        return plot.bottom() - plot.height() * share

    def _cell(self, at: int, line: int) -> QRectF:
        slot = self.slot(at)
        return QRectF(slot.left(), slot.bottom() + px(6) + line * px(16), slot.width(), px(16))

    def _paint_grid(self, painter: QPainter) -> None:
        for per_cent in _LINES:
            words = f"{per_cent} %" if per_cent % 50 == 0 else ""
            self.paint_level(painter, self._y(per_cent / 100), words)
        painter.setPen(current().chart.axis)
        for line, title in enumerate(_ROWS):
            cell = self._cell(0, line)
            titles = QRectF(0, cell.top(), self.plot().left() - px(8), cell.height())
            painter.drawText(titles, _RIGHT, title)
        self.paint_usual(painter, self._y(self._usual))

    def _paint_block(self, painter: QPainter, at: int, block: BlockSummary) -> None:
        theme, slot = current(), self.slot(at)
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
            f"(95 % range {low:.0f} to {high:.0f} %), {duration(1000 * _seconds(block))} a question"
        )

    def _sentence(self, at: int) -> str:
        words = self._words(self._blocks[at])
        return words[0].upper() + words[1:]
