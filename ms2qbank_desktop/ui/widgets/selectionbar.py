"""The bar of what can be done with the rows that are selected in a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals

from .buttons import Button
from .labels import Label
from .layouts import ground, row

_HEIGHT = 48


class SelectionBar(QWidget):
    """How many rows are selected, the ``buttons`` of what is done most, a menu ``more`` and a
    button that selects none. It is there while something is selected."""

    clear_requested = Signal()

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        ground(self, "raised")
        self._count = Label("", "strong")
        self.more = Menu(self)
        more = Button("More", "secondary")
        more.setMenu(self.more)
        self.clear = Button("Clear", "quiet")
        self.clear.clicked.connect(self.clear_requested)
        self.setLayout(
            row(self._count, None, *buttons, more, self.clear, gap=8, margins=(12, 0, 12, 0))
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_count(self, number: int) -> None:
        """Say how many are selected."""
        self._count.setText(f"{number:,} selected")
        self.setVisible(number > 0)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
