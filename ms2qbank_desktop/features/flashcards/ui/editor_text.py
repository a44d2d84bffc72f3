"""The box for the rich text of one field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from ms2qbank_desktop.features.flashcards.text.field_html import simplified
from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets.document import read_picture
from ms2qbank_desktop.ui.widgets.foundwords import word_marks
from ms2qbank_desktop.ui.widgets.marks import units

from .editor_html import field_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_WIDEST = 360
"""Of a picture in the box, in pixels at 100 %."""
Script = QTextCharFormat.VerticalAlignment


class FieldText(QTextEdit):
    """Rich text whose pictures come from ``path_of`` (name → file). ``picture_given``: bytes and a
    name of a picture that was pasted or dropped; ``entered``: it has the focus now."""

    picture_given = Signal(bytes, str)
    entered = Signal()

    def __init__(self, name: str, path_of: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._path_of = path_of
        self._images: dict[str, QImage] = {}
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(px(20))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_html(self, html: str) -> None:
        """Show another text; nothing is there to undo then."""
        self._images.clear()
        self.document().setUndoRedoEnabled(False)
        self.setHtml(simplified(html))
        self._dress_tables()
        self.document().setUndoRedoEnabled(True)
        self.document().setModified(False)
        self._fit()

    def html(self) -> str:
        """Return the text as the HTML of a field."""
        return field_html(self.document())

    def show_words(self, words: Sequence[str]) -> bool:
        """Mark words that a search found, with the caret at the first; False if none is here."""
        text = self.document().toPlainText()
        marks = []
        for mark in word_marks(text, words):
            extra = QTextEdit.ExtraSelection()
            extra.cursor, extra.format = QTextCursor(self.document()), mark.format()
            extra.cursor.setPosition(units(text, mark.start))
            extra.cursor.setPosition(units(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
            marks.append(extra)
        self.setExtraSelections(marks)
        if marks:
            caret = self.textCursor()
            caret.setPosition(marks[0].cursor.selectionStart())
            self.setTextCursor(caret)
        return bool(marks)

    # Looks

    def toggle(self, look: str) -> None:
        """Switch ``bold``, ``italic``, ``underline``, ``sup`` or ``sub`` of what is selected."""
        now, new = self.currentCharFormat(), QTextCharFormat()
        if look == "bold":
            bold = now.fontWeight() >= QFont.Weight.DemiBold
            new.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
        elif look == "italic":
            new.setFontItalic(not now.fontItalic())
        elif look == "underline":
            new.setFontUnderline(not now.fontUnderline())
        else:
            wanted = Script.AlignSuperScript if look == "sup" else Script.AlignSubScript
            on = now.verticalAlignment() == wanted
            new.setVerticalAlignment(Script.AlignNormal if on else wanted)
        self.mergeCurrentCharFormat(new)

    def paint_text(self, colour: QColor | None) -> None:
        """Give what is selected a colour, None for that of the text."""
        self._paint(QTextCharFormat.Property.ForegroundBrush, colour)

    def highlight(self, colour: QColor | None) -> None:
        """Give what is selected a ground, None for none."""
        self._paint(QTextCharFormat.Property.BackgroundBrush, colour)

    def toggle_list(self, *, numbered: bool) -> None:
        """Make the selected paragraphs a list, or paragraphs again."""
        cursor = self.textCursor()
        style = QTextListFormat.Style.ListDecimal if numbered else QTextListFormat.Style.ListDisc
        present = cursor.currentList()
        cursor.beginEditBlock()
        if present is not None and present.format().style() == style:
            block = self.document().findBlock(cursor.selectionStart())
            while block.isValid() and block.position() <= cursor.selectionEnd():
                if (of_block := block.textList()) is not None:
                    of_block.remove(block)
                plain = QTextBlockFormat()
                plain.setIndent(0)
                QTextCursor(block).setBlockFormat(plain)
                block = block.next()
        else:
            wanted = QTextListFormat()
            wanted.setStyle(style)
            wanted.setIndent(1)
            cursor.createList(wanted)
        cursor.endEditBlock()

    def wrap(self, before: str, after: str) -> None:
        """Write ``before`` and ``after`` around what is selected; else the caret stands between."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText(after)
        cursor.setPosition(start)
        cursor.insertText(before)
        cursor.endEditBlock()
        cursor.setPosition(end + len(before) + (len(after) if end > start else 0))
        self.setTextCursor(cursor)

    def insert_picture(self, name: str) -> None:
        """Write a picture of the media folder at the caret."""
        self.textCursor().insertImage(name)

    def insert_table(self) -> None:
        """Write a table at the caret, which goes into its first cell. Tab goes on from cell to
        cell, and adds a row at the end."""
        table = self.textCursor().insertTable(2, 2, _table_look())
        self.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    # Qt

    def focusNextPrevChild(self, ahead: bool) -> bool:
        return self._to_cell(1 if ahead else -1) or super().focusNextPrevChild(ahead)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        if address not in self._images:
            path = self._path_of(address)
            data = path.read_bytes() if path is not None and path.is_file() else None
            self._images[address] = read_picture(data, min(px(_WIDEST), max(80, self.width() - 40)))
        return self._images[address]

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        pictures = [file for file in files if file.suffix.lower() in _PICTURES]
        if pictures:
            for file in pictures:
                self.picture_given.emit(file.read_bytes(), file.name)
        elif source.hasImage():
            self.picture_given.emit(_png(source.imageData()), "pasted")
        elif source.hasHtml():
            self.textCursor().beginEditBlock()
            self.insertHtml(simplified(source.html()))
            self._dress_tables()
            self.textCursor().endEditBlock()
        else:
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(px(240), self.height())

    def _to_cell(self, step: int) -> bool:
        """Go to a cell of the table that the caret is in; False if there is none."""
        table = self.textCursor().currentTable()
        if table is None:
            return False
        here = table.cellAt(self.textCursor())
        place = here.row() * table.columns() + here.column() + step
        if place < 0:
            return False
        if place == table.rows() * table.columns():
            table.appendRows(1)
        there = table.cellAt(*divmod(place, table.columns()))
        self.setTextCursor(there.firstCursorPosition())
        return True

    def _dress_tables(self) -> None:
        for one in self.document().rootFrame().childFrames():
            if isinstance(one, QTextTable):
                one.setFormat(_table_look())

    def _paint(self, kind: QTextCharFormat.Property, colour: QColor | None) -> None:
        cursor = self.textCursor()
        if colour is None:
            look = QTextCharFormat(cursor.charFormat())
            look.clearProperty(kind.value)
            cursor.setCharFormat(look)
        else:
            look = QTextCharFormat()
            look.setProperty(kind.value, colour)
            cursor.mergeCharFormat(look)
        self.setTextCursor(cursor)

    def _fit(self) -> None:
        """Be as high as the text, within limits."""
        text = round(self.document().size().height()) + 2 * px(6) + 4
        height = max(px(44), min(text, px(240)))
        policy = Qt.ScrollBarPolicy
        wanted = policy.ScrollBarAsNeeded if text > px(240) else policy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)
        if height != self.height():
            self.setFixedHeight(height)

    def _on_theme_changed(self) -> None:
        self.document().setDefaultFont(font("reading"))
        self.setFont(font("reading"))
        self._fit()


def _table_look() -> QTextTableFormat:
    look = QTextTableFormat()
    look.setBorder(1)
    look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(current().color("border-strong"))
    look.setBorderCollapse(True)
    look.setCellPadding(px(4))
    look.setCellSpacing(0)
    return look


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
