"""Find in page."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.core.letters import folded
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.marks import Mark, characters, units

if TYPE_CHECKING:
    from .article_view import ArticleView

LAYER = "found"
_PAUSE_MS = 60
MARKED = 60
"""Places around the present one that are marked: each mark takes time."""


class FindBar(QWidget):
    """A field above the text; ``left``: it was closed."""

    left = Signal()

    def __init__(self, view: ArticleView) -> None:
        super().__init__()
        ground(self, "raised")
        self._view = view
        self._hits: list[tuple[int, int]] = []
        self._at = 0
        self._text = self._folded = ""
        self.field = SearchField("Find in this article", "Find in this article")
        self.count = Label("", "caption", "text-muted")
        before = IconButton("caret-up", "Place before", "Shift+F3", size="small")
        after = IconButton("caret-down", "Next place", "F3", size="small")
        cross = IconButton("x", "Close", "Esc", size="small")
        bar = row(gap=8, margins=(48, 6, 12, 6))
        bar.addWidget(self.field, 1)
        bar.add(self.count, before, after, cross)
        self.setLayout(column(bar, line(), gap=0))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.returnPressed.connect(self._on_return)
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        cross.clicked.connect(self.close_bar)

    def open_bar(self) -> None:
        """Show the field, with what is selected in it."""
        start, end = self._view.selection()
        if 0 < end - start < 80:
            self.field.setText(self._view.shown_text()[start:end])
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.look()

    def close_bar(self) -> None:
        """Take the field and the marks away; the place found is selected, for there is no other way
        to select on pages by keyboard."""
        self.hide()
        if self._hits:
            self._view.select(*self._hits[self._at])
        self._hits = []
        self._view.set_marks(LAYER, [])
        self._view.setFocus()
        self.left.emit()

    def look(self) -> None:
        """Look for what is written, and show the first place from here on."""
        self._pause.stop()
        words = self.field.text().strip()
        text = self._view.shown_text()
        if text != self._text:
            self._text, self._folded = text, folded(text)
        found = re.finditer(re.escape(folded(words)), self._folded) if words else ()
        self._hits = [hit.span() for hit in found]
        top = characters(text, self._view.top())
        at = bisect_left(self._hits, (top, top))
        self._at = at if at < len(self._hits) else 0
        self._show()

    def step(self, by: int) -> None:
        """Go to another place, round the end."""
        if self._pause.isActive():
            self.look()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def _on_return(self) -> None:
        """Go to the next place; with Shift to the one before, as browsers do."""
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.step(-1 if shift else 1)

    def _show(self) -> None:
        wanted = bool(self.field.text().strip())
        none = "not found" if wanted else ""
        self.count.setText(f"{self._at + 1:,} of {len(self._hits):,}" if self._hits else none)
        near = range(max(0, self._at - MARKED // 2), min(len(self._hits), self._at + MARKED // 2))
        marks = [Mark(*self._hits[at], ground="warning-subtle", ink="text") for at in near]
        if self._hits:
            here = Mark(*self._hits[self._at], ground="accent", ink="text-on-accent")
            marks.append(here)
            self._view.bring(units(self._view.shown_text(), self._hits[self._at][0]))
        self._view.set_marks(LAYER, marks)
