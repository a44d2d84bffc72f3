"""The card of a result's charts: the time on each item, and the blocks before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.features.practice.models import SECONDS_PER_ITEM
from ms2qbank_desktop.features.practice.scoring import Usual, pace_ms
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .result_history import HistoryChart, comparison
from .time_chart import TimeChart
from .wording import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.practice.models import BlockResult, BlockSummary


class ChartCard(Card):
    """One chart of two. ``before``: blocks of the same mode, newest first; ``usual`` sums them."""

    def __init__(
        self, result: BlockResult, before: Sequence[BlockSummary], usual: Usual, now: datetime
    ) -> None:
        super().__init__("Time on each item", "dashed")
        self._result = result
        self._before = before
        self._usual = usual
        self._now = now
        self.view = Segmented([("items", "Items"), ("blocks", "Blocks")], "Chart", size="small")
        self.view.chosen.connect(self._show)
        self.add_action(self.view)
        self._stack = QStackedWidget()
        self._stack.addWidget(TimeChart(result.items, pace_ms(result.block)))
        self._history: QWidget | None = None
        self.body.addWidget(self._stack, 1)
        self._show("items")

    def _show(self, view: str) -> None:
        block = self._result.block
        if view == "blocks":
            self.set_title("Against the blocks before")
            self.set_fact("bar: 95 % range" + (", dashed: all before" if self._before else ""))
            if self._history is None:
                self._history = self._build_history()
                self._stack.addWidget(self._history)
            self._stack.setCurrentWidget(self._history)
            return
        seconds = round(pace_ms(block) / 1000)
        whose = "the exam" if seconds == SECONDS_PER_ITEM else "this block"
        self.set_title("Time on each item")
        self.set_fact(f"dashed: {seconds} s, the pace of {whose}")
        self._stack.setCurrentIndex(0)

    def _build_history(self) -> QWidget:
        block, content = self._result.block, QWidget()
        if self._before:
            chart = HistoryChart([*reversed(self._before), block], self._usual, self._now)
            sheet = column(gap=8)
            sheet.addWidget(chart, 1)
            words = comparison(block, self._usual)
        else:
            sheet = column(None, gap=8)
            mode = MODES[block.mode].lower()
            words = f"This is your first {mode} block. The next ones are compared with it here."
        sheet.addWidget(Label(words, "caption", "text-muted", wrap=True))
        if not self._before:
            sheet.addStretch(1)
        content.setLayout(sheet)
        return content
