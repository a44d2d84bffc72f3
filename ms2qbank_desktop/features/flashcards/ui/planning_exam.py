"""Exam-date mode: which reviews on which days leave most in mind on the day of the exam."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit

from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.planning import PlanningService
from ms2qbank_desktop.ui.charts.plot import Plot, Series
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, share

from .planning_dialog import PlanDialog
from .wording import day_name

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.scheduling.exam_date import ExamPlan
    from ms2qbank_desktop.features.flashcards.study_models import Change
    from ms2qbank_desktop.ui.context import UiContext

_USUAL_DAYS = 42


class ExamDialog(PlanDialog):
    """A day and minutes in; a plan out, with what it does to the cards and to the deck."""

    def __init__(self, ctx: UiContext, deck_id: int | None) -> None:
        super().__init__(ctx, "Plan for an exam", "Use the plan", deck_id)
        self._today = ctx.clock.study_day(ctx.clock.now())
        self.exam = QDateEdit()
        self.exam.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.exam.lineEdit().setTextMargins(px(8), 0, px(8), 0)
        self.exam.setDisplayFormat("d MMM yyyy")
        self.exam.setMinimumDate(_qdate(self._today + timedelta(days=1)))
        self.exam.setMaximumDate(_qdate(self._today + timedelta(days=730)))
        self.exam.setDate(_qdate(self._today + timedelta(days=_USUAL_DAYS)))
        self.minutes = NumberField(5, 600)
        self.minutes.setValue(30)
        self.compute = Button("Plan", "secondary", "target")
        self.load = self.chart("Minutes by day", "Choose the day and the minutes, then Plan.")
        self._plan: ExamPlan | None = None
        self._new = 0
        fields = row(gap=16)
        fields.addWidget(Field("Deck", self.deck_list, "with the decks below it"), 1)
        self.exam_field = Field("Exam on", self.exam)
        fields.add(self.exam_field, Field("Minutes a day", self.minutes, "at most"))
        fields.add(column(Label(" ", weight=500), self.compute, None, gap=4))
        self.body.add(fields, self.load)
        self.lay_progress()
        self.compute.clicked.connect(self.plan)
        self.compute.setEnabled(bool(self.tree))
        self.exam.dateChanged.connect(lambda _day: self._say_days())
        self._say_days()

    def plan(self) -> None:
        """Make the plan anew."""
        service = self.ctx.service(PlanningService)
        user_id, deck_id = self.ctx.user_id, self.deck.id
        exam_day = self._exam_day()
        minutes = float(self.minutes.value())

        def work(progress: Progress) -> tuple[ExamPlan, int]:
            plan = service.exam_plan(user_id, deck_id, exam_day, minutes, progress)
            new = service.new_by_day(user_id, plan)
            return plan, max(new.values(), default=0)

        days = exam_day - self._today.toordinal()
        self.work("Planning", work, lambda found: self._show(*found), 3 * days)

    def accept(self) -> None:
        """Move the reviews to their days, and let the limits of the deck take them."""
        if self._plan is None:
            return
        cards, user_id, due = self.ctx.service(CardService), self.ctx.user_id, self._plan.due
        restore = self.save_decks(**self._limits(self._plan))

        def done(change: Change) -> None:
            undo = self.undo_of(change)

            def undo_all() -> None:
                restore()
                undo()

            moved = counted(len(change.reviews), "review")
            self.ctx.messages.toast(f"{moved} moved for the exam", undo_all)

        self.ctx.tasks.run(
            "Moving reviews",
            lambda _progress: cards.move_due(user_id, due, "Plan for the exam"),
            done=done,
        )
        super().accept()

    def _exam_day(self) -> int:
        chosen = self.exam.date()
        return date(chosen.year(), chosen.month(), chosen.day()).toordinal()

    def _say_days(self) -> None:
        days = self._exam_day() - self._today.toordinal()
        self.exam_field.set_help(f"in {counted(days, 'day')}")

    def _limits(self, plan: ExamPlan) -> dict[str, int]:
        """Return the limits that must be raised to let the busiest planned day through."""
        preset = next(one for one in self.presets if one.id == self.deck.preset_id)
        busiest = max(Counter(plan.due.values()).values(), default=0)
        wanted = {
            "new_limit": (self.deck.new_limit, preset.new_per_day, self._new),
            "review_limit": (self.deck.review_limit, preset.reviews_per_day, busiest),
        }
        return {
            key: ceil(number / 10) * 10
            for key, (own, usual, number) in wanted.items()
            if number > (usual if own is None else own)
        }

    def _show(self, plan: ExamPlan, new: int) -> None:
        self._plan, self._new = plan, new
        days = sorted(plan.minutes)
        names = tuple(day_name(day) for day in days)
        dates = [date.fromordinal(day) for day in days]
        short = tuple(f"{day.day} {day:%b}" for day in dates)
        values = tuple(plan.minutes[day] for day in days)
        minutes = Series("Minutes", values)
        words = "{:,.0f} min".format
        self.load.show_plot(Plot("Day", names, (minutes,), short=short, words=words))
        self.say(
            f"Known on the exam day: {share(plan.recall_with)}; without any study from now on "
            f"{share(plan.recall_without)}. {counted(len(plan.due), 'card')} get a day. "
            f"{self._limit_words(plan)}"
        )
        self.do.setEnabled(bool(plan.due))

    def _limit_words(self, plan: ExamPlan) -> str:
        """Say what the plan does to the options of the deck."""
        words = {"new_limit": "new cards", "review_limit": "reviews"}
        raised = [f"{number} {words[key]}" for key, number in self._limits(plan).items()]
        if not raised:
            return "The limits of the deck stay as they are."
        decks = counted(len(branch(self.tree, self.deck)), "deck")
        return f"Limits of {decks} rise to {' and '.join(raised)} a day."


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
