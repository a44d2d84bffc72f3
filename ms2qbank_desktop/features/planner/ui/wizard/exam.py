"""First step of a plan: the exam, when it begins, what it is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.features.planner.plan_models import MOST_DAYS
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.datefield import DateField
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, day_words

from .day_calendar import DayCalendar

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.plan_models import PlanDraft


class ExamStep(QWidget):
    """``changed``: something else stands here."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.exam = DateField(today, "Date of the exam")
        self.start = DateField(today, "First day of the plan")
        self.name = QLineEdit()
        self.calendar = DayCalendar("Date of the exam", one=True)
        self.fields = {
            "exam": Field("Exam on", self.exam),
            "start": Field("Begin on", self.start),
            "name": Field("Name of the plan", self.name),
        }
        left = column(*self.fields.values(), None, gap=12)
        across = row(gap=24)
        across.addLayout(left, 1)
        across.add(column(self.calendar, None))
        self.setLayout(column(across, None))
        for field in (self.exam, self.start, self.name):
            field.setMinimumWidth(px(180))
        self.exam.chosen.connect(self._on_changed)
        self.start.chosen.connect(self._on_changed)
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self.calendar.changed.connect(self._on_ticked)

    def put(self, draft: PlanDraft) -> None:
        """Show a draft."""
        self.exam.set_day(draft.exam)
        self.start.set_day(draft.start)
        self.name.setText(draft.name)
        self._on_changed()

    def take(self, draft: PlanDraft) -> PlanDraft:
        """Return a draft with what stands here."""
        return replace(draft, exam=self.exam.day, start=self.start.day, name=self.name.text())

    def fact(self) -> str:
        """Return in short what stands here."""
        return f"Exam {day_words(self.exam.day, self._today)}"

    def _on_ticked(self, days: frozenset[date]) -> None:
        (day,) = days
        self.exam.set_day(day)

    def _on_changed(self) -> None:
        exam, start = self.exam.day, self.start.day
        self.calendar.set_days({exam})
        self.calendar.set_range(start + timedelta(1), start + timedelta(MOST_DAYS), exam)
        self.calendar.show_day(exam)
        left = (exam - max(start, self._today)).days
        if left > 0:
            whole = f", {left / 7:.0f} weeks" if left >= 14 else ""
            self.fields["exam"].set_help(f"{counted(left, 'day')} to study{whole}")
        else:
            self.fields["exam"].set_help("")
        self.changed.emit()
