"""A year, a small square a day: the more was done, the darker."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QEvent

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKS = 53
_LEAST_STEPS = (1, 10, 30, 60)
"""Answers from which a day is shown darker, for someone who answers few."""
_ARROWS = {
    Qt.Key.Key_Left: -7,
    Qt.Key.Key_Right: 7,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


class Calendar(QWidget):
    """Weeks from left to right, Monday on top: the last ones that there is room for.

    Arrows go from day to day and, as the wheel does, back to the first of 53 weeks. ``day_shown``
    says the day under the mouse or the keyboard in words, "" when there is none.
    """

    day_shown = Signal(str)
    paints_focus = True

    def __init__(self, name: str, words: Callable[[int, int], str]) -> None:
        """``words(day, number)`` says what was done on a study day."""
        super().__init__()
        self._words_of = words
        self._answers: Mapping[int, int] = {}
        self._today = 1
        self._steps: tuple[int, ...] = _LEAST_STEPS
        self._day: int | None = None
        self._back = 0  # weeks scrolled back
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_days(self, answers: Mapping[int, int], today: int) -> None:
        """Show the number of answers by study day, up to ``today``."""
        self._answers, self._today, self._day = answers, today, None
        most = sorted(n for n in answers.values() if n)
        if most:
            # The darkest quarter are one's own best days, but a few cards are never "dark".
            shares = [most[int((len(most) - 1) * share)] for share in (0.25, 0.5, 0.75)]
            self._steps = (
                1,
                *(max(own, least) for own, least in zip(shares, _LEAST_STEPS[1:], strict=True)),
            )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(330), 7 * self._pitch() + px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, gap = QPainter(self), current(), px(2)
        first = self._first_day()
        edge = self._pitch() - gap
        for day in range(first, self._last_day() + 1):
            place = self._place(day)
            cell = QRect(place, QSize(edge, edge))
            paint.heat_cell(painter, cell, self._step(day))
            if day == self._day:
                painter.setPen(QPen(theme.color("focus-ring"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(cell, 2, 2)
        self._paint_months(painter, first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        day = (self._day if self._day is not None else self._last_day()) + step
        day = min(self._today, max(self._monday() - 7 * (_WEEKS - 1), day))
        while day < self._first_day():
            self._scroll(1)
        while day > self._last_day():
            self._scroll(-1)
        self._choose(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        before = self._back
        self._scroll(1 if turned > 0 else -1)
        event.setAccepted(self._back != before)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose(self._last_day())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._day_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choose(None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(day) if day else "", self)
            return True
        return super().event(event)

    def _choose(self, day: int | None) -> None:
        if day != self._day:
            self._day = day
            words = self._words(day) if day is not None else ""
            self.setAccessibleDescription(words)
            self.day_shown.emit(words)
            self.update()

    def _words(self, day: int) -> str:
        return self._words_of(day, self._answers.get(day, 0))

    def _step(self, day: int) -> int:
        number = self._answers.get(day, 0)
        return sum(number >= least for least in self._steps)

    def _pitch(self) -> int:
        return px(13)

    def _weeks(self) -> int:
        return max(1, min(_WEEKS, (self.width() + px(2)) // self._pitch()))

    def _monday(self) -> int:
        return self._today - date.fromordinal(self._today).weekday()

    def _first_day(self) -> int:
        """Return the Monday of the first week that is shown."""
        return self._monday() - 7 * (self._weeks() - 1 + min(self._back, _WEEKS - self._weeks()))

    def _last_day(self) -> int:
        return min(self._today, self._first_day() + 7 * self._weeks() - 1)

    def _scroll(self, weeks: int) -> None:
        self._back = max(0, min(_WEEKS - self._weeks(), self._back + weeks))
        self.update()

    def _place(self, day: int) -> QPoint:
        week, weekday = divmod(day - self._first_day(), 7)
        return QPoint(week * self._pitch(), weekday * self._pitch())

    def _day_at(self, point: QPoint) -> int | None:
        week, weekday = point.x() // self._pitch(), point.y() // self._pitch()
        day = self._first_day() + 7 * week + weekday
        inside = 0 <= week < self._weeks() and 0 <= weekday < 7
        return day if inside and day <= self._last_day() else None

    def _paint_months(self, painter: QPainter, first: int) -> None:
        painter.setFont(font("micro"))
        painter.setPen(current().chart.axis)
        free = 0
        for week in range(self._weeks()):
            monday = date.fromordinal(first + 7 * week)
            left = week * self._pitch()
            if monday.day <= 7 and left >= free and left + px(22) <= self.width():
                place = QRect(left, 7 * self._pitch(), px(40), px(18))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _MONTHS[monday.month - 1])
                free = left + px(30)
