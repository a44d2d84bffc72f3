"""A filtered deck: which cards its searches take for a while, in which order, and what for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch
from ms2qbank_desktop.features.flashcards.searching.language import parse
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .option_fields import Whole
from .wording import in_deck

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.models import Deck
    from ms2qbank_desktop.ui.context import UiContext

ORDERS = (
    "Longest not seen first",
    "By chance",
    "Short intervals first",
    "Long intervals first",
    "Most lapses first",
    "Oldest cards first",
    "Longest due first",
    "Newest cards first",
    "Least remembered first",
    "Best remembered first",
    "Most overdue for their interval first",
)
"""By Anki's number."""
_NAME = "Filtered deck"
_MOST = 9999
_DELAYS = (
    ("preview_again", "After Again"),
    ("preview_hard", "After Hard"),
    ("preview_good", "After Good"),
)
_DAY = 86_400


class FilteredDialog(Dialog):
    """Makes a filtered deck, or changes ``deck``; ``gather`` is then called with its id.

    ``among``: the deck that a new one's search begins with.
    """

    def __init__(
        self,
        ctx: UiContext,
        gather: Callable[[int], object],
        deck: Deck | None = None,
        among: str = "",
    ) -> None:
        title = "Cards of the filtered deck" if deck else "New filtered deck"
        super().__init__(ctx.window, title, do="Gather")
        self._ctx, self._gather, self._deck = ctx, gather, deck
        self._decks = ctx.service(DeckService)
        self._taken = {one.name.casefold() for one in self._decks.decks(ctx.user_id)}
        self._filtered = (deck.filtered if deck else None) or Filtered(
            (FilteredSearch(f"{in_deck(among)} is:due" if among else "is:due"),)
        )
        self.name = QLineEdit(deck.name if deck else self._free_name())
        self.name_field = Field("Name", self.name)
        first, *more = self._filtered.searches
        self.first = _Search("Search", first)
        self.second = _Search("Second search", more[0] if more else FilteredSearch("is:new", 20))
        self.two = CheckRow("A second search adds cards")
        self.two.setChecked(bool(more))
        self.reschedule = CheckRow("Answers set when the cards come next")
        self.reschedule.setChecked(self._filtered.reschedule)
        self.delays = {key: Whole(word, 0, _DAY, "s") for key, word in _DELAYS}
        self._preview = self._delays()
        self.body.add(self.name_field, self.first, self.two, self.second, line())
        self.body.add(self.reschedule, self._preview)
        self.body.addStretch(1)
        self.setMinimumWidth(px(560))
        self.two.toggled.connect(self._show_parts)
        self.reschedule.toggled.connect(self._show_parts)
        self._show_parts()
        self.first.search.setFocus()
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        """Save the deck and gather its cards; a fault is said where it is."""
        for part in (self.first, self.second):
            if part.isVisibleTo(self) and not part.check():
                return
        user_id, name = self._ctx.user_id, self.name.text().strip()
        try:
            if self._deck is None:
                if name.casefold() in self._taken:
                    raise UserFault(f"There is a deck called {name} already.", field="name")
                deck_id = self._ctx.service(FilteredDeckService).make(user_id, name, self.filtered)
            else:
                deck_id = self._deck.id
                if name != self._deck.name:
                    self._decks.rename_deck(user_id, deck_id, name)
                self._decks.save_deck(user_id, replace(self._deck, filtered=self.filtered))
        except UserFault as fault:
            self.name_field.set_fault(str(fault))
            return
        super().accept()
        self._gather(deck_id)

    @property
    def filtered(self) -> Filtered:
        """What is on the screen."""
        delays = {key: field.value() or 0 for key, field in self.delays.items()}
        second = (self.second.value,) if self.two.isChecked() else ()
        return Filtered((self.first.value, *second), self.reschedule.isChecked(), **delays)

    def _free_name(self) -> str:
        names = (f"{_NAME} {number}" for number in range(1, len(self._taken) + 2))
        return next(name for name in names if name.casefold() not in self._taken)

    def _delays(self) -> QWidget:
        across = row(gap=12)
        for key, word in _DELAYS:
            self.delays[key].put(getattr(self._filtered, key))
            across.addWidget(Field(word, self.delays[key].widget))
        across.addStretch(1)
        help_ = Label("How soon a card is shown again; 0: it goes home.", "caption", "text-muted")
        inner = column(gap=4)
        inner.addLayout(across)
        inner.add(help_)
        part = QWidget()
        part.setLayout(inner)
        return part

    def _show_parts(self) -> None:
        self.second.setVisible(self.two.isChecked())
        self._preview.setVisible(not self.reschedule.isChecked())
        self.adjustSize()


class _Search(QWidget):
    """A search, how many of its cards are taken, and which of them."""

    def __init__(self, label: str, shown: FilteredSearch) -> None:
        super().__init__()
        self.search = QLineEdit(shown.search)
        self.most = NumberField(1, _MOST)
        self.most.setValue(shown.limit)
        self.order = DropDown()
        self.order.addItems(ORDERS)
        self.order.setCurrentIndex(shown.order)
        self._field = Field(label, self.search, "As in the browser: deck:Renal is:due -tag:easy")
        across = row(Field("Most cards", self.most), gap=12)
        across.addWidget(Field("Order", self.order), 1)
        self.setLayout(column(self._field, across, gap=8))
        self.search.textEdited.connect(lambda: self._field.set_fault(""))

    @property
    def value(self) -> FilteredSearch:
        return FilteredSearch(
            self.search.text().strip(), self.most.value(), max(0, self.order.currentIndex())
        )

    @property
    def fault(self) -> str:
        """What is said to be wrong with the search, "" if nothing."""
        return self._field.fault

    def check(self) -> bool:
        """Say at the field what the search does not say."""
        try:
            parse(self.search.text())
        except UserFault as fault:
            self._field.set_fault(str(fault))
            self.search.setFocus()
            return False
        return True
