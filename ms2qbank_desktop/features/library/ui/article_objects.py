"""What stands in the text of an article but is none: formulas on their base line, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from ms2qbank_desktop.features.questions.typesetting import (
    SCHEME,
    FormulaFault,
    source_of,
    typeset,
)
from ms2qbank_desktop.ui.theme import current

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
            return QSizeF(_picture(doc, address).size())
        formula, em = _formula(address), QFontInfo(doc.defaultFont()).pixelSize()
        if formula is None:
            return QSizeF(em, em)
        width, height, depth = formula.width * em, formula.height * em, formula.depth * em
        if source_of(address).display:
            return QSizeF(width, height)
        # Qt puts the middle of an object on the middle of the letters: with as much room above as
        # below, its base line can be put on that of the text.
        descent = QFontMetricsF(doc.defaultFont()).descent()
        return QSizeF(width, max(2 * (height - depth) - descent, 2 * depth + descent))

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
        formula, em = _formula(address), QFontInfo(doc.defaultFont()).pixelSize()
        if formula is None:
            return
        top = place.top()
        if not source_of(address).display:
            block = doc.findBlock(position)
            line = block.layout().lineForTextPosition(position - block.position())
            above = doc.documentLayout().blockBoundingRect(block).top()
            top = above + line.y() + line.ascent() - (formula.height - formula.depth) * em
        svg = formula.svg(em, current().color("text").name())
        place = QRectF(place.left(), top, formula.width * em, formula.height * em)
        QSvgRenderer(QByteArray(svg)).render(painter, place)


def _formula(address: str) -> Formula | None:
    try:
        return typeset(source_of(address))
    except FormulaFault:  # article_text lets none through that cannot be set
        return None


def _picture(doc: QTextDocument, address: str) -> QImage:
    found = doc.resource(_IMAGE, address)
    return found if isinstance(found, QImage) else QImage()
