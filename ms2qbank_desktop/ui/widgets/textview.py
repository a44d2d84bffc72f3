"""Running text to read: stems, explanations, articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from ms2qbank_desktop.ui.theme import measure, signals

from .document import MediaLoader, ReadingDocument

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent


class TextView(QTextBrowser):
    """Read-only sanitised HTML in a column of at most 72 characters, left in its pane.

    It opens no file and no address: pictures come from ``media``, links are told by
    ``link_clicked``, clicked pictures by ``picture_clicked`` (both with the address in the HTML).
    With ``fit_height`` it is as high as its text, so that the pane around it scrolls.
    """

    link_clicked = Signal(str)
    picture_clicked = Signal(str)

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
        self._document = ReadingDocument(kind, media)
        self._document.setParent(self)
        self.setDocument(self._document)
        self.setProperty("kind", "text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_anchor_clicked)
        if fit_height:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        signals().changed.connect(self._on_theme_changed)
        self.set_html(html)

    def set_html(self, html: str) -> None:
        """Show other content, which must already be sanitised."""
        self._document.set_html(html)
        self._fit_height()

    def set_zoom(self, zoom: int | None) -> None:
        """Give the text a zoom of its own in per cent, or None for the program's."""
        self._document.set_zoom(zoom)
        self._limit_width()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return self._document.loadResource(kind, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit_width()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        place = event.position().toPoint()
        picture = self.cursorForPosition(place).charFormat()
        if picture.isImageFormat() and not self.anchorAt(place):
            event.accept()
            self.picture_clicked.emit(picture.toImageFormat().name())

    def sizeHint(self) -> QSize:
        height = round(self._document.size().height()) if self._fit else 200
        return QSize(measure(self._kind, self._document.zoom), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def _limit_width(self) -> None:
        """Keep the column to 72 characters, and the height to what it needs then."""
        column = measure(self._kind, self._document.zoom)
        spare = max(0, self.width() - column)
        if self.viewportMargins().right() != spare:
            self.setViewportMargins(0, 0, spare, 0)
        self._document.set_picture_width(min(column, self.width()))
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
        self._limit_width()
