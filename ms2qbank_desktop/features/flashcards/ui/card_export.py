"""Writing a deck, or all of them, to a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted

from .wording import BELOW, path

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Deck
    from ms2qbank_desktop.ui.context import UiContext

FILTERS = ["Anki deck (*.apkg)", "Text (*.txt)", "Table (*.csv)"]


class ExportDialog(Dialog):
    """Asks which decks and what goes with their notes; then for the file. ``deck``: the one
    that is chosen at first."""

    def __init__(self, ctx: UiContext, deck: Deck) -> None:
        super().__init__(ctx.window, "Export flashcards", do="Choose the file…")
        self._ctx = ctx
        self.deck = DropDown("Deck")
        self.deck.addItem("All decks", None)
        for one in ctx.service(DeckService).decks(ctx.user_id):
            self.deck.addItem(path(one.name), one.id)
        self.deck.setCurrentIndex(max(0, self.deck.findData(deck.id)))
        self.body.add(Field("Deck, with those inside it", self.deck))
        self.scheduling = Switch("With answers and due days", on=True)
        self.media = Switch("With pictures and sounds", on=True)
        for switch in (self.scheduling, self.media):
            self.body.add(row(Label(switch.accessibleName(), weight=500), None, switch))
        hint = "Leave answers out to give the deck to somebody else."
        self.body.add(Label(hint, "caption", "text-muted", wrap=True))
        self.accepted.connect(self._choose_file)
        self.rejected.connect(self.deleteLater)

    def write(self, path: Path) -> None:
        """Write the file on a worker, and say what is in it."""
        exchange, ctx = self._ctx.service(ExchangeService), self._ctx
        write = partial(
            exchange.export,
            ctx.user_id,
            path,
            deck_id=self.deck.currentData(),
            scheduling=self.scheduling.isChecked(),
            media=self.media.isChecked(),
        )
        ctx.tasks.run(
            f"Writing {path.name}",
            lambda progress: write(progress=progress),
            done=lambda report: ctx.messages.toast(
                f"{counted(report.cards, 'card')} written to {path.name}"
            ),
        )

    def _choose_file(self) -> None:
        everything = self.deck.currentData() is None
        name = "flashcards" if everything else self.deck.currentText().rpartition(BELOW)[2]
        name = f"{name.replace('/', '-')}.apkg"
        dialog = ask_target(self._ctx.window, "Export", name, self.write, FILTERS)
        dialog.finished.connect(self.deleteLater)
