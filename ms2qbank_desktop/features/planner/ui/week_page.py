"""The page "Week": the days of a week with their tasks, and beside them how today goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import week_words

from .coverage_card import CoverageCard
from .moved_card import MovedCard
from .outlook_banner import OutlookBanner
from .plan_pages import PlanPage
from .planner_header import Stepper
from .task_deeds import TaskDeeds
from .today_card import TodayCard
from .week_layout import monday_of
from .week_view import WeekView

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown

_SIDE = 284
_BESIDE_FROM = 1000
"""Width of the side, and of the page from which there is room for it, in pixels at 100 % text."""


class WeekPage(PlanPage):
    """Follows the present week until another one is turned to."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx)
        self.monday: date | None = None
        self.view = WeekView()
        self.stepper = Stepper("week", "16 to 22 September")
        self.deeds = TaskDeeds(ctx, self.state, self)
        self._banner = OutlookBanner(ctx, self.state)
        self._side = QWidget()
        cards = column(gap=16)
        for card in (TodayCard(ctx, self.state), MovedCard(ctx, self.state)):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            cards.addWidget(card)
        cards.addWidget(CoverageCard(ctx, self.state), 1)
        cards.addStretch(0)
        self._side.setLayout(cards)
        across = row(gap=16)
        across.addWidget(self.view, 1)
        across.addWidget(self._side)
        sheet = column(self._banner, gap=16)
        sheet.addLayout(across, 1)
        content = QWidget()
        content.setLayout(sheet)
        self.set_content(content)
        self.stepper.stepped.connect(self.turn)
        self.stepper.today_asked.connect(self.go_to_today)
        self.view.turned.connect(self.turn)
        self.view.start_requested.connect(self.deeds.start)
        self.view.tick_requested.connect(self.deeds.tick)
        self.view.edit_requested.connect(self.deeds.edit)
        self.view.remove_requested.connect(self.state.remove)
        self.view.added.connect(self.deeds.add)
        self.view.moved.connect(self._move)
        self.view.menu_requested.connect(self.deeds.open_menu)
        signals().changed.connect(self._arrange)

    def header_control(self) -> QWidget:
        """Return what goes from week to week."""
        return self.stepper

    def open_day(self, day: date) -> None:
        """Show the week of a day, with its first open task selected."""
        self.monday = monday_of(day)
        self.show_plan()
        if self.state.shown is not None:
            tasks = self.state.shown.tasks(day)
            open_ones = (one for one in tasks if one.done_at is None)
            self.view.select(next(open_ones, tasks[0] if tasks else None))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, by: int) -> None:
        """Show the week before or after."""
        if self.view.monday is not None:
            self.monday = self.view.monday + timedelta(weeks=by)
            self.show_plan()

    def go_to_today(self) -> None:
        """Show the present week."""
        self.monday = None
        self.show_plan()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_content(self, shown: Shown) -> None:
        monday = self.monday or monday_of(shown.today)
        self.stepper.show_name(week_words(monday))
        self.stepper.today.setEnabled(monday != monday_of(shown.today))
        self.view.show_week(shown, monday)

    def _move(self, task: Task, day: date, before: Task | None) -> None:
        self.state.move(task, day, before)
        if monday_of(day) != self.view.monday:
            self.monday = monday_of(day)
            self.show_plan()
        if self.state.shown is not None:
            self.view.select(self.state.shown.task(task.id))

    def _arrange(self) -> None:
        self._side.setFixedWidth(px(_SIDE))
        self._side.setVisible(self.width() >= px(_BESIDE_FROM))
