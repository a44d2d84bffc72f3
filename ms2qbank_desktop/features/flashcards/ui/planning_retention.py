"""What a retention costs a day, and what is known for it; choose one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.scheduling.exam_date import best_affordable
from ms2qbank_desktop.features.flashcards.scheduling.simulation import RETENTIONS
from ms2qbank_desktop.features.flashcards.service.planning import PlanningService
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted, duration, share

from .planning_dialog import PlanDialog
from .wording import leaf

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.scheduling.simulation import Outcome
    from ms2qbank_desktop.ui.context import UiContext


_FEW_MINUTES = 4
"""A day; less than that is said in seconds."""


class RetentionDialog(PlanDialog):
    """Imagines the coming days under twelve retentions; a click on a point chooses one."""

    def __init__(self, ctx: UiContext, deck_id: int | None) -> None:
        super().__init__(ctx, "Retention against daily load", "Use this retention", deck_id)
        self.days = NumberField(30, 1095)
        self.days.setValue(365)
        self.minutes = NumberField(1, 600)
        self.minutes.setValue(30)
        self.load = self.chart("Minutes a day", "Computed when there is a deck with cards.")
        self._outcomes: list[Outcome] = []
        self._chosen = 0
        fields = row(gap=16)
        fields.addWidget(Field("Deck", self.deck_list), 1)
        fields.add(Field("Days ahead", self.days), Field("Minutes a day at most", self.minutes))
        self.body.add(fields, self.load)
        self.lay_progress()
        self.deck_list.activated.connect(lambda _at: self.compute())
        self.days.editingFinished.connect(self._on_days)
        self.minutes.valueChanged.connect(lambda _value: self._choose_affordable())
        self.load.chart.place_clicked.connect(self._choose)
        self._days_done = 0
        if self.tree:
            self.compute()

    def compute(self) -> None:
        """Imagine the coming days anew."""
        self._days_done = days = self.days.value()
        service, user_id, deck_id = (
            self.ctx.service(PlanningService),
            self.ctx.user_id,
            self.deck.id,
        )
        self.work(
            "Imagining the coming days",
            partial(service.outcomes, user_id, deck_id, days),
            self._show,
            len(RETENTIONS),
        )

    def accept(self) -> None:
        """Give the deck and those below it the retention that is chosen."""
        retention = self._outcomes[self._chosen].retention
        undo = self.save_decks(desired_retention=retention)
        self.ctx.messages.toast(f"{leaf(self.deck.name)} is studied for {share(retention)}", undo)
        super().accept()

    def _on_days(self) -> None:
        if self.tree and self.days.value() != self._days_done:
            self.compute()

    def _show(self, outcomes: list[Outcome]) -> None:
        self._outcomes = outcomes
        self._choose_affordable()

    def _choose_affordable(self) -> None:
        if self._outcomes:
            best = best_affordable(self._outcomes, self.minutes.value())
            self._choose(self._outcomes.index(best))

    def _choose(self, at: int) -> None:
        if not self._outcomes:
            return
        self._chosen = at
        chosen = self._outcomes[at]
        self.load.show_plot(load_plot(self._outcomes, at))
        known = f"{chosen.known:,.0f} of {counted(round(chosen.studied), 'card')}"
        minutes = duration(round(chosen.minutes_a_day * 60_000))
        preset = next(one for one in self.presets if one.id == self.deck.preset_id)
        now = self.deck.desired_retention or preset.desired_retention
        self.say(
            f"{share(chosen.retention)} takes {minutes} and {chosen.reviews_a_day:,.0f} reviews a "
            f"day; after {counted(self._days_done, 'day')} {known} are known. "
            f"Now the deck is studied for {share(now)}."
        )
        self.do.setText(f"Use {share(chosen.retention)}")
        self.do.setEnabled(chosen.studied > 0)


def load_plot(outcomes: list[Outcome], chosen: int) -> Plot:
    """Return minutes a day against retention, the chosen point marked."""
    shares = tuple(one.retention for one in outcomes)
    words = tuple(share(one) for one in shares)
    minutes = tuple(one.minutes_a_day for one in outcomes)
    little = max(minutes, default=0.0) < _FEW_MINUTES
    return Plot(
        "Retention",
        words,
        (Series("Minutes a day", minutes),),
        Form.LINES,
        xs=shares,
        words=(lambda value: f"{value * 60:,.0f} s") if little else (lambda v: f"{v:,.0f} min"),
        mark=chosen,
    )
