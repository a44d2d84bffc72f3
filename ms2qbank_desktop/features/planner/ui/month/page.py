"""The page "Month": every day's load at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.ui.outlook_banner import OutlookBanner
from ms2qbank_desktop.features.planner.ui.plan_pages import CalendarPage
from ms2qbank_desktop.features.planner.ui.planner_header import Stepper
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import month_words

from .view import MonthView

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext


class MonthPage(CalendarPage):
    """The month; a click on a day opens it in its week."""

    longest = 31

    def __init__(self, ctx: UiContext) -> None:
        self.view = MonthView(ctx.commands)
        super().__init__(ctx, Stepper("month", "September 2026"), self.view)
        content = QWidget()
        sheet = column(OutlookBanner(ctx, self.state), gap=16)
        sheet.addWidget(self.view, 1)
        content.setLayout(sheet)
        self.set_content(content)
        self.view.moved.connect(self.state.move)
        self.view.day_opened.connect(lambda day: ctx.commands.request("open-plan-day", day))

    def first_of(self, day: date) -> date:
        return day.replace(day=1)

    def show_stretch(self, shown: Shown, first: date) -> str:
        self.view.show_month(shown, first)
        return month_words(first)
