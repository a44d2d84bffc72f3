"""A line at the side of a page that opens what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, metrics, px

from . import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent

_OWN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down}
"""What the page around would take for itself: Enter is the exam's key for the next item."""


class SideRow(QAbstractButton):
    """Icon, title, and a muted line below; up and down move between rows.

    ``ground``: role of a stripe behind the title. ``action``: a word at the right end that says
    what a click does, where it does not open the thing; the title is muted then. ``removable``:
    a cross while the row is hovered or has the keyboard, which asks by ``remove_requested`` (or
    Delete). ``indent``: pixels that the row stands in, as a step of an outline.
    """

    remove_requested = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        detail: str = "",
        *,
        ground: str = "",
        action: str = "",
        removable: bool = False,
        indent: int = 0,
        weight: int = 500,
    ) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["control"]
        self._icon, self._detail, self._ground = icon, detail, ground
        self._action, self._removable, self._indent = action, removable, indent
        self._weight = weight
        self._zoom: int | None = None
        self.setText(title)
        name = f"{title}, {detail}" if detail else title
        self.setAccessibleName(f"{action}: {name}" if action else name)
        self.setToolTip(title)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(removable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def detail(self) -> str:
        """The line below the title."""
        return self._detail

    def set_zoom(self, zoom: int) -> None:
        """Take a size in per cent."""
        self._zoom = zoom
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._px(240), self._px(42 if self._detail else 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._px(80), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._takes(event.key()):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete and self._removable:
            self.remove_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(event.position().toPoint()):
            self.setDown(False)
            self.remove_requested.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.underMouse() or self.isDown():
            role = "pressed" if self.isDown() else "hover"
            paint.box(painter, self.rect(), theme.color(role), None, self.ring_radius)
        left, muted = self._px(8 + self._indent), theme.color("text-muted")
        line = self._px(24) if self._detail else self.height()
        if self._icon:
            edge = self._edge()
            glyph = QRect(left, (line - edge) // 2, edge, edge)
            paint_icon(painter, glyph, self._icon, muted)
            left += edge + self._px(8)
        right = self.width() - self._px(8) - self._paint_end(painter, muted)
        room = QRect(left, 0, right - left, line)
        if self._detail:
            painter.setFont(font("caption", at_zoom=self._zoom))
            painter.setPen(muted)
            below = QRect(left, self._px(22), room.width(), self._px(17))
            self._write(painter, below, self._detail)
        weight = 400 if self._ground or self._action else self._weight
        face = font("body", weight=weight, at_zoom=self._zoom)
        painter.setFont(face)
        painter.setPen(muted if self._action else theme.color("text"))
        if self._ground:
            painter.setPen(theme.color("highlight-text"))
            words = QFontMetrics(face)
            width = min(room.width(), words.horizontalAdvance(self.text()) + self._px(4))
            stripe = QRect(left, room.center().y() - words.height() // 2, width, words.height())
            painter.fillRect(stripe, theme.color(self._ground))
        self._write(
            painter, room.adjusted(self._px(2) if self._ground else 0, 0, 0, 0), self.text()
        )

    def _paint_end(self, painter: QPainter, muted: QColor) -> int:
        """Paint the word or the cross at the right end; return the room it takes."""
        if self._action:
            face = font("caption", weight=500, at_zoom=self._zoom)
            painter.setFont(face)
            painter.setPen(current().color("link"))
            room = self.rect().adjusted(0, 0, -self._px(8), 0)
            where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, where, self._action)
            return QFontMetrics(face).horizontalAdvance(self._action) + self._px(8)
        if self._removable and (self.underMouse() or self.hasFocus()):
            cross = self._cross()
            paint_icon(painter, cross, "x", muted)
            return cross.width() + self._px(8)
        return 0

    def _cross(self) -> QRect:
        edge = self._edge()
        left = self.width() - self._px(8) - edge
        return QRect(left, (self.height() - edge) // 2, edge, edge)

    def _takes(self, key: int) -> bool:
        return key in _OWN_KEYS or (self._removable and key == Qt.Key.Key_Delete)

    def _edge(self) -> int:
        return self._px(metrics().icon["small"])

    def _px(self, value: int) -> int:
        return px(value, self._zoom)

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str) -> None:
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
