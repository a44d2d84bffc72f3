"""The time spent on each item of a block, as bars that also tell right from wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.words import duration

from .slot_chart import SlotChart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

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


class TimeChart(SlotChart):
    """Filled bars are right, outlined ones with a cross wrong, dashed ones omitted.

    The dashed line is the ``pace``, in milliseconds for an item. The table of the result is the
    same in words.
    """

    def __init__(self, items: Sequence[ItemResult], pace: int) -> None:
        super().__init__(len(items), 190, (44, 20, 4, 20), self._words)
        self._items = items
        self._pace_ms = pace
        longest = max((item.time_ms for item in items), default=0)
        top = max(longest, pace)
        self._step = grid_step(top)
        self._top_ms = -(-top // (self._step * 1000)) * self._step * 1000
        self.setAccessibleName(
            "Time on each item: "
            + ", ".join(f"{i.position + 1} {duration(i.time_ms)} {_WORDS[i.status]}" for i in items)
        )

    def paint_chart(self, painter: QPainter) -> None:
        for seconds in range(0, self._top_ms // 1000 + 1, self._step):
            self.paint_level(painter, self._y(seconds * 1000), f"{seconds} s")
        for at, item in enumerate(self._items):
            self._paint_bar(painter, at, item)
        self.paint_usual(painter, self._y(self._pace_ms))

    def _y(self, time_ms: int) -> float:
        return self.plot().bottom() - self._height_of(time_ms)

    def _height_of(self, time_ms: int) -> float:
        return self.plot().height() * time_ms / self._top_ms

    def _paint_bar(self, painter: QPainter, at: int, item: ItemResult) -> None:
        slot, theme = self.slot(at), current()
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
        width = self.slot(0).width()
        return next((n for n in (1, 2, 5, 10, 20) if n * width >= px(22)), 50)

    def _words(self, at: int) -> str:
        item = self._items[at]
        return f"Item {item.position + 1}: {duration(item.time_ms)}, {_WORDS[item.status]}"
