"""Second step of a plan: how long one studies on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import WEEKDAYS, counted, duration

from .day_calendar import DayCalendar
from .special_days import SpecialDays

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.plan_models import PlanDraft

_HOURS = (1, 2, 3, 4, 6, 8)
_BUFFERS = ((0, "None"), (5, "Every 5th"), (7, "Every 7th"), (10, "Every 10th"), (14, "Every 14th"))


class DaysStep(QWidget):
    """``changed``: something else stands here."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.minutes = [NumberField(0, MOST_MINUTES, f"Minutes on {day}") for day in WEEKDAYS]
        week = row(gap=8)
        for name, field in zip(WEEKDAYS, self.minutes, strict=True):
            field.setSingleStep(15)
            field.setFixedWidth(px(54))
            week.addLayout(column(Label(name, "caption", "text-muted"), field, gap=4))
        week.add(None)
        self.hours = [Button(f"{hours} h", "secondary", size="small") for hours in _HOURS]
        for hours, button in zip(_HOURS, self.hours, strict=True):
            button.setToolTip(f"{hours * 60} minutes on each day that is not off")
            button.clicked.connect(partial(self._set_all, hours * 60))
        self.total = Label("", "caption", "text-muted")
        self.fault = Label("", "caption", "incorrect", wrap=True)
        self.fault.hide()
        self.calendar = DayCalendar("Days off")
        self.buffer = DropDown("Days kept free")
        self.buffer.addItems([words for _, words in _BUFFERS])
        self.last_week = CheckRow("Nothing new in the last week")
        quick = row(Label("Each day", "caption", "text-muted"), *self.hours, None, gap=6)
        self.off = Label("", "caption", "text-muted", wrap=True)
        self.special = SpecialDays()
        closing = Label(
            "Reviews and mixed blocks only; a quarter of a plan of less than four weeks.",
            "caption",
            "text-muted",
            wrap=True,
        )
        right = column(
            Field("Days kept free", self.buffer, "They take up what was missed."),
            column(self.last_week, closing, gap=0),
            column(Label("Other minutes on single days", weight=500), self.special, gap=4),
            None,
            gap=12,
        )
        below = row(gap=24)
        below.add(column(Label("Days off", weight=500), self.calendar, self.off, None, gap=4))
        below.addLayout(right, 1)
        minutes = column(Label("Minutes to study", weight=500), week, self.fault, quick, gap=6)
        self.setLayout(column(minutes, self.total, below, None, gap=12))
        for field in self.minutes:
            field.valueChanged.connect(self._on_changed)
        self.buffer.currentIndexChanged.connect(self._on_changed)
        self.last_week.toggled.connect(self._on_changed)
        self.calendar.changed.connect(self._on_changed)
        self.special.changed.connect(self._on_changed)

    def put(self, draft: PlanDraft) -> None:
        """Show a draft."""
        for field, minutes in zip(self.minutes, draft.week, strict=True):
            field.setValue(minutes)
        every = draft.goals.buffer_every
        known = [one for one, _ in _BUFFERS]
        if every not in known:  # made at the command line
            self.buffer.addItem(f"Every {every}th", every)
        for at, (one, _) in enumerate(_BUFFERS):
            self.buffer.setItemData(at, one)
        self.buffer.setCurrentIndex(self.buffer.findData(every))
        self.last_week.setChecked(draft.goals.last_week)
        self.calendar.set_days(draft.off)
        self.special.put_special(draft.special)
        self.set_range(draft)
        self._on_changed()

    def set_range(self, draft: PlanDraft) -> None:
        """Let the days of a plan be ticked."""
        self.calendar.set_range(draft.start, draft.exam, draft.exam)
        self.special.set_range(draft.start, draft.exam - timedelta(1))

    def take(self, draft: PlanDraft) -> PlanDraft:
        """Return a draft with what stands here."""
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
            field.value() for field in self.minutes
        )
        return replace(
            draft,
            week=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
            off=frozenset(day for day in self.calendar.days if draft.start <= day < draft.exam),
            special={
                day: minutes
                for day, minutes in self.special.take().items()
                if draft.start <= day < draft.exam
            },
            goals=replace(
                draft.goals,
                buffer_every=self.buffer.currentData() or 0,
                last_week=self.last_week.isChecked(),
            ),
        )

    def fact(self) -> str:
        """Return in short what stands here."""
        return f"{self._week_words()} a week"

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the minutes."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _set_all(self, minutes: int) -> None:
        """Give each day the same; days off stay so unless all are."""
        keep = any(field.value() for field in self.minutes)
        for field in self.minutes:
            if field.value() or not keep:
                field.setValue(minutes)

    def _week_words(self) -> str:
        return duration(sum(field.value() for field in self.minutes) * 60_000)

    def _on_changed(self) -> None:
        free = sum(not field.value() for field in self.minutes)
        rest = f", {counted(free, 'day')} off" if free else ""
        self.total.setText(f"{self._week_words()} a week{rest}. 0 makes a weekday a day off.")
        number = len(self.calendar.days)
        self.off.setText(f"{counted(number, 'day')} off ticked." if number else "")
        self.changed.emit()
