"""The result of an ended block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status, places
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import (
    SECONDS_PER_ITEM,
    SLOW_SECONDS,
    BlockRequest,
    Mode,
)
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.table import style_table

from .result_model import Column, ResultModel, ResultRow
from .result_paper import paper, print_out, save_as_pdf
from .result_tiles import ResultTiles, TallyCard
from .time_chart import TimeChart
from .wording import block_facts, shown_letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument

    from ms2qbank_desktop.features.practice.models import ItemResult
    from ms2qbank_desktop.ui.context import UiContext

_FILTERS = {"all": "All", "wrong": "Wrong", "marked": "Marked", "slow": "Slow"}
_WIDTHS = {
    Column.ITEM: 52,
    Column.VERDICT: 34,
    Column.TOPIC: 200,
    Column.YOURS: 64,
    Column.RIGHT: 64,
    Column.TIME: 72,
}
_LEAST_ROWS = 5
"""Rows of the table that are seen at least; a low window scrolls the page."""


class ResultPage(QWidget):
    """Score, time, shares and every item of a block; ``note`` says why it has just ended.

    ``review_requested`` carries the positions to walk through and the first one to open,
    ``block_requested`` the id of a new block.
    """

    review_requested = Signal(tuple, int)
    block_requested = Signal(object)
    topics = frozenset({"marks"})

    def __init__(self, ctx: UiContext, block_id: int, note: str = "") -> None:
        """UserFault if the user has no such block, or if it has not ended."""
        super().__init__()
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self.result = self._practice.result(ctx.user_id, block_id)
        self._marked: set[int] = set()
        self._rows = self._read_rows(block_id)
        self.filter = Segmented(list(_FILTERS.items()), "Items shown")
        self.filter.chosen.connect(self._show_rows)
        self.model = ResultModel()
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Items of the block")
        style_table(self.table)
        self.table.activated.connect(self._on_activated)
        self.review_wrong = Button("Review wrong", "primary")
        self.review_all = Button("Review all", "secondary")
        self.again = Button("New block", "secondary")
        self.again.clicked.connect(self._again)
        self.print = Button("Print", "quiet", "printer")
        self.print.setMenu(self._print_menu())
        for button in (self.review_wrong, self.review_all, self.again, self.print):
            button.setParent(self)  # until the header takes it
            button.hide()
        self.review_wrong.clicked.connect(lambda: self._review(self._positions("wrong")))
        self.review_all.clicked.connect(lambda: self._review(self._positions("all")))
        self.setFocusProxy(self.table)
        self._build(note)
        self._size_columns()
        signals().changed.connect(self._size_columns)
        self.refresh()

    def refresh(self) -> None:
        """Read which questions are marked now."""
        ids = [item.question_id for item in self.result.items]
        self._marked = self._attempts.marked(self._ctx.user_id, ids)
        for key, word in _FILTERS.items():
            self.filter.set_label(key, f"{word} {len(self._positions(key))}")
        self._show_rows()

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page's header."""
        wrong = len(self._positions("wrong"))
        if not wrong:
            self.review_all.set_kind("primary")
            return [self.print, self.review_all]
        self.review_wrong.setText(f"Review {wrong} wrong")
        self.again.setText(f"New block from the {wrong} wrong")
        return [self.print, self.review_all, self.again, self.review_wrong]

    def header_facts(self) -> str:
        """Return mode, size and time of the block."""
        return block_facts(self.result.block, self._ctx.clock.now())

    def _build(self, note: str) -> None:
        sheet = column(gap=16)
        if note:
            sheet.add(Banner(note, kind="info"))
        times = Card("Time on each item", f"dashed: {SECONDS_PER_ITEM} s, the pace of the exam")
        times.body.addWidget(TimeChart(self.result.items), 1)
        cards = row(gap=16)
        cards.addWidget(times, 3)
        cards.addWidget(TallyCard(self.result), 2)
        items = Card(flush=True)
        items.body.add(row(self.filter, None, margins=(12, 8, 12, 8)), line())
        items.body.addWidget(self.table, 1)
        sheet.add(ResultTiles(self.result), cards)
        sheet.addWidget(items, 1)
        content = QWidget()
        content.setLayout(sheet)
        self.setLayout(column(scrolled(content), gap=0))

    def _read_rows(self, block_id: int) -> list[ResultRow]:
        """Join each item with the order in which its choices were shown."""
        order = [item.order for item in self._practice.block(self._ctx.user_id, block_id).items]
        return [
            ResultRow(
                item,
                *(
                    "".join(shown_letters(order[item.position], places(letters)))
                    for letters in (item.given, item.right)
                ),
            )
            for item in self.result.items
        ]

    def _positions(self, key: str) -> tuple[int, ...]:
        """Return the items of a filter; wrong is all that is not right, omitted ones too."""
        return tuple(item.position for item in self.result.items if self._passes(item, key))

    def _passes(self, item: ItemResult, key: str) -> bool:
        if key == "wrong":
            return item.status is not Status.CORRECT
        if key == "slow":
            return item.time_ms >= SLOW_SECONDS * 1000
        return key == "all" or item.question_id in self._marked

    def _show_rows(self) -> None:
        key = self.filter.value
        self.model.show_rows([row for row in self._rows if self._passes(row.item, key)])

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Save as PDF…", partial(self._on_paper, save_as_pdf))
        menu.addAction("Print…", partial(self._on_paper, print_out))
        return menu

    def _on_paper(self, put: Callable[[QWidget, QTextDocument, str], None]) -> None:
        document = paper(self.result, self._rows, self._ctx.clock.now())
        put(self._ctx.window, document, f"Block {self.result.block.number}")

    def _again(self) -> None:
        """Make a tutor block of the questions that were not right, and open it."""
        missed = frozenset(
            item.question_id for item in self.result.items if self._passes(item, "wrong")
        )
        wanted = QuestionFilter(BankFilter(ids=missed))
        request = BlockRequest(wanted, Mode.TUTOR, len(missed))
        self.block_requested.emit(self._practice.create_block(self._ctx.user_id, request))

    def _review(self, walk: tuple[int, ...]) -> None:
        self.review_requested.emit(walk, walk[0])

    def _on_activated(self, index: QModelIndex) -> None:
        walk = tuple(row.item.position for row in self.model.rows)
        self.review_requested.emit(walk, walk[index.row()])

    def _size_columns(self) -> None:
        self.table.setMinimumHeight(control("table_header") + _LEAST_ROWS * control("table_row"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.QUESTION, QHeaderView.ResizeMode.Stretch)
        for at, width in _WIDTHS.items():
            self.table.setColumnWidth(at, px(width))
