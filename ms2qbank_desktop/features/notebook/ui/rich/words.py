"""Words that are marked in the text because a search found them there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ms2qbank_desktop.ui.theme import current, px

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 500


class Words(QObject):
    """Paints them over the text, and again when the theme has changed."""

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._found: list[QTextCursor] = []

    def show(self, words: Sequence[str]) -> None:
        """Mark words wherever they begin a word, and bring the first into view."""
        self._found = []
        wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
        if wanted:
            pattern = re.compile(rf"(?<!\w)(?:{wanted})", re.IGNORECASE)
            block = self._text.document().begin()
            while block.isValid() and len(self._found) < _MOST:
                said = block.text()
                for found in pattern.finditer(said):
                    start = block.position() + _units(said[: found.start()])
                    cursor = QTextCursor(block)
                    cursor.setPosition(start)
                    end = start + _units(found[0])
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    self._found.append(cursor)
                block = block.next()
        self.paint()
        if self._found:
            first = QTextCursor(self._found[0])
            first.setPosition(first.selectionStart())
            self._text.setTextCursor(first)
            if not self._text.viewport().rect().contains(self._text.cursorRect(first)):
                show_at_top(self._text, first)

    def paint(self) -> None:
        """Paint the marks in the present theme."""
        look = QTextCharFormat()
        look.setBackground(current().color("highlight-yellow"))
        look.setForeground(current().color("highlight-text"))
        marks = []
        for cursor in self._found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self._text.setExtraSelections(marks)


def show_at_top(text: QTextEdit, cursor: QTextCursor) -> None:
    """Scroll a place near the top."""
    bar = text.verticalScrollBar()
    bar.setValue(bar.value() + text.cursorRect(cursor).top() - px(24))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
