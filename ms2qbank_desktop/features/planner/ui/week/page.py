"""The page "Week": the days of a week with their tasks, and beside them how today goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.planner.ui.coverage_card import CoverageCard
from ms2qbank_desktop.features.planner.ui.missed_card import MissedCard
from ms2qbank_desktop.features.planner.ui.moved_card import MovedCard
from ms2qbank_desktop.features.planner.ui.outlook_banner import OutlookBanner
from ms2qbank_desktop.features.planner.ui.plan_pages import CalendarPage
from ms2qbank_desktop.features.planner.ui.planner_header import Stepper
from ms2qbank_desktop.features.planner.ui.today_card import TodayCard
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import week_words

from .layout import monday_of
from .view import WeekView

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext

_SIDE = 284
_BESIDE_FROM = 1000
"""Width of the side, and of the page from which there is room for it, in pixels at 100 % text."""


class WeekPage(CalendarPage):
    """The week, and beside it how it goes."""

    longest = 7

    def __init__(self, ctx: UiContext) -> None:
        self.view = WeekView(ctx.commands)
        super().__init__(ctx, Stepper("week", "16 to 22 September"), self.view)
        self._banner = OutlookBanner(ctx, self.state)
        cards = column(gap=16)
        for kind in (TodayCard, MissedCard, MovedCard):
            card = kind(ctx, self.state)
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            cards.addWidget(card)
        cards.addWidget(CoverageCard(ctx, self.state), 1)
        cards.addStretch(0)
        pile = QWidget()
        pile.setLayout(cards)
        self._side = scrolled(pile, "Beside the week")  # in a low window not all of them have room
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = row(gap=16)
        across.addWidget(self.view, 1)
        across.addWidget(self._side)
        sheet = column(self._banner, gap=16)
        sheet.addLayout(across, 1)
        content = QWidget()
        content.setLayout(sheet)
        self.set_content(content)
        self.view.added.connect(self.deeds.add)
        self.view.moved.connect(self._move)
        signals().changed.connect(self._arrange)

    def first_of(self, day: date) -> date:
        return monday_of(day)

    def show_stretch(self, shown: Shown, first: date) -> str:
        self.view.show_week(shown, first)
        return week_words(first)

    def open_day(self, day: date) -> None:
        """Show the week of a day, with its first open task selected."""
        self.go_to(day)
        self._select(day)
        self.take_keyboard()

    def go_to_today(self) -> None:
        super().go_to_today()
        if self.state.shown is not None:
            self._select(self.state.shown.today)

    def _select(self, day: date) -> None:
        if self.state.shown is not None:
            tasks = self.state.shown.tasks(day)
            open_ones = (one for one in tasks if one.done_at is None)
            self.view.select(next(open_ones, tasks[0] if tasks else None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _move(self, task: Task, day: date, before: Task | None) -> None:
        self.state.move(task, day, before)
        if monday_of(day) != self.view.monday:
            self.go_to(day)
        if self.state.shown is not None:
            self.view.select(self.state.shown.task(task.id))

    def _arrange(self) -> None:
        self._side.setFixedWidth(px(_SIDE))
        self._side.setVisible(self.width() >= px(_BESIDE_FROM))
