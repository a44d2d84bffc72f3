"""What stands above the picture: back, title and facts, note, snapshot, other windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Elided
from ms2qbank_desktop.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.ui.commands import Commands

_WORDS_FROM = 560
"""Width in pixels at 100 % below which the two buttons with words show their icons only."""


class PlayerHeader(QWidget):
    """One row. ``back`` asks to leave the player; the other buttons run their commands."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrow = IconButton("arrow-left", "Back")
        self.title = Elided("", "heading3")
        self.facts = Elided("", "caption", "text-muted")
        self.note = Button("Quick note", "quiet", "note-pencil")
        self.snapshot = Button("Snapshot", "quiet", "camera")
        self.pip = IconButton("picture-in-picture", "Picture in picture", checkable=True)
        self.panels = IconButton("columns", "Side panel", checkable=True)
        self.full = IconButton("corners-out", "Full screen")
        for button in (self.arrow, self.note, self.snapshot, self.pip, self.panels, self.full):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Space still plays
        layout = row(self.arrow, gap=8)
        layout.addLayout(column(self.title, self.facts, gap=1), 1)
        layout.add(self.note, self.snapshot, self.pip, self.panels, self.full)
        self.setLayout(layout)
        self.arrow.clicked.connect(self.back)

    def bind(self, commands: Commands) -> None:
        """Have the buttons show the keys of their commands and run them."""
        for button, key in (
            (self.note, "player-note"),
            (self.pip, "player-pip"),
            (self.panels, "player-panels"),
            (self.full, "player-full"),
        ):
            commands.bind(button, key)
            button.clicked.connect(lambda _checked=False, key=key: commands.run(key))
        commands.bind(self.arrow, "player-close")

    def show_words(self, title: str, facts: str) -> None:
        """Say what is played."""
        self.title.setText(title)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(_WORDS_FROM)
        for button, word in ((self.note, "Quick note"), (self.snapshot, "Snapshot")):
            button.setText(word if wide else "")
            button.setAccessibleName(word)
            button.setToolTip("" if wide else word)
