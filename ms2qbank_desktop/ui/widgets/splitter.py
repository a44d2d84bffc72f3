"""The divider between a list and what is read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ms2qbank_desktop.ui.theme import current, px, signals, zoom

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget


class Splitter(QSplitter):
    """Panes side by side: ``wide`` takes what the others leave; the dividers can be moved.

    Each pane comes with its width in pixels at 100 % text, below which, for the others, is no less
    than ``least``. ``topped``: the dividers go on in a line above them.
    """

    def __init__(
        self, *panes: tuple[QWidget, int], wide: QWidget, least: int = 160, topped: bool = True
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.topped = topped
        self.setHandleWidth(px(9))
        self.setChildrenCollapsible(False)
        self._panes, self._wide, self._least = panes, wide, least
        self._shared = False
        self._zoom = zoom()
        for place, (pane, _) in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, int(pane is wide))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shared:
            self._shared = True
            self._share([px(width) for _, width in self._panes])

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def _share(self, widths: list[int]) -> None:
        """Give each pane its width, and the wide one what they leave."""
        wide = next(at for at, (pane, _) in enumerate(self._panes) if pane is self._wide)
        widths[wide] = max(1, self.width() - sum(widths[:wide] + widths[wide + 1 :]))
        self.setSizes(widths)

    def _on_theme_changed(self) -> None:
        for pane, _ in self._panes:
            if pane is not self._wide:
                pane.setMinimumWidth(px(self._least))
        before, self._zoom = self._zoom, zoom()
        if self._shared and zoom() != before:  # wherever the dividers were moved to
            self._share([round(size * zoom() / before) for size in self.sizes()])


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
        splitter = self.splitter()
        if isinstance(splitter, Splitter) and splitter.topped:
            painter.fillRect(QRect(0, 0, self.width(), 1), theme.color("border"))
        grip = QRect(middle.x() - px(1), middle.y() - px(16), px(3), px(32))
        painter.fillRect(grip, theme.color("border-strong"))
