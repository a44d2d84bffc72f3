"""The page "Agenda": all coming tasks as a table, by day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.planner.ui.outlook_banner import OutlookBanner
from ms2qbank_desktop.features.planner.ui.plan_pages import PlanPage
from ms2qbank_desktop.features.planner.ui.task.deeds import TaskDeeds
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, duration

from .model import KINDS, AgendaModel
from .table import AgendaTable

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext

_NOTHING = ("No task is coming", "Add one, or make a plan: it fills the days until the exam.")
_NO_HIT = ("No task fits", "Choose other kinds, or look for other words.")


class AgendaPage(PlanPage):
    """Chips choose kinds, the field finds words; both together."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx)
        self.chips = {kind: Chip(words) for kind, words in KINDS.items()}
        self.search = SearchField("Find a task")
        self._sum = Label("", "caption", "text-muted")
        self.model = AgendaModel()
        self.table = AgendaTable(self.model, ctx.commands)
        self.model.setParent(self.table)
        self.deeds = TaskDeeds(ctx, self.state, self)
        self.add = Button("Add a task", "secondary", "plus")
        self._nothing = EmptyState("calendar-blank", *_NOTHING, self.add, width=360)
        self._place = QStackedLayout()
        self.setFocusProxy(self.table)
        self._connect()
        self._lay_out()

    # What is shown

    def show_content(self, shown: Shown) -> None:
        coming = [
            task.kind.value for day in shown.days if day >= shown.today for task in shown.tasks(day)
        ]
        numbers = Counter(coming)
        for kind, chip in self.chips.items():
            chip.set_words(f"{KINDS[kind]} {numbers[kind]:,}")
            chip.setVisible(bool(numbers[kind]) or chip.isChecked())
        self._fill()

    def _fill(self) -> None:
        shown, table = self.state.shown, self.table
        if shown is None:
            return
        at, scrolled = table.currentIndex().row(), table.verticalScrollBar().value()
        task = self.model.task(at)
        kinds = {kind for kind, chip in self.chips.items() if chip.isChecked()}
        self.model.show_tasks(shown, kinds, self.search.text())
        found = None if task is None else self.model.row_of(task.id)
        if found is None and task is not None:
            found = self.model.near(at)
        if found is not None:
            table.look_at(found)
            table.verticalScrollBar().setValue(scrolled)
        elif (first := self.model.first()) is not None:
            table.look_at(first)
        minutes = duration(self.model.minutes * 60_000)
        self._sum.setText(f"{counted(self.model.tasks, 'task')}, {minutes}")
        filtered = bool(kinds) or bool(self.search.text().strip())
        self._nothing.set_words(*(_NO_HIT if filtered else _NOTHING))
        self._place.setCurrentWidget(self.table if self.model.tasks else self._nothing)

    def _pop_up(self, place: QPoint) -> None:
        if (task := self.table.task) is not None:
            self.deeds.open_menu(task, task.day, place)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.wished.connect(self.deeds.do)
        self.table.menu_requested.connect(self._pop_up)
        self.add.clicked.connect(lambda: self.ctx.commands.request("new-task"))
        signals().changed.connect(self._on_theme_changed)

    def _lay_out(self) -> None:
        flow = Flow()
        for chip in self.chips.values():
            chip.setCheckable(True)
        flow.show_widgets(list(self.chips.values()))
        above = row(gap=16)
        above.addWidget(flow, 1, Qt.AlignmentFlag.AlignVCenter)
        above.add(self._sum, self.search)
        card = Card(flush=True)
        card.body.set_margins((1, 1, 1, 4))
        card.body.addLayout(self._place, 1)
        self._place.addWidget(self.table)
        self._place.addWidget(self._nothing)
        sheet = column(OutlookBanner(self.ctx, self.state), above, gap=12)
        sheet.addWidget(card, 1)
        content = QWidget()
        content.setLayout(sheet)
        self._on_theme_changed()
        self.set_content(content)

    def _on_theme_changed(self) -> None:
        self.search.setFixedWidth(px(220))
