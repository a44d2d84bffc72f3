"""Formulas in documents stand on the base line of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontInfo, QImage, QPainter, QTextDocument

from ms2qbank_desktop.ui.widgets.formulas import draw_formula, formula_on_paper, formula_size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Bar:
    """A black box: 2 em wide, half an em above the base line and half an em below."""

    width, height, depth = 2.0, 1.0, 0.5

    def svg(self, em: float, ink: str) -> bytes:
        size = f'width="{2 * em}" height="{em}"'
        rect = f'<rect {size} fill="{ink}"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{rect}</svg>'.encode()


@pytest.fixture
def document(qapp: QApplication) -> QTextDocument:  # noqa: ARG001 (fonts need it)
    made = QTextDocument("A word")
    made.setTextWidth(400)
    made.size()  # lays it out
    return made


def test_a_formula_on_its_own_line_takes_its_own_size(document: QTextDocument) -> None:
    em = QFontInfo(document.defaultFont()).pixelSize()
    size = formula_size(document, Bar(), display=True)
    assert (size.width(), size.height()) == (2 * em, em)
    assert formula_size(document, Bar(), display=False).height() > em


def test_a_formula_in_a_line_stands_on_the_base_line(document: QTextDocument) -> None:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    draw_formula(painter, QRectF(20, 0, 60, 60), document, 1, Bar(), display=False)
    painter.end()
    line = document.firstBlock().layout().lineAt(0)
    above = document.documentLayout().blockBoundingRect(document.firstBlock()).top()
    base = above + line.y() + line.ascent()
    em = QFontInfo(document.defaultFont()).pixelSize()
    dark = [y for y in range(60) if image.pixelColor(30, y).lightness() < 128]
    assert dark[0] == pytest.approx(base - em / 2, abs=1.5)
    assert dark[-1] == pytest.approx(base + em / 2, abs=1.5)


def test_paper_shows_a_formula_sharper_than_the_screen(qapp: QApplication) -> None:  # noqa: ARG001
    image = formula_on_paper(Bar(), 9)
    assert image.devicePixelRatio() > 2
    assert image.deviceIndependentSize().width() == pytest.approx(24, abs=1.5)
