"""How loud it is, up to twice of what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from ms2qbank_desktop.ui.theme import current, px

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

LOUDEST = 200
"""Per cent; above 100 the sound is amplified, and may be distorted."""


class VolumeBar(QAbstractSlider):
    """0 to LOUDEST per cent, with a notch at 100. ``chosen`` comes as it is drawn or stepped."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Volume")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setRange(0, LOUDEST)
        self.setSingleStep(5)
        self.setPageStep(20)
        self._muted = False
        self.actionTriggered.connect(lambda: self.chosen.emit(self.sliderPosition()))

    def set_volume(self, percent: int, *, muted: bool) -> None:
        """Show how loud it is."""
        self._muted = muted
        self.setValue(percent)
        self.setToolTip(f"Volume {percent} %" + (", muted" if muted else ""))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(72), px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._draw_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._draw_to(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, (self.height() - px(4)) / 2, self.width(), px(4))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        share = self.value() / LOUDEST
        filled = QRectF(track)
        filled.setWidth(track.width() * share)
        painter.setBrush(theme.color("text-disabled" if self._muted else "accent"))
        painter.drawRoundedRect(filled, track.height() / 2, track.height() / 2)
        notch = QRectF(track.center().x() - 0.5, track.top() - 3, 1, track.height() + 6)
        painter.fillRect(notch, theme.color("border-strong"))
        if self.hasFocus():
            painter.setBrush(theme.color("focus-ring"))
            painter.drawEllipse(
                QRectF(filled.right() - px(5), track.center().y() - px(5), px(10), px(10))
            )

    def _draw_to(self, event: QMouseEvent) -> None:
        share = min(1.0, max(0.0, event.position().x() / max(1, self.width())))
        percent = round(share * LOUDEST)
        self.setValue(100 if abs(percent - 100) <= 4 else percent)
        self.chosen.emit(self.value())
