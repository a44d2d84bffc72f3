"""What the notebook says before there is a note in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row

_WIDTH = 520
"""Of the lines at most, in pixels at 100 % text."""
_USES = (
    (
        "pencil-simple",
        "Put what you learn into your own words, with tables, pictures and formulas.",
    ),
    ("link", "Type [[ to link a question, a card, an article, the second of a video."),
    ("warning-circle", "Each question you miss can leave a rule here, and come back when due."),
)


class NotebookWelcome(QWidget):
    """What a notebook is for, and three ways to begin one."""

    new_wanted = Signal()
    today_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self.new = Button("New note", "primary", "plus")
        self.today = Button("Today's note", "secondary", "calendar-blank")
        self.vault = Button("Import a vault…", "secondary", "download-simple")
        self.new.clicked.connect(self.new_wanted)
        self.today.clicked.connect(self.today_wanted)
        self.vault.clicked.connect(self.import_wanted)
        inner = column(
            Glyph("notebook", "text-muted", "empty_state"),
            Label("A notebook of your own", "heading1", wrap=True),
            gap=12,
        )
        for icon, words in _USES:
            use = row(Glyph(icon, "text-muted"), gap=12)
            use.addWidget(Label(words, wrap=True), 1)
            inner.addLayout(use)
        inner.addSpacing(12)
        inner.add(row(self.new, self.today, self.vault, None, gap=8))
        self._sheet = QWidget()
        self._sheet.setLayout(inner)
        across = row(gap=0)
        across.addStretch(1)
        across.addWidget(self._sheet, 100)
        across.addStretch(1)
        self.setLayout(column(None, across, None, None))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.setFocusProxy(self.new)

    def _on_theme_changed(self) -> None:
        self._sheet.setMaximumWidth(px(_WIDTH))
