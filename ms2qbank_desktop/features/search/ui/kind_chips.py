"""The kinds of things as chips: all of them, or one only, with how many were found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ms2qbank_desktop.features.search.language import SETTING
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
        self._counts: Mapping[str, int] | None = None
        self._titles = {"": "All", **{kind.value: title for kind, title in TITLES.items()}}
        self._titles[SETTING] = "Settings"
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
        self._counts = counts
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := _STEPS.get(Qt.Key(event.key())):
            kinds = [kind for kind, chip in self.chips.items() if not chip.isHidden()]
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
        """Leave out what there is no room for: the hint, then kinds without any, then numbers."""
        counts = self._counts or {}
        room = self.width() - 2 * px(16)
        numbers = {"": sum(counts.values()), **counts} if self._counts is not None else {}
        shown = set(self.chips)
        wide = self._say(shown, numbers, counted=bool(numbers))
        if wide > room and numbers:
            shown = {kind for kind in shown if numbers.get(kind) or kind in ("", self.kind)}
            wide = self._say(shown, numbers, counted=True)
        if wide > room:
            wide = self._say(shown, numbers, counted=False)
        for kind, chip in self.chips.items():
            if chip.isHidden() is (kind in shown):
                chip.setVisible(kind in shown)
        self._hint.setVisible(wide + self._hint.sizeHint().width() <= room)

    def _say(self, shown: set[str], numbers: Mapping[str, int], *, counted: bool) -> int:
        """Let the chips say their words, with their numbers or without; return how wide those
        that are shown are together."""
        wide = 0
        for kind, chip in self.chips.items():
            number = f" {count_words(numbers.get(kind, 0))}" if counted else ""
            chip.set_words(f"{self._titles[kind]}{number}")
            wide += chip.sizeHint().width() + px(8) if kind in shown else 0
        return wide
