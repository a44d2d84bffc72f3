"""Shows the picture of an engine, and a caption over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from .engine import Engine

_SMALLEST = (160, 90)
_BLACK = Qt.GlobalColor.black
_BOX = (0, 0, 0, 190)
_SIZE_SHARE = 0.05
"""Height of the letters as a part of the picture's, at 100 %."""
_LEAST_PX = 12
_MARGIN_SHARE = 0.04
_WIDEST_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """How captions look. ``colour``: as CSS names it, the same in every theme; ``box``: on a dark
    box, else with a dark outline."""

    size_percent: int = 100
    colour: str = "white"
    box: bool = True
    at_top: bool = False


class Surface(QWidget):
    """The picture, as large as it fits and never stretched, on black."""

    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, engine: Engine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine: Engine | None = engine
        self._caption = ""
        self._style = CaptionStyle()
        self._bottom = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*_SMALLEST)
        engine.frame_arrived.connect(self.update)
        engine.destroyed.connect(self._on_engine_destroyed)

    def set_caption(self, text: str) -> None:
        """Show lines of text over the picture; "" shows none."""
        if text != self._caption:
            self._caption = text
            self.update()

    def set_caption_style(self, style: CaptionStyle) -> None:
        """Let captions look otherwise."""
        self._style = style
        self.update()

    def set_bottom_margin(self, pixels: int) -> None:
        """Keep captions clear of what lies over the lower edge."""
        self._bottom = pixels
        self.update()

    def picture_rect(self) -> QRect:
        """Where the picture is; the whole widget while there is none."""
        if self._engine is None or self._engine.shown.isNull():
            return self.rect()
        size = self._engine.shown.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _BLACK)
        if self._engine is not None and not self._engine.shown.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self._engine.shown)
        if self._caption:
            self._paint_caption(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def _paint_caption(self, painter: QPainter) -> None:
        place = self.picture_rect()
        size = max(_LEAST_PX, place.height() * _SIZE_SHARE * self._style.size_percent / 100)
        font = QFont(self.font())
        font.setPixelSize(round(size))
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        margin = place.height() * _MARGIN_SHARE
        words = metrics.boundingRect(
            QRectF(0, 0, place.width() * _WIDEST_SHARE, place.height()), _FLAGS, self._caption
        )
        words.moveLeft(place.center().x() - words.width() / 2)
        if self._style.at_top:
            words.moveTop(place.top() + margin)
        else:
            lowest = min(place.bottom(), self.height() - self._bottom)
            words.moveBottom(lowest - margin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        if self._style.box:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(*_BOX))
            pad = size / 3
            painter.drawRoundedRect(words.adjusted(-pad, -pad / 2, pad, pad / 2), pad / 2, pad / 2)
        else:
            self._paint_outline(painter, words, size / 16)
        painter.setPen(QColor(self._style.colour))
        painter.drawText(words, _FLAGS, self._caption)

    def _paint_outline(self, painter: QPainter, words: QRectF, width: float) -> None:
        painter.setPen(_BLACK)
        for across in (-width, 0, width):
            for down in (-width, 0, width):
                painter.drawText(words.translated(across, down), _FLAGS, self._caption)

    def _on_engine_destroyed(self) -> None:
        self._engine = None


_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
