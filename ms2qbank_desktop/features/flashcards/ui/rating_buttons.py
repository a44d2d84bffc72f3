"""The four ratings side by side, each with its key and the interval it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.ui.theme import current, font, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import row

if TYPE_CHECKING:
    from collections.abc import Sequence

RATINGS = {
    Rating.AGAIN: ("Again", "incorrect"),
    Rating.HARD: ("Hard", "warning"),
    Rating.GOOD: ("Good", "correct"),
    Rating.EASY: ("Easy", "accent"),
}
"""Name and role of each rating."""


class RatingButton(Button):
    """One rating: name and key, the interval below, a line in its colour on top."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__(name)
        self._role = role
        self._key = ""
        self._interval = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_interval(self, words: str) -> None:
        """Say when the card comes back after this rating."""
        self._interval = words
        self.setAccessibleName(f"{self.text()}, {words}" if words else self.text())
        self.update()

    def set_key(self, key: str) -> None:
        self._key = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(72), px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, radius = current(), QPainter(self), metrics().radius["control"]
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setClipRect(0, 0, self.width(), px(3) + radius)
        paint.box(painter, self.rect(), theme.color(self._role), None, radius)
        painter.setClipping(False)
        below = self.rect().adjusted(0, px(3), 0, 0)
        painter.setClipRect(below)
        paint.box(painter, self.rect(), theme.color(ground), theme.color("border-strong"), radius)
        painter.setClipping(False)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        theme, face = current(), font("heading3")
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        words = QFontMetrics(face).horizontalAdvance(self.text())
        cap = paint.key_cap_width(self._key) + px(8) if self._key else 0
        left, top, height = (self.width() - words - cap) // 2, px(9), px(24)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, words + 2, height), middle, self.text())
        if self._key:
            edge = paint.key_cap_height()
            place = QRect(left + words + px(8), top + (height - edge) // 2, cap - px(8), edge)
            ground, border = theme.color("raised"), theme.color("border")
            paint.key_cap(painter, place, self._key, theme.color("text-muted"), ground, border)
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text-muted"))
        place = QRect(0, top + height, self.width(), px(20))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._interval)


class RatingButtons(QWidget):
    """``rated`` carries a Rating."""

    rated = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {rating: RatingButton(*look) for rating, look in RATINGS.items()}
        for rating, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, one=rating: self.rated.emit(one))
        self.setLayout(row(*self.buttons.values(), gap=8))
        self.setFocusProxy(self.buttons[Rating.GOOD])

    def show_intervals(self, intervals: Sequence[str]) -> None:
        """Say for each rating when the card comes back."""
        for button, words in zip(self.buttons.values(), intervals, strict=True):
            button.set_interval(words)
