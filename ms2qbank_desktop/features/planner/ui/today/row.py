"""A task of today as a row of the check list: ticked with Space, begun with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ms2qbank_desktop.features.planner.ui.task import keys
from ms2qbank_desktop.features.planner.ui.task.look import colour_of, icon_of, minutes_words
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.keys.inside import InsideKeys
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.commands import Commands

_HEIGHT, _SLOT, _START, _INSET = 44, 116, 88, 11
"""Of a row, width of what stands at its end and of the button there, from the left to the box; in
pixels at 100 % text."""


class TaskCheck(QCheckBox):
    """Box, icon, title and what is known beside it, minutes at the right.

    A click on the box ticks; ``wished`` says what a key or a double click asks for (see task.keys),
    ``menu_requested`` where on the screen.
    """

    wished = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.inside_keys = InsideKeys(commands, keys.LIST_KEYS, self._do)
        self.ring_radius = metrics().radius["small"]
        self._task: Task | None = None
        self._below = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_task(self, task: Task, below: str) -> None:
        """Show a task; ``below``: the muted line under its title."""
        self._task, self._below = task, below
        self.blockSignals(True)
        self.setChecked(task.done_at is not None)
        self.blockSignals(False)
        minutes = minutes_words(task)
        self.setAccessibleName(f"{task.title}, {minutes}")
        self.setAccessibleDescription(below)
        self.setToolTip(task.note)
        self.update()

    def hitButton(self, point: QPoint) -> bool:
        return point.x() <= px(_INSET) + control("checkbox") + px(6)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        return self.inside_keys.claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.inside_keys.take(event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hitButton(event.position().toPoint()):
            super().mouseDoubleClickEvent(event)
        else:
            self.wished.emit(keys.EDIT)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        task = self._task
        if task is None:
            return
        theme, painter, high = current(), QPainter(self), self.height()
        if self.underMouse():
            paint.box(painter, self.rect(), theme.color("hover"), None, self.ring_radius)
        edge, left = control("checkbox"), px(_INSET)
        done = task.done_at is not None
        box = QRect(left, (high - edge) // 2, edge, edge)
        paint.check_mark(painter, box, self.checkState(), enabled=True)
        left += edge + px(14)
        edge = icon_size()
        place = QRect(left, (high - edge) // 2, edge, edge)
        ink = theme.color("text-muted") if done else colour_of(task.kind)
        paint_icon(painter, place, icon_of(task.kind), ink)
        left += edge + px(14)
        minutes = minutes_words(task)
        face = font("body")
        wide = QFontMetrics(face).horizontalAdvance(minutes)
        right = self.width() - px(12)
        painter.setFont(face)
        painter.setPen(theme.color("text-muted"))
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - wide, 0, wide, high), at_right, minutes)
        self._paint_words(painter, QRect(left, 0, right - wide - px(16) - left, high), task)

    def _do(self, wish: str) -> bool:
        if wish == keys.TICK:
            self.click()
        else:
            self.wished.emit(wish)
        return True

    def _paint_words(self, painter: QPainter, room: QRect, task: Task) -> None:
        done = task.done_at is not None
        title, small = font("body", weight=500), font("caption")
        title.setStrikeOut(done)
        lines: list[tuple[str, QFont, str]] = [
            (task.title, title, "text-muted" if done else "text")
        ]
        if self._below:
            lines.append((self._below, small, "text-muted"))
        heights = [QFontMetrics(face).height() for _, face, _ in lines]
        top = (room.height() - sum(heights)) // 2
        for (words, face, ink), height in zip(lines, heights, strict=True):
            painter.setFont(face)
            painter.setPen(current().color(ink))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            place = QRect(room.left(), top, room.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            top += height


class TaskRow(QWidget):
    """The check and at its end "Start", "Focus" or "Done"."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.check = TaskCheck(commands)
        self.start = Button("Start", "secondary", "play")
        self.start.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter on the row does the same
        self._done = QWidget()
        self._done.setLayout(
            row(Glyph("check", "correct", "small"), Label("Done", "caption", "correct"), gap=4)
        )
        self._slot = QWidget()
        self._slot.setLayout(row(None, self.start, self._done, gap=0, margins=(0, 0, 16, 0)))
        layout = row(gap=0, margins=(4, 3, 0, 3))
        layout.addWidget(self.check, 1)
        layout.addWidget(self._slot)
        self.setLayout(layout)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_task(self, task: Task, below: str, *, opens: bool, next_one: bool) -> None:
        """Show a task. ``opens``: it has something to open, else the focus timer runs for it;
        ``next_one``: it is the one to begin now."""
        done = task.done_at is not None
        self.check.show_task(task, below)
        self.start.setText("Start" if opens else "Focus")
        self.start.set_icon(("play-fill" if next_one else "play") if opens else "timer")
        self.start.set_kind("primary" if next_one else "secondary")
        self.start.setAccessibleName(f"{self.start.text()}: {task.title}")
        self.start.setVisible(not done)
        self._done.setVisible(done)

    def _on_theme_changed(self) -> None:
        self._slot.setFixedWidth(px(_SLOT))
        self.start.setMinimumWidth(px(_START))
