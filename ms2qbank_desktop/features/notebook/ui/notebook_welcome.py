"""What the notebook says before there is a note in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row

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
        uses = (row(Glyph(icon, "text-muted"), Label(words), None, gap=12) for icon, words in _USES)
        inner = column(
            Glyph("notebook", "text-muted", "empty_state"),
            Label("A notebook of your own", "heading1"),
            *uses,
            gap=12,
        )
        inner.addSpacing(12)
        inner.add(row(self.new, self.today, self.vault, None, gap=8))
        self.setLayout(column(None, row(None, inner, None), None, None))
        self.setFocusProxy(self.new)
