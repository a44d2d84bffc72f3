"""Find and replace in the note that is open."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.marks import Mark, characters, units

Pane = QTextEdit | QPlainTextEdit
_PAUSE_MS = 60
_MARKED = 60
"""Places around the present one that are marked: each mark takes time."""


class EditorFind(QWidget):
    """A bar below the toolbar. ``left``: it was closed."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self._pane: Pane | None = None
        self._hits: list[tuple[int, int]] = []
        self._at = 0
        self.field = SearchField("Find in this note", "Find in this note")
        self.other = QLineEdit()
        self.other.setPlaceholderText("Replace by")
        self.other.setAccessibleName("Replace by")
        self.count = Label("", "caption", "text-muted")
        before = IconButton("caret-up", "Place before", "Shift+F3", size="small")
        after = IconButton("caret-down", "Next place", "F3", size="small")
        cross = IconButton("x", "Close", "Esc", size="small")
        self.one = Button("Replace", size="small")
        self.all = Button("Replace all", size="small")
        first = row(gap=8)
        first.addWidget(self.field, 1)
        first.add(self.count, before, after, cross)
        second = row(gap=8)
        second.addWidget(self.other, 1)
        second.add(self.one, self.all)
        self._swap = QWidget()
        self._swap.setLayout(second)
        inner = column(first, self._swap, gap=6, margins=(40, 6, 12, 6))
        self.setLayout(column(inner, line(), gap=0))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(lambda: self._pause.start())
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        cross.clicked.connect(self.close_bar)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.hide()

    def open_bar(self, pane: Pane, *, replace: bool) -> None:
        """Show the bar for a text, with what is selected in it."""
        self._pane = pane
        words = pane.textCursor().selectedText()
        if words and len(words) < 80 and "\N{PARAGRAPH SEPARATOR}" not in words:
            self.field.setText(words)
        self._swap.setVisible(replace and not pane.isReadOnly())
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.look()

    def follow(self, pane: Pane) -> None:
        """Go on in another pane of the note, or after its text has changed."""
        if self.isVisible():
            if self._pane is not None and self._pane is not pane:
                self._pane.setExtraSelections([])
            self._pane = pane
            self._pause.start()

    def close_bar(self) -> None:
        """Take bar and marks away; the caret stays at the place that was found."""
        if self.isHidden():
            return
        self.hide()
        self._hits = []
        if self._pane is not None:
            self._pane.setExtraSelections([])
        self.left.emit()

    def look(self) -> None:
        """Look for what is written, and show the first place from the caret on."""
        self._pause.stop()
        if self._pane is None:
            return
        text, words = self._text(), self.field.text()
        found = re.finditer(re.escape(words), text, re.IGNORECASE) if words else ()
        self._hits = [hit.span() for hit in found]
        caret = characters(text, self._pane.textCursor().selectionStart())
        later = (at for at, hit in enumerate(self._hits) if hit[0] >= caret)
        self._at = next(later, 0)
        self._show()

    def step(self, by: int) -> None:
        """Go to another place, round the end."""
        if self._pause.isActive():
            self.look()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def replace_one(self) -> None:
        """Replace the place that is shown and go to the next."""
        if self._hits and self._pane is not None:
            self._swap_at([self._hits[self._at]])
            self.look()

    def replace_all(self) -> None:
        """Replace every place, by one step that can be undone."""
        number = len(self._hits)
        if number and self._pane is not None:
            self._swap_at(self._hits)
            self.look()
            self.count.setText(f"{number:,} replaced")

    def event(self, event: QEvent) -> bool:
        # Esc and F3 may be the page's too.
        own = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F3)
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif enter and self.other.hasFocus():
            self.replace_one()
        elif enter or event.key() == Qt.Key.Key_F3:
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _swap_at(self, hits: list[tuple[int, int]]) -> None:
        assert self._pane is not None  # noqa: S101 (both callers have looked)
        text, words = self._text(), self.other.text()
        cursor = QTextCursor(self._pane.document())
        cursor.beginEditBlock()
        for start, end in reversed(hits):
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words)
        cursor.endEditBlock()
        after = self._pane.textCursor()
        after.setPosition(units(text, hits[0][0]) + units(words, len(words)))
        self._pane.setTextCursor(after)

    def _text(self) -> str:
        """Return the text as its document counts it: a character for each of its places."""
        if self._pane is None:
            return ""
        return self._pane.document().toRawText()

    def _show(self) -> None:
        if self._pane is None:
            return
        none = "not found" if self.field.text() else ""
        self.count.setText(f"{self._at + 1:,} of {len(self._hits):,}" if self._hits else none)
        self.one.setEnabled(bool(self._hits))
        self.all.setEnabled(bool(self._hits))
        text, here = self._text(), self._at
        near = range(max(0, here - _MARKED // 2), min(len(self._hits), here + _MARKED // 2))
        selections = []
        for at in near:
            start, end = self._hits[at]
            ground, ink = ("accent", "text-on-accent") if at == here else ("warning-subtle", "text")
            cursor = QTextCursor(self._pane.document())
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
            shown = QTextEdit.ExtraSelection()
            shown.cursor, shown.format = cursor, Mark(0, 0, ground, ink).format()
            selections.append(shown)
        self._pane.setExtraSelections(selections)
        if self._hits:
            cursor = self._pane.textCursor()
            cursor.setPosition(units(text, self._hits[here][0]))
            self._pane.setTextCursor(cursor)
            self._pane.ensureCursorVisible()
