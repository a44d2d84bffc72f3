"""Tasks that were missed and have no other day: each is put on one, or dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.planning import minutes_of
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, day_words

from .task.next_day import next_day

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown
    from .plan_state import PlanState

_MOST = 4
"""Rows; the others are counted, and follow when these are settled."""
_OWN = "Your own, no plan moves it."
_PUT_BACK = "It was put back where it was."


class Way(NamedTuple):
    """What is said of a missed task: ``day`` that it may go to, in ``words``, and the ``reason``
    for which it rests where it is."""

    task: Task
    day: date
    words: str
    reason: str


class MissedCard(Card):
    """Hidden where nothing rests in the past; of a plan nothing does before its day has begun."""

    def __init__(self, _ctx: UiContext, state: PlanState) -> None:
        super().__init__("Missed, without a day", " ")
        self._state = state
        self.rows: list[MissedRow] = []
        self._lines = column(gap=12)
        self._more = Label("", "caption", "text-muted")
        self.body.add(self._lines, self._more)
        state.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        found = missed(shown, begun=self._state.begun == shown.today)
        outlook = self._state.outlook
        reasons = {} if outlook is None else {one.task_id: one.reason for one in outlook.unplaced}
        ways = [_way(shown, task, reasons.get(task.id, "")) for task in found[:_MOST]]
        if [one.way for one in self.rows] != ways:
            self._fill(ways)
        self.set_fact(counted(len(found), "task"))
        self._more.setText(f"and {len(found) - _MOST} more")
        self._more.setVisible(len(found) > _MOST)
        self.setVisible(bool(found))

    def _fill(self, ways: list[Way]) -> None:
        for old in self.rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = []
        for way in ways:
            line = MissedRow(way)
            line.place.clicked.connect(partial(self._state.move, way.task, way.day))
            line.drop.clicked.connect(partial(self._state.remove, way.task))
            self.rows.append(line)
            self._lines.addWidget(line)


class MissedRow(QWidget):
    """A missed task, why it has no day, and the two things that can become of it."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way
        self.place = Button(f"{way.words[:1].upper()}{way.words[1:]}", "secondary", size="small")
        self.place.setToolTip(f"Move it to {way.words}")
        self.place.setAccessibleName(f"Move {way.task.title} to {way.words}")
        self.drop = IconButton("trash", "Drop it", size="small")
        self.drop.setAccessibleName(f"Drop {way.task.title}")
        above = row(gap=8)
        above.addWidget(Elided(way.task.title), 1)
        above.add(self.place, self.drop)
        self.setLayout(column(above, Label(way.reason, "caption", "text-muted", wrap=True), gap=2))


def missed(shown: Shown, *, begun: bool) -> list[Task]:
    """Return the tasks that rest in the past, the last first; before the day has ``begun`` those
    of plans are still to be moved. A break that was not taken is over."""
    return [
        task
        for day in sorted(shown.days, reverse=True)
        if day < shown.today
        for task in shown.tasks(day)
        if task.done_at is None and not task.of_its_day and task.kind is not TaskKind.BREAK
        if begun or task.plan_id is None
    ]


def _way(shown: Shown, task: Task, reason: str) -> Way:
    """Return what can be done about a task: it goes to the next day with room, or to today."""
    day = shown.today
    draft = None if shown.plan is None else shown.plan.draft
    if draft is not None and minutes_of(draft, day) - shown.planned(day) < task.minutes:
        day = next_day(shown, task.minutes) or day
    why = reason or (_OWN if task.plan_id is None else _PUT_BACK)
    return Way(task, day, day_words(day, shown.today), f"{day_words(task.day, shown.today)}. {why}")
