"""What can be done with a task on a page, and the menu that offers it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.words import day_words

from .new_task import new_task
from .task_start import can_start, start_task

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_state import PlanState

_DISTANCES = (1, 2, 3, 7)
"""Days by which the menu moves a task."""


class TaskDeeds(QObject):
    """Deeds on tasks, for a page."""

    def __init__(self, ctx: UiContext, state: PlanState, page: QWidget) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._state = state
        self.menu = Menu(page)
        self._days = Menu(self.menu, "Move to")

    def start(self, task: Task) -> None:
        """Open what a task is about."""
        start_task(self._ctx, task)

    def tick(self, task: Task) -> None:
        """Say that a task is done, or take that back."""
        self._state.tick(task, done=task.done_at is None)

    def edit(self, task: Task) -> None:
        """Open a task in its dialog."""
        self._ctx.commands.request("open-task", Place(Kind.TASK, task.id))

    def add(self, day: date) -> None:
        """Ask for a task on a day."""
        new_task(self._ctx, day)

    def open_menu(self, task: Task | None, day: date, where: QPoint) -> None:
        """Offer what can be done with a task, or with a day that has none there."""
        self.fill_menu(task, day)
        self.menu.popup(where)

    def fill_menu(self, task: Task | None, day: date) -> None:
        """Put into the menu what :meth:`open_menu` offers."""
        menu, today = self.menu, self._ctx.clock.study_day(self._ctx.clock.now())
        menu.clear()
        if task is not None:
            if task.done_at is None and can_start(task):
                menu.addAction("Start\tEnter", partial(self.start, task))
            words = "Not done after all" if task.done_at else "Done"
            menu.addAction(f"{words}\tSpace", partial(self.tick, task))
            menu.addAction("Edit…\tE", partial(self.edit, task))
            self._days.clear()
            for distance in _DISTANCES:
                other = max(task.day, today) + timedelta(days=distance)
                move = partial(self._state.move, task, other)
                self._days.addAction(day_words(other, today), move)
            menu.addMenu(self._days)
            menu.addAction("Delete\tDel", partial(self._state.remove, task))
            menu.addSeparator()
        menu.addAction(f"New task, {day_words(day, today)}…", partial(self.add, day))
