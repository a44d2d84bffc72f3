"""Today: the tasks of the plan, what is due besides, and how much of it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.ui.plan_state import plan_state
from ms2qbank_desktop.features.planner.ui.today.checklist import TodayList
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted

from .parts import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.home.models import Day
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext

_BAR, _START, _ROW = 120, 88, 50
"""Width of the bar and of a button, height of a row, in pixels at 100 % text."""
_COMES_BACK = "Missed or guessed; they come back before you would forget them."


class TodayCard(Card):
    """Shows the plan's state as the planner does, and what is due without any plan."""

    topics = frozenset(
        {
            *("plans", "tasks", "attempts", "cards", "decks", "reviews", "questions", "packs"),
            "settings:spaced_questions",
        }
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Today", flush=True)
        self._ctx = ctx
        self._day: Day | None = None
        self.state = plan_state(ctx)
        self.list = TodayList(ctx, self.state)
        self.bar = ProgressBar("Done of today")
        self.add = Button("Task", "quiet", "plus", size="small")
        self.add.setAccessibleName("New task for today")
        self.planner = Button("Open planner", "link", size="small")
        for control_ in (self.bar, self.add, self.planner):
            self.add_action(control_)
        self.cards = _Row("cards", "Start", partial(ask, ctx, "study-cards", None))
        self.questions = _Row("arrow-counter-clockwise", "Start", self._begin_due)
        self.no_plan = _Row("calendar-check", "Make a plan", partial(ask, ctx, "make-plan"))
        self.no_plan.say(
            "No plan yet", "Exam date and minutes a day: the work is spread over the days."
        )
        self.nothing = _Row("check-circle", "", lambda: None)
        self.rows = (self.nothing, self.cards, self.questions, self.no_plan)
        self.body.add(self.list, *self.rows)
        self.add.clicked.connect(lambda: ask(ctx, "new-task"))
        self.planner.clicked.connect(lambda: ctx.navigate.open("planner", "today"))
        self.state.changed.connect(self._show)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Day:
        spaced = ctx.settings.get("spaced_questions")
        return ctx.service(HomeService).day(ctx.user_id, spaced=spaced)

    def show_found(self, found: Day) -> None:
        self._day = found
        self._show()
        self.state.ask()

    def _show(self) -> None:
        shown, day = self.state.shown, self._day
        if shown is None or day is None:
            return
        tasks = shown.tasks(shown.today)
        left = [task for task in tasks if task.done_at is None]
        cards_planned = any(task.kind is TaskKind.CARDS for task in left)
        planned, done = shown.planned(shown.today), shown.done(shown.today)
        self.set_fact(f"{done} of {planned} min done" if planned else "")
        self.bar.set_share(done / planned if planned else 0.0)
        self.bar.setVisible(planned > 0)
        self.list.show_tasks(tasks)
        self.list.setVisible(bool(tasks))
        self.cards.say(f"{counted(day.cards, 'card')} due", "Reviews first, then new ones.")
        self.cards.setVisible(day.cards > 0 and not cards_planned)
        self.questions.say(f"{counted(day.questions, 'question')} due again", _COMES_BACK)
        self.questions.setVisible(day.questions > 0)
        self.no_plan.setVisible(shown.plan is None and day.begun.done)  # else a first step says so
        self.nothing.say(*_why_nothing(shown))
        self.nothing.setVisible(not tasks and shown.plan is not None)
        self._mark_next(open_tasks=bool(left))
        self._draw_lines()
        waits = any(not one.isHidden() for one in self.rows)
        self.setVisible(bool(tasks) or (waits and not day.begun.fresh))

    def _mark_next(self, *, open_tasks: bool) -> None:
        """Make the first thing to do primary; of tasks their list does so."""
        waiting = [one for one in (self.cards, self.questions) if not one.isHidden()]
        for one in self.rows:
            first = not open_tasks and waiting[:1] == [one]
            one.button.set_kind("primary" if first else "secondary")

    def _draw_lines(self) -> None:
        above = not self.list.isHidden()
        for one in self.rows:
            one.rule.setVisible(above)
            above = above or not one.isHidden()

    def _begin_due(self) -> None:
        if self._day is not None:
            ask(self._ctx, "begin-due", self._day.questions)

    def _on_theme_changed(self) -> None:
        self.bar.setFixedWidth(px(_BAR))


class _Row(QWidget):
    """What can be begun besides the tasks: icon, two lines, and a button under theirs."""

    def __init__(self, icon: str, word: str, do: Callable[[], object]) -> None:
        super().__init__()
        self.rule = line()
        self.title = Elided("", "body", weight=500)
        self._below = Elided("", "caption", "text-muted")
        self.button = Button(word, "secondary", "play" if word == "Start" else None)
        self._across = row(Glyph(icon, "accent"), gap=14)
        self._across.addLayout(column(None, self.title, self._below, None, gap=0), 1)
        self._across.addWidget(self.button)
        self.button.clicked.connect(lambda: do())
        self._inner = QWidget()
        self._inner.setLayout(self._across)
        self.setLayout(column(self.rule, self._inner, gap=0))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.button.setVisible(bool(word))

    def say(self, title: str, below: str) -> None:
        """Say what waits."""
        self.title.setText(title)
        self._below.setText(below)
        self.button.setAccessibleName(f"{self.button.text()}: {title}")

    def _on_theme_changed(self) -> None:
        # Below the icons and buttons of the tasks.
        self.button.setMinimumWidth(px(_START))
        self._across.setContentsMargins(px(29) + control("checkbox"), px(3), px(16), px(3))
        self._inner.setFixedHeight(px(_ROW))


def _why_nothing(shown: Shown) -> tuple[str, str]:
    """Return why a plan has nothing for today."""
    if shown.plan is not None and shown.today >= shown.plan.draft.exam:
        over = shown.today > shown.plan.draft.exam
        return ("The plan has ended", "") if over else ("Today is the exam", "Good luck.")
    if shown.is_off(shown.today):
        return "A day off", "Nothing is planned for today."
    return "No task today", "The plan has nothing for this day."
