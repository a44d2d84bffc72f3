"""The text of a card: rich text with formulas on their base line, pictures, and masks on them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
)

from ms2qbank_desktop.features.questions.typesetting import (
    SCHEME,
    FormulaFault,
    source_of,
    typeset,
)
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, measure, px, zoom
from ms2qbank_desktop.ui.widgets.formulas import draw_formula, formula_size
from ms2qbank_desktop.ui.widgets.textview import TextView

from .masks import paint_masks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.flashcards.text.occlusion import Mask
    from ms2qbank_desktop.features.flashcards.text.rendering import Side
    from ms2qbank_desktop.ui.widgets.pictures import Pictures

    from .card_content import CardContent

log = logging.getLogger(__name__)

_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_LARGER = 1.25
"""The text of a card over running text: it is read from further away, and there is less of it."""


class CardSide(TextView):
    """One side of a card. Pictures are those of ``files``, by their addresses in the HTML.

    ``ring_target`` is what the focus ring stands around.
    """

    ring_target: QWidget

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._size = 100
        self.files: Mapping[str, Path] = {}
        self.masks: Sequence[Mask] = ()
        self.occluded = ""
        self._objects = _Objects(self)
        kind = QTextFormat.ObjectTypes.ImageObject.value
        self.document().documentLayout().registerHandler(kind, self._objects)
        pictures.arrived.connect(self.viewport().update)
        self.set_size(100)

    def show_side(self, side: Side, files: Mapping[str, Path], occluded: str) -> None:
        """Show a side; ``occluded`` is the address of the picture that its masks lie on."""
        self.files, self.masks, self.occluded = files, side.masks, occluded
        rule = f'<hr style="background-color:{current().color("border").name()}">'
        self.set_html(side.html.replace("<hr>", rule))
        if "<img" in side.html:
            self._close_up()

    def prepare(self, content: CardContent) -> None:
        """Have the pictures of a card decoded that will soon be shown."""
        html = content.rendered.front.html + content.rendered.back.html
        for address, path in content.files.items():
            if address in html:
                across = min(self._pictures.size(path).width(), self.column())
                if across > 0:
                    self._pictures.prepare(((path, round(across * self.devicePixelRatioF())),))

    def set_size(self, size: int) -> None:
        """Set the size of cards in per cent; 100 is somewhat larger than running text."""
        self._size = size
        self.set_zoom(round(zoom() * _LARGER * size / 100))

    def column(self) -> int:
        """Return the greatest width of a picture, in pixels."""
        return min(measure("reading", self.own_zoom), max(px(80), self.viewport().width()))

    @property
    def own_zoom(self) -> int:
        return round(zoom() * _LARGER * self._size / 100)

    @property
    def pictures(self) -> Pictures:
        return self._pictures

    def _on_theme_changed(self) -> None:
        self._document.set_zoom(self.own_zoom)
        super()._on_theme_changed()

    def _close_up(self) -> None:
        """Take the room between lines away where pictures stand: it grows with their height."""
        single = QTextBlockFormat()
        single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor, changed = QTextCursor(self.document()), False
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            if _OBJECT in block.text() and self._has_picture(block):
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(single)
                changed = True
            block = block.next()
        cursor.endEditBlock()
        if changed:
            self._fit_height()

    @staticmethod
    def _has_picture(block: QTextBlock) -> bool:
        places = block.begin()
        pictures = []
        while not places.atEnd():
            look = places.fragment().charFormat()
            if look.isImageFormat():
                pictures.append(look.toImageFormat().name())
            places += 1
        return any(not name.startswith(f"{SCHEME}i") for name in pictures)

    def answer_top(self) -> int:
        """Return where the answer begins, in pixels from the top: below the first rule; else 0."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().hasProperty(
                QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value
            ):
                return round(self.document().documentLayout().blockBoundingRect(block).top())
            block = block.next()
        return 0


class _Objects(QPyTextObject):
    """Measures and draws what stands in the text but is none. It must not raise: Qt calls it in
    the middle of laying out."""

    def __init__(self, text: CardSide) -> None:
        super().__init__(text)
        self._text = text

    def intrinsicSize(self, doc: QTextDocument, _position: int, fmt: QTextFormat) -> QSizeF:
        address = fmt.toImageFormat().name()
        if address.startswith(SCHEME):
            return self._formula_size(doc, address)
        path = self._text.files.get(address)
        size = QSizeF(self._text.pictures.size(path)) if path else QSizeF()
        if size.isEmpty():
            return QSizeF(px(40), px(40))
        wanted = fmt.toImageFormat().width() * self._text.own_zoom / 125
        width = min(wanted or size.width(), float(self._text.column()))
        return size * (width / size.width())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        fmt: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        address = fmt.toImageFormat().name()
        if address.startswith(SCHEME):
            self._draw_formula(painter, rect, doc, position, address)
            return
        path = self._text.files.get(address)
        if path is None or self._text.pictures.size(path).isEmpty():
            paint_icon(painter, rect, "image-square", current().color("text-muted"))
            return
        width = round(rect.width() * self._text.devicePixelRatioF())
        image = self._text.pictures.image(path, width)
        if image is None or image.isNull():
            painter.fillRect(rect, current().color("sunken"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image)
        if address == self._text.occluded:
            paint_masks(painter, rect, self._text.masks)

    def _formula_size(self, doc: QTextDocument, address: str) -> QSizeF:
        source = source_of(address)
        try:
            formula = typeset(source)
        except FormulaFault as fault:
            log.info("a formula that was set cannot be drawn: %s", fault)
            return QSizeF(px(16), px(16))
        return formula_size(doc, formula, display=source.display)

    def _draw_formula(
        self, painter: QPainter, rect: QRectF, doc: QTextDocument, position: int, address: str
    ) -> None:
        source = source_of(address)
        try:
            formula = typeset(source)
        except FormulaFault:
            return
        draw_formula(painter, rect, doc, position, formula, display=source.display)
