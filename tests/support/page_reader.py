"""A student with a PDF book open as pages, who can point at its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ms2qbank_desktop.features.library.ui.pages_view import PagesView
    from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
    from tests.support.bookworm import Bookworm

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
TITLE = "Tubule"
DRUGS = ("Mannitol", "Furosemide", "Thiazide", "Amiloride", "Spironolactone", "Acetazolamide")


def pages() -> list[list[str]]:
    """Return six pages: a header, a drug's own words in two lines, more of them, and a column at
    the right."""
    return [
        [
            *(f"Renal {at + 1}", f"{drug} acts upon the neph-", "ron of everybody."),
            *(f"{line} of {drug} alone." for line in "ABCDEFGHIJKLMNOP"),
            f"|Side {drug}",
        ]
        for at, drug in enumerate(DRUGS)
    ]


class Readable(NamedTuple):
    """A student with the book open."""

    student: Bookworm
    page: ReaderPage
    view: PagesView

    def point(self, words: str, *, end: bool = False) -> QPoint:
        """Return where words of the article begin or end on the pages, in the view."""
        text = self.page.view.shown_text()
        start = text.index(words)
        self.page.view.bring(start)
        self.student.settle()
        at = self.page.view.heading_at(start)
        boxes = self.view._boxes(at, start, start + len(words))  # noqa: SLF001
        area = self.view._page_rect(at)  # noqa: SLF001
        box = boxes[-1 if end else 0]
        x = area.left() + (box.right if end else box.left) * area.width()
        return QPoint(round(x), round(area.top() + (box.top + box.bottom) / 2 * area.height()))

    def drag(self, words: str) -> None:
        """Select words with the mouse."""
        first, last = self.point(words), self.point(words, end=True)
        target = self.view.viewport()
        QTest.mousePress(target, LEFT, NONE, first)
        place = QPointF(last)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            target.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            LEFT,
            NONE,
        )
        QApplication.sendEvent(target, move)
        QTest.mouseRelease(target, LEFT, NONE, last)
        self.student.settle()

    def selected(self) -> str:
        start, end = self.page.view.selection()
        return self.page.view.shown_text()[start:end]

    def colour(self, words: str) -> QColor:
        """Return the paper beneath the first letter of words."""
        point = self.point(words)
        image: QImage = self.view.viewport().grab().toImage()
        around = [image.pixelColor(point.x() + 2, point.y() + dy) for dy in range(-5, 6)]
        return max(around, key=lambda one: one.lightness())

    @property
    def spot(self) -> str:
        return self.page.place.part
