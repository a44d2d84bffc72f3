"""The page "Agenda": all coming tasks as a table, by day."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.menus import Menu
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

from .agenda_model import KINDS, AgendaModel
from .agenda_table import AgendaTable
from .outlook_banner import OutlookBanner
from .plan_state import PLAN_TOPICS, plan_state
from .planner_header import NoPlan, header_buttons, header_facts
from .task_start import can_start, start_task

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

_NOTHING = ("No task is coming", "Add one, or make a plan: it fills the days until the exam.")
_NO_HIT = ("No task fits", "Choose other kinds, or look for other words.")


class AgendaPage(QWidget):
    """Chips choose kinds, the field finds words; both together."""

    topics = PLAN_TOPICS
    facts_changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = plan_state(ctx)
        self.chips = {kind: Chip(words) for kind, words in KINDS.items()}
        self.search = SearchField("Find a task")
        self._sum = Label("", "caption", "text-muted")
        self.model = AgendaModel()
        self.table = AgendaTable(self.model)
        self.model.setParent(self.table)
        self.add = Button("Add a task", "secondary", "plus")
        self._nothing = EmptyState("calendar-blank", *_NOTHING, self.add, width=360)
        self._stack = QStackedLayout(self)
        self._place = QStackedLayout()
        self._lay_out(ctx)
        self.setFocusProxy(self.table)
        self._connect()
        self._show()

    def refresh(self) -> None:
        """Read what has changed."""
        self._state.ask()

    def header_actions(self) -> list[QWidget]:
        return header_buttons(self._ctx, self._state)

    def header_facts(self) -> str:
        return header_facts(self._state.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    # What is shown

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        self.facts_changed.emit()
        if shown.empty:
            self._stack.setCurrentWidget(self._no_plan)
            return
        coming = [
            task.kind.value for day in shown.days if day >= shown.today for task in shown.tasks(day)
        ]
        numbers = Counter(coming)
        for kind, chip in self.chips.items():
            chip.set_words(f"{KINDS[kind]} {numbers[kind]:,}")
            chip.setVisible(bool(numbers[kind]) or chip.isChecked())
        self._fill()
        self._stack.setCurrentWidget(self._content)

    def _fill(self) -> None:
        shown, table = self._state.shown, self.table
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

    # What is done

    def _on_wished(self, wish: str) -> None:
        task = self.model.task(self.table.currentIndex().row())
        if task is None:
            return
        if wish == "tick":
            self._state.tick(task, done=task.done_at is None)
        elif wish == "remove":
            self._state.remove(task)
        elif wish == "start" and can_start(task):
            start_task(self._ctx, task)
        else:
            self._open(task)

    def _open(self, task: Task) -> None:
        self._ctx.commands.request("open-task", Place(Kind.TASK, task.id))

    def _pop_up(self, place: QPoint) -> None:
        task = self.model.task(self.table.currentIndex().row())
        if task is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if can_start(task) and task.done_at is None:
            menu.addAction("Start", partial(start_task, self._ctx, task))
        menu.addAction("Open…", partial(self._open, task))
        done = task.done_at is None
        words = "Done" if done else "Not done after all"
        menu.addAction(words, partial(self._state.tick, task, done=done))
        menu.addSeparator()
        menu.addAction("Delete", partial(self._state.remove, task))
        menu.popup(place)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.wished.connect(self._on_wished)
        self.table.menu_requested.connect(self._pop_up)
        self.add.clicked.connect(lambda: self._ctx.commands.request("new-task"))
        self._state.changed.connect(self._show)
        signals().changed.connect(self._on_theme_changed)

    def _lay_out(self, ctx: UiContext) -> None:
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
        sheet = column(OutlookBanner(ctx, self._state), above, gap=12)
        sheet.addWidget(card, 1)
        self._content = QWidget()
        self._content.setLayout(sheet)
        self._no_plan = NoPlan(ctx)
        for part in (LoadingPage(), self._no_plan, self._content):
            self._stack.addWidget(part)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.search.setFixedWidth(px(220))
