"""The items of a result: a filter, a search, the table, and a block of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QTableView

from ms2qbank_desktop.features.attempts.models import Confidence, Status
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.table import style_table

from .result_model import Column, ResultModel, ResultRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.links.models import Kind

_WIDTHS = {
    Column.ITEM: 52,
    Column.VERDICT: 34,
    Column.TOPIC: 180,
    Column.YOURS: 64,
    Column.RIGHT: 64,
    Column.SURE: 84,
    Column.HELP: 120,
    Column.TIME: 72,
    Column.LINKED: 96,
}
_GIVE_WAY = (Column.TOPIC, Column.HELP, Column.SURE, Column.LINKED)
_LEAST_QUESTION = 180
_LEAST_ROWS = 5
"""Rows of the table that are seen at least; a low window scrolls the page."""
_FILTERS = {
    "all": "All",
    "wrong": "Wrong",
    "marked": "Marked",
    "slow": "Slow",
    "unsure": "Not sure",
    "helped": "Hint used",
}
_ALWAYS = ("all", "wrong", "marked", "slow")
"""The others are there when the block has such items."""


class ItemsCard(Card):
    """Every item of a block, or those of a filter.

    ``review_requested`` carries the positions shown and the one to open, ``block_requested`` the
    questions shown, as a frozenset of ids.
    """

    review_requested = Signal(tuple, int)
    block_requested = Signal(object)

    def __init__(self, rows: Sequence[ResultRow]) -> None:
        super().__init__(flush=True)
        self._rows = rows
        self._marked: frozenset[int] = frozenset()
        shown = [key for key in _FILTERS if key in _ALWAYS or self.positions(key)]
        self.filter = Segmented([(key, _FILTERS[key]) for key in shown], "Items shown")
        self.filter.chosen.connect(self._show_rows)
        self._filters = shown
        self.search = SearchField("Find in this block")
        self.search.textChanged.connect(self._show_rows)
        self.block = Button("New block from these", "secondary")
        self.block.clicked.connect(self._on_block)
        self.model = ResultModel()
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Items of the block")
        style_table(self.table)
        self._empty: set[Column] = {Column.LINKED}
        if not any(one.sure for one in rows):
            self._empty.add(Column.SURE)
        if not any(one.help for one in rows):
            self._empty.add(Column.HELP)
        self.table.activated.connect(self._on_activated)
        tools = row(self.search, self.block, gap=12)
        tools.setStretch(0, 1)
        self._bar = row(self.filter, None, tools, gap=12, margins=(12, 8, 12, 8))
        self.body.add(self._bar, line())
        self.body.addWidget(self.table, 1)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_marks(self, marked: frozenset[int]) -> None:
        """Show which questions are marked now."""
        self._marked = marked
        for key in self._filters:
            self.filter.set_label(key, f"{_FILTERS[key]} {len(self.positions(key))}")
        self._fold()
        self._show_rows()

    def show_linked(self, linked: Mapping[int, Sequence[Kind]]) -> None:
        """Show what kinds of things questions are linked to; the column is there if any is."""
        (self._empty.discard if linked else self._empty.add)(Column.LINKED)
        self.model.show_linked(linked)
        self._fold()

    def positions(self, key: str) -> tuple[int, ...]:
        """Return the items of a filter; wrong is all that is not right, omitted ones too."""
        return tuple(row.item.position for row in self._rows if self._passes(row, key))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.filter.sizeHint().width() + px(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _passes(self, row: ResultRow, key: str) -> bool:
        match key:
            case "wrong":
                return row.item.status is not Status.CORRECT
            case "marked":
                return row.item.question_id in self._marked
            case "slow":
                return row.slow
            case "unsure":
                return row.sure in (Confidence.GUESS, Confidence.UNSURE)
            case "helped":
                return bool(row.help)
        return True

    def _show_rows(self) -> None:
        key, words = self.filter.value, self.search.text().casefold().split()
        shown = []
        for one in self._rows:
            text = f"{one.item.stem} {one.item.topic} {one.item.subject}".casefold()
            if self._passes(one, key) and all(word in text for word in words):
                shown.append(one)
        self.model.show_lines(shown)
        self.block.setText(f"New block from these {len(shown)}")
        self.block.setEnabled(bool(shown))

    def _on_block(self) -> None:
        self.block_requested.emit(frozenset(row.item.question_id for row in self.model.lines))

    def _on_activated(self, index: QModelIndex) -> None:
        walk = tuple(row.item.position for row in self.model.lines)
        self.review_requested.emit(walk, walk[index.row()])

    def _fold(self) -> None:
        """Put the search and the block below the filters where there is no room beside them, and
        leave out columns until the questions have room."""
        hidden = set(self._empty)
        for column in _GIVE_WAY:
            room = self.width() - sum(px(_WIDTHS[one]) for one in _WIDTHS if one not in hidden)
            if room < px(_LEAST_QUESTION):
                hidden.add(column)
        for column in Column:
            if self.table.isColumnHidden(column) != (column in hidden):
                self.table.setColumnHidden(column, column in hidden)
        tools = px(200) + self.block.sizeHint().width() + px(48)
        wide = self.filter.sizeHint().width() + tools <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._bar.setDirection(across if wide else down)

    def _on_theme_changed(self) -> None:
        self.table.setMinimumHeight(control("table_header") + _LEAST_ROWS * control("table_row"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.QUESTION, QHeaderView.ResizeMode.Stretch)
        for at, width in _WIDTHS.items():
            self.table.setColumnWidth(at, px(width))
        self._fold()
