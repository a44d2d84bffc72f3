"""FSRS parameters fitted to the own log, with what they change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Algorithm, Rating
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.optimising import OptimisingService
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.words import counted

from .planning_dialog import PlanDialog
from .wording import ANSWERS

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.features.flashcards.scheduling.optimising import Optimised
    from ms2qbank_desktop.ui.context import UiContext


class OptimiseDialog(PlanDialog):
    """Learns from the answers given under one preset; better parameters are taken over at once,
    and can be taken back."""

    def __init__(self, ctx: UiContext, deck_id: int | None) -> None:
        super().__init__(ctx, "Optimise FSRS", "Optimise", deck_id)
        self.preset_list = DropDown("Preset")
        self.preset_list.addItems([preset.name for preset in self.presets])
        if self.tree:
            wanted = self.deck.preset_id
            places = [preset.id for preset in self.presets]
            self.preset_list.setCurrentIndex(places.index(wanted) if wanted in places else 0)
        self.stabilities = self.chart(
            "Days until recall falls to 90 %",
            "Shown for the first answer to a card, before and after.",
        )
        self.body.add(Field("Preset", self.preset_list), self.stabilities)
        self.lay_progress()
        self.preset_list.activated.connect(lambda _at: self._describe())
        self._describe()

    @property
    def preset(self) -> Preset:
        """The chosen preset, as it was read."""
        return self.presets[self.preset_list.currentIndex()]

    def accept(self) -> None:
        """Optimise; the dialog stays and shows what came of it."""
        service = self.ctx.service(OptimisingService)
        preset = self.preset
        self.work(
            "Learning from the answers",
            partial(service.optimise, self.ctx.user_id, preset),
            partial(self._show, preset),
        )

    def _describe(self) -> None:
        fsrs = self.preset.algorithm is Algorithm.FSRS if self.presets else False
        self.say(
            "The parameters are fitted to your answers; the states of the cards follow, their "
            "due days stay."
            if fsrs
            else "This preset does not use FSRS; parameters are kept for when it does."
        )
        self.do.setEnabled(bool(self.presets))

    def _show(self, before: Preset, found: Optimised) -> None:
        self.presets = self.decks.presets(self.ctx.user_id)
        self.stabilities.show_plot(_plot(before.fsrs_parameters, found.parameters))
        self.do.setEnabled(True)
        answers = counted(found.items, "answer")
        if found.loss >= found.old_loss:
            self.say(f"The present parameters foretell {answers} as well as any: they stay.")
            return
        old, new = f"{found.old_loss:.4f}", f"{found.loss:.4f}"
        change = f"from {old} to {new}" if old != new else f"by less than 0.0001, to {new}"
        self.say(f"The log loss over {answers} fell {change}. The new parameters are in use.")
        self.ctx.messages.toast(f"Parameters of {before.name} changed", partial(self._undo, before))

    def _undo(self, before: Preset) -> None:
        decks, cards, user_id = self.decks, self.ctx.service(CardService), self.ctx.user_id
        decks.save_preset(user_id, before)
        self.ctx.tasks.run(
            "Computing the cards anew",
            lambda progress: cards.recompute(user_id, before.id, progress),
            done=lambda _number: None,
        )


def _plot(before: tuple[float, ...], after: tuple[float, ...]) -> Plot:
    """Return the stabilities after a first answer: the first four parameters."""
    places = tuple(ANSWERS[rating] for rating in Rating)
    series = (Series("Before", before[:4]), Series("After", after[:4]))
    return Plot("First answer", places, series, Form.BESIDE, words="{:,.1f} d".format)
