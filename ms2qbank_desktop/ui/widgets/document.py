"""The document behind all running text: our type, our colours, pictures only from the pack."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QImage,
    QImageReader,
    QPainter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from ms2qbank_desktop.core.drawing import is_drawing
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, line_height, px
from ms2qbank_desktop.ui.theme.typography import points

from . import marks
from .drawings import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .marks import Mark

MediaLoader = Callable[[str], bytes | None]
"""Gets the address of a picture as the HTML has it, gives its bytes or None."""

log = logging.getLogger(__name__)

_CSS = """
a {{ color: {link}; text-decoration: none }}
p, ul, ol, table, blockquote, pre {{ margin-top: 0; margin-bottom: {gap}px }}
ul, ol {{ -qt-list-indent: 1 }}
h1, h2 {{ font-size: {h2}pt; font-weight: 600; margin-top: {gap2}px; margin-bottom: {gap}px }}
h3, h4, h5, h6 {{ font-size: {h3}pt; font-weight: 600; margin-top: {gap}px;
  margin-bottom: {half}px }}
b, strong {{ font-weight: 600 }}
code, pre {{ font-family: "{mono}"; font-size: {mono_size}pt; background-color: {sunken} }}
blockquote {{ color: {muted} }}
table {{ margin-top: {half}px; border-collapse: collapse; border-style: none; border-width: 0 }}
td {{ padding: {cell_y}px {cell_x}px {cell_y}px 0; border-bottom: 1px solid {border} }}
th {{ padding: {cell_y}px {cell_x}px {cell_y}px 0; border-bottom: 1px solid {border};
  font-size: {caption}pt; font-weight: 500; color: {muted}; text-align: left }}
"""


def read_picture(
    data: bytes | None, width: int, zoom: int | None = None, ratio: float = 0
) -> QImage:
    """Return a picture, scaled down to ``width`` if it is wider; a null one if it cannot be read.

    A drawing grows with the text, whose ``zoom`` is given or else the program's, and has ``ratio``
    dots to a pixel, without it those of the sharpest screen. May be called on any thread.
    """
    if data and is_drawing(data):
        return drawn(data, width, px(100, zoom) / 100, ratio or sharpest())
    source = QBuffer()
    source.setData(QByteArray(data or b""))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    image = QImageReader(source).read()  # unlike QImage.fromData it lets other threads go on
    if image.width() > width:
        return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return image


def sharpest() -> float:
    """Return the dots to a pixel of the sharpest screen."""
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def _is_svg(address: str) -> bool:
    return address.endswith(".svg")


class ReadingDocument(QTextDocument):
    """A document of sanitised HTML. It never opens a file or an address by itself.

    ``kind`` is a kind of the type scale, ``media`` answers for pictures; without it there are
    none. ``zoom`` in per cent overrides the program's (the exam keeps its own).
    """

    def __init__(self, kind: str = "reading", media: MediaLoader | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._media = media
        self._html = ""
        self._pictures: dict[str, QImage] = {}
        self._kept: Mapping[tuple[str, int], QImage] = {}
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._zoom: int | None = None
        self._struck = False
        self._picture_width = px(640)
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self.restyle()

    @property
    def zoom(self) -> int | None:
        """The document's own text zoom in per cent, None for the program's."""
        return self._zoom

    def set_html(self, html: str) -> None:
        """Show other content; it carries no marks yet."""
        self._html = html
        self._pictures.clear()
        self._marks.clear()
        self._fill()

    def set_marks(self, layer: str, marks: Sequence[Mark]) -> None:
        """Put marks on the text in place of those of the same layer; the text stays as it is."""
        self._marks[layer] = tuple(marks)

    def is_marked(self, place: int, layer: str) -> bool:
        """Say whether the character at ``place`` carries a mark of a layer."""
        return any(mark.start <= place < mark.end for mark in self._marks.get(layer, ()))

    def shown_marks(self) -> list[Mark]:
        """Return the marks of all layers, flattened."""
        return marks.flattened([mark for layer in self._marks.values() for mark in layer])

    def selections(self) -> list[QAbstractTextDocumentLayout.Selection]:
        """Return the marks as what is painted over the text."""
        shown = self.shown_marks()
        text = self.toPlainText() if shown else ""
        painted = []
        for mark in shown:
            selection = QAbstractTextDocumentLayout.Selection()
            start, end = marks.units(text, mark.start), marks.units(text, mark.end)
            selection.cursor = self.span(start, end)
            selection.format = mark.format()
            painted.append(selection)
        return painted

    def span(self, anchor: int, position: int) -> QTextCursor:
        """Return a cursor from one of Qt's places to another."""
        cursor, last = QTextCursor(self), self.characterCount() - 1
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def selected(self, cursor: QTextCursor) -> tuple[int, int]:
        """Return what a cursor has selected as [start, end) in characters; (0, 0) for nothing."""
        if not cursor.hasSelection():
            return 0, 0
        text = self.toPlainText()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return marks.characters(text, start), marks.characters(text, end)

    def set_zoom(self, zoom: int | None) -> None:
        """Give the document a text zoom of its own, or None for the program's."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.restyle()

    def set_struck(self, struck: bool) -> None:
        """Strike the whole text through; its lines do not move."""
        if struck != self._struck:
            self._struck = struck
            self.setDefaultFont(self._font())

    @property
    def picture_width(self) -> int:
        """What wider pictures are scaled down to, in pixels."""
        return self._picture_width

    def set_picture_width(self, width: int) -> None:
        """Scale wider pictures down to ``width`` pixels; takes effect with the next content."""
        self._picture_width = max(px(80), width)

    def keep_pictures(self, pictures: Mapping[tuple[str, int], QImage]) -> None:
        """Have pictures ready for the next contents, by address and picture width."""
        self._kept = pictures

    def restyle(self) -> None:
        """Take over the colours and sizes of the present theme."""
        # A drawing grows with the text, and is drawn anew for it.
        self._kept = {key: one for key, one in self._kept.items() if not _is_svg(key[0])}
        self._pictures = {key: one for key, one in self._pictures.items() if not _is_svg(key)}
        theme = current()
        mono = font("mono", at_zoom=self._zoom)
        self.setDefaultFont(self._font())
        self.setDefaultStyleSheet(
            _CSS.format(
                link=theme.color("link").name(),
                muted=theme.color("text-muted").name(),
                border=theme.color("border").name(),
                sunken=theme.color("sunken").name(),
                mono=mono.family(),
                mono_size=round(mono.pointSizeF() * self._base() / points("body"), 2),
                h2=round(points("heading2", self._zoom), 2),
                h3=round(points("heading3", self._zoom) * 1.09, 2),
                caption=round(points(self._kind, self._zoom) * 0.9, 2),
                gap=px(10, self._zoom),
                gap2=px(16, self._zoom),
                half=px(4, self._zoom),
                cell_x=px(20, self._zoom),
                cell_y=px(3, self._zoom),
            )
        )
        self._fill()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        if address not in self._pictures:
            self._pictures[address] = self._picture(address)
        return self._pictures[address]

    def _picture(self, address: str) -> QImage:
        kept = self._kept.get((address, self._picture_width))
        if kept is not None:
            return kept
        try:
            data = self._media(address) if self._media else None
        except Exception:
            # Qt asks in the middle of laying out text; a second exception there ends the process.
            log.exception("picture %s not loaded", address)
            data = None
        image = read_picture(data, self._picture_width, self._zoom)
        return self._missing() if image.isNull() else image

    def _base(self) -> float:
        return points(self._kind, self._zoom)

    def _font(self) -> QFont:
        face = font(self._kind, at_zoom=self._zoom)
        face.setStrikeOut(self._struck)
        return face

    def _fill(self) -> None:
        cursor = QTextCursor(self)
        cursor.beginEditBlock()  # so that the text is laid out once, not again for its lines
        self.setHtml(self._html)
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        spacing.setLineHeight(line_height(self._kind), proportional.value)
        cursor.mergeBlockFormat(spacing)
        self._close_up()
        cursor.endEditBlock()

    def _close_up(self) -> None:
        """Take the room between lines away from pictures that stand alone: it grows with them."""
        single = QTextBlockFormat()
        single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block = self.begin() if "<img" in self._html else self.end()
        while block.isValid():
            if block.text() == "\N{OBJECT REPLACEMENT CHARACTER}":
                QTextCursor(block).mergeBlockFormat(single)
            block = block.next()

    def _missing(self) -> QImage:
        """Return what stands in the place of a picture that is not there."""
        edge = px(40)
        image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_icon(painter, image.rect(), "image-square", current().color("text-muted"))
        painter.end()
        return image
