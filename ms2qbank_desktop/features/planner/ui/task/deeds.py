"""What can be done with a task on a page, by keys and by the menu."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.ui.focus_clock import focus_clock
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.words import day_words

from . import keys
from .new import new_task
from .next_day import next_day
from .start import can_change, can_start, change_first, start_task

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_state import PlanState
    from ms2qbank_desktop.ui.context import UiContext

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

    def do(self, wish: str, task: Task) -> bool:
        """Do to a task what a key says (see ``keys``); False if that is nothing for one task."""
        deeds = {
            keys.START: self.start,
            keys.CHANGE: self.change,
            keys.TICK: self.tick,
            keys.EDIT: self.edit,
            keys.REMOVE: self._state.remove,
        }
        if wish in deeds:
            deeds[wish](task)
        return wish in deeds

    def start(self, task: Task) -> None:
        """Begin what a task is about; a task that has nothing to begin, or is done, is edited."""
        if task.done_at is None and can_start(task):
            start_task(self._ctx, task)
        else:
            self.edit(task)

    def change(self, task: Task) -> None:
        """Show the block of a task to be changed before it begins."""
        if task.done_at is None:
            change_first(self._ctx, task)

    def time(self, task: Task) -> None:
        """Let the focus timer run for a task."""
        focus_clock(self._ctx).begin(task)

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
        today = self._ctx.clock.study_day(self._ctx.clock.now())
        self.menu.clear()
        if task is not None:
            if task.done_at is None:
                self._offer_beginning(task)
            words = "Not done after all" if task.done_at else "Done"
            self._offer(words, partial(self.tick, task), keys.TICK)
            self._offer("Edit…", partial(self.edit, task), keys.EDIT)
            self._offer_days(task, today)
            self._offer("Delete", partial(self._state.remove, task), keys.REMOVE)
            self.menu.addSeparator()
        self._offer(f"New task, {day_words(day, today)}…", partial(self.add, day))

    def _offer_beginning(self, task: Task) -> None:
        if can_start(task):
            self._offer("Start", partial(self.start, task), keys.START)
        if can_change(task):
            self._offer("Change the block first…", partial(self.change, task), keys.CHANGE)
        self._offer("Focus timer", partial(self.time, task))

    def _offer_days(self, task: Task, today: date) -> None:
        after = max(task.day, today)
        days = {after + timedelta(days=distance): "" for distance in _DISTANCES}
        shown = self._state.shown
        free = None if shown is None or shown.plan is None else next_day(shown, task.minutes)
        if free is not None and free != task.day:
            days[free] = ", the next with room"
        self._days.clear()
        for day, why in sorted(days.items()):
            move = partial(self._state.move, task, day)
            self._days.addAction(f"{day_words(day, today)}{why}", move)
        self.menu.addMenu(self._days)

    def _offer(self, words: str, do: partial[None], key: str = "") -> None:
        cap = self._ctx.commands.shown_key(key) if key else ""
        self.menu.addAction(f"{words}\t{cap}" if cap else words, do)
