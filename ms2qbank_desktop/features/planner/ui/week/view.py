"""The week: seven days side by side, their tasks as cards that are dragged, ticked and begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from ms2qbank_desktop.features.planner.ui.task import keys
from ms2qbank_desktop.features.planner.ui.task.look import (
    CardState,
    minutes_words,
    paint_task,
    words_left,
)
from ms2qbank_desktop.features.planner.ui.task.start import can_start
from ms2qbank_desktop.ui.keys.inside import InsideKeys
from ms2qbank_desktop.ui.theme import current, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button

from .drag import WeekDrag
from .keys import WeekKeys
from .layout import HEAD, WeekLayout, week_layout
from .paint import paint_drop, paint_frame, paint_ground, paint_head

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.commands import Commands

    from .layout import Column, Placed

_WORDS_FROM, _HIGH_FROM = 150, 60
"""Width and height of a card, in pixels at 100 % text, from which the button has its word."""
_TIPS = {
    keys.TICK: "ticks it, as a click on its icon",
    keys.START: "starts",
    keys.EDIT: "edits",
    keys.REMOVE: "deletes",
    keys.DAY_AFTER: "moves it",
}
_ROOM = 16
"""Height that the card of what is next has for the button."""


class WeekView(QAbstractScrollArea):
    """Shows a week. What is asked for is told by signals that carry tasks and days; ``turned``
    asks for the week before (−1) or after (1), or for this one (0)."""

    wished = Signal(str, object)
    """What is asked for (see task.keys), and of which task."""
    moved = Signal(object, object, object)
    """Task, day, the task before which it comes or None."""
    added = Signal(object)
    """A task on this day is wanted."""
    menu_requested = Signal(object, object, QPoint)
    """Task or None, day, where on the screen."""
    turned = Signal(int)

    paints_focus = True

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        does = WeekKeys(self, self.viewport())
        does.wished.connect(self.wished)
        does.moved.connect(self.moved)
        does.turned.connect(self.turned)
        self.inside_keys = InsideKeys(commands, keys.WEEK_KEYS, does.do)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Tasks of the week")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)  # the corners are round
        self.shown: Shown | None = None
        self.monday: date | None = None
        self.layout_ = WeekLayout((), 0)
        self.selected: int | None = None
        self._hovered: int | None = None
        self._commands = commands
        self.drag = WeekDrag(self.viewport())
        self.drag.turned.connect(self.turned)
        self.start = Button("Start", "primary", "play-fill", size="small")
        self.start.setParent(self.viewport())
        self.start.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.start.hide()
        self.start.clicked.connect(self._on_start)
        self.verticalScrollBar().valueChanged.connect(self._place_start)
        signals().changed.connect(self._lay_out)

    def show_week(self, shown: Shown, monday: date) -> None:
        """Show a week of a plan; what was selected stays so if it is still there."""
        if monday != self.monday:
            self.verticalScrollBar().setValue(0)
        self.shown, self.monday = shown, monday
        if self.selected is not None and shown.task(self.selected) is None:
            self.selected = None
        self._lay_out()

    def select(self, task: Task | None) -> None:
        """Select a task, and bring it into sight."""
        self.selected = None if task is None else task.id
        card = self.layout_.card(self.selected)
        if card is not None:
            bar, seen = self.verticalScrollBar(), self._body().height()
            top, bottom = card.rect.top() - px(8), card.rect.bottom() + px(8)
            bar.setValue(max(bottom - seen, min(bar.value(), top)))
            words = f"{card.task.title}, {minutes_words(card.task)}"
            self.setAccessibleDescription(f"{words}, done" if card.task.done_at else words)
        self._show_marks()

    @property
    def task(self) -> Task | None:
        """The selected task."""
        card = self.layout_.card(self.selected)
        return None if card is None else card.task

    def sizeHint(self) -> QSize:
        return QSize(px(840), px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(560), px(200))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, whole = current(), self.viewport().rect()
        painter.fillRect(whole, theme.color("surface"))
        if self.shown is not None:
            body = self._body()
            for column in self.layout_.columns:
                self._paint_day(painter, column, body, event.rect())
            self._paint_drag(painter)
            painter.fillRect(0, body.top() - 1, whole.width(), 1, theme.color("border"))
        paint_frame(painter, whole)

    def _paint_day(self, painter: QPainter, column: Column, body: QRect, dirty: QRect) -> None:
        shown = self.shown
        if shown is None:
            return
        head = QRect(column.left, 0, column.width, body.top())
        ground = QRect(column.left, body.top(), column.width, body.height())
        paint_ground(painter, ground, shown, column.day)
        painter.save()
        painter.setClipRect(ground)
        for card in column.cards:
            rect = self._on_screen(card.rect)
            if rect.intersects(dirty) and not self.drag.has(card.task):
                paint_task(painter, rect, card.task, self._state(card))
        painter.restore()
        paint_head(painter, head, shown, column.day)
        if column.left:
            painter.fillRect(column.left, 0, 1, body.bottom() + 1, current().color("border"))

    def _state(self, card: Placed) -> CardState:
        task, shown = card.task, self.shown
        return CardState(
            moved=shown is not None and task.id in shown.moved and task.done_at is None,
            selected=task.id == self.selected,
            hovered=task.id == self._hovered,
            focused=task.id == self.selected and self.hasFocus(),
        )

    def _paint_drag(self, painter: QPainter) -> None:
        card, point = self.drag.card, self.drag.point
        if card is None or point is None:
            return
        column, before = self._target(point)
        y = column.line(before, card.task.id)
        paint_drop(painter, column, self._on_screen(QRect(0, y, 1, 1)).top())
        painter.setOpacity(0.9)
        paint_task(painter, self.drag.rect, card.task, CardState(selected=True))
        painter.setOpacity(1.0)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        card = self._card_at(point)
        self.select(card.task if card else None)
        if card is not None:
            self.drag.press(card, point - self._on_screen(card.rect).topLeft())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.drag.card is not None:
            self.drag.move(point, self._on_screen(self.drag.card.rect).topLeft())
            self._show_marks()
            return
        card_here = self._card_at(point)
        hovered = card_here.task.id if card_here else None
        over_mark = card_here is not None and self._over_mark(card_here, point)
        shape = Qt.CursorShape.PointingHandCursor if over_mark else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if hovered != self._hovered:
            self._hovered = hovered
            self._show_marks()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        card, point = self.drag.card, event.position().toPoint()
        if card is None or event.button() != Qt.MouseButton.LeftButton:
            return
        column, before = self._target(point)
        if self.stop_dragging():
            self.moved.emit(card.task, column.day, before)
        elif self._over_mark(card, point):
            self.wished.emit(keys.TICK, card.task)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self._card_at(event.position().toPoint())
        if card is not None:
            self.wished.emit(keys.EDIT, card.task)
        elif self.layout_.columns:
            self.added.emit(self.layout_.column_at(int(event.position().x())).day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self._card_at(event.pos())
        if event.reason() == event.Reason.Keyboard:
            card = self.layout_.card(self.selected)
        elif card is not None:
            self.select(card.task)
        if self.layout_.columns:
            day = card.task.day if card else self.layout_.column_at(event.pos().x()).day
            place = event.pos() if card is None else self._on_screen(card.rect).center()
            where = self.viewport().mapToGlobal(place)
            self.menu_requested.emit(card.task if card else None, day, where)

    def stop_dragging(self) -> bool:
        """Let go of what is dragged, where it was; False if nothing is."""
        dragged = self.drag.end()
        self._show_marks()
        return dragged

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            card = self._card_at(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(card.task) if card else "", self)
            return True
        if event.type() == QEvent.Type.Leave and self.drag.card is None:
            self._hovered = None
            self._show_marks()
        return super().viewportEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        return self.inside_keys.claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = event.key() == Qt.Key.Key_Escape and self.stop_dragging()
        if not stops and not self.inside_keys.take(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selected is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            tasks = [card.task for card in self.layout_.cards()]
            open_ones = (task for task in tasks if task.done_at is None)
            first = self._startable() or next(open_ones, None)
            self.select(first or next(iter(tasks), None))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if self.shown is None or self.monday is None:
            return
        seen, first = self._body(), self._first_open()
        self.layout_ = week_layout(
            self.shown,
            self.monday,
            self.viewport().width(),
            seen.height(),
            lambda task: px(_ROOM) if first is not None and task.id == first.id else 0,
        )
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.layout_.height - seen.height()))
        bar.setPageStep(seen.height())
        bar.setSingleStep(px(32))
        if self.task is None and self.selected is not None:
            self.selected = None
        self._show_marks()

    def _show_marks(self) -> None:
        self._place_start()
        self.viewport().update()

    def _place_start(self) -> None:
        """Put the button on the card under the mouse, else the selected one, else what is next."""
        card = self.layout_.card(getattr(self._startable(), "id", None))
        if card is None or self.drag.point is not None:
            self.start.hide()
            return
        wide = card.rect.width() >= px(_WORDS_FROM) and card.rect.height() >= px(_HIGH_FROM)
        self.start.setText("Start" if wide else "")
        self.start.setAccessibleName(f"Start {card.task.title}")
        self.start.setToolTip("" if wide else "Start (Enter)")
        rect, size, inset = self._on_screen(card.rect), self.start.sizeHint(), px(5)
        left, top = rect.right() - size.width() - inset + 1, rect.bottom() - size.height() - inset
        self.start.setGeometry(QRect(QPoint(left, top), size))
        self.start.setVisible(top >= self._body().top())

    def _startable(self) -> Task | None:
        """Return the task that the button begins."""
        for task_id in (self._hovered, self.selected):
            card = self.layout_.card(task_id)
            if card is not None:
                begins = card.task.done_at is None and can_start(card.task)
                return card.task if begins else None
        return self._first_open()

    def _first_open(self) -> Task | None:
        if self.shown is None:
            return None
        tasks = self.shown.tasks(self.shown.today)
        return next((one for one in tasks if one.done_at is None and can_start(one)), None)

    def _body(self) -> QRect:
        """Return where the cards are seen, below the heads."""
        whole = self.viewport().rect()
        return whole.adjusted(0, px(HEAD), 0, 0)

    def _on_screen(self, rect: QRect) -> QRect:
        return rect.translated(0, self._body().top() - self.verticalScrollBar().value())

    def _in_content(self, point: QPoint) -> QPoint:
        return point - QPoint(0, self._body().top() - self.verticalScrollBar().value())

    def _card_at(self, point: QPoint) -> Placed | None:
        if not self._body().contains(point):
            return None
        return self.layout_.card_at(self._in_content(point))

    def _over_mark(self, card: Placed, point: QPoint) -> bool:
        """Say whether a point is on the icon of a card, which ticks it."""
        rect = self._on_screen(card.rect)
        return rect.contains(point) and point.x() < rect.left() + words_left()

    def _target(self, point: QPoint) -> tuple[Column, Task | None]:
        column = self.layout_.column_at(point.x())
        dragged = self.drag.card.task.id if self.drag.card else 0
        return column, column.before(self._in_content(point).y(), dragged)

    def _on_start(self) -> None:
        if (task := self._startable()) is not None:
            self.wished.emit(keys.START, task)

    def _tip(self, task: Task) -> str:
        said = zip(_TIPS, map(self._commands.shown_key, _TIPS), strict=True)
        how = ", ".join(f"{cap} {_TIPS[key]}" for key, cap in said if cap)
        return "\n".join(part for part in (task.title, task.note, how) if part)
