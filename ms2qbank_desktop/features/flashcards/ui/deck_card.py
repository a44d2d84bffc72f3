"""How the chosen deck is studied, and the ways to change that."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.text.plain_text import parted_words
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted, share

from .wording import leaf

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Deck, Preset

_NAMES = {Algorithm.FSRS: "FSRS", Algorithm.SM2: "SM-2", Algorithm.CLASSIC: "Classic"}
_FACTS = ("Scheduler", "Wanted retention", "At most a day", "Easy days")
_SAID = 280
"""Characters of a description that are shown; the tool tip has all."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DeckCard(Card):
    """What a deck says of itself, and its scheduler, retention, limits and easy days."""

    options_requested = Signal()
    exam_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Deck")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.description = Label("", "body", "text-muted", wrap=True)
        self.body.add(self.description)
        self._rows = {name: _Row(name) for name in _FACTS}
        self.body.add(*self._rows.values())
        options = Button("Deck options…", "link", "sliders-horizontal", size="small")
        exam = Button("Plan for an exam…", "link", "target", size="small")
        options.clicked.connect(self.options_requested)
        exam.clicked.connect(self.exam_requested)
        self.body.add(row(options, exam, None, gap=12))

    def show_deck(self, deck: Deck, preset: Preset) -> None:
        """Show how another deck is studied."""
        self.set_title(leaf(deck.name))
        self.set_fact(preset.name)
        said = " ".join(parted_words(deck.description).split())
        self.description.setText(shorten(said, _SAID, placeholder=" …"))
        self.description.setToolTip(said if len(said) > _SAID else "")
        self.description.setVisible(bool(said))
        new = preset.new_per_day if deck.new_limit is None else deck.new_limit
        reviews = preset.reviews_per_day if deck.review_limit is None else deck.review_limit
        easy = [day for day, load in zip(_DAYS, preset.easy_days, strict=True) if load < 1]
        retention = share(deck.desired_retention or preset.desired_retention)
        facts = (
            _NAMES[preset.algorithm],
            retention if preset.algorithm is Algorithm.FSRS else "",
            f"{new:,} new, {counted(reviews, 'review')}",
            ", ".join(easy),
        )
        for one, value in zip(self._rows.values(), facts, strict=True):
            one.show_value(value)


class _Row(QWidget):
    """A name and its value; away while there is none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._value = Elided("", weight=500)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across = row(Label(name, "body", "text-muted"), gap=12)
        across.addWidget(self._value, 1)
        self.setLayout(across)

    def show_value(self, value: str) -> None:
        self._value.setText(value)
        self.setVisible(bool(value))
