"""The page "Table": all sums of attempts, told apart by one thing, as a table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import counted

from .dashboard import TOPICS
from .figure_card import Begin
from .look_bar import header_buttons
from .looking import look_state
from .measure_table import MeasureTable
from .measures import By, lines

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look


class TablePage(QWidget):
    """Read at once: the sums are few."""

    topics = TOPICS

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = look_state(ctx)
        self._shown: Look | None = None
        self.by = DropDown("Lines")
        self.by.addItems([one.value for one in By])
        self.export = Button("Save as CSV", "secondary", "export")
        self.table = MeasureTable()
        self._card = Card("Attempts by", flush=True)
        self._card.add_action(self.by)
        self._card.add_action(self.export)
        self._card.body.addWidget(self.table, 1)
        self.begin = Begin(ctx, "questions")
        empty = EmptyState(
            "table",
            "No attempts to count",
            "Nothing was answered in what is looked at.",
            self.begin,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(empty)
        self.setLayout(column(self._stack, gap=0))
        self.by.activated.connect(lambda _at: self.refresh())
        self.export.clicked.connect(self._ask_file)
        self._state.changed.connect(self._on_look_changed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def refresh(self) -> None:
        """Read the sums anew."""
        look = self._shown = self._state.look
        known = {one.id: one.info.title for one in self._ctx.service(QuestionService).packs()}
        packs = defaultdict(lambda: "A removed pack", known)
        by = By(self.by.currentText())
        found = lines(self._ctx.service(StatsService), self._ctx.user_id, look, by, packs)
        self.table.show_lines(by, found)
        self._card.set_fact(counted(len(found), "line"))
        self.begin.offer(look)
        self._stack.setCurrentIndex(0 if found else 1)

    def header_actions(self) -> list[QWidget]:
        return header_buttons(self._ctx)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is not None and self._shown != self._state.look:
            self.refresh()

    def save(self, file: Path) -> None:
        """Write the table as it stands."""
        try:
            self.table.lines.write(file)
        except Fault as fault:
            self._ctx.messages.show(fault)
        else:
            self._ctx.messages.toast(f"Saved as {file.name}")

    def _ask_file(self) -> None:
        name = f"Attempts by {self.by.currentText().lower()}.csv"
        ask_target(self._ctx.window, "Save the table", name, self.save, ["Table (*.csv)"]).open()

    def _on_theme_changed(self) -> None:
        self.by.setMinimumWidth(px(180))

    def _on_look_changed(self) -> None:
        if self.isVisible():
            self.refresh()
