"""The divider between the table of the bank and its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ms2qbank_desktop.ui.theme import current, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_PREVIEW = 340


class BankSplitter(QSplitter):
    """The table takes what the preview leaves; the divider can be moved."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(px(9))
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        right.setMinimumWidth(px(280))
        self.setSizes([10_000, px(_PREVIEW)])

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
