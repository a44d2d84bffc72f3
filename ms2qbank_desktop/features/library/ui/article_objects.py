"""What stands in the text of an article but is none: formulas on their base line, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontInfo,
    QImage,
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from ms2qbank_desktop.features.questions.typesetting import (
    SCHEME,
    FormulaFault,
    source_of,
    typeset,
)
from ms2qbank_desktop.ui.theme import current
from ms2qbank_desktop.ui.widgets.formulas import draw_formula, formula_size

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ms2qbank_desktop.features.questions.typesetting import Formula

_IMAGE = QTextDocument.ResourceType.ImageResource.value


class ArticleObjects(QPyTextObject):
    """Measures and draws them. It must not raise: Qt calls it in the middle of laying out."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        kind = QTextFormat.ObjectTypes.ImageObject.value
        document.documentLayout().registerHandler(kind, self)

    def intrinsicSize(self, doc: QTextDocument, _position: int, fmt: QTextFormat) -> QSizeF:
        address = fmt.toImageFormat().name()
        if not address.startswith(SCHEME):
            return _picture(doc, address).deviceIndependentSize()
        formula, em = _formula(address), QFontInfo(doc.defaultFont()).pixelSize()
        if formula is None:
            return QSizeF(em, em)
        return formula_size(doc, formula, display=source_of(address).display)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        fmt: QTextFormat,
    ) -> None:
        place = QRectF(rect)
        address = fmt.toImageFormat().name()
        if not address.startswith(SCHEME):
            picture = _picture(doc, address)
            if current().dark and picture.hasAlphaChannel():
                painter.fillRect(place, Qt.GlobalColor.white)  # drawn for paper
            painter.drawImage(place, picture)
            return
        if formula := _formula(address):
            display = source_of(address).display
            draw_formula(painter, place, doc, position, formula, display=display)


def _formula(address: str) -> Formula | None:
    try:
        return typeset(source_of(address))
    except FormulaFault:  # article_text lets none through that cannot be set
        return None


def _picture(doc: QTextDocument, address: str) -> QImage:
    found = doc.resource(_IMAGE, address)
    return found if isinstance(found, QImage) else QImage()
