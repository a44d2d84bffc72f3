"""What is due today and is no task: cards and questions, each begun with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.ui.plan_state import PlanState
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_TOPICS = frozenset(
    {"attempts", "cards", "decks", "reviews", "questions", "packs", "settings:spaced_questions"}
)
_DUE = QuestionFilter(statuses=frozenset({Status.DUE}))
_START = 88
"""Width of a button, in pixels at 100 % text."""


class Due(NamedTuple):
    """How many cards and questions are due."""

    cards: int = 0
    questions: int = 0


def count_due(ctx: UiContext) -> Due:
    """Return what is due now. On any thread."""
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService

    decks = ctx.service(StudyService).overview(ctx.user_id)
    cards = sum(one.new + one.learning + one.review for one in decks if not one.depth)
    spaced = ctx.settings.get("spaced_questions")
    return Due(cards, len(ctx.service(AttemptService).matching(ctx.user_id, _DUE)) if spaced else 0)


class DueCard(Card):
    """Reads off the thread of the window, while its page is seen; hidden where nothing is due, or
    is a task of the day."""

    def __init__(self, ctx: UiContext, state: PlanState) -> None:
        super().__init__("Due besides")
        self._ctx = ctx
        self._state = state
        self._due = Due()
        self._stale = True
        self._day: date | None = None
        self.cards = _DueRow("cards", "Reviews first, then new ones.")
        self.questions = _DueRow(
            "arrow-counter-clockwise", "They come back before you would forget them."
        )
        self.body.addLayout(column(self.cards, self.questions, gap=12))
        self._reading = Reading(self._start_reading, self)
        self.cards.start.clicked.connect(lambda: self._ask("study-cards", None))
        self.questions.start.clicked.connect(lambda: self._ask("begin-due", self._due.questions))
        state.changed.connect(self._show)
        ctx.changes.happened.connect(self._on_changes)
        self.hide()

    def read_if_stale(self) -> None:
        """Count what is due, if that may have changed and its page is seen."""
        page = self.parentWidget()
        if self._stale and page is not None and page.isVisible():
            self._stale = False
            self._reading.ask()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS):
            self._stale = True
            self.read_if_stale()

    def _start_reading(self) -> Task:
        return self._ctx.tasks.run(
            "Counting what is due", lambda _progress: count_due(self._ctx), done=self._show_due
        )

    def _show_due(self, due: Due) -> None:
        self._due = due
        self._show()

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        if shown.today != self._day:
            self._day, self._stale = shown.today, True
        self.read_if_stale()
        tasks = shown.tasks(shown.today)
        planned = any(one.kind is TaskKind.CARDS and one.done_at is None for one in tasks)
        cards = 0 if planned else self._due.cards
        self.cards.say(f"{counted(cards, 'card')} due")
        self.cards.setVisible(cards > 0)
        self.questions.say(f"{counted(self._due.questions, 'question')} due")
        self.questions.setVisible(self._due.questions > 0)
        self.setVisible(cards + self._due.questions > 0)

    def _ask(self, request: str, about: int | None) -> None:
        try:
            self._ctx.commands.request(request, about)
        except Fault as fault:
            self._ctx.messages.show(fault)


class _DueRow(QWidget):
    """How many of them are due, why, and the button that begins them."""

    def __init__(self, icon: str, why: str) -> None:
        super().__init__()
        self.title = Elided("", "body", weight=500)
        self.start = Button("Start", "secondary", "play")
        across = row(Glyph(icon, "accent"), gap=14)
        across.addLayout(column(self.title, Elided(why, "caption", "text-muted"), gap=0), 1)
        across.addWidget(self.start)
        self.setLayout(across)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def say(self, words: str) -> None:
        self.title.setText(words)
        self.start.setAccessibleName(f"Start: {words}")

    def _on_theme_changed(self) -> None:
        self.start.setMinimumWidth(px(_START))
