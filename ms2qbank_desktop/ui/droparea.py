"""Files that are dragged here: taken when they are dropped, with a quiet line meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .icons import paint_icon
from .theme import current, font, icon_size, length, metrics, px
from .widgets import paint

if TYPE_CHECKING:
    from collections.abc import Callable


class FileDrop(QObject):
    """Lets files and folders be dropped on a widget. ``wanted``: those of a drag that it takes;
    where there are none, the drag goes on to what is around the widget."""

    def __init__(
        self,
        widget: QWidget,
        taken: Callable[[list[Path]], object],
        wanted: Callable[[list[Path]], list[Path]] = list,
    ) -> None:
        super().__init__(widget)
        self._widget, self._taken, self._wanted = widget, taken, wanted
        self.line: DropLine | None = None
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.line is not None and kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self.line.hide()
        if not isinstance(event, QDropEvent) or kind == QEvent.Type.DragMove:
            return super().eventFilter(watched, event)
        urls = event.mimeData().urls()
        files = self._wanted([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        if not files:
            event.ignore()
            return True
        event.acceptProposedAction()
        if kind == QEvent.Type.Drop:
            self._taken(files)
        else:
            self._show_line()
        return True

    def _show_line(self) -> None:
        if self.line is None:
            self.line = DropLine(self._widget.window())
        self.line.show_over(self._widget.window())


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
