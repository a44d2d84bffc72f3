"""The card of what else can be asked for: words, ids, pictures, and how long not seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, SearchField
from ms2qbank_desktop.ui.widgets.layouts import Box, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_TYPING_MS = 150
"""Pause after the last key before a search begins."""
_DAYS = (3, 7, 14, 30, 90)
_PICTURES = (("With or without", None), ("With pictures", True), ("Without", False))
_LISTED = 12
"""Ids that are named beside the field; of more than these it says how many."""
_LONGEST = 10_000_000
_BESIDE = 380
"""Width in pixels at 100 % text from which on words and days stand beside each other."""


class MoreCard(Card):
    """Words of the question, ids, pictures, days not seen. ``changed`` comes after typing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("More")
        self._words = SearchField('Words, "phrases", -not')
        self.search = Field("Text in the question", self._words)
        self._days = DropDown()
        self._days.addItem("Any time", 0)
        for days in _DAYS:
            self._days.addItem(f"{days} days", days)
        self.unseen = Field("Not seen for", self._days)
        self._ids = QLineEdit()
        self._ids.setMaxLength(_LONGEST)  # else Qt cuts a long list off without a word
        self._ids.setPlaceholderText("20417, 20418 or Q12")
        self.ids = Field("Paste question ids", self._ids)
        self._pictures = DropDown()
        for word, wanted in _PICTURES:
            self._pictures.addItem(word, wanted)
        self.pictured = Field("Pictures", self._pictures)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        for line in (self._words, self._ids):
            line.textChanged.connect(self._on_typed)
            line.returnPressed.connect(self._on_entered)
        self._days.activated.connect(self._on_entered)
        self._pictures.activated.connect(self._on_entered)
        self._pairs = [
            _pair(wide, narrow)
            for wide, narrow in ((self.search, self.unseen), (self.ids, self.pictured))
        ]
        self.body.add(*self._pairs, None)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._words.text().strip()

    @property
    def unseen_days(self) -> int:
        """For how many days a question must not have been seen; 0: any."""
        return int(self._days.currentData())

    @property
    def pictures(self) -> bool | None:
        """Whether a question must have pictures, or none; None: no matter."""
        wanted: bool | None = self._pictures.currentData()
        return wanted

    @property
    def names(self) -> list[str]:
        """The ids, each once, in their order; blanks, commas and lines stand between them."""
        return list(dict.fromkeys(re.findall(r"[^\s,]+", self._ids.text())))

    def set_unknown(self, unknown: Sequence[str]) -> None:
        """Name the ids that the bank does not have."""
        self.ids.set_fault(_complaint(unknown, len(self.names)) if unknown else "")

    def fill(
        self,
        text: str = "",
        names: Sequence[str] = (),
        unseen_days: int = 0,
        *,
        pictures: bool | None = None,
    ) -> None:
        """Ask for this, without telling ``changed``."""
        self._pictures.setCurrentIndex([wanted for _, wanted in _PICTURES].index(pictures))
        self._words.setText(text)
        self._ids.setText(" ".join(names))
        self._days.setCurrentIndex(max(0, self._days.findData(unseen_days)))
        self._typing.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_BESIDE)
        across, down = Box.Direction.LeftToRight, Box.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(across if beside else down)

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_entered(self) -> None:
        self._typing.stop()
        self.changed.emit()


def _pair(wide: Field, narrow: Field) -> Box:
    pair = row(gap=12)
    pair.addWidget(wide, 2, Qt.AlignmentFlag.AlignTop)
    pair.addWidget(narrow, 1, Qt.AlignmentFlag.AlignTop)
    return pair


def _complaint(unknown: Sequence[str], total: int) -> str:
    """Return a sentence that names the bad ids, and says what becomes of the good ones."""
    named = [f"“{name}”" for name in unknown[:_LISTED]]
    more = len(unknown) - len(named)
    if more:
        named.append(f"{more:,} more")
    *first, last = named
    words = f"{', '.join(first)} and {last}" if first else last
    fault = f"{words} is not an id" if len(unknown) == 1 else f"{words} are not ids"
    used = total - len(unknown)
    others = {0: "No id is left.", 1: "The other one is used."}
    return f"{fault} in this bank. {others.get(used, f'The other {used:,} are used.')}"
