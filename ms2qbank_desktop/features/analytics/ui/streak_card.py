"""The card of days: how much was answered on each, and how many stand in a row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.charts.daychart import DayChart
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted, long_day

from .wording import short_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_YEAR = 365


class StreakCard(ChartCard):
    """The last year, whatever is looked at."""

    timeless = True

    def __init__(self, ctx: UiContext) -> None:
        self.days = DayChart("Answers of the last year", said)
        super().__init__(
            "Days of the last year",
            "A square for each day: it fills with the first answer.",
            ctx.messages.show,
            chart=self.days,
        )
        self._ctx = ctx
        self.forgives = Switch("One missed day does no harm", on=forgiving(ctx))
        self.forgives.toggled.connect(self._on_forgiving)
        follow(ctx.settings, "streak_forgives", self, self.forgives.setChecked)
        self.add_control(Label("One missed day does no harm", "caption", "text-muted"))
        self.add_control(self.forgives)

    def fill(self, look: Look) -> None:
        """Read the days anew."""
        streak = self._ctx.service(StatsService).streak(
            self._ctx.user_id, forgiving=forgiving(self._ctx)
        )
        answers = {day.toordinal(): number for day, number in streak.days.items()}
        self.days.show_days(answers, look.today.toordinal())
        now = f"{counted(streak.now, 'day')} in a row" if streak.now else "no row now"
        self.show_plot(day_plot(streak.days, look.today), f"{now}, longest {streak.best:,}")

    def _on_forgiving(self, on: bool) -> None:
        self._ctx.settings.set("streak_forgives", on)


def forgiving(ctx: UiContext) -> bool:
    """Return whether one missed day does not end a row."""
    return bool(ctx.settings.get("streak_forgives"))


def day_plot(days: Mapping[date, int], today: date) -> Plot | None:
    """Return the answers of each day that has any, up to a year back; None without any."""
    shown = [day for day in days if 0 <= (today - day).days < _YEAR]
    if not shown:
        return None
    return Plot(
        "Day",
        tuple(long_day(day) for day in shown),
        (Series("answers", tuple(days[day] for day in shown)),),
        Form.BESIDE,
        tuple(short_date(day) for day in shown),
    )


def said(day: int, number: int) -> str:
    """Return what was done on a study day, by its ordinal."""
    return f"{long_day(date.fromordinal(day))}: {counted(number, 'answer')}"
