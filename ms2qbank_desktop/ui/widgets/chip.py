"""Chips: short words with a ground, which never start an action that changes data."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px

from . import paint

_LOOKS = {  # kind: ground, border, ink
    "neutral": ("sunken", "", "text"),
    "outline": ("", "border", "text-muted"),
    "chosen": ("selected", "accent", "accent"),
    "tag": ("accent-subtle", "", "accent"),
    "correct": ("correct-subtle", "", "correct"),
    "incorrect": ("incorrect-subtle", "", "incorrect"),
    "warning": ("warning-subtle", "", "warning"),
}


class Chip(QAbstractButton):
    """A chip of a kind: neutral, outline, chosen, tag, correct, incorrect, warning.

    ``removable`` adds a cross (click it, or Delete) that asks by ``remove_requested``. A chip that
    is set checkable is a filter: outline while off, chosen while on.
    """

    remove_requested = Signal()

    def __init__(
        self, text: str, kind: str = "neutral", icon: str | None = None, *, removable: bool = False
    ) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["small"]
        self._kind, self._icon, self._removable = kind, icon, removable
        self.set_words(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if removable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, text: str) -> None:
        """Say something else."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{text}, press Delete to remove" if self._removable else text)
        self.updateGeometry()

    def setCheckable(self, checkable: bool) -> None:
        super().setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        edge, gap = icon_size("small"), px(6)
        width = QFontMetrics(font("caption", weight=500)).horizontalAdvance(self._words)
        marks = bool(self._icon) + self._removable
        return QSize(width + 2 * px(8) + marks * (edge + gap), control("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        over_cross = event.position().x() > self.width() - icon_size("small") - px(12)
        if self._removable and over_cross:
            self.setDown(False)
            self.remove_requested.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        kind = self._kind
        if self.isCheckable():
            kind = "chosen" if self.isChecked() else "outline"
        ground, border, ink = _LOOKS[kind]
        painter = QPainter(self)
        paint.box(
            painter,
            self.rect(),
            theme.color(ground) if ground else None,
            theme.color(border) if border else None,
            metrics().radius["small"],
        )
        colour = theme.color(ink)
        edge, left = icon_size("small"), px(8)
        top = (self.height() - edge) // 2
        if self._icon:
            paint_icon(painter, QRect(left, top, edge, edge), self._icon, colour)
            left += edge + px(6)
        painter.setFont(font("caption", weight=500))
        painter.setPen(colour)
        painter.drawText(
            QRect(left, 0, self.width() - left, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self._words,
        )
        if self._removable:
            cross = QRect(self.width() - edge - px(6), top, edge, edge)
            paint_icon(painter, cross, "x", colour)
