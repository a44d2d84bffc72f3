"""The tasks of today as a check list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.planner.models import TRACELESS, TaskKind
from ms2qbank_desktop.features.planner.ui.task import keys
from ms2qbank_desktop.features.planner.ui.task.deeds import TaskDeeds
from ms2qbank_desktop.features.planner.ui.task.start import can_start
from ms2qbank_desktop.ui.widgets.layouts import column, line

from .row import TaskRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_state import PlanState
    from ms2qbank_desktop.ui.context import UiContext

_STEPS = {keys.NEXT: 1, keys.PREVIOUS: -1}
_FROM_PLAN = {
    TaskKind.QUESTIONS: "unseen first",
    TaskKind.CARDS: "what is due",
    TaskKind.SELF_ASSESSMENT: "timed, by the weights of the exam",
}


class TodayList(QWidget):
    """Keys go from row to row and do to their task what they say (see task.keys)."""

    begun = Signal()

    def __init__(self, ctx: UiContext, state: PlanState) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = state
        self._deeds = TaskDeeds(ctx, state, self)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the task that comes next."""
        super().focusInEvent(event)
        open_ones = [task for task in self._tasks if task.done_at is None] or list(self._tasks)
        if open_ones:
            check = self.rows[open_ones[0].id].check
            check.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, task_id: int) -> None:
        """Begin a task, or let the focus timer run for one that opens nothing."""
        task = self._task(task_id)
        if task is None or task.done_at is not None:
            return
        if can_start(task):
            self._deeds.start(task)
        else:
            self._deeds.time(task)

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
        made = TaskRow(self._ctx.commands)
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
        if wish in _STEPS:
            self._go(task, _STEPS[wish])
        elif wish == keys.START:
            self.begin(task_id)
        else:
            self._deeds.do(wish, task)

    def _go(self, task: Task, step: int) -> None:
        at = self._tasks.index(task) + step
        if 0 <= at < len(self._tasks):
            check = self.rows[self._tasks[at].id].check
            check.setFocus(Qt.FocusReason.TabFocusReason)

    def _pop_up(self, task_id: int, place: QPoint) -> None:
        if (task := self._task(task_id)) is not None:
            self._deeds.open_menu(task, task.day, place)


def _is_retest(task: Task) -> bool:
    """Say whether a miss made the task; the user did not think of it."""
    return task.kind is TaskKind.RETEST and bool(task.about)


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
        return "a question you missed" if _is_retest(task) else "your own task"
    if task.kind is TaskKind.CARDS and task.number:
        return f"{task.number:,} due"
    if task.kind is TaskKind.VIDEO and task.about and task.about[0].spot.isdecimal():
        minutes, seconds = divmod(int(task.about[0].spot) // 1000, 60)
        return f"continue at {minutes}:{seconds:02}"
    if task.kind is TaskKind.RETEST and not task.about:
        return "your latest misses"
    return _FROM_PLAN.get(task.kind, "")
