"""The page "Today": its tasks, how the day is, the focus timer, and what was studied when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ms2qbank_desktop.features.planner.ui.missed_card import MissedCard
from ms2qbank_desktop.features.planner.ui.moved_card import MovedCard
from ms2qbank_desktop.features.planner.ui.outlook_banner import OutlookBanner
from ms2qbank_desktop.features.planner.ui.plan_pages import PlanPage
from ms2qbank_desktop.features.planner.ui.today_card import TodayCard
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted, day_words, long_day

from .checklist import TodayList
from .due_card import DueCard
from .focus_card import FocusCard
from .log_card import LogCard

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext

_SIDE = 300
"""Width of the cards at the right, in pixels at 100 % text."""
_BESIDE = 760
"""Width of the page from which they stand there."""
_UNLIMITED = 16_777_215


class TodayPage(PlanPage):
    """The check list takes the keyboard; see :class:`TodayList`."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx)
        self.list = TodayList(ctx, self.state)
        self._tasks = Card(" ", flush=True)
        self.add = Button("Add a task", "secondary", "plus")
        self.make = Button("Make a plan", "primary", "calendar-check")
        both = QWidget()
        both.setLayout(row(self.add, self.make, gap=8))
        self._nothing = EmptyState("check-circle", " ", " ", both, width=420)
        self.banner = OutlookBanner(ctx, self.state)
        self.today = TodayCard(ctx, self.state)
        self.due = DueCard(ctx, self.state)
        self.missed = MissedCard(ctx, self.state)
        self.moved = MovedCard(ctx, self.state)
        self.focus = FocusCard(ctx)
        self.log = LogCard(ctx)
        self._side = QWidget()
        self._across = row(gap=16)
        self.add.clicked.connect(lambda: ctx.commands.request("new-task"))
        self.make.clicked.connect(lambda: ctx.commands.request("make-plan"))
        self.setFocusProxy(self.list)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.due.read_if_stale()

    def show_content(self, shown: Shown) -> None:
        tasks = shown.tasks(shown.today)
        done = sum(task.done_at is not None for task in tasks)
        self._tasks.set_title(long_day(shown.today).rpartition(" ")[0])
        self._tasks.set_fact(_done_words(shown, done, len(tasks)) if tasks else "")
        self.list.show_tasks(tasks)
        self.list.setVisible(bool(tasks))
        self._nothing.setVisible(not tasks)
        if not tasks:
            self._nothing.set_words(*_why_nothing(shown))
            self.make.setVisible(shown.plan is None)

    def _lay_out(self) -> None:
        self._tasks.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tasks.body.add(self.list, self._nothing)
        left = QWidget()
        left.setLayout(column(self._tasks, self.due, self.log, None, gap=16))
        self._side.setLayout(column(self.today, self.missed, self.moved, self.focus, None, gap=16))
        self._across.addWidget(left, 1)
        self._across.addWidget(self._side)
        inner = QWidget()
        inner.setLayout(self._across)
        sheet = column(self.banner, gap=12)
        area = scrolled(inner, "Today")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet.addWidget(area, 1)
        content = QWidget()
        content.setLayout(sheet)
        self._arrange()
        signals().changed.connect(self._arrange)
        self.set_content(content)

    def _arrange(self) -> None:
        """Put the side below where the tasks would have no room for their names beside it."""
        beside = self.width() >= px(_BESIDE)
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._side.setMinimumWidth(px(_SIDE) if beside else 0)
        self._side.setMaximumWidth(px(_SIDE) if beside else _UNLIMITED)


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
    return "No task today", f"No task stands on this day.{after}"
