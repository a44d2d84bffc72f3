"""What stands for the picture where there is only sound: title, people, and the waveform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

_BAR, _GAP = 3, 2
_PATIENCE = "Reading the waveform"


class Cover(QWidget):
    """Shows what is heard, and in the waveform how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self._title = self._people = ""
        self._peaks = b""
        self._share = 0.0

    def show_words(self, title: str, people: str) -> None:
        """Say what is heard; its waveform may follow."""
        self._title, self._people, self._peaks = title, people, b""
        self.setAccessibleName(f"{title}, only sound")
        self.update()

    def show_peaks(self, peaks: bytes) -> None:
        """Show the waveform: a byte for the loudest of each of many pieces of equal length."""
        self._peaks = peaks
        self.update()

    def move_to(self, share: float) -> None:
        """Show how far it is, 0–1."""
        if round(share * self.width()) != round(self._share * self.width()):
            self._share = share
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        middle = self.rect().center()
        if self._peaks:
            wave = self.rect().adjusted(px(32), 0, -px(32), 0)
            wave.setHeight(min(self.height() // 2, px(220)))
            wave.moveCenter(middle)
            wave.translate(0, -px(32))
            self._paint_wave(painter, wave)
            top = wave.bottom() + px(16)
        else:
            edge = px(72)
            place = QRectF(middle.x() - edge / 2, middle.y() - edge - px(12), edge, edge)
            paint_icon(painter, place, "speaker-high", theme.color("text-muted"))
            top = middle.y() + px(8)
        words = QRect(px(24), top, self.width() - 2 * px(24), px(32))
        painter.setFont(font("heading2"))
        painter.setPen(theme.color("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self._title)
        painter.setFont(font("body"))
        painter.setPen(theme.color("text-muted"))
        words.translate(0, px(30))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self._people)

    def _paint_wave(self, painter: QPainter, place: QRect) -> None:
        """As many bars as there is room for, each as high as the loudest peak in it."""
        step = px(_BAR) + px(_GAP)
        bars = max(1, place.width() // step)
        loudest = max(1, *self._peaks)
        played, rest = current().color("accent"), current().color("border-strong")
        for bar in range(bars):
            first = bar * len(self._peaks) // bars
            last = max(first + 1, (bar + 1) * len(self._peaks) // bars)
            height = max(2, max(self._peaks[first:last]) * place.height() // loudest)
            left = place.left() + bar * step
            rect = QRect(left, place.center().y() - height // 2, px(_BAR), height)
            painter.fillRect(rect, played if bar / bars < self._share else rest)


def read_peaks(
    ctx: UiContext, player: QWidget, video: Video, then: Callable[[bytes], None]
) -> None:
    """Give ``then`` the waveform of a recording, made now if nobody has yet; b"" if it has none."""
    scanning, user_id = ctx.service(ScanningService), ctx.user_id
    made = scanning.peaks_path(video.content)

    def read(_progress: object) -> bytes:
        file = made if made.is_file() else scanning.make_peaks(user_id, video.id)
        return file.read_bytes() if file is not None else b""

    ctx.tasks.run(_PATIENCE, read, done=then, owner=player)
