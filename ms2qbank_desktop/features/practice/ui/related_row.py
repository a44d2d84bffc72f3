"""One question in a list of related ones: how it stands, how it begins, what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, metrics, px

from .bank_columns import STATUS_LOOKS

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.attempts.models import BankRow

_HEIGHT = 32
_ICON = 16
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down}
_ABOUT_SHARE = 0.34
"""Of the width, at most this much is for the system."""


class RelatedRow(QAbstractButton):
    """A row that opens its question; up and down move between rows."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["control"]
        self.line: BankRow | None = None
        self._zoom: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.opened.emit(self.line))

    def show_line(self, line: BankRow) -> None:
        """Show another question."""
        self.line = line
        about = f", {line.system}" if line.system else ""
        self.setText(line.stem)
        self.setAccessibleName(f"{line.status.value}{about}: {line.stem}")
        self.setToolTip(line.stem)
        self.update()

    def set_zoom(self, zoom: int) -> None:
        """Take a size in per cent."""
        self._zoom = zoom
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(320, self._zoom), px(_HEIGHT, self._zoom))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120, self._zoom), px(_HEIGHT, self._zoom))

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()  # Enter is the exam's key for the next item
            return True
        return super().event(event)

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
        if self.line is None:
            return
        theme, painter = current(), QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.color("pressed" if self.isDown() else "hover"))
        icon, role = STATUS_LOOKS[self.line.status]
        edge, gap = px(_ICON, self._zoom), px(8, self._zoom)
        box = QRect(gap, (self.height() - edge) // 2, edge, edge)
        paint_icon(painter, box, icon, theme.color(role))
        room = self.rect().adjusted(box.right() + gap, 0, -gap, 0)
        room.setRight(room.right() - self._paint_about(painter, room) - gap)
        face = font("body", at_zoom=self._zoom)
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        words = QFontMetrics(face).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, words)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))

    def _paint_about(self, painter: QPainter, room: QRect) -> int:
        """Paint what the question is about at the right; return how wide that is."""
        about = self.line.system if self.line else ""
        face = font("caption", at_zoom=self._zoom)
        measure = QFontMetrics(face)
        words = measure.elidedText(
            short_label(about), Qt.TextElideMode.ElideRight, round(room.width() * _ABOUT_SHARE)
        )
        painter.setFont(face)
        painter.setPen(current().color("text-muted"))
        painter.drawText(room, _RIGHT, words)
        return measure.horizontalAdvance(words)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
