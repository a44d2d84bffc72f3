"""After a break: the backlog spread over some days, seen before it is done."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.ui.charts.plot import Plot, Series
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

from .planning_dialog import PlanDialog
from .wording import day_name

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.scheduling.backlog import Backlog
    from ms2qbank_desktop.features.flashcards.study_models import Change
    from ms2qbank_desktop.ui.context import UiContext

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EASY = 0.5
_PAUSE_MS = 150


class BacklogDialog(PlanDialog):
    """How many days, and which of them are easy ones: those take half of the others' work."""

    def __init__(self, ctx: UiContext, deck_id: int | None) -> None:
        super().__init__(ctx, "Spread a backlog", "Spread", deck_id)
        self._today = ctx.clock.study_day(ctx.clock.now()).toordinal()
        self.deck_list.insertItem(0, "All decks")
        at = next((n for n, deck in enumerate(self.tree, 1) if deck.id == deck_id), 0)
        self.deck_list.setCurrentIndex(at)
        self.days = NumberField(2, 60)
        self.days.setValue(7)
        self.easy = [QCheckBox(day) for day in _WEEK]
        self.load = self.chart("Reviews by day", "Nothing is overdue.")
        self._backlog: Backlog | None = None
        fields = row(gap=16)
        fields.addWidget(Field("Deck", self.deck_list), 1)
        fields.add(Field("Over so many days", self.days))
        self.body.add(fields)
        self.body.add(row(Label("Easy days", weight=500), *self.easy, None, gap=12))
        self.body.add(self.load)
        self.lay_progress()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self.compute)
        self.deck_list.activated.connect(lambda _at: self.compute())
        self.days.valueChanged.connect(lambda _value: self._wait.start())
        for box in self.easy:
            box.toggled.connect(lambda _on: self._wait.start())
        self.compute()

    @property
    def deck_id(self) -> int | None:
        """The chosen deck, None for all."""
        at = self.deck_list.currentIndex()
        return self.tree[at - 1].id if at else None

    def compute(self) -> None:
        """Look anew where the overdue reviews would come to lie."""
        cards, user_id, deck_id = self.ctx.service(CardService), self.ctx.user_id, self.deck_id
        days = self.days.value()
        shares = [
            _EASY if self.easy[date.fromordinal(self._today + ahead).weekday()].isChecked() else 1.0
            for ahead in range(days)
        ]
        self.work(
            "Looking at the backlog",
            lambda _progress: cards.backlog(user_id, days, deck_id, shares),
            partial(self._show, days),
        )

    def accept(self) -> None:
        """Move the overdue reviews to their days."""
        if self._backlog is None:
            return
        cards, user_id, placed = (
            self.ctx.service(CardService),
            self.ctx.user_id,
            self._backlog.placed,
        )

        def done(change: Change) -> None:
            words = f"{counted(len(placed), 'review')} spread over {counted(days, 'day')}"
            self.ctx.messages.toast(words, self.undo_of(change))

        days = len(set(placed.values()))
        self.ctx.tasks.run(
            "Spreading the backlog",
            lambda _progress: cards.move_due(user_id, placed, "Spread backlog"),
            done=done,
        )
        super().accept()

    def _show(self, number: int, backlog: Backlog) -> None:
        self._backlog = backlog
        days = range(self._today, self._today + number)
        moved = dict.fromkeys(days, 0)
        for day in backlog.placed.values():
            moved[day] += 1
        self.load.show_plot(_plot(backlog, moved) if backlog.placed else None)
        late = len(backlog.placed)
        if not late:
            self.say("Nothing is overdue.")
            return
        busiest = max(moved[day] + backlog.standing.get(day, 0) for day in days)
        first = late + backlog.standing.get(self._today, 0)
        self.say(
            f"{counted(late, 'review')} overdue. Today would have {first:,}; spread, no day has "
            f"more than {busiest:,}. What is still known comes first."
        )
        self.do.setEnabled(True)


def _plot(backlog: Backlog, moved: dict[int, int]) -> Plot:
    days = tuple(moved)
    standing = tuple(float(backlog.standing.get(day, 0)) for day in days)
    names = tuple(day_name(day) for day in days)
    dates = [date.fromordinal(day) for day in days]
    series = (
        Series("Due anyway", standing),
        Series("From the backlog", tuple(float(number) for number in moved.values())),
    )
    short = tuple(f"{day:%a} {day.day}" for day in dates)
    return Plot("Day", names, series, short=short)
