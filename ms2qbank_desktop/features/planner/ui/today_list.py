"""The tasks of today as a check list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TRACELESS, TaskKind
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.layouts import column, line
from ms2qbank_desktop.ui.words import day_words

from .focus_clock import focus_clock
from .next_day import next_day
from .task_start import can_start, start_task
from .today_row import TaskRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_state import PlanState

_FROM_PLAN = {
    TaskKind.QUESTIONS: "unseen first",
    TaskKind.CARDS: "what is due",
    TaskKind.SELF_ASSESSMENT: "timed, by the weights of the exam",
}


class TodayList(QWidget):
    """Up and Down go from row to row, Space ticks, Enter begins, E opens, Delete takes away."""

    begun = Signal()

    def __init__(self, ctx: UiContext, state: PlanState) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = state
        self._tasks: tuple[Task, ...] = ()
        self.rows: dict[int, TaskRow] = {}
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show other tasks, or the same as they are now; the keyboard stays with its task."""
        if [task.id for task in tasks] != [task.id for task in self._tasks]:
            self._lay_out(tasks)
        self._tasks = tuple(tasks)
        first = next((task.id for task in tasks if task.done_at is None), None)
        for task in tasks:
            self.rows[task.id].show_task(
                task,
                _below(task, self._state),
                opens=can_start(task),
                next_one=task.id == first,
            )

    def take_keyboard(self) -> None:
        """Give the keyboard to the task that comes next."""
        open_ones = [task for task in self._tasks if task.done_at is None] or list(self._tasks)
        if open_ones:
            check = self.rows[open_ones[0].id].check
            check.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, task_id: int) -> None:
        """Open what a task is about, or let the focus timer run for it."""
        task = self._task(task_id)
        if task is None or task.done_at is not None:
            return
        if can_start(task):
            start_task(self._ctx, task)
        else:
            focus_clock(self._ctx).begin(task)

    def _lay_out(self, tasks: Sequence[Task]) -> None:
        focused = next((key for key, one in self.rows.items() if one.check.hasFocus()), None)
        place = [task.id for task in self._tasks].index(focused) if focused else 0
        wanted = {task.id for task in tasks}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, TaskRow):
                widget.deleteLater()  # a hairline
        for gone in self.rows.keys() - wanted:
            old = self.rows.pop(gone)
            old.hide()
            old.deleteLater()
        for at, task in enumerate(tasks):
            if at:
                self._column.addWidget(line())
            if task.id not in self.rows:
                self.rows[task.id] = self._row(task.id)
            self._column.addWidget(self.rows[task.id])
            self.rows[task.id].show()
        if focused is not None and tasks:
            kept = focused if focused in wanted else tasks[min(place, len(tasks) - 1)].id
            self.rows[kept].check.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, task_id: int) -> TaskRow:
        made = TaskRow()
        made.check.toggled.connect(partial(self._on_toggled, task_id))
        made.check.wished.connect(partial(self._on_wished, task_id))
        made.check.menu_requested.connect(partial(self._pop_up, task_id))
        made.start.clicked.connect(lambda: self.begin(task_id))
        return made

    def _task(self, task_id: int) -> Task | None:
        return next((task for task in self._tasks if task.id == task_id), None)

    def _on_toggled(self, task_id: int, done: bool) -> None:
        if (task := self._task(task_id)) is not None:
            self._state.tick(task, done=done)

    def _on_wished(self, task_id: int, wish: str) -> None:
        task = self._task(task_id)
        if task is None:
            return
        if wish in {"up", "down"}:
            self._go(task, 1 if wish == "down" else -1)
        elif wish == "start" and task.done_at is None:
            self.begin(task_id)
        elif wish == "remove":
            self._state.remove(task)
        else:
            self._open(task)

    def _go(self, task: Task, step: int) -> None:
        at = self._tasks.index(task) + step
        if 0 <= at < len(self._tasks):
            check = self.rows[self._tasks[at].id].check
            check.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, task: Task) -> None:
        self._ctx.commands.request("open-task", Place(Kind.TASK, task.id))

    def _pop_up(self, task_id: int, place: QPoint) -> None:
        task = self._task(task_id)
        if task is None or self._state.shown is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        done = task.done_at is not None
        if not done:
            word = "Start" if can_start(task) else "Focus timer"
            menu.addAction(word, partial(self.begin, task_id))
        menu.addAction("Open…", partial(self._open, task))
        words = "Not done after all" if done else "Done"
        menu.addAction(words, partial(self._state.tick, task, done=not done))
        if not done:
            if can_start(task):
                clock = focus_clock(self._ctx)
                menu.addAction("Focus timer", partial(clock.begin, task))
            to = next_day(self._state.shown, task.minutes)
            if to is not None:
                words = f"Move to {day_words(to, self._state.shown.today)}"
                menu.addAction(words, partial(self._state.move, task, to))
        menu.addSeparator()
        menu.addAction("Delete", partial(self._state.remove, task))
        menu.popup(place)


def _below(task: Task, state: PlanState) -> str:
    """Return what is said under a title: how it came here, or what is done in it."""
    if task.done_at is not None:
        local = task.done_at.astimezone()
        by_itself = task.spent_minutes is not None and task.kind not in TRACELESS
        return f"done at {local:%H:%M}" + (", ticked by itself" if by_itself else "")
    if task.note:
        return " ".join(task.note.split())
    shown = state.shown
    if shown is not None and task.id in shown.moved:
        return "moved here today"
    if task.plan_id is None:
        return "your own task"
    if task.kind is TaskKind.CARDS and task.number:
        return f"{task.number:,} due"
    if task.kind is TaskKind.VIDEO and task.about and task.about[0].spot.isdecimal():
        minutes, seconds = divmod(int(task.about[0].spot) // 1000, 60)
        return f"continue at {minutes}:{seconds:02}"
    if task.kind is TaskKind.RETEST and not task.about:
        return "your latest misses"
    return _FROM_PLAN.get(task.kind, "")
