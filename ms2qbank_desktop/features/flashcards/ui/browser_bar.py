"""The bar of what can be done with the cards that are selected in the browser."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import ground, row

from .browser_menus import FlagMenu

_HEIGHT = 48


class ActionBar(QWidget):
    """The last 48 px of the table while cards are selected."""

    clear_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self._count = Label("", "strong")
        self.tags = Button("Tags…", "secondary", "tag")
        self.move_to = Button("Move…", "secondary", "folder")
        self.flags = FlagMenu(self)
        flag = Button("Flag", "secondary", "flag")
        flag.setMenu(self.flags)
        self.suspend = Button("Suspend", "secondary", "pause")
        self.more = Menu(self)
        more = Button("More", "secondary")
        more.setMenu(self.more)
        clear = Button("Clear", "quiet")
        clear.clicked.connect(self.clear_requested)
        buttons = (self.tags, self.move_to, flag, self.suspend, more, clear)
        self.setLayout(row(self._count, None, *buttons, gap=8, margins=(12, 0, 12, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_count(self, number: int) -> None:
        """Say how many cards are selected."""
        self._count.setText(f"{number:,} selected")

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
