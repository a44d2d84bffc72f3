"""A tinted box with a bar at its left: educational objectives and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, metrics
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.textview import TextView

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.widgets.document import MediaLoader


class NoteBox(QWidget):
    """Running text on a ground of ``role`` "accent" or "warning"."""

    def __init__(self, name: str, media: MediaLoader, role: str = "accent") -> None:
        super().__init__()
        self._role = role
        self.text = TextView(media=media)
        self.text.setAccessibleName(name)
        self.text.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(column(self.text, margins=(15, 12, 12, 8)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        radius = metrics().radius["control"]
        frame.addRoundedRect(self.rect(), radius, radius)
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), theme.color(f"{self._role}-subtle"))
        bar = metrics().border["state_bar"]
        painter.fillRect(0, 0, bar, self.height(), theme.color(self._role))
