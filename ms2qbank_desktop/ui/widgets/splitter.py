"""The divider between a list and what is read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ms2qbank_desktop.ui.theme import current, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


class Splitter(QSplitter):
    """Panes side by side: ``wide`` takes what the others leave; the dividers can be moved.

    Each pane comes with its width in pixels at 100 % text, below which, for the others, is no less
    than ``least``.
    """

    def __init__(self, *panes: tuple[QWidget, int], wide: QWidget, least: int = 160) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(px(9))
        self.setChildrenCollapsible(False)
        for place, (pane, _) in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, int(pane is wide))
            if pane is not wide:
                pane.setMinimumWidth(px(least))
        self.setSizes([10_000 if pane is wide else px(width) for pane, width in panes])

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """A hairline with a grip, in a wider area to take hold of."""

    def sizeHint(self) -> QSize:
        return QSize(px(9), px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        middle = self.rect().center()
        painter.fillRect(QRect(middle.x(), 0, 1, self.height()), theme.color("border"))
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.color("border"))
        grip = QRect(middle.x() - px(1), middle.y() - px(16), px(3), px(32))
        painter.fillRect(grip, theme.color("border-strong"))
