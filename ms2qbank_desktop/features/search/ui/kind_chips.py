"""The kinds of things as chips: all of them, or one only, with how many were found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

from .palette_content import TITLES, count_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class KindChips(QWidget):
    """``kind``: the one that is chosen, "" for all. ``chosen``: another one was. The arrows move
    among them, Tab goes past them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self._titles = {"": "All", **{kind.value: title for kind, title in TITLES.items()}}
        self._group = QButtonGroup(self)  # of which Tab reaches the chosen one only
        self.chips: dict[str, Chip] = {}
        for kind, title in self._titles.items():
            chip = Chip(title)
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._on_clicked, kind))
            self._group.addButton(chip)
            self.chips[kind] = chip
        self.chips[""].setChecked(True)
        self._hint = QWidget()
        words = Label("or type", "caption", "text-muted")
        self._hint.setLayout(row(words, KeyCap("in:notes"), KeyCap("tag:renal"), gap=6))
        self._row = row(*self.chips.values(), None, self._hint, gap=8, margins=(16, 8, 16, 8))
        self.setLayout(self._row)

    def choose(self, kind: str) -> None:
        """Choose a kind, "" for all."""
        self.chips[kind].setChecked(True)
        if kind != self.kind:
            self.kind = kind
            self.chosen.emit()

    def show_counts(self, counts: Mapping[str, int] | None) -> None:
        """Say how many there are of each kind; None: nothing was looked for."""
        for kind, chip in self.chips.items():
            number = sum(counts.values()) if counts and not kind else (counts or {}).get(kind, 0)
            words = self._titles[kind]
            chip.set_words(words if counts is None else f"{words} {count_words(number)}")
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := _STEPS.get(Qt.Key(event.key())):
            kinds = list(self.chips)
            kind = kinds[(kinds.index(self.kind) + step) % len(kinds)]
            self.choose(kind)
            self.chips[kind].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _on_clicked(self, kind: str, *_checked: bool) -> None:
        self.choose(kind)

    def _fold(self) -> None:
        """Leave the hint out where there is no room for it."""
        chips = sum(chip.sizeHint().width() + px(8) for chip in self.chips.values())
        self._hint.setVisible(chips + self._hint.sizeHint().width() + 2 * px(16) <= self.width())
