"""The quiet line that a window shows while files are dragged over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .icons import paint_icon
from .theme import current, font, icon_size, length, metrics, px
from .widgets import paint


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the local files and folders of a drag, none for anything else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropLine(QWidget):
    """ "Drop to import", over the bottom of the window; the mouse passes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, window: QWidget) -> None:
        """Show the line at the bottom of ``window``."""
        edge = length("page_padding")
        height = px(48)
        top = window.height() - height - edge - px(26)
        self.setGeometry(QRect(edge, top, window.width() - 2 * edge, height))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.box(
            painter,
            self.rect(),
            theme.color("accent-subtle"),
            theme.color("accent"),
            metrics().radius["card"],
        )
        edge = icon_size()
        glyph = QRect(px(16), (self.height() - edge) // 2, edge, edge)
        paint_icon(painter, glyph, "download-simple", theme.color("accent"))
        painter.setFont(font("strong"))
        painter.setPen(theme.color("text"))
        words = self.rect().adjusted(glyph.right() + px(12), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "Drop to import")
