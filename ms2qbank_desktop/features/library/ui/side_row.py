"""A line at the side of an article that opens what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class SideRow(QAbstractButton):
    """Icon, title, and a muted line below. ``ground``: role of a stripe behind the title."""

    def __init__(self, icon: str, title: str, detail: str = "", *, ground: str = "") -> None:
        super().__init__()
        self.ring_radius = metrics().radius["control"]
        self._icon, self._detail, self._ground = icon, detail, ground
        self.setText(title)
        self.setAccessibleName(f"{title}, {detail}" if detail else title)
        self.setToolTip(title)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(42 if self._detail else 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.underMouse() or self.isDown():
            role = "pressed" if self.isDown() else "hover"
            paint.box(painter, self.rect(), theme.color(role), None, self.ring_radius)
        left = px(8)
        if self._icon:
            edge = icon_size("small")
            height = px(24) if self._detail else self.height()
            glyph = QRect(left, (height - edge) // 2, edge, edge)
            paint_icon(painter, glyph, self._icon, theme.color("text-muted"))
            left += edge + px(8)
        room = QRect(left, 0, self.width() - left - px(8), self.height())
        if self._detail:
            room.setHeight(px(24))
            face = font("caption")
            painter.setFont(face)
            painter.setPen(theme.color("text-muted"))
            below = QRect(left, px(22), room.width(), px(17))
            self._write(painter, below, self._detail)
        face = font("body") if self._ground else font("body", weight=500)
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        if self._ground:
            painter.setPen(theme.color("highlight-text"))
            words = QFontMetrics(face)
            width = min(room.width(), words.horizontalAdvance(self.text()) + px(4))
            stripe = QRect(left, room.center().y() - words.height() // 2, width, words.height())
            painter.fillRect(stripe, theme.color(self._ground))
        self._write(painter, room.adjusted(px(2) if self._ground else 0, 0, 0, 0), self.text())

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str) -> None:
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
