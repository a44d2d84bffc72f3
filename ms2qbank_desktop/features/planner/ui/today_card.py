"""Today in a card: how much of it is done, and how good a day it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.planning import BAD_SHARE, GOOD_SHARE
from ms2qbank_desktop.features.planner.schedule import REFLOW_DAYS
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, share

from .mood_switch import MoodSwitch, free_by_plan

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_state import PlanState

_SPREAD = f"spread within {counted(REFLOW_DAYS // 7, 'week')} where there is room."
_MORE, _KEPT = (
    share(one).replace(" ", "\N{NO-BREAK SPACE}") for one in (GOOD_SHARE - 1, BAD_SHARE)
)
_WHAT = {
    Mood.GOOD: f"A good day has {_MORE} more room: what comes next was brought forward.",
    Mood.NORMAL: f"Good brings work forward. Bad keeps {_KEPT} of the day, Off nothing; "
    f"the rest is {_SPREAD}",
    Mood.BAD: f"A bad day keeps {_KEPT} of its minutes; the rest is {_SPREAD}",
    Mood.OFF: f"Nothing today. The tasks are {_SPREAD}",
}
_DAY_OFF = "A day off by your plan."


class TodayCard(Card):
    """Shows ``state``; the switch plans anew, with Undo."""

    def __init__(self, _ctx: UiContext, state: PlanState) -> None:
        super().__init__("Today", " ")
        self._state = state
        self._bar = ProgressBar("Done of today")
        self.mood = MoodSwitch(state)
        self.what = Label("", "caption", "text-muted", wrap=True)
        self._day = QWidget()
        self._day.setLayout(column(row(self.mood, None), self.what, gap=12))
        self.body.addLayout(column(self._bar, self._day, gap=12))
        state.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        today = shown.today
        planned, done = shown.planned(today), shown.done(today)
        self._bar.set_share(done / planned if planned else 0.0)
        self.set_fact(f"{done} of {planned} min" if planned else "nothing planned")
        self._day.setVisible(shown.plan is not None)
        self.what.setText(_DAY_OFF if free_by_plan(shown) else _WHAT[shown.mood(today)])
