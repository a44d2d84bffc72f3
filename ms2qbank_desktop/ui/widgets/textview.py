"""Running text to read: stems, explanations, articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QTextEdit,
)

from ms2qbank_desktop.ui.theme import measure, px, signals

from . import marks as places
from .document import MediaLoader, ReadingDocument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent

    from .marks import Mark


class TextView(QTextBrowser):
    """Read-only sanitised HTML in a column of at most 72 characters, left in its pane.

    It opens no file and no address: pictures come from ``media``, links are told by
    ``link_clicked``, clicked pictures by ``picture_clicked`` (both with the address in the HTML).
    With ``fit_height`` it is as high as its text, so that the pane around it scrolls.

    Text can be selected by mouse, and by keyboard with a caret. ``selected``: a selection has been
    finished. ``mark_clicked``: a mark of the layer given to ``set_clickable``, by the character.
    """

    gap = 0
    """Pixels at 100 % text that stay free between text and scroll bar."""
    link_clicked = Signal(str)
    picture_clicked = Signal(str)
    selection_changed = Signal()
    selected = Signal()
    mark_clicked = Signal(int)

    def __init__(
        self,
        html: str = "",
        *,
        media: MediaLoader | None = None,
        kind: str = "reading",
        fit_height: bool = True,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._fit = fit_height
        self._clickable = ""
        self._document = ReadingDocument(kind, media)
        self._document.setParent(self)
        self.setDocument(self._document)
        self.setProperty("kind", "text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = self.textInteractionFlags()
        self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.selectionChanged.connect(self.selection_changed)
        if fit_height:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        signals().changed.connect(self._on_theme_changed)
        self.set_html(html)

    def set_html(self, html: str) -> None:
        """Show other content, which must already be sanitised."""
        if not html and self._document.isEmpty():
            return  # most questions have no case and no hint: setting nothing takes 0.2 ms each
        self._document.set_html(html)
        self.setTextCursor(QTextCursor(self._document))
        self._paint_marks()
        self._fit_height()

    def set_zoom(self, zoom: int | None) -> None:
        """Give the text a zoom of its own in per cent, or None for the program's."""
        self._document.set_zoom(zoom)
        self._paint_marks()
        self._limit_width()

    @property
    def zoom(self) -> int | None:
        """The text's own zoom in per cent, None for the program's."""
        return self._document.zoom

    @property
    def picture_width(self) -> int:
        """What wider pictures are scaled down to, in pixels."""
        return self._document.picture_width

    def keep_pictures(self, pictures: Mapping[tuple[str, int], QImage]) -> None:
        """Have pictures ready for the next contents, by address and picture width."""
        self._document.keep_pictures(pictures)

    def shown_text(self) -> str:
        """Return the text without markup; marks and selections count its characters."""
        return self._document.toPlainText()

    def selection(self) -> tuple[int, int]:
        """Return what is selected as [start, end) in characters; (0, 0) for nothing."""
        return self._document.selected(self.textCursor())

    def select(self, start: int, end: int) -> None:
        """Select the characters [start, end); nothing is scrolled."""
        text, bar = self.shown_text(), self.verticalScrollBar()
        scrolled = bar.value()
        first, last = (places.units(text, at) for at in (start, end))
        self.setTextCursor(self._document.span(first, last))
        bar.setValue(scrolled)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def set_marks(self, layer: str, marks: Sequence[Mark]) -> None:
        """Paint marks in place of those of the same layer; nothing is laid out again."""
        self._document.set_marks(layer, marks)
        self._paint_marks()

    def bring_into_view(self, character: int) -> None:
        """Put the caret at a character and scroll as far as is needed to see it."""
        cursor = self.textCursor()
        cursor.setPosition(places.units(self.shown_text(), character))
        self.setTextCursor(cursor)
        self._keep_caret_in_view()

    def set_clickable(self, layer: str) -> None:
        """Tell clicks on the marks of a layer, "" of none."""
        self._clickable = layer

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return self._document.loadResource(kind, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit_width()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self.selected.emit()
            return
        place = event.position().toPoint()
        character = self._character_at(place)
        if self._clickable and self._document.is_marked(character, self._clickable):
            self.mark_clicked.emit(character)
            return
        picture = self.cursorForPosition(place).charFormat()
        if picture.isImageFormat() and not self.anchorAt(place):
            event.accept()
            self.picture_clicked.emit(picture.toImageFormat().name())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.textCursor()
        super().keyPressEvent(event)
        if self.textCursor() != before:
            self._keep_caret_in_view()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Shift and self.textCursor().hasSelection():
            self.selected.emit()

    def sizeHint(self) -> QSize:
        height = round(self._document.size().height()) if self._fit else 200
        return QSize(measure(self._kind, self._document.zoom), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def _paint_marks(self) -> None:
        painted = []
        for mark in self._document.selections():
            extra = QTextEdit.ExtraSelection()
            extra.cursor, extra.format = mark.cursor, mark.format
            painted.append(extra)
        if painted or self.extraSelections():
            self.setExtraSelections(painted)

    def _character_at(self, place: QPoint) -> int:
        """Return the character under a point of the viewport; −1 where there is none."""
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        exact = Qt.HitTestAccuracy.ExactHit
        hit = self._document.documentLayout().hitTest((place + scrolled).toPointF(), exact)
        return -1 if hit < 0 else places.characters(self.shown_text(), hit)

    def _keep_caret_in_view(self) -> None:
        around = self.parentWidget() if self._fit else None
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and (sheet := around.widget()) is not None:
            caret = self.viewport().mapTo(sheet, self.cursorRect().center())
            around.ensureVisible(caret.x(), caret.y(), 0, px(32))

    def _limit_width(self) -> None:
        """Keep the column to 72 characters, and the height to what it needs then."""
        column = measure(self._kind, self._document.zoom)
        spare = max(px(self.gap), self.width() - column)
        if self.viewportMargins().right() != spare:
            self.setViewportMargins(0, 0, spare, 0)
        bar = self.verticalScrollBar().width() if self.gap else 0
        self._document.set_picture_width(min(column, self.width() - px(self.gap) - bar))
        self._fit_height()

    def _fit_height(self) -> None:
        if not self._fit:
            return
        height = round(self._document.size().height())
        if height != self.height():
            self.setFixedHeight(height)

    def _on_anchor_clicked(self, address: QUrl) -> None:
        self.link_clicked.emit(address.toString())

    def _on_theme_changed(self) -> None:
        self._document.restyle()
        self._paint_marks()
        self._limit_width()
