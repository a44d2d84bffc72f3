"""The month: a cell a day with its load and its first tasks; tasks are dragged to other days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from ms2qbank_desktop.features.planner.ui.task import keys
from ms2qbank_desktop.features.planner.ui.week.layout import monday_of
from ms2qbank_desktop.features.planner.ui.week.paint import paint_frame
from ms2qbank_desktop.ui.keys.inside import InsideKeys
from ms2qbank_desktop.ui.theme import current, metrics, px
from ms2qbank_desktop.ui.words import long_day

from .paint import HEAD, PILL, PILLS_FROM, paint_cell, paint_pill, paint_weekdays

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.commands import Commands

_WEEKS = 6
_TURNS = {keys.MONTH_BEFORE: -1, keys.MONTH_NOW: 0, keys.MONTH_AFTER: 1}


class MonthView(QWidget):
    """Shows the weeks of a month. Arrows go from day to day, Enter opens the day."""

    day_opened = Signal(object)
    wished = Signal(str, object)
    """What is asked for (see task.keys), and of which task."""
    moved = Signal(object, object)
    """Task, day."""
    menu_requested = Signal(object, object, QPoint)
    """Task or None, day, where on the screen."""
    turned = Signal(int)
    """To the month before (−1) or after (1), or back to today (0)."""

    paints_focus = True

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.inside_keys = InsideKeys(commands, keys.MONTH_KEYS, self._do)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Days of the month")
        self.shown: Shown | None = None
        self.month: date | None = None
        """Its first day."""
        self.day: date | None = None
        """The selected one."""
        self._pressed: tuple[date, Task | None, QPoint] | None = None
        self._dragged: QPoint | None = None

    def show_month(self, shown: Shown, month: date) -> None:
        """Show the month that begins on a day."""
        self.shown, self.month = shown, month
        self.update()

    def select(self, day: date) -> None:
        """Select a day; of another month that one is asked for."""
        self.day = day
        if self.shown is not None:
            minutes = self.shown.planned(day)
            number = len(self.shown.tasks(day))
            words = f"{number} tasks, {minutes} min" if number else "nothing planned"
            self.setAccessibleDescription(f"{long_day(day)}, {words}")
        if self.month is not None and (day.year, day.month) != (self.month.year, self.month.month):
            self.turned.emit(1 if day > self.month else -1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(900), px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(560), px(HEAD) + self._weeks() * px(56))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current()
        painter.fillRect(self.rect(), theme.color("surface"))
        if self.shown is not None and self.month is not None:
            paint_weekdays(painter, QRect(0, 0, self.width(), px(HEAD)))
            for day in self._days():
                cell = self._cell(day)
                if cell.intersects(event.rect()):
                    away = day.month != self.month.month
                    target = self._dragged is not None and self._day_at(self._dragged) == day
                    paint_cell(painter, cell, self.shown, day, away=away, target=target)
            self._paint_grid(painter)
            self._paint_selection(painter)
            self._paint_drag(painter)
        paint_frame(painter, self.rect())

    def _paint_grid(self, painter: QPainter) -> None:
        edge, head = current().color("border"), px(HEAD)
        for weekday in range(1, 7):
            painter.fillRect(self.width() * weekday // 7, head, 1, self.height() - head, edge)
        for week in range(self._weeks()):
            top = self._cell(self._first() + timedelta(weeks=week)).top()
            painter.fillRect(0, top, self.width(), 1, edge)

    def _paint_selection(self, painter: QPainter) -> None:
        if self.day is None or not self.hasFocus() or self.day not in self._days():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus-ring"), metrics().border["focus"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = metrics().radius["small"]
        painter.drawRoundedRect(self._cell(self.day).adjusted(2, 2, -2, -2), radius, radius)

    def _paint_drag(self, painter: QPainter) -> None:
        if self._dragged is None or self._pressed is None or self._pressed[1] is None:
            return
        place = QRect(self._dragged - QPoint(px(12), px(11)), QSize(px(160), px(PILL)))
        painter.fillRect(place, current().color("selected"))
        paint_pill(painter, place, self._pressed[1])
        painter.setPen(current().color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        day = self._day_at(point)
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = (day, self._task_at(point), point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None:
            _, task, began = self._pressed
            far = (point - began).manhattanLength() >= QApplication.startDragDistance()
            if task is not None and (far or self._dragged is not None):
                self._dragged = point
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
            return
        over = self._day_at(point) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged is not None
        self.stop_dragging()
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        day = self._day_at(event.position().toPoint())
        if dragged:
            if pressed[1] is not None and day is not None and day != pressed[0]:
                self.moved.emit(pressed[1], day)
        elif day == pressed[0] and pressed[1] is not None:
            self.wished.emit(keys.EDIT, pressed[1])
        elif day is not None and day == pressed[0]:
            self.day_opened.emit(day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        day = self._day_at(event.pos())
        if event.reason() == event.Reason.Keyboard:
            if self.day is not None:
                where = self.mapToGlobal(self._cell(self.day).center())
                self.menu_requested.emit(None, self.day, where)
        elif day is not None:
            self.menu_requested.emit(self._task_at(event.pos()), day, event.globalPos())

    def stop_dragging(self) -> bool:
        """Let go of what is dragged, where it was; False if nothing is."""
        dragged = self._dragged is not None
        self._pressed = self._dragged = None
        self.unsetCursor()
        self.update()
        return dragged

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return self.inside_keys.claims(event) or super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = event.key() == Qt.Key.Key_Escape and self.stop_dragging()
        if not stops and not self.inside_keys.take(event):
            super().keyPressEvent(event)

    def _do(self, wish: str) -> bool:
        """Do what a key says; False if there is no day for that."""
        if wish in _TURNS:
            self.turned.emit(_TURNS[wish])
            if wish == keys.MONTH_NOW and self.shown is not None:
                self.select(self.shown.today)
        elif wish in keys.DAYS and self.shown is not None:
            self.select((self.day or self.shown.today) + timedelta(days=keys.DAYS[wish]))
        elif wish == keys.OPEN_DAY and self.day is not None:
            self.day_opened.emit(self.day)
        else:
            return False
        return True

    # Places

    def _first(self) -> date:
        return monday_of(self.month or date.min)

    def _weeks(self) -> int:
        """Return how many weeks the month touches."""
        if self.month is None:
            return _WEEKS
        following = (self.month + timedelta(days=31)).replace(day=1)
        return ((following - timedelta(days=1)) - self._first()).days // 7 + 1

    def _days(self) -> list[date]:
        return [self._first() + timedelta(at) for at in range(7 * self._weeks())]

    def _cell(self, day: date) -> QRect:
        week, weekday = divmod((day - self._first()).days, 7)
        head, weeks = px(HEAD), self._weeks()
        left, right = self.width() * weekday // 7, self.width() * (weekday + 1) // 7
        top = head + (self.height() - head) * week // weeks
        bottom = head + (self.height() - head) * (week + 1) // weeks
        return QRect(left, top, right - left, bottom - top)

    def _day_at(self, point: QPoint) -> date | None:
        if self.month is None or point.y() < px(HEAD):
            return None
        return next((day for day in self._days() if self._cell(day).contains(point)), None)

    def _task_at(self, point: QPoint) -> Task | None:
        day = self._day_at(point)
        if day is None or self.shown is None:
            return None
        cell, tasks = self._cell(day), self.shown.tasks(day)
        row = (point.y() - cell.top() - px(PILLS_FROM)) // px(PILL)
        room = (cell.height() - px(PILLS_FROM)) // px(PILL)
        fits = len(tasks) if len(tasks) <= room else room - 1
        return tasks[row] if 0 <= row < fits else None

    def _tip(self, point: QPoint) -> str:
        day, task = self._day_at(point), self._task_at(point)
        if day is None or self.shown is None:
            return ""
        if task is not None:
            return f"{task.title}, {task.minutes} min"
        tasks = self.shown.tasks(day)
        lines = [f"{one.title}, {one.minutes} min" for one in tasks]
        return "\n".join([f"{long_day(day)}, {self.shown.planned(day)} min", *lines])
