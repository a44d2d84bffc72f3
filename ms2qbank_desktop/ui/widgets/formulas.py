"""Formulas in a text document: how large they are, how they are drawn, and what paper shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_SHARPER = 4
"""Pixels of a formula on paper for each one of the page."""


class Formula(Protocol):
    """Lengths are in em; the base line is ``depth`` above the foot."""

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    @property
    def depth(self) -> float: ...

    def svg(self, em: float, ink: str) -> bytes: ...


def formula_size(doc: QTextDocument, formula: Formula, *, display: bool) -> QSizeF:
    """Return the size of a formula as an object of a document; ``display``: on its own line."""
    em = QFontInfo(doc.defaultFont()).pixelSize()
    width, height, depth = formula.width * em, formula.height * em, formula.depth * em
    if display:
        return QSizeF(width, height)
    # Qt puts the middle of an object on the middle of the letters: with as much room above as
    # below, its base line can be put on that of the text.
    descent = QFontMetricsF(doc.defaultFont()).descent()
    return QSizeF(width, max(2 * (height - depth) - descent, 2 * depth + descent))


def draw_formula(
    painter: QPainter,
    place: QRectF,
    doc: QTextDocument,
    position: int,
    formula: Formula,
    *,
    display: bool,
) -> None:
    """Draw the formula at a position of a document, its base line on that of the text."""
    em, top = QFontInfo(doc.defaultFont()).pixelSize(), place.top()
    if not display:
        block = doc.findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        above = doc.documentLayout().blockBoundingRect(block).top()
        top = above + line.y() + line.ascent() - (formula.height - formula.depth) * em
    svg = formula.svg(em, current().color("text").name())
    area = QRectF(place.left(), top, formula.width * em, formula.height * em)
    QSvgRenderer(QByteArray(svg)).render(painter, area)


def formula_on_paper(formula: Formula, points: float) -> QImage:
    """Return the picture of a formula in black, for type of so many points."""
    svg = QSvgRenderer(QByteArray(formula.svg(points * 96 / 72, "black")))
    image = QImage(svg.defaultSize() * _SHARPER, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    svg.render(painter)
    painter.end()
    image.setDevicePixelRatio(_SHARPER)
    return image
