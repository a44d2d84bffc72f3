"""The page "Month": every day's load at a glance."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import month_words

from .month_view import MonthView
from .outlook_banner import OutlookBanner
from .plan_pages import PlanPage
from .planner_header import Stepper
from .task_deeds import TaskDeeds

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown


class MonthPage(PlanPage):
    """Follows the present month until another one is turned to."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx)
        self.month: date | None = None
        """The first day of the month that was turned to."""
        self.view = MonthView()
        self.stepper = Stepper("month", "September 2026")
        self.deeds = TaskDeeds(ctx, self.state, self)
        content = QWidget()
        sheet = column(OutlookBanner(ctx, self.state), gap=16)
        sheet.addWidget(self.view, 1)
        content.setLayout(sheet)
        self.set_content(content)
        self.stepper.stepped.connect(self.turn)
        self.stepper.today_asked.connect(self.go_to_today)
        self.view.turned.connect(self.turn)
        self.view.moved.connect(self.state.move)
        self.view.edit_requested.connect(self.deeds.edit)
        self.view.menu_requested.connect(self.deeds.open_menu)
        self.view.day_opened.connect(lambda day: ctx.commands.request("open-plan-day", day))

    def header_control(self) -> QWidget:
        """Return what goes from month to month."""
        return self.stepper

    def turn(self, by: int) -> None:
        """Show the month before or after."""
        if self.view.month is not None:
            middle = self.view.month + timedelta(days=45 if by > 0 else -15)
            self.month = middle.replace(day=1)
            self.show_plan()

    def go_to_today(self) -> None:
        """Show the present month."""
        self.month = None
        self.show_plan()

    def show_content(self, shown: Shown) -> None:
        present = shown.today.replace(day=1)
        month = self.month or present
        self.stepper.show_name(month_words(month))
        self.stepper.today.setEnabled(month != present)
        self.view.show_month(shown, month)
