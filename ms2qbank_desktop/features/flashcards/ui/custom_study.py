"""Study beyond today: cards ahead of time, forgotten ones, those of a tag, in their own deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

from .wording import in_deck, leaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.models import Deck
    from ms2qbank_desktop.ui.context import UiContext

NAME = "Custom study"
_WAYS = (
    ("ahead", "Review ahead of time", "prop:due<={days} -is:new"),
    ("forgotten", "Review what was forgotten lately", "rated:{days}:1"),
    ("new", "Look at new cards added lately", "is:new added:{days}"),
    ("tag", "Study a tag", 'tag:"{tag}"'),
    ("all", "Go through all cards, shuffled", ""),
)
_MOST, _ALL = 100, 9999
_BY_CHANCE, _BY_DUE = 1, 6


class CustomStudyDialog(Dialog):
    """Asks which cards; ``Study`` gathers them into the deck "Custom study" and opens it.

    They go home to ``deck`` as they are answered. ``study`` opens a deck by its id.
    """

    def __init__(self, ctx: UiContext, deck: Deck, study: Callable[[int], object]) -> None:
        super().__init__(ctx.window, f"Custom study in {leaf(deck.name)}", do="Study")
        self._ctx = ctx
        self._deck = deck
        self._study = study
        self._decks = ctx.service(DeckService)
        self.way = DropDown("Which cards")
        self.way.addItems([words for _, words, _ in _WAYS])
        self.days = NumberField(1, 365, "Days")
        self.days.setValue(3)
        self.tag = QLineEdit()
        self._days_field = Field("Days", self.days, "How far to look ahead, or back.")
        self._tag_field = Field("Tag", self.tag, "Tags below it are taken too.")
        self.number = NumberField(1, _ALL, "Most cards")
        self.number.setValue(_MOST)
        self._fault = Label("", "body", "incorrect", wrap=True)
        most = Field("Most cards", self.number)
        self.body.add(Field("Which cards", self.way), self._days_field, self._tag_field, most)
        self.body.add(row(self._fault))
        self.way.currentIndexChanged.connect(self._on_way)
        self._on_way(0)

    def accept(self) -> None:
        """Gather the cards on a worker; say so if there are none."""
        kind, _, pattern = _WAYS[self.way.currentIndex()]
        tag = self.tag.text().strip().replace('"', "")
        if kind == "tag" and not tag:
            self._tag_field.set_fault("Write the name of a tag.")
            return
        wanted = pattern.format(days=self.days.value(), tag=tag)
        search = f"{in_deck(self._deck.name)} {wanted}"
        order = _BY_DUE if kind == "ahead" else _BY_CHANCE
        filtered = Filtered((FilteredSearch(search, self.number.value(), order),))
        self.do.setEnabled(False)
        self._ctx.tasks.run(
            "Gathering cards",
            lambda _progress: self._gather(filtered),
            done=self._on_gathered,
            failed=self._on_failed,
        )

    def _gather(self, filtered: Filtered) -> tuple[int, int]:
        """Return the deck and how many cards are in it."""
        user_id, service = self._ctx.user_id, self._ctx.service(FilteredDeckService)
        deck_id = service.make(user_id, NAME, filtered)
        return deck_id, len(service.rebuild(user_id, deck_id).edits)

    def _on_gathered(self, found: tuple[int, int]) -> None:
        deck_id, number = found
        if number:
            super().accept()
            self._study(deck_id)
            return
        self._decks.remove_deck(self._ctx.user_id, deck_id)
        self._say("There are no such cards in this deck.")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserFault):
            self._say(str(error))
        else:
            self._ctx.messages.show(error)

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()
        self.do.setEnabled(True)

    def _on_way(self, at: int) -> None:
        way = _WAYS[at][0]
        self._days_field.setVisible(way not in ("tag", "all"))
        self._tag_field.setVisible(way == "tag")
        self.number.setValue(_ALL if way == "all" else _MOST)
        self._fault.hide()
