"""The table of blocks: opens and removes them by key, mouse and menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.table import style_table

from . import blocks_model as cells
from .blocks_model import BlocksModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from ms2qbank_desktop.features.practice.models import BlockSummary

_WIDTHS = {
    cells.BLOCK: 64,
    cells.MODE: 80,
    cells.STARTED: 132,
    cells.ANSWERED: 96,
    cells.SCORE: 156,
    cells.TIME: 104,
    cells.STATE: 140,
}
_LEAST_SYSTEMS = 160
_HIDDEN_FIRST = (cells.TIME, cells.MODE, cells.ANSWERED, cells.STARTED)
"""Columns that go, in this order, where room is short."""


class BlocksTable(QTableView):
    """``open_requested`` (Enter, double click) and ``remove_requested`` (Delete, the button at the
    end of the row) carry a BlockSummary."""

    open_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = BlocksModel()
        self.setModel(self._model)
        style_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Blocks")
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(cells.SYSTEMS, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self.remove_button = IconButton("trash", "Remove from the list", "Del", size="small")
        self.remove_button.setParent(self.viewport())
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove_button.hide()
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self._row_of_button = -1
        self.selectionModel().currentChanged.connect(self._place_button)
        self.entered.connect(self._on_entered)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._place_button)
        signals().changed.connect(self._fit_columns)
        self._fit_columns()

    def show_blocks(self, blocks: Sequence[BlockSummary], now: datetime) -> None:
        """Show other blocks; the chosen one stays chosen, or the one that took its place."""
        chosen = self.chosen
        row = self.currentIndex().row()
        self._model.show_blocks(blocks, now)
        if chosen is not None:
            found = self._model.row_of(chosen.id)
            self.choose(min(row, len(blocks) - 1) if found is None else found)
        self._row_of_button = -1
        self._place_button()

    @property
    def chosen(self) -> BlockSummary | None:
        """The block of the current row."""
        index = self.currentIndex()
        return self._model.block(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        block = self.chosen
        if block and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(block)
        elif block and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(block)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        block = self.chosen
        if block is None:
            return
        menu = QMenu(self)
        word = "Show the result" if block.ended_at else "Continue"
        menu.addAction(word, lambda: self.open_requested.emit(block))
        menu.addAction("Remove from the list", lambda: self.remove_requested.emit(block))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if by_key else event.pos()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._row_of_button = -1
        self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._place_button()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - px(_LEAST_SYSTEMS)
        hidden = set()
        for column in _HIDDEN_FIRST:
            if sum(px(w) for c, w in _WIDTHS.items() if c not in hidden) > room:
                hidden.add(column)
        for column, width in _WIDTHS.items():
            self.setColumnHidden(column, column in hidden)
            self.setColumnWidth(column, px(width))

    def _place_button(self) -> None:
        """Put the button at the end of the row under the mouse, or else of the current one."""
        row = self._row_of_button if self._row_of_button >= 0 else self.currentIndex().row()
        area = self.visualRect(self._model.index(row, cells.STATE))
        self.remove_button.setVisible(row >= 0 and area.isValid())
        size = self.remove_button.sizeHint()
        place = QRect(area.right() - size.width() - px(6), area.top(), size.width(), size.height())
        place.moveTop(area.center().y() - size.height() // 2)
        self.remove_button.setGeometry(place)

    def _on_entered(self, index: QModelIndex) -> None:
        self._row_of_button = index.row()
        self._place_button()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._model.block(index.row()))

    def _on_remove_clicked(self) -> None:
        row = self._row_of_button if self._row_of_button >= 0 else self.currentIndex().row()
        self.remove_requested.emit(self._model.block(row))
