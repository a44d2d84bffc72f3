"""Days in a row, and how much was answered on each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.charts.calendar import Calendar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted, long_day

if TYPE_CHECKING:
    from ms2qbank_desktop.features.analytics.models import Streak
    from ms2qbank_desktop.ui.context import UiContext


class StreakCard(Card):
    """The day under the mouse or the keyboard is said beside the title."""

    topics = frozenset({"attempts", "reviews", "tallies", "settings:streak_forgives"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.title = Label("", "heading3")
        self.fact = Elided("", "caption", "text-muted")
        self.fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._best = ""
        self.days = Calendar("Answers of the last year", said)
        self.days.day_shown.connect(lambda words: self.fact.setText(words or self._best))
        head = row(Glyph("flame", "warning"), self.title, gap=8)
        head.addWidget(self.fact, 1)
        self.body.addLayout(head)
        self.body.add(self.days)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Streak:
        forgiving = ctx.settings.get("streak_forgives")
        return ctx.service(StatsService).streak(ctx.user_id, forgiving=forgiving)

    def show_found(self, found: Streak) -> None:
        self.setVisible(bool(found.days))
        today = self._ctx.clock.study_day(self._ctx.clock.now())
        self.title.setText(f"{found.now:,}-day streak" if found.now else "No streak now")
        self._best = f"best {found.best:,}"
        if found.now and today not in found.days:
            self._best = f"not yet today, {self._best}"
        self.fact.setText(self._best)
        answers = {day.toordinal(): number for day, number in found.days.items()}
        self.days.show_days(answers, today.toordinal())


def said(day: int, number: int) -> str:
    """Return what was done on a study day, by its ordinal."""
    words = long_day(date.fromordinal(day)).rpartition(" ")[0]
    return f"{words}: {counted(number, 'answer') if number else 'nothing'}"
