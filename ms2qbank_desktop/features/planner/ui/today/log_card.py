"""The log of a study day: what was studied when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.study_models import Activity
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, day_words, duration, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.features.planner.study_models import Sitting
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_TOPICS = frozenset({"attempts", "reviews", "watching", "reading", "spans", "tasks"})
ICONS = {
    Activity.QUESTIONS: "question",
    Activity.CARDS: "cards",
    Activity.VIDEO: "monitor-play",
    Activity.ARTICLE: "books",
    Activity.FOCUS: "timer",
    Activity.TASK: "check-square",
}
_NOTHING = {True: "Nothing yet today. It fills by itself as you study.", False: "Nothing that day."}


class LogCard(Card):
    """Reads off the thread of the window, while it is seen; arrows go to other days."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Study log", " ")
        self._ctx = ctx
        self._day: date | None = None
        """None: today, whatever day that becomes."""
        self._stale = True
        self.earlier = IconButton("caret-left", "The day before", size="small")
        self.later = IconButton("caret-right", "The day after", size="small")
        self.add_action(self.earlier)
        self.add_action(self.later)
        self._nothing = Label("", "body", "text-muted", wrap=True)
        self._lines = column(gap=6)
        self.body.add(self._nothing, self._lines)
        self._reading = Reading(self._start_reading, self)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        ctx.changes.happened.connect(self._on_changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_stale()

    def _turn(self, days: int) -> None:
        day = (self._day or self._today()) + timedelta(days)
        self._day = None if day >= self._today() else day
        self._reading.ask()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS):
            self._stale = True
            self._read_if_stale()

    def _read_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self._reading.ask()

    def _start_reading(self) -> Task:
        day = self._day or self._today()

        def work() -> list[Sitting]:
            from ms2qbank_desktop.features.planner.service.study_log import StudyLogService

            return self._ctx.service(StudyLogService).day(self._ctx.user_id, day)

        return self._ctx.tasks.run(
            "Reading the log", lambda _progress: work(), done=lambda found: self._show(day, found)
        )

    def _show(self, day: date, found: Sequence[Sitting]) -> None:
        today = self._today()
        self.later.setEnabled(day < today)
        seconds = sum(one.seconds for one in found if one.activity is not Activity.FOCUS)
        said = day_words(day, today)
        self.set_fact(f"{said}, {duration(seconds * 1000)}" if seconds else said)
        self._nothing.setText(_NOTHING[day == today])
        self._nothing.setVisible(not found)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            self._lines.addWidget(_line(one))

    def _today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())


def sitting_words(one: Sitting) -> str:
    """Return a sitting in words: "12 questions, Renal, 67 % right"."""
    if one.activity is Activity.QUESTIONS:
        words = counted(one.number, "question")
    elif one.activity is Activity.CARDS:
        words = counted(one.number, "card")
    else:
        return one.title or "Focus timer"
    if one.title:
        words += f", {one.title}"
    if one.right is not None and one.number:
        words += f", {share(one.right / one.number)} right"
    return words


def _line(one: Sitting) -> QWidget:
    began, ended = one.began.astimezone(), one.ended.astimezone()
    when = f"{began:%H:%M}–{ended:%H:%M}"
    time = Label(when, "caption", "text-muted")
    time.setFixedWidth(px(84))
    inner = row(time, Glyph(ICONS[one.activity], "text-muted", "small"), gap=8)
    inner.addWidget(Elided(sitting_words(one)), 1)
    inner.addWidget(Label(duration(one.seconds * 1000), "body", "text-muted"))
    around = QWidget()
    around.setLayout(inner)
    return around
