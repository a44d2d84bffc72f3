"""A month whose days are ticked with the mouse or the keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import WEEKDAYS, long_day, month_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_CELL = 32
_HEAD = 22
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class DayCalendar(QWidget):
    """``changed``: other days are ticked. ``one``: ticking a day takes the tick from the others."""

    changed = Signal(object)

    def __init__(self, name: str, *, one: bool = False) -> None:
        super().__init__()
        self.grid = _Grid(name, one=one)
        self._month = Label("", weight=600)
        self.earlier = IconButton("caret-left", "Month before", "Page Up", size="small")
        self.later = IconButton("caret-right", "Month after", "Page Down", size="small")
        for button in (self.earlier, self.later):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its own ways
        head = row(self._month, None, self.earlier, self.later, gap=4)
        self.setLayout(column(head, self.grid, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.grid)
        self.earlier.clicked.connect(lambda: self.grid.turn(-1))
        self.later.clicked.connect(lambda: self.grid.turn(1))
        self.grid.turned.connect(self._show_month)
        self.grid.ticked.connect(self.changed.emit)
        self._show_month()

    @property
    def days(self) -> frozenset[date]:
        """The days that are ticked, also those of other months."""
        return self.grid.days

    def set_days(self, days: Iterable[date]) -> None:
        """Tick other days, without telling."""
        self.grid.days = frozenset(days)
        self.grid.update()

    def set_range(self, first: date, last: date, marked: date | None = None) -> None:
        """Let only these days be ticked; ``marked`` is the exam."""
        self.grid.set_range(first, last, marked)

    def show_day(self, day: date) -> None:
        """Turn to the month of a day, where the keyboard then is."""
        self.grid.go(day)

    def _show_month(self) -> None:
        self._month.setText(month_words(self.grid.at))


class _Grid(QWidget):
    """Six weeks, painted. Arrows and Page keys move, Space ticks."""

    ticked = Signal(object)
    turned = Signal()

    def __init__(self, name: str, *, one: bool) -> None:
        super().__init__()
        self._one = one
        self.days: frozenset[date] = frozenset()
        self.at = date(2026, 1, 1)
        self._first, self._last = date.min, date.max
        self._marked: date | None = None
        self.ring_radius = metrics().radius["small"]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(7 * px(_CELL), px(_HEAD) + 6 * px(_CELL - 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def set_range(self, first: date, last: date, marked: date | None) -> None:
        self._first, self._last, self._marked = first, max(first, last), marked
        self.go(self.at)

    def go(self, day: date) -> None:
        """Move the keyboard to a day, or to the next one that may be ticked."""
        self.at = min(max(day, self._first), self._last)
        state = "ticked" if self.at in self.days else "not ticked"
        self.setAccessibleDescription(f"{long_day(self.at)}, {state}")
        self.turned.emit()
        self.update()

    def turn(self, months: int) -> None:
        """Show another month."""
        month = self.at.year * 12 + self.at.month - 1 + months
        year, month = divmod(month, 12)
        self.go(date(year, month + 1, min(self.at.day, 28)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go(self.at + timedelta(_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Space:
            self._tick(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None and self._first <= day <= self._last:
            self._tick(day)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def day_at(self, point: object) -> date | None:
        """Return the day at a point of the widget."""
        for at in range(42):
            if self._cell(at).contains(point):  # type: ignore[call-overload]
                return self._begin() + timedelta(at)
        return None

    def cell_of(self, day: date) -> QRect:
        """Return where a day of the month on view stands."""
        return self._cell((day - self._begin()).days)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setFont(font("micro"))
        painter.setPen(theme.color("text-muted"))
        for at, name in enumerate(WEEKDAYS):
            place = QRect(at * px(_CELL), 0, px(_CELL), px(_HEAD))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name[:2])
        begin = self._begin()
        for at in range(42):
            self._paint_day(painter, begin + timedelta(at), self._cell(at))

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        if day.month != self.at.month:
            return
        theme = current()
        open_day = self._first <= day <= self._last
        inner = cell.adjusted(1, 1, -1, -1)
        ticked, radius = day in self.days, metrics().radius["small"]
        if ticked:
            paint.box(painter, inner, theme.color("accent"), None, radius)
        elif day == self._marked:
            paint.box(painter, inner, theme.color("selected"), theme.color("accent"), radius)
        if day == self.at and self.hasFocus():
            ring = theme.color("text" if ticked else "focus-ring")
            paint.box(painter, inner.adjusted(1, 1, -1, -1), None, ring, radius)
        ink = "text-on-accent" if ticked else "text" if open_day else "text-disabled"
        painter.setPen(theme.color(ink))
        strong = ticked or day == self._marked
        painter.setFont(font("caption", weight=600 if strong else 400))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _begin(self) -> date:
        first = self.at.replace(day=1)
        return first - timedelta(first.weekday())

    def _cell(self, at: int) -> QRect:
        week, weekday = divmod(at, 7)
        height = px(_CELL - 4)
        return QRect(weekday * px(_CELL), px(_HEAD) + week * height, px(_CELL), height)

    def _tick(self, day: date) -> None:
        if self._one:
            self.days = frozenset({day})
        else:
            self.days = self.days ^ {day}
        self.go(day)
        self.ticked.emit(self.days)
