"""How much of each system was seen, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .plan_state import PlanState

_TOPICS = frozenset({"attempts", "questions", "plans"})


class CoverageBars(QWidget):
    """A line and a bar for each system; ``counts``: with the numbers of questions beside."""

    def __init__(self, *, counts: bool = False) -> None:
        super().__init__()
        self._counts = counts
        self._column = column(gap=10)
        self.setLayout(self._column)
        self._lines: dict[str, tuple[QWidget, Label, ProgressBar]] = {}

    def show_seen(self, seen: Mapping[str, tuple[int, int]]) -> None:
        """Show (answered, all) questions by official system."""
        for name in self._lines.keys() - seen.keys():
            around, _, _ = self._lines.pop(name)
            around.hide()
            around.deleteLater()
        for name, (done, every) in seen.items():
            if name not in self._lines:
                self._lines[name] = self._line(short_label(name))
            _, words, bar = self._lines[name]
            said = share(done / every if every else 0)
            words.setText(f"{done:,} of {every:,}   {said}" if self._counts else said)
            bar.set_share(done / every if every else 0)

    def _line(self, title: str) -> tuple[QWidget, Label, ProgressBar]:
        words, bar = Label("", "caption", "text-muted"), ProgressBar(title, thin=True)
        above = row(gap=8)
        above.addWidget(Elided(title, "caption"), 1)
        above.addWidget(words)
        around = QWidget()
        around.setLayout(column(above, bar, gap=4))
        self._column.addWidget(around)
        return around, words, bar


class CoverageCard(Card):
    """Reads off the thread of the window, while it is seen; hidden without a plan."""

    def __init__(self, ctx: UiContext, state: PlanState) -> None:
        super().__init__("Coverage", "seen of the bank")
        self._ctx = ctx
        self._state = state
        self._stale = True
        self._plan_id: int | None = None
        self.bars = CoverageBars()
        pile = QWidget()
        pile.setLayout(column(self.bars, None, gap=0))
        area = scrolled(pile, "Coverage by system")
        area.setMinimumHeight(px(56))
        self.body.addWidget(area, 1)
        self._reading = Reading(self._start_reading, self)
        state.changed.connect(self._show)
        ctx.changes.happened.connect(self._on_changes)
        self.hide()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_stale()

    def _show(self) -> None:
        shown = self._state.shown
        plan_id = None if shown is None or shown.plan is None else shown.plan.id
        if plan_id != self._plan_id:
            self._plan_id, self._stale = plan_id, True
        self.setVisible(plan_id is not None)
        self._read_if_stale()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS):
            self._stale = True
            self._read_if_stale()

    def _read_if_stale(self) -> None:
        if self._stale and self._plan_id is not None and self.isVisible():
            self._stale = False
            self._reading.ask()

    def _start_reading(self) -> Task:
        plan_id = self._plan_id

        def work() -> dict[str, tuple[int, int]]:
            from ms2qbank_desktop.features.planner.service.progress import ProgressService

            if plan_id is None:
                return {}
            return self._ctx.service(ProgressService).seen(self._ctx.user_id, plan_id)

        return self._ctx.tasks.run(
            "Counting questions", lambda _progress: work(), done=self.bars.show_seen
        )
