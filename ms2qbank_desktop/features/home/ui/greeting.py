"""The head of the home screen: who, which day, how long to the exam, and how good a day it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, day_words, long_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.ui.plan_state import PlanState
    from ms2qbank_desktop.ui.context import UiContext

_MORNING, _NOON, _EVENING = 4, 12, 18
"""Hours at which they begin."""


class Greeting(QWidget):
    """Says its words at once; days and switch come with the plan (``follow``)."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._state: PlanState | None = None
        self.title = Label("", "heading1")
        self._day = Label("", "body", "text-muted")
        self._left = Label("", "strong")
        self._to_exam = Label("", "body", "text-muted")
        self.mood: QWidget | None = None
        self._mood_slot = row(gap=12)
        layout = row(gap=16)
        words = row(self._day, self._left, self._to_exam, None, gap=4)
        layout.addLayout(column(self.title, words, gap=2), 1)
        layout.addLayout(self._mood_slot)
        self.setLayout(layout)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.show_now()

    def show_now(self, *, fresh: bool = False) -> None:
        """Say what the clock says; ``fresh``: to someone who was never here before."""
        now = self._ctx.clock.now()
        profiles = self._ctx.service(AccountService).profiles()
        name = next((one.name for one in profiles if one.id == self._ctx.user_id), "")
        hello = "Welcome" if fresh else greeting(now)
        self.title.setText(f"{hello}, {name}" if name else hello)
        self._show_days(self._ctx.clock.study_day(now))

    def follow(self, state: PlanState) -> None:
        """Show the days of the plan from now on, and the switch."""
        from ms2qbank_desktop.features.planner.ui.mood_switch import MoodSwitch

        self._state = state
        self.mood = QWidget()
        self.mood.setLayout(row(Label("Today is a", "caption", "text-muted"), MoodSwitch(state)))
        self.mood.hide()
        self._mood_slot.addWidget(self.mood)
        state.changed.connect(self._on_plan)
        self._on_plan()

    def _on_plan(self) -> None:
        if self._state is not None and self._state.shown is not None and self.mood is not None:
            shown = self._state.shown
            ended = shown.plan is not None and shown.plan.draft.exam <= shown.today
            self.mood.setVisible(shown.plan is not None and not ended)
            self._show_days(shown.today)

    def _show_days(self, today: date) -> None:
        shown = None if self._state is None else self._state.shown
        plan = None if shown is None else shown.plan
        day = long_day(today).rpartition(" ")[0]
        count, left, exam = ("", "", "") if plan is None else plan_words(plan.draft, today)
        self._day.setText(" · ".join(part for part in (day, count) if part) + " ·" * bool(left))
        self._left.setText(left)
        self._to_exam.setText(exam)
        self._left.setVisible(bool(left))
        self._to_exam.setVisible(bool(exam))

    def _on_theme_changed(self) -> None:
        self.setMinimumHeight(px(48))


def greeting(now: datetime) -> str:
    """Return what is said at an hour."""
    hour = now.astimezone().hour
    if _MORNING <= hour < _NOON:
        return "Good morning"
    return "Good afternoon" if _NOON <= hour < _EVENING else "Good evening"


def plan_words(draft: PlanDraft, today: date) -> tuple[str, str, str]:
    """Return which day of a plan it is, how long there is to the exam, and what that is to."""
    left, days = (draft.exam - today).days, (draft.exam - draft.start).days + 1
    if left < 0:
        return f"the exam was {day_words(draft.exam, today)}", "", ""
    if left == 0:
        return "the exam is today", "", ""
    if today < draft.start:
        count = f"the plan begins {day_words(draft.start, today)}"
    else:
        count = f"day {days - left} of {days}"
    return count, counted(left, "day"), "to the exam"
