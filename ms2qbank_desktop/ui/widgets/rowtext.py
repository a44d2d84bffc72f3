"""Text that a row paints itself and that can be selected all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)

from ms2qbank_desktop.ui.theme import current

from . import marks
from .document import ReadingDocument

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QKeyEvent

    from .document import MediaLoader

_Move, _Key = QTextCursor.MoveOperation, QKeySequence.StandardKey
_KEYS = {  # what moves the caret: where to, and whether it draws the selection along
    _Key.SelectNextChar: (_Move.NextCharacter, True),
    _Key.SelectPreviousChar: (_Move.PreviousCharacter, True),
    _Key.SelectNextWord: (_Move.NextWord, True),
    _Key.SelectPreviousWord: (_Move.PreviousWord, True),
    _Key.SelectStartOfLine: (_Move.StartOfLine, True),
    _Key.SelectEndOfLine: (_Move.EndOfLine, True),
    _Key.MoveToNextWord: (_Move.NextWord, False),
    _Key.MoveToPreviousWord: (_Move.PreviousWord, False),
}


class RowText:
    """A document with a selection and a caret. ``origin``: where in the row it is painted."""

    def __init__(self, media: MediaLoader | None) -> None:
        self.document = ReadingDocument("reading", media)
        self.origin = QPointF()
        self.unselect()

    def unselect(self) -> None:
        """Select nothing, and take the caret away."""
        self._cursor = QTextCursor(self.document)
        self._pressed: QPointF | None = None
        self._dragging = False
        self._caret = False

    @property
    def selection(self) -> tuple[int, int]:
        """What is selected, as [start, end) in characters; (0, 0) for nothing."""
        return self.document.selected(self._cursor)

    def character_at(self, point: QPointF) -> int:
        """Return the character under a point of the row; −1 where there is none."""
        place = self._place(point, Qt.HitTestAccuracy.ExactHit)
        return -1 if place < 0 else marks.characters(self.document.toPlainText(), place)

    def press(self, point: QPointF) -> None:
        """Begin what may become a selection, if the point is on the text."""
        self.unselect()
        if QRectF(self.origin, self.document.size()).contains(point):
            self._pressed = point
            self._cursor.setPosition(self._place(point, Qt.HitTestAccuracy.FuzzyHit))

    def drag(self, point: QPointF) -> bool:
        """Select as far as the point; False as long as it may still be a click."""
        if self._pressed is None:
            return False
        far = (point - self._pressed).manhattanLength()
        self._dragging = self._dragging or far >= QGuiApplication.styleHints().startDragDistance()
        if self._dragging:
            place = self._place(point, Qt.HitTestAccuracy.FuzzyHit)
            self._cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        return self._dragging

    def release(self) -> bool:
        """End what was begun; True if it was a selection, and no click."""
        dragged, self._dragging, self._pressed = self._dragging, False, None
        return dragged

    def select_word(self, point: QPointF) -> None:
        """Select the word under a point."""
        self.press(point)
        if self._pressed is not None:
            self._cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self._dragging = True

    def take_key(self, event: QKeyEvent) -> bool:
        """Move the caret or copy, if that is what the key is for."""
        if event.matches(_Key.Copy) and self._cursor.hasSelection():
            QGuiApplication.clipboard().setText(self._cursor.selection().toPlainText())
            return True
        for key, (move, selecting) in _KEYS.items():
            if event.matches(key):
                mode = QTextCursor.MoveMode
                self._cursor.movePosition(move, mode.KeepAnchor if selecting else mode.MoveAnchor)
                self._caret = True
                return True
        return False

    def paint(self, painter: QPainter, ink: QColor, *, focused: bool) -> None:
        """Paint text, marks, selection, and with the focus the caret."""
        theme = current()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, ink)
        selections = self.document.selections()
        if self._cursor.hasSelection():
            look = QTextCharFormat()
            look.setBackground(theme.color("selection"))
            look.setForeground(theme.color("text"))
            chosen = QAbstractTextDocumentLayout.Selection()
            chosen.cursor, chosen.format = self._cursor, look
            selections.append(chosen)
        context.selections = selections
        if self._caret and focused:
            context.cursorPosition = self._cursor.position()
        painter.save()
        painter.translate(self.origin)
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def _place(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:
        return self.document.documentLayout().hitTest(point - self.origin, accuracy)
