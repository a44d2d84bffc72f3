"""What planning anew moved today, and why."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.schedule import REFLOW_DAYS
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, day_words, duration, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ms2qbank_desktop.features.planner.plan_models import Moved
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Change, Shown
    from .plan_state import PlanState

_MOST = 5
"""Rows; the others are counted."""
_NAMES = 3
"""Tasks that are named in a line."""
_TITLES = {
    "day": "Moved this morning",
    "mood": "Moved for how today is",
    "asked": "Planned anew today",
}
_SOON = timedelta(REFLOW_DAYS)
_WEEKS = counted(REFLOW_DAYS // 7, "week")


class MovedCard(Card):
    """Hidden where nothing was moved today, or the change was taken back."""

    def __init__(self, ctx: UiContext, state: PlanState) -> None:
        super().__init__(" ")
        self._ctx = ctx
        self._state = state
        self._change: Change | None = None
        self.words = Label("", "body", "text-muted", wrap=True)
        self._rows = column(gap=6)
        self._more = Label("", "caption", "text-muted")
        self.late = Label("", "caption", "text-muted", wrap=True)
        self.gone = Label("", "caption", "text-muted", wrap=True)
        self.lost = Label("", "caption", "warning", wrap=True)
        self.undo = Button("Undo", "secondary", "arrow-counter-clockwise", size="small")
        self.body.add(
            *(self.words, self._rows, self._more, self.late, self.gone, self.lost),
            row(self.undo, None),
        )
        self.undo.clicked.connect(self._take_back)
        state.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        shown = self._state.shown
        change = None if shown is None else shown.change
        moved = [one for one in change.moves if one.was and one.now] if change else []
        lost = [one for one in change.moves if one.was and one.now is None] if change else []
        if shown is None or change is None or change.made != shown.today or not (moved or lost):
            self._change = None
            self.hide()
            return
        if change != self._change:
            self._change = change
            self._fill(shown, change, moved)
            self._more.setText(f"and {len(moved) - _MOST} more")
            self._more.setVisible(len(moved) > _MOST)
            late = [one for one in moved if one.now and one.now > shown.today + _SOON]
            names = (f"{one.title} ({_short(one.now, shown)})" for one in late if one.now)
            self.late.setText(f"Later than in {_WEEKS}: {_listed(list(names))}.")
            self.late.setVisible(bool(late))
            past = [one.title for one in lost if one.was and one.was < shown.today]
            self.gone.setText(f"Not carried over: {_listed(_counted(past))}.")
            self.gone.setVisible(bool(past))
            coming = [one.title for one in lost if one.was and one.was >= shown.today]
            self.lost.setText(f"No longer in the plan: {_listed(_counted(coming))}.")
            self.lost.setVisible(bool(coming))
        self.show()

    def _fill(self, shown: Shown, change: Change, moved: Sequence[Moved]) -> None:
        self.set_title(_TITLES.get(change.reason, _TITLES["asked"]))
        self.words.setText(_why(shown, change, moved))
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in sorted(moved, key=lambda each: str(each.now))[:_MOST]:
            if one.now is not None:
                where = Label(f"to {_short(one.now, shown)}", "caption", "text-muted")
                line = row(gap=8)
                line.addWidget(Elided(one.title), 1)
                line.addWidget(where)
                around = QWidget()
                around.setLayout(line)
                self._rows.addWidget(around)

    def _take_back(self) -> None:
        if self._change is not None:
            self._state.take_back(self._change.id)


def _why(shown: Shown, change: Change, moved: Sequence[Moved]) -> str:
    """Return why tasks moved: "Monday ended 45 min short. 3 tasks went to days with room:"."""
    tasks = counted(len(moved), "task")
    if not moved:
        left = any(one.was and one.was >= shown.today for one in change.moves if not one.now)
        return "What no longer fits was taken out." if left else "Nothing had to move."
    if change.reason != "day":
        return f"{tasks} went to other days:"
    missed = [one for one in moved if one.was and one.was < shown.today]
    minutes = sum(task.minutes for one in missed if (task := shown.task(one.task_id)))
    days = {one.was for one in missed if one.was}
    went = f"{tasks} went to days with room:"
    if not missed:
        return went
    short = duration(minutes * 60_000)
    if len(days) == 1 and (day := days.pop()) >= shown.today - timedelta(6):
        return f"{long_day(day).split()[0]} ended {short} short. {went}"
    return f"The last days ended {short} short. {went}"


def _counted(titles: Iterable[str]) -> list[str]:
    """Return each title once, with how often it came."""
    alike = Counter(titles).items()
    return [f"{number} × {title}" if number > 1 else title for title, number in alike]


def _listed(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return "; ".join(names[:_NAMES]) + more


def _short(day: date, shown: Shown) -> str:
    words = day_words(day, shown.today)
    return words.split()[0] if 0 <= (day - shown.today).days < 7 else words
