"""The list of the palette: moved through by the keys of the field above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView

from ms2qbank_desktop.ui.theme import signals
from ms2qbank_desktop.ui.widgets.views import style_view

from .palette_delegate import PaletteDelegate
from .palette_rows import PaletteModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from .palette_rows import Line, Row


class PaletteList(QListView):
    """``moved``: another line is chosen; ``taken``: a line was clicked, with Ctrl (True) or not."""

    moved = Signal()
    taken = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows = PaletteModel()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(PaletteDelegate(self))
        self.setMouseTracking(True)
        style_view(self, "Found")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)
        signals().changed.connect(self._on_theme_changed)

    @property
    def line(self) -> Line | None:
        """The line that is chosen."""
        return self.rows.line(self.currentIndex().row())

    def show_rows(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show other rows from the top, the first line chosen; ``keep``: the same line as before
        if it is still there."""
        before, scrolled = self.line, self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        if keep and before is not None and before in rows:
            self._choose(list(rows).index(before))
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.scrollToTop()
            self._choose(self.rows.step(-1, 1))

    def step(self, by: int) -> None:
        """Choose the line after or before."""
        self._choose(self.rows.step(self.currentIndex().row(), by))

    def step_page(self, by: int) -> None:
        """Choose the line a page further down or up, as far as there are lines."""
        step = 1 if by > 0 else -1
        left, row = self.viewport().height(), self.currentIndex().row()
        while left > 0:
            after = self.rows.step(row, step)
            if after < 0 or (after - row) * step <= 0:
                break
            left -= abs(self._top(after) - self._top(row))
            row = after
        self._choose(row)

    def _top(self, row: int) -> int:
        return self.visualRect(self.rows.index(row)).top()

    def _choose(self, row: int) -> None:
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if row == self.rows.step(-1, 1):
            self.scrollToTop()  # with the head above it
        elif row >= 0:
            self.scrollTo(index)
        self.moved.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows.line(index.row()) is not None:
            self._choose(index.row())
            held = QApplication.keyboardModifiers()
            self.taken.emit(bool(held & Qt.KeyboardModifier.ControlModifier))

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
