"""The bar of what can be done with the questions that are selected in the bank."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import ground, row

_HEIGHT = 48


class ActionBar(QWidget):
    """The last 48 px of the table while questions are selected."""

    block_requested = Signal()
    clear_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self._count = Label("", "strong")
        self.block = Button("Make block", "primary")
        self.tag = Button("Tag…", "secondary", "tag")
        self.mark = Button("Mark", "secondary", "flag")
        self.suspend = Button("Suspend", "secondary", "pause")
        self.suspend.setToolTip("Leave them out of blocks and counts until they are asked for")
        self.export = Button("Export…", "secondary", "export")
        self.more = Menu(self)
        more = Button("More", "secondary")
        more.setMenu(self.more)
        self.clear = Button("Clear", "quiet")
        self.block.clicked.connect(self.block_requested)
        self.clear.clicked.connect(self.clear_requested)
        buttons = (self.block, self.tag, self.mark, self.suspend, self.export, more, self.clear)
        self.setLayout(row(self._count, None, *buttons, gap=8, margins=(12, 0, 12, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_count(self, number: int) -> None:
        """Say how many questions are selected."""
        self._count.setText(f"{number:,} selected")

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
