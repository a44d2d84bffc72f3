"""What stands where a page will be: nothing at first, then muted bars that do not move."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .theme import current, length, metrics, px
from .widgets import paint

_BARS = (220, 520, 470, 540, 430, 500)


class LoadingPage(QWidget):
    """Shown while a page is not there yet; a page that comes at once is not announced."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = False
        self.setAccessibleName("Loading")
        wait = QTimer(self)  # a child: it ends with the page
        wait.setSingleShot(True)
        wait.timeout.connect(self._on_waited)
        wait.start(metrics().motion["loading"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter = QPainter(self)
        left, top = length("page_padding"), length("page_padding")
        for at, width in enumerate(_BARS):
            height = px(20 if at == 0 else 12)
            bar = QRect(left, top, px(width), height)
            paint.box(painter, bar, current().color("sunken"), None, metrics().radius["small"])
            top += height + px(24 if at == 0 else 20)

    def _on_waited(self) -> None:
        self._shown = True
        self.update()
