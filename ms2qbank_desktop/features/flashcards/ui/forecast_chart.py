"""How many cards come on each of the next days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.words import counted

from .wording import day_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

_NICE = (1, 2, 3, 4, 6, 8, 10)
"""Tops of the axis, times a power of ten."""


class ForecastChart(QWidget):
    """A bar a day. Left and right go from bar to bar; ``day_shown`` says the bar under the mouse
    or the keyboard in words, "" when there is none."""

    day_shown = Signal(str)
    paints_focus = True

    def __init__(self) -> None:
        super().__init__()
        self._numbers: Sequence[int] = ()
        self._today = 1
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cards of the next days")

    def show_days(self, numbers: Sequence[int], today: int) -> None:
        """Show the number of cards by day, from ``today`` on."""
        self._numbers, self._today, self._at = numbers, today, None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(330), px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(130))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._numbers:
            return
        painter, theme = QPainter(self), current()
        plot, top = self._plot(), self._top()
        painter.setFont(font("micro"))
        for value in (0, top // 2, top) if top > 1 else (0, top):
            y = plot.bottom() - round(plot.height() * value / top)
            painter.fillRect(plot.left(), y, plot.width(), 1, theme.chart.grid)
            painter.setPen(theme.chart.axis)
            place = QRect(0, y - px(8), plot.left() - px(6), px(16))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, f"{value:,}")
        for at, number in enumerate(self._numbers):
            bar = self._bar(at, number)
            painter.fillRect(bar, theme.chart.series[0])
            if at == self._at:
                painter.setPen(QPen(theme.color("focus-ring"), 2))
                painter.drawRect(bar.adjusted(-1, -1, 1, 0))
            if at % 7 == 0:
                painter.setPen(theme.chart.axis)
                place = QRect(round(bar.center().x()) - px(20), plot.bottom() + 2, px(40), px(16))
                day = date.fromordinal(self._today + at)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._numbers:
            super().keyPressEvent(event)
            return
        at = (self._at if self._at is not None else 0) + step
        self._choose(min(len(self._numbers) - 1, max(0, at)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._numbers and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, at = self._plot(), None
        if self._numbers and plot.contains(event.position().toPoint()):
            at = int((event.position().x() - plot.left()) * len(self._numbers) / plot.width())
        self._choose(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choose(None)

    def _choose(self, at: int | None) -> None:
        if at is not None and at >= len(self._numbers):
            at = None
        if at != self._at:
            self._at = at
            words = ""
            if at is not None:
                words = f"{day_name(self._today + at)}: {counted(self._numbers[at], 'card')}"
            self.setAccessibleDescription(words)
            self.day_shown.emit(words)
            self.update()

    def _top(self) -> int:
        most, power = max(1, *self._numbers), 1
        while most > 10 * power:
            power *= 10
        return next(nice * power for nice in _NICE if nice * power >= most)

    def _plot(self) -> QRect:
        axis = QFontMetrics(font("micro")).horizontalAdvance(f"{self._top():,}") + px(8)
        return self.rect().adjusted(axis, px(8), 0, -px(20))

    def _bar(self, at: int, number: int) -> QRectF:
        plot = self._plot()
        step = plot.width() / len(self._numbers)
        height = plot.height() * number / self._top()
        gap = max(1.0, step * 0.22)
        return QRectF(plot.left() + at * step + gap / 2, plot.bottom() - height, step - gap, height)
