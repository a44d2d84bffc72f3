"""The keys of the week: arrows go from task to task, with Shift they move the task."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.planner.ui.task import keys

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

    from .layout import WeekLayout

_SIDES = {keys.LEFT: -1, keys.RIGHT: 1}
_STEPS = {keys.PREVIOUS: -1, keys.NEXT: 1}
_TURNS = {keys.WEEK_BEFORE: -1, keys.WEEK_NOW: 0, keys.WEEK_AFTER: 1}
_DAYS = {keys.DAY_BEFORE: -1, keys.DAY_AFTER: 1}
_PLACES = {keys.UP: -1, keys.DOWN: 1}


class Week(Protocol):
    """The week that is shown, and the task that is selected in it."""

    shown: Shown | None
    layout_: WeekLayout

    @property
    def task(self) -> Task | None: ...
    def select(self, task: Task | None) -> None: ...


class WeekKeys(QObject):
    """Does to a week what a key says. The signals are those of the view."""

    wished = Signal(str, object)
    moved = Signal(object, object, object)
    turned = Signal(int)

    def __init__(self, view: Week, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view

    def do(self, wish: str) -> bool:
        """Do what a key says; False if there is no task for that."""
        view = self._view
        if wish in _TURNS:
            self.turned.emit(_TURNS[wish])
        elif wish in _STEPS:
            self._step(_STEPS[wish])
        elif wish in _SIDES:
            self._side(_SIDES[wish])
        elif view.task is not None:
            self._act(wish, view.task)
        else:
            return False
        return True

    def _act(self, wish: str, task: Task) -> None:
        if wish in _DAYS:
            self._move(task, _DAYS[wish])
            return
        if wish in _PLACES:
            self._rank(task, _PLACES[wish])
            return
        if wish == keys.REMOVE:
            self._step(1) or self._step(-1)
        self.wished.emit(wish, task)

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
        self.turned.emit(by)
        columns = view.layout_.columns
        for column in columns if by > 0 else reversed(columns):
            if column.cards:
                view.select(column.cards[min(at, len(column.cards) - 1)].task)
                return

    def _move(self, task: Task, by: int) -> None:
        """Put a task on the day before or after, at the place that it has now."""
        view, day = self._view, task.day + timedelta(days=by)
        beside = view.shown.tasks(day) if view.shown else ()
        at = self._tasks(task).index(task)
        self.moved.emit(task, day, beside[at] if at < len(beside) else None)

    def _rank(self, task: Task, by: int) -> None:
        """Put a task one place earlier or later in its day."""
        day = self._tasks(task)
        at = day.index(task) + by
        if 0 <= at < len(day):
            later = day[at + 1] if by > 0 and at + 1 < len(day) else None
            self.moved.emit(task, task.day, day[at] if by < 0 else later)

    def _tasks(self, task: Task) -> list[Task]:
        columns = self._view.layout_.columns
        column = next(one for one in columns if one.day == task.day)
        return [card.task for card in column.cards]
