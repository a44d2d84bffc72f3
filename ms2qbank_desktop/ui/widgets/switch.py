"""A switch: takes effect at once, unlike a check box, which is part of a choice."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ms2qbank_desktop.ui.theme import control, current, px


class Switch(QCheckBox):
    """A switch of 34×18; ``name`` is what screen readers say, a label stands beside it."""

    def __init__(self, name: str, *, on: bool = False) -> None:
        super().__init__()
        self.ring_radius = control("switch") // 2
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def sizeHint(self) -> QSize:
        return QSize(px(34), control("switch"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on = self.isChecked()
        track = ("accent" if on else "border-strong") if self.isEnabled() else "border"
        height = self.height()
        painter.setBrush(theme.color(track))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        edge = height - 4
        left = self.width() - edge - 2 if on else 2
        painter.setBrush(theme.color("text-on-accent" if on else "surface"))
        painter.drawEllipse(QRectF(left, 2, edge, edge))
