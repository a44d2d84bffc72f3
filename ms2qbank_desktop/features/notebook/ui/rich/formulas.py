"""Formulas and pictures of the text are changed where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import OBJECTS, Kind, Span, What

from . import looks
from .editing import after, dress, insert_spans, one_step
from .formula_box import FormulaBox
from .reading import read_block

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QTextEdit


class Formulas(QObject):
    """Opens the box for the TeX of the formula that was clicked or is to be written."""

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self.box: FormulaBox | None = None

    def insert(self, tex: str, *, display: bool) -> None:
        """Write a formula at the caret; without TeX the box for it opens."""
        what = What.DISPLAY if display else What.FORMULA
        cursor = self._text.textCursor()
        before = self._text.document().characterAt(cursor.selectionStart() - 1)
        behind = self._text.document().characterAt(cursor.selectionEnd())
        formula = Span("", 0, what, tex or "x", "", 1)
        # Dollars beside a letter are dollars. What the box writes is parted when it is closed.
        lead, tail = (Span(" " * (bool(tex) and one.isalnum())) for one in (before, behind))
        insert_spans(self._text, [span for span in (lead, formula, tail) if span != Span("")])
        if not tex:
            self._open(self._text.textCursor().position() - 1, fresh=True)

    def clicked(self, event: QMouseEvent) -> bool:
        """Open the formula under the mouse; say whether there is one."""
        if self._text.isReadOnly():
            return False
        at = self._text.cursorForPosition(event.position().toPoint()).position()
        for place in (at, at - 1):
            span = object_at(self._text, place)
            if span is not None and span.what in (What.FORMULA, What.DISPLAY):
                left, right = self._edges(place)
                if left <= event.position().x() <= right:
                    self._open(place, fresh=False)
                    return True
        return False

    def _edges(self, place: int) -> tuple[int, int]:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(place)
        left = self._text.cursorRect(cursor).left()
        cursor.setPosition(place + 1)
        return left, self._text.cursorRect(cursor).right()

    def _open(self, place: int, *, fresh: bool) -> None:
        span = object_at(self._text, place)
        if span is None:
            return
        box = FormulaBox("" if fresh else span.target, self._text)
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        box.closed.connect(lambda tex: self._write(cursor, span, tex))
        self.box = box
        around = self._text.cursorRect(cursor)
        around.moveLeft(self._edges(place)[0])
        around.moveTopLeft(self._text.viewport().mapTo(self._text, around.topLeft()))
        box.show_at(around)

    def _write(self, cursor: QTextCursor, span: Span, tex: str) -> None:
        self.box = None
        if tex == span.target or not cursor.hasSelection():
            return
        if not tex:
            cursor.removeSelectedText()
            return
        change(cursor, replace(span, target=tex))
        for place in (cursor.selectionEnd(), cursor.selectionStart()):
            beside = place if place == cursor.selectionEnd() else place - 1
            if self._text.document().characterAt(beside).isalnum():
                gap = QTextCursor(self._text.document())
                gap.setPosition(place)
                with one_step(gap, joined=True):
                    gap.insertText(" ", looks.char_format(Span(""), ""))
        after(self._text)


def object_at(text: QTextEdit, place: int) -> Span | None:
    """Return the picture, formula or sign that is the character at a place."""
    if place < 0 or text.document().characterAt(place) != looks.OBJECT_CHARACTER:
        return None
    cursor = QTextCursor(text.document())
    cursor.setPosition(place + 1)
    span = looks.span_of(cursor.charFormat())
    return span if span.what in OBJECTS else None


def change(cursor: QTextCursor, span: Span) -> None:
    """Make the selected object another one."""
    with one_step(cursor):
        base = cursor.charFormat().stringProperty(looks.BASE)
        cursor.setCharFormat(looks.char_format(span, base, span.group))
        block, key = read_block(cursor.block())
        if block.kind is not Kind.TABLE:
            dress(cursor.block(), block, key)


def picture_at_caret(text: QTextEdit) -> int | None:
    """Return where the picture beside the caret or selected is, None if there is none."""
    at = text.textCursor().selectionStart()
    for place in (at, at - 1):
        span = object_at(text, place)
        if span is not None and span.what is What.PICTURE:
            return place
    return None


def set_width(text: QTextEdit, width: int) -> None:
    """Show the picture at the caret ``width`` pixels wide, 0 for its own width."""
    place = picture_at_caret(text)
    span = object_at(text, place) if place is not None else None
    if place is None or span is None:
        return
    cursor = QTextCursor(text.document())
    cursor.setPosition(place)
    cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
    change(cursor, replace(span, width=width))
