"""The page "Today": its tasks, how the day is, the focus timer, and what was studied when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted, day_words, long_day

from .focus_card import FocusCard
from .log_card import LogCard
from .moved_card import MovedCard
from .outlook_banner import OutlookBanner
from .plan_state import PLAN_TOPICS, plan_state
from .planner_header import NoPlan, header_buttons, header_facts
from .today_card import TodayCard
from .today_list import TodayList

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown

_SIDE = 300
"""Width of the cards at the right, in pixels at 100 % text."""


class TodayPage(QWidget):
    """The check list takes the keyboard; see :class:`TodayList`."""

    topics = PLAN_TOPICS
    facts_changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = plan_state(ctx)
        self.list = TodayList(ctx, self._state)
        self._tasks = Card(" ", flush=True)
        self.add = Button("Add a task", "secondary", "plus")
        self._nothing = EmptyState("check-circle", " ", " ", self.add, width=420)
        self.banner = OutlookBanner(ctx, self._state)
        self.today = TodayCard(ctx, self._state)
        self.moved = MovedCard(ctx, self._state)
        self.focus = FocusCard(ctx)
        self.log = LogCard(ctx)
        self._side = QWidget()
        self._stack = QStackedLayout(self)
        self._lay_out(ctx)
        self.add.clicked.connect(lambda: ctx.commands.request("new-task"))
        self._state.changed.connect(self._show)
        self._show()

    def refresh(self) -> None:
        """Read what has changed."""
        self._state.ask()

    def header_actions(self) -> list[QWidget]:
        return header_buttons(self._ctx, self._state)

    def header_facts(self) -> str:
        return header_facts(self._state.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.take_keyboard()

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        self.facts_changed.emit()
        if shown.empty:
            self._stack.setCurrentWidget(self._no_plan)
            return
        first = self._stack.currentWidget() is not self._content
        tasks = shown.tasks(shown.today)
        done = sum(task.done_at is not None for task in tasks)
        self._tasks.set_title(long_day(shown.today).rpartition(" ")[0])
        self._tasks.set_fact(_done_words(shown, done, len(tasks)) if tasks else "")
        self.list.show_tasks(tasks)
        self.list.setVisible(bool(tasks))
        self._nothing.setVisible(not tasks)
        if not tasks:
            self._nothing.set_words(*_why_nothing(shown))
        self._stack.setCurrentWidget(self._content)
        if first and self.isVisible():
            self.list.take_keyboard()

    def _lay_out(self, ctx: UiContext) -> None:
        self._tasks.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tasks.body.add(self.list, self._nothing)
        left = QWidget()
        left.setLayout(column(self._tasks, self.log, None, gap=16))
        self._side.setLayout(column(self.today, self.moved, self.focus, None, gap=16))
        across = row(gap=16)
        across.addWidget(left, 1)
        across.addWidget(self._side)
        inner = QWidget()
        inner.setLayout(across)
        sheet = column(self.banner, gap=12)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet.addWidget(area, 1)
        self._content = QWidget()
        self._content.setLayout(sheet)
        self._no_plan = NoPlan(ctx)
        for part in (LoadingPage(), self._no_plan, self._content):
            self._stack.addWidget(part)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._side.setFixedWidth(px(_SIDE))


def _done_words(shown: Shown, done: int, every: int) -> str:
    if done < every:
        return f"{done} of {counted(every, 'task')} done"
    return f"all done, in {shown.spent(shown.today)} min"


def _why_nothing(shown: Shown) -> tuple[str, str]:
    """Return why there is nothing to do today, and what comes next."""
    plan = shown.plan
    coming = sorted(day for day in shown.days if day > shown.today)
    after = ""
    if coming:
        number, first = len(shown.tasks(coming[0])), coming[0]
        after = f" Next: {counted(number, 'task')}, {day_words(first, shown.today)}."
    if plan is not None and shown.today == plan.draft.exam:
        return "Today is the exam", "You have prepared for it. Good luck."
    if plan is not None and shown.today > plan.draft.exam:
        words = f"The exam of “{plan.draft.name}” was {day_words(plan.draft.exam, shown.today)}."
        return "The plan has ended", f"{words} Put it away, or give it another day."
    if plan is not None and shown.today < plan.draft.start:
        return "The plan has not begun", f"It begins {day_words(plan.draft.start, shown.today)}."
    if shown.is_off(shown.today):
        return "A day off", f"Nothing is planned for today.{after}"
    return "Nothing to do today", f"No task stands on this day.{after}"
