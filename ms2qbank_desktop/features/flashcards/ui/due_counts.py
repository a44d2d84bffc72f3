"""New, learning, review: the numbers of cards that are left, each in its colour."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, px

DUE = (("new", "accent"), ("learning", "warning"), ("review", "correct"))
"""The kinds of due cards and the roles of their colours."""


class DueCounts(QWidget):
    """ "5 new  4 learning  17 review"; the kind of the card on the screen is underlined."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0, 0)
        self._now = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: tuple[int, int, int], now: str) -> None:
        """Show new, learning and review; ``now``: which of them is on the screen, "" none."""
        self._counts, self._now = counts, now
        said = ", ".join(f"{n} {kind}" for n, (kind, _) in zip(counts, DUE, strict=True))
        self.setAccessibleName(f"{said} left" + (f"; this card is {now}" if now else ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(self._face(now=True))
        width = sum(bold.horizontalAdvance(words) + px(14) for words in self._words())
        return QSize(width - px(14) + 2, bold.height() + px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0
        for words, (kind, role) in zip(self._words(), DUE, strict=True):
            face = self._face(now=kind == self._now)
            painter.setFont(face)
            painter.setPen(current().color(role))
            width = QFontMetrics(self._face(now=True)).horizontalAdvance(words)
            place = QRect(left, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            left += width + px(14)

    def _words(self) -> list[str]:
        return [f"{n:,} {kind}" for n, (kind, _) in zip(self._counts, DUE, strict=True)]

    @staticmethod
    def _face(*, now: bool) -> QFont:
        face = font("strong" if now else "body")
        face.setUnderline(now)
        return face
