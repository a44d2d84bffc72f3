"""Parts that stand beside each other where there is room, else in fewer columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from ms2qbank_desktop.ui.theme import px, signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class Folding(QWidget):
    """Puts ``parts`` into one row, into columns of half as many, or below each other: whatever
    is the first to leave each of them its least width. ``shares`` stretch the columns."""

    def __init__(self, shares: Sequence[int], gap: int = 0) -> None:
        super().__init__()
        self.parts: list[QWidget] = []
        self._shares = shares
        self._gap = gap
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it may get narrower
        signals().changed.connect(self._fold)

    def add(self, *parts: QWidget) -> None:
        """Append parts."""
        for part in parts:
            part.setParent(self)
        self.parts += parts
        self._columns = 0
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(max(map(_width, self.parts), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._grid.setSpacing(px(self._gap))
        number = len(self.parts)
        columns = next(
            (n for n in (number, number // 2) if n and self._least(n) <= self.width()), 1
        )
        if columns == self._columns:
            return
        self._columns = columns
        for at, part in enumerate(self.parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, at // columns, at % columns)
        for column in range(number):
            self._grid.setColumnStretch(column, self._shares[column] if column < columns else 0)

    def _least(self, columns: int) -> int:
        """Return the width that so many columns need."""
        widths = [_width(part) for part in self.parts]
        return sum(max(widths[at::columns]) for at in range(columns)) + px(self._gap) * (
            columns - 1
        )


def _width(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())
