"""The filter bar of the bank: the search with its language, chips for what it asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import Vocabulary
from ms2qbank_desktop.features.attempts.search_language import (
    HELP,
    Search,
    SearchFault,
    parse,
    without,
)
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.attempts.search_language import Term

_PAUSE_MS = 40
"""Between the last key and the search."""
_FAULT_MS = 700
"""Until what is wrong is said: who is still typing knows."""


class FilterBar(QWidget):
    """``search_changed``: the text asks for something else that can be understood."""

    search_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = Search(parse("", Vocabulary()).wanted)
        """What the text asks for; while it has a fault, what it asked for before."""
        self._vocabulary = Vocabulary()
        self.field = SearchField("Search the bank: lithium system:renal is:incorrect")
        self.field.setAccessibleName("Search the bank")
        self.count = Label("", "body", "text-muted")
        self.help_button = IconButton("question", "What the search understands", checkable=True)
        self.columns_button = Button("Columns", "secondary", "columns")
        self.help = _help_card()
        self.help.setVisible(False)
        self.help_button.toggled.connect(self.help.setVisible)
        self._said = _Said()
        self._chips = row(gap=6)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        self._chip_row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown: list[Chip] = []
        bar = row(gap=12)
        bar.addWidget(self.field, 1)
        bar.add(self.count, self.help_button, self.columns_button)
        self.setLayout(column(bar, self._said, self._chip_row, self.help, gap=8))
        self._chip_row.hide()
        self._said.hide()
        self._pause = self._timer(_PAUSE_MS, self._understand)
        self._patience = self._timer(_FAULT_MS, self._complain)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_return_pressed)

    @property
    def chips(self) -> list[Chip]:
        """The chips shown, a term each."""
        return [] if self._chip_row.isHidden() else self._shown

    @property
    def fault(self) -> str:
        """What is said below the field, "" if nothing."""
        return "" if self._said.isHidden() else self._said.words.text()

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Use the names of the bank as it is now."""
        self._vocabulary = vocabulary
        if self.field.text():
            self._understand()

    def show_count(self, number: int, total: int | None) -> None:
        """Say how many questions there are, of how many."""
        filtered = bool(self.field.text().strip()) and total is not None
        self.count.setText(f"{number:,} of {total:,}" if filtered else f"{number:,}")

    def clear(self) -> None:
        """Ask for every question."""
        self.field.clear()
        self._understand()

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _on_text_changed(self) -> None:
        self._patience.stop()
        self._pause.start()

    def _on_return_pressed(self) -> None:
        self._understand()
        self._complain()

    def _understand(self) -> None:
        self._pause.stop()
        try:
            search = parse(self.field.text(), self._vocabulary)
        except SearchFault:
            self._patience.start()
            return
        self._patience.stop()
        self._say("")
        self._show_chips(search)
        if search.wanted != self.search.wanted:
            self.search = search
            self.search_changed.emit()
        self.search = search

    def _complain(self) -> None:
        self._patience.stop()
        try:
            parse(self.field.text(), self._vocabulary)
        except SearchFault as fault:
            self._say(fault.message, wrong=not fault.unfinished)
            self._chip_row.hide()  # they are of an older text

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._said.say(text, wrong=wrong)
        self.field.setAccessibleDescription(text)
        if self.field.property("fault") != str(wrong).lower():
            self.field.setProperty("fault", str(wrong).lower())
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _show_chips(self, search: Search) -> None:
        while self._chips.count():
            self._chips.takeAt(0)
        for chip in self._shown:
            chip.deleteLater()
        self._shown = []
        for term in search.terms:
            chip = Chip(term.label, "chosen", removable=True)
            chip.remove_requested.connect(partial(self._remove, term))
            self._shown.append(chip)
        self._chips.add(*self._shown, None)
        self._chip_row.setVisible(bool(self._shown))

    def _remove(self, term: Term) -> None:
        self.field.setText(without(self.field.text(), term))
        self._understand()
        self.field.setFocus()


class _Said(QWidget):
    """One line below the field: what is wrong, or how to go on."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Glyph("info", "text-muted", "small")
        self.words = Elided("", "caption", "text-muted")
        line = row(self._mark, gap=6)
        line.addWidget(self.words, 1)
        self.setLayout(line)

    def say(self, text: str, *, wrong: bool) -> None:
        """Show ``text``; nothing if it is ""."""
        role = "incorrect" if wrong else "text-muted"
        self._mark.set_icon("warning-circle" if wrong else "info", role)
        self.words.set_ink(role)
        self.words.setText(text)
        self.setVisible(bool(text))


class _Grid(QGridLayout):
    """Two columns whose gaps follow the text zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setColumnStretch(1, 1)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.setHorizontalSpacing(px(24))
        self.setVerticalSpacing(px(4))


def _help_card() -> Card:
    card = Card("What the search understands")
    grid = _Grid()
    for line, (example, meaning) in enumerate(HELP):
        grid.addWidget(Label(example, "mono", selectable=True), line, 0)
        grid.addWidget(Label(meaning, "body", "text-muted"), line, 1)
    card.body.addLayout(grid)
    return card
