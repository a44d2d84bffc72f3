"""Third step of a plan: what is done until the exam."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import counted, day_words

from .day_calendar import DayCalendar

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.planning import Supply

_PASSES = (("0", "None"), ("1", "Once"), ("2", "Twice"), ("3", "3 times"))
_BLOCKS = (("0", "As fits"), ("5", "5"), ("10", "10"), ("20", "20"), ("40", "40"))


class GoalsStep(QWidget):
    """``changed``: something else stands here."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.passes = Segmented(_PASSES, "Passes through the bank")
        self.block = Segmented(_BLOCKS, "Questions of a block")
        self.cards = CheckRow("Card reviews, each day")
        self.videos = CheckRow("Lectures")
        self.articles = CheckRow("Articles")
        self.reviews = CheckRow("Reviews of misses, one for 60 questions")
        self.calendar = DayCalendar("Days of self-assessments")
        self.minutes = NumberField(10, MOST_MINUTES, "Minutes of a self-assessment")
        self.minutes.setSingleStep(10)
        self.forms = Label("", "caption", "text-muted", wrap=True)
        self._bank = Label("", "caption", "text-muted")
        left = column(
            column(
                Label("Through the bank", weight=500), row(self.passes, None), self._bank, gap=4
            ),
            column(Label("Questions of a block", weight=500), row(self.block, None), gap=4),
            column(Label("And", weight=500), *self._boxes(), gap=0),
            None,
            gap=12,
        )
        right = column(
            column(Label("Self-assessments on", weight=500), self.calendar, gap=4),
            Field("Minutes of each", self.minutes),
            self.forms,
            None,
            gap=8,
        )
        across = row(gap=24)
        across.addLayout(left, 1)
        across.addLayout(right)
        self.setLayout(column(across, None))
        self.passes.chosen.connect(self._on_changed)
        self.block.chosen.connect(self._on_changed)
        for box in self._boxes():
            box.toggled.connect(self._on_changed)
        self.minutes.valueChanged.connect(self._on_changed)
        self.calendar.changed.connect(self._on_changed)

    def show_supply(self, supply: Supply) -> None:
        """Say how much there is of everything."""
        new, whole = sum(supply.unseen.values()), sum(supply.questions.values())
        self._bank.setText(f"{counted(whole, 'question')}, {new:,} not seen yet")
        self.videos.set_count(sum(one.done < one.amount for one in supply.videos))
        self.articles.set_count(sum(one.done < one.amount for one in supply.articles))

    def put(self, draft: PlanDraft) -> None:
        """Show a draft."""
        goals = draft.goals
        self.passes.set_value(str(min(goals.passes, 3)))
        size = str(goals.block)
        self.block.set_value(size if size in dict(_BLOCKS) else "0")
        wishes = (goals.cards, goals.videos, goals.articles, goals.reviews)
        for box, on in zip(self._boxes(), wishes, strict=True):
            box.setChecked(on)
        self.minutes.setValue(goals.assessment_minutes)
        self.calendar.set_days(goals.assessments)
        self.set_range(draft)
        self._on_changed()

    def set_range(self, draft: PlanDraft) -> None:
        """Let the days of a plan be ticked."""
        first = max(draft.start, self._today)
        self.calendar.set_range(first, draft.exam - timedelta(1), draft.exam)

    def take(self, draft: PlanDraft) -> PlanDraft:
        """Return a draft with what stands here; forms outside the plan fall away."""
        forms = sorted(day for day in self.calendar.days if draft.start <= day < draft.exam)
        passes, size = int(self.passes.value), int(self.block.value)
        before = draft.goals
        goals = replace(
            before,
            passes=max(passes, before.passes) if passes == 3 else passes,
            block=before.block if not size and str(before.block) not in dict(_BLOCKS) else size,
            cards=self.cards.isChecked(),
            videos=self.videos.isChecked(),
            articles=self.articles.isChecked(),
            reviews=self.reviews.isChecked(),
            assessments=tuple(forms),
            assessment_minutes=self.minutes.value(),
        )
        return replace(draft, goals=goals)

    def fact(self) -> str:
        """Return in short what stands here."""
        times = dict(_PASSES)[self.passes.value].lower()
        bank = "No questions" if times == "none" else f"Bank {times}"
        forms = len(self.calendar.days)
        return f"{bank}, {counted(forms, 'form')}" if forms else bank

    def _boxes(self) -> tuple[CheckRow, ...]:
        return self.cards, self.videos, self.articles, self.reviews

    def _on_changed(self) -> None:
        days = sorted(self.calendar.days)
        shown = ", ".join(day_words(day, self._today) for day in days[:6])
        more = f" and {len(days) - 6} more" if len(days) > 6 else ""
        self.forms.setText(shown + more or "None. Tick the days on which you want one.")
        self.changed.emit()
