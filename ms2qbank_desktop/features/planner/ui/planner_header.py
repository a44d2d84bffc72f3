"""What the header of every page of the planner holds, and what stands there without a plan."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.theme import font, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

from .task.new import new_task

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown
    from .plan_state import PlanState

NEW_TASK = "new-task"
AGENDA_DAYS = 28
"""Of the printed agenda."""


def header_facts(shown: Shown | None) -> str:
    """Return which plan it is and how long there is to the exam."""
    if shown is None or shown.plan is None:
        return ""
    draft = shown.plan.draft
    left = (draft.exam - shown.today).days
    when = f"{counted(left, 'day')} left"
    if left <= 0:
        when = "the exam is today" if left == 0 else "the exam is over"
    return f"Plan “{draft.name}”, {when}"


def header_buttons(ctx: UiContext, state: PlanState) -> list[QWidget]:
    """Return buttons for plans, paper, the calendar file and a new task: the same on every page."""
    if not state.buttons:
        state.buttons = _made_buttons(ctx, state)
    return state.buttons


def _made_buttons(ctx: UiContext, state: PlanState) -> list[QWidget]:
    plans = IconButton("calendar-check", "Plans")
    plans.clicked.connect(lambda: ctx.commands.request("manage-plans"))
    file = Button("Calendar file", "secondary", "export")
    file.clicked.connect(partial(_write_file, ctx, state))
    task = _TaskButton(ctx)
    task.clicked.connect(lambda: new_task(ctx))
    papers = (
        ("print-this-week", "Print this week…", partial(_print_week, ctx, 0)),
        ("print-next-week", "Print next week…", partial(_print_week, ctx, 7)),
        ("print-agenda", "Print the agenda…", partial(_print_agenda, ctx)),
    )
    ctx.commands.add(
        *(
            Command(key, label, run, when=task.isVisible, menu="Planner", icon="printer")
            for key, label, run in papers
        ),
        Command(
            NEW_TASK,
            "New task…",
            lambda: new_task(ctx),
            "T",
            when=task.isVisible,
            menu="Planner",
            icon="plus",
            context="tabs planner",
        ),
    )
    ctx.commands.bind(task, NEW_TASK)
    paper = IconButton("printer", "Print")
    menu = QMenu(paper)
    menu.addActions([ctx.commands.action(key) for key, _, _ in papers])
    paper.setMenu(menu)
    return [plans, paper, file, task]


class _TaskButton(Button):
    """Seen as long as a page of the planner is: so long its command can be run."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Task", "secondary", "plus")
        self._commands = ctx.commands

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._commands.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._commands.refresh()


class NoPlan(EmptyState):
    """Stands where a plan will be."""

    def __init__(self, ctx: UiContext) -> None:
        make = Button("Make a plan", "primary", "calendar-check")
        make.clicked.connect(lambda: ctx.commands.request("make-plan"))
        super().__init__(
            "calendar-check",
            "No plan yet",
            "Say when the exam is and how long you study: the work is spread over the days, and "
            "moves with them. A task of your own needs no plan.",
            make,
        )


class Stepper(QWidget):
    """Earlier, the name of what is shown, later, and the way back to today."""

    stepped = Signal(int)
    """−1 or 1."""
    today_asked = Signal()

    def __init__(self, what: str, widest: str) -> None:
        """``what``: "week" or "month"; ``widest``: the longest name, for which room is kept."""
        super().__init__()
        self.earlier = IconButton("caret-left", f"Earlier {what}", "PgUp")
        self.later = IconButton("caret-right", f"Later {what}", "PgDown")
        self.today = Button("Today", "quiet")
        self.today.setToolTip("Home")
        self._name = Label("", "strong")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._widest = widest
        self.setLayout(row(self.earlier, self._name, self.later, self.today, gap=4))
        self.earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.later.clicked.connect(lambda: self.stepped.emit(1))
        self.today.clicked.connect(self.today_asked)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_name(self, name: str) -> None:
        """Say what is shown."""
        self._name.setText(name)

    def _on_theme_changed(self) -> None:
        sizes = QFontMetrics(font("strong"))
        self._name.setMinimumWidth(sizes.horizontalAdvance(self._widest))


def _print_week(ctx: UiContext, ahead: int) -> None:
    today = ctx.clock.study_day(ctx.clock.now())
    ctx.commands.request("print-week", today + timedelta(ahead))


def _print_agenda(ctx: UiContext) -> None:
    today = ctx.clock.study_day(ctx.clock.now())
    ctx.commands.request("print-agenda", today, today + timedelta(AGENDA_DAYS))


def _write_file(ctx: UiContext, state: PlanState) -> None:
    if state.shown is not None and state.shown.plan is not None:
        ctx.commands.request("calendar-file", state.shown.plan.id)
    else:
        ctx.messages.toast("There is no plan to write yet")
