"""The lines of a transcript: a paragraph each, its time in the margin."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets.foundwords import word_spans
from ms2qbank_desktop.ui.widgets.marks import units
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QTextBlock,
        QWheelEvent,
    )

    from ms2qbank_desktop.features.videos.models import Caption

SIDE = 16
"""Pixels between the edge and the times."""
_SPACED = "\u2028"
_FOUND_MS = 60_000
"""From where a search led to: how far words that it found are marked."""


class TranscriptText(QTextBrowser):
    """``chosen``: jump there."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.captions: Sequence[Caption] = ()
        self.row = -1
        self._starts: list[int] = []
        self._places: list[QTextCursor] = []
        self._words: tuple[Sequence[str], int] = ((), 0)
        self._margin = 0
        self._times = _Times(self)
        self.setProperty("kind", "text")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Transcript")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.document().setDocumentMargin(0)
        self.verticalScrollBar().valueChanged.connect(self._times.update)
        self.document().documentLayout().documentSizeChanged.connect(self._times.update)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_captions(self, captions: Sequence[Caption]) -> None:
        """Show other lines."""
        self.captions = captions
        self._starts = [one.start_ms for one in captions]
        self._places = []
        self.row = -1
        self.setPlainText("\n".join(one.text.replace("\n", _SPACED) for one in captions))
        self._on_theme_changed()

    def set_position(self, position_ms: int) -> bool:
        """Mark the line that is spoken; True if it is another one than before."""
        row = bisect_right(self._starts, position_ms) - 1
        if row == self.row:
            return False
        self.row = row
        self._mark()
        return True

    def follow(self) -> None:
        """Bring the line that is spoken into sight, a third from the top."""
        if self.row >= 0:
            place = self._area(self.document().findBlockByNumber(self.row))
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + place.top() - self.viewport().height() / 3))

    def find_text(self, text: str) -> int:
        """Mark each place of ``text``; return how many there are."""
        wanted, self._places = text.strip(), []
        cursor = self.document().find(wanted, 0) if wanted else QTextCursor()
        while not cursor.isNull():
            self._places.append(cursor)
            cursor = self.document().find(wanted, cursor)
        self._mark()
        return len(self._places)

    def show_words(self, words: Sequence[str], at_ms: int) -> None:
        """Mark words that a search found in what is said from ``at_ms`` on, also in captions that
        are read later; none takes the marks away."""
        self._words = words, at_ms
        self._mark()

    def go_to_found(self, step: int) -> int | None:
        """Return the row of the next place (``step`` 1) or the one before (−1) of what is looked
        for, from the caret on, and put the caret there; None if there is none."""
        if not self._places:
            return None
        at = self.textCursor().position()
        later = [one for one in self._places if one.selectionStart() > at]
        earlier = [one for one in self._places if one.selectionEnd() < at]
        place = (later or self._places)[0] if step > 0 else (earlier or self._places)[-1]
        cursor = QTextCursor(place)
        cursor.setPosition(place.selectionStart())
        self.setTextCursor(cursor)
        return cursor.blockNumber()

    def selected(self) -> tuple[int, str] | None:
        """Return when the selected words are spoken, and the words; None if none are selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self.document().findBlock(cursor.selectionStart()).blockNumber()
        words = cursor.selectedText().replace("\u2029", " ").replace(_SPACED, " ")
        return self.captions[start].start_ms, " ".join(words.split())

    def visible(self) -> Iterator[tuple[int, QRectF]]:
        """Give the rows in sight, and where in the viewport they stand."""
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and block.blockNumber() < len(self.captions):
            place = self._area(block)
            if place.top() > self.viewport().height():
                return
            yield block.blockNumber(), place
            block = block.next()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._jump(self.cursorForPosition(event.position().toPoint()).blockNumber())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self.textCursor().blockNumber())
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # the keys of the player
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._times.setGeometry(inside.left(), inside.top(), self._margin, inside.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for row, place in self.visible():
            if row == self.row:
                width = self.viewport().width()
                band = QRectF(0, place.top(), width, place.height())
                painter.fillRect(band, current().color("selected"))
        painter.end()
        super().paintEvent(event)

    def _area(self, block: QTextBlock) -> QRectF:
        place = self.document().documentLayout().blockBoundingRect(block)
        gap = block.blockFormat().topMargin()
        shifted = place.translated(0, -self.verticalScrollBar().value())
        return shifted.adjusted(0, -gap, 0, gap)

    def _jump(self, row: int) -> None:
        if 0 <= row < len(self.captions):
            self.chosen.emit(self.captions[row].start_ms)

    def _mark(self) -> None:
        theme = current()
        marks = []
        if 0 <= self.row < len(self.captions):
            cursor = QTextCursor(self.document().findBlockByNumber(self.row))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            marks.append(_selection(cursor, ink=theme.color("text")))
        ground = theme.color("highlight-yellow")
        places = [*self._places, *self._found_words()]
        marks += [_selection(place, ground=ground) for place in places]
        self.setExtraSelections(marks)
        self.viewport().update()
        self._times.update()

    def _found_words(self) -> Iterator[QTextCursor]:
        words, at_ms = self._words
        first = max(0, bisect_right(self._starts, at_ms) - 1)
        last = bisect_right(self._starts, at_ms + _FOUND_MS)
        for row in range(first, last) if words else ():
            block = self.document().findBlockByNumber(row)
            for start, end in word_spans(block.text(), words):
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + units(block.text(), start))
                end_place = block.position() + units(block.text(), end)
                cursor.setPosition(end_place, QTextCursor.MoveMode.KeepAnchor)
                yield cursor

    def _on_theme_changed(self) -> None:
        self.document().setDefaultFont(font("body"))
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        shape, ink = QTextBlockFormat(), QTextCharFormat()
        shape.setTopMargin(px(5))
        shape.setBottomMargin(px(5))
        ink.setForeground(current().color("text-muted"))
        whole.mergeBlockFormat(shape)
        whole.mergeCharFormat(ink)
        last = self.captions[-1].start_ms if self.captions else 0
        times = QFontMetrics(font("caption")).horizontalAdvance(clock_time(last))
        self._margin = px(SIDE) + times + px(12)
        self.setViewportMargins(self._margin, 0, px(6), 0)
        self._mark()


class _Times(QWidget):
    """The margin with the times; it scrolls with the text."""

    def __init__(self, text: TranscriptText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setFont(font("caption"))
        gap = px(5)
        ascent = QFontMetrics(font("body")).ascent()
        for row, place in self._text.visible():
            spoken = row == self._text.row
            if spoken:
                band = QRectF(0, place.top(), self.width(), place.height())
                painter.fillRect(band, theme.color("selected"))
            painter.setPen(theme.color("link" if spoken else "text-muted"))
            time = clock_time(self._text.captions[row].start_ms)
            painter.drawText(px(SIDE), round(place.top()) + gap + ascent, time)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._text.wheelEvent(event)


def _selection(
    cursor: QTextCursor, *, ink: QColor | None = None, ground: QColor | None = None
) -> QTextEdit.ExtraSelection:
    selection, look = QTextEdit.ExtraSelection(), QTextCharFormat()
    if ink is not None:
        look.setForeground(ink)
    if ground is not None:
        look.setBackground(ground)
    selection.cursor, selection.format = cursor, look
    return selection
