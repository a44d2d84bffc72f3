"""Widgets side by side that go on in the next line where the first one is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent


class Flow(QWidget):
    """A row of widgets, each at its own size, that wraps; ``gap`` in pixels at 100 % text between
    them and between the lines. Hidden ones leave no gap."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._gap = gap
        self._held: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Hold other widgets; those that are no longer there are deleted."""
        for old in self._held:
            if old not in widgets:
                old.hide()
                old.deleteLater()
        self._held = list(widgets)
        before: QWidget | None = None
        for one in self._held:
            one.setParent(self)
            one.show()
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
        self._place()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        gaps = px(self._gap) * max(0, len(shown) - 1)
        width = sum(one.sizeHint().width() for one in shown) + gaps
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hints = [one.sizeHint() for one in self._shown()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()  # while hidden it is not told that one of them has changed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them has another size now
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [one for one in self._held if not one.isHidden()]

    def _place(self) -> None:
        for one, rect in zip(self._shown(), self._places(self.width()), strict=True):
            one.setGeometry(rect)

    def _places(self, width: int) -> list[QRect]:
        """Return where each would stand in a row of that width, in the middle of its line."""
        gap, lines, left = px(self._gap), list[list[QSize]](), 0
        for one in self._shown():
            size = one.sizeHint()
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append(size)
            left += size.width() + gap
        places, top = [], 0
        for line in lines:
            height, left = max(size.height() for size in line), 0
            for size in line:
                spare = (height - size.height()) // 2
                places.append(QRect(left, top + spare, size.width(), size.height()))
                left += size.width() + gap
            top += height + gap
        return places
