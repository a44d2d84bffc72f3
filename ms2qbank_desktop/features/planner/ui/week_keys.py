"""The keys of the week: arrows go from task to task, with Shift they move the task."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from .task_start import can_start

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.planner.models import Task

    from .week_view import WeekView

_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}

_ACTS = {
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_E,
}


class WeekKeys:
    """Does to a week what a key says."""

    def __init__(self, view: WeekView) -> None:
        self._view = view

    def knows(self, event: QKeyEvent) -> bool:
        """Say whether a key means something here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier:
            return key in _SIDES or key in _STEPS
        acts = key in _ACTS and self._view.task is not None
        return not held and (acts or key in _SIDES or key in _STEPS or key in _TURNS)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says; False if it is none of the week's."""
        key, held = Qt.Key(event.key()), event.modifiers()
        held &= ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            return self._view.stop_dragging()
        if key in _TURNS and not held:
            self._view.turned.emit(_TURNS[key])
            return True
        if held == Qt.KeyboardModifier.ShiftModifier:
            return self._move(key)
        return not held and (self._go(key) or self._act(key))

    def _go(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _SIDES:
            self._side(_SIDES[key])
        else:
            return False
        return True

    def _act(self, key: Qt.Key) -> bool:
        view, task = self._view, self._view.task
        if task is None:
            return False
        if key == Qt.Key.Key_Space:
            view.tick_requested.emit(task)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            begins = task.done_at is None and can_start(task)
            (view.start_requested if begins else view.edit_requested).emit(task)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._step(1) or self._step(-1)
            view.remove_requested.emit(task)
        elif key == Qt.Key.Key_E:
            view.edit_requested.emit(task)
        else:
            return False
        return True

    def _step(self, by: int) -> bool:
        """Select the next task of the day; the first one where none is selected."""
        view, task = self._view, self._view.task
        if task is None:
            first = next((card.task for card in view.layout_.cards()), None)
            view.select(first)
            return first is not None
        day = self._tasks(task)
        at = day.index(task) + by
        if 0 <= at < len(day):
            view.select(day[at])
        return 0 <= at < len(day)

    def _side(self, by: int) -> None:
        """Select the task beside, of the next day that has any, or turn to the week beside."""
        view, task = self._view, self._view.task
        if task is None:
            self._step(by)
            return
        at = self._tasks(task).index(task)
        columns = view.layout_.columns
        here = [column.day for column in columns].index(task.day)
        rest = columns[here + 1 :] if by > 0 else reversed(columns[:here])
        for column in rest:
            if column.cards:
                view.select(column.cards[min(at, len(column.cards) - 1)].task)
                return
        view.turned.emit(by)
        columns = view.layout_.columns
        for column in columns if by > 0 else reversed(columns):
            if column.cards:
                view.select(column.cards[min(at, len(column.cards) - 1)].task)
                return

    def _move(self, key: Qt.Key) -> bool:
        view, task = self._view, self._view.task
        if task is None or key not in {**_SIDES, **_STEPS}:
            return False
        if key in _SIDES:
            day = task.day + timedelta(days=_SIDES[key])
            beside = view.shown.tasks(day) if view.shown else ()
            at = self._tasks(task).index(task)
            before = beside[at] if at < len(beside) else None
            view.moved.emit(task, day, before)
        else:
            self._rank(task, _STEPS[key])
        return True

    def _rank(self, task: Task, by: int) -> None:
        """Put a task one place earlier or later in its day."""
        day = self._tasks(task)
        at = day.index(task) + by
        if 0 <= at < len(day):
            later = day[at + 1] if by > 0 and at + 1 < len(day) else None
            self._view.moved.emit(task, task.day, day[at] if by < 0 else later)

    def _tasks(self, task: Task) -> list[Task]:
        columns = self._view.layout_.columns
        column = next(one for one in columns if one.day == task.day)
        return [card.task for card in column.cards]
