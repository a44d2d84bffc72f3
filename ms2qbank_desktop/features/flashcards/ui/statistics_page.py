"""The page "Statistics": how the cards have gone, stand and will go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.statistics import StatisticsService
from ms2qbank_desktop.ui.charts.calendar import Calendar
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import counted

from .planning_commands import add_plans
from .statistics_plots import UNITS, all_plots, answers
from .statistics_summary import Summary
from .wording import answered_on, path

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.flashcards.models import Deck
    from ms2qbank_desktop.features.flashcards.statistics import Statistics
    from ms2qbank_desktop.ui.charts.plot import Plot
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_RANGES = {"1 month": 30, "3 months": 91, "1 year": 365, "All": None}
_BESIDE_FROM = 860
"""Width in pixels at 100 % text from which two charts stand beside each other."""
_NO_ANSWERS = "No answers in this time. They appear here as you study."
_NO_MEMORY = "Filled once a deck uses FSRS: choose it in the options of the deck."
_CHARTS = {
    "retention": ("True retention", "Ten reviews of due cards are needed."),
    "forecast": ("Coming reviews", "No reviews are due."),
    "buttons": ("Buttons", _NO_ANSWERS),
    "hours": ("Hours of the day", _NO_ANSWERS),
    "classes": ("Cards", "There are no cards yet."),
    "interval": ("Intervals", "No card has been learned yet."),
    "ease": ("Ease", "No card has been learned yet."),
    "stability": ("Stability", _NO_MEMORY),
    "difficulty": ("Difficulty", _NO_MEMORY),
    "recall": ("Retrievability", _NO_MEMORY),
    "added": ("Added cards", "No cards were added in this time."),
}


class _Found(NamedTuple):
    """What a reading brings; ``deck_id`` None: of all decks."""

    statistics: Statistics
    plots: dict[str, tuple[Plot | None, str]]
    deck_id: int | None


class StatisticsPage(QWidget):
    """Counts are read on a worker; another unit or scale of a chart needs no reading."""

    topics = frozenset({"cards", "decks", "reviews"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.service(StatisticsService)
        self._deck_list: list[Deck] = []
        self._statistics: Statistics | None = None
        self.decks = DropDown("Deck")
        self.decks.setMaximumWidth(px(260))
        self.decks.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.span = DropDown("Time looked at")
        self.span.addItems(list(_RANGES))
        self.span.setCurrentText("1 year")
        self.span.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.plan = Button("Plan", "secondary", "target")
        self.summary = Summary()
        self.unit = Segmented(tuple(UNITS.items()), "Unit", size="small")
        self.unit.set_value("week")
        self.measure = Segmented((("answers", "Answers"), ("time", "Time")), "Scale", size="small")
        self.answers = self._chart("Answers", _NO_ANSWERS, height=200)
        self.charts = {key: self._chart(*words) for key, words in _CHARTS.items()}
        self.heat = Calendar("Reviews of the last year", answered_on)
        self._mean = ""
        self._calendar = Card("Last year")
        self._rows: list[Box] = []
        self._stack = QStackedLayout(self)
        self._lay_out()
        self._reading = Reading(self._start_reading, self)
        self.decks.activated.connect(lambda _at: self.refresh())
        self.span.activated.connect(lambda _at: self.refresh())
        self.unit.chosen.connect(lambda _key: self._show_answers())
        self.measure.chosen.connect(lambda _key: self._show_answers())
        self.plan.clicked.connect(self._open_plans)
        self.heat.day_shown.connect(lambda words: self._calendar.set_fact(words or self._mean))

    def refresh(self) -> None:
        """Read everything anew, off the thread of the window."""
        self._fill_decks()
        self._reading.ask()

    def header_actions(self) -> list[QWidget]:
        return [self.decks, self.span, self.plan]

    @property
    def deck_id(self) -> int | None:
        """The deck looked at, None for all."""
        at = self.decks.currentIndex()
        return self._deck_list[at - 1].id if at > 0 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _chart(self, title: str, empty: str, *, height: int = 170) -> ChartCard:
        return ChartCard(title, empty, self._ctx.messages.show, height=height)

    def _fill_decks(self) -> None:
        fresh = self._ctx.service(DeckService).decks(self._ctx.user_id)
        if fresh == self._deck_list and self.decks.count():
            return
        before = self.deck_id
        self._deck_list = fresh
        self.decks.clear()
        self.decks.addItems(["All decks", *(path(deck.name) for deck in fresh)])
        places = [deck.id for deck in fresh]
        self.decks.setCurrentIndex(places.index(before) + 1 if before in places else 0)

    def _start_reading(self) -> Task:
        span, deck_id, user_id = self.span.currentText(), self.deck_id, self._ctx.user_id
        return self._ctx.tasks.run(
            "Counting answers",
            lambda _progress: self._read(user_id, span, deck_id),
            done=self._show,
            failed=self._on_failed,
        )

    def _read(self, user_id: int, span: str, deck_id: int | None) -> _Found:
        days = _RANGES[span]
        statistics = self._service.statistics(user_id, days, deck_id)
        return _Found(statistics, all_plots(statistics, days), deck_id)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserFault):  # the deck is gone: its list is read anew
            self.refresh()
        elif isinstance(error, Fault | Exception):
            self._ctx.messages.show(error)

    def _show(self, found: _Found) -> None:
        statistics = self._statistics = found.statistics
        cards, reviews = statistics.cards, statistics.reviews
        if not cards.total and not reviews.answers and found.deck_id is None:
            self._stack.setCurrentWidget(self._empty)
            return
        self.summary.show_statistics(statistics)
        self._show_answers()
        for key, card in self.charts.items():
            card.show_plot(*found.plots[key])
        self.heat.show_days(statistics.past_year, statistics.today)
        studied = list(statistics.past_year.values())
        self._mean = f"{sum(studied) / len(studied):,.0f} answers a day" if studied else ""
        self._calendar.set_fact(self._mean)
        fsrs = bool(cards.stabilities)
        for key in ("stability", "difficulty", "recall"):
            self.charts[key].setVisible(fsrs)
        self.charts["ease"].setVisible(not fsrs)
        self._stack.setCurrentWidget(self._content)

    def _show_answers(self) -> None:
        if self._statistics is None:
            return
        reviews, time = self._statistics.reviews, self.measure.value == "time"
        words = f"{counted(reviews.days_studied, 'day')} studied of {reviews.days:,}"
        self.answers.show_plot(answers(reviews, self.unit.value, time=time), words)

    def _open_plans(self) -> None:
        menu = Menu(self)
        add_plans(menu, self._ctx, self.deck_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.plan.mapToGlobal(self.plan.rect().bottomLeft()))

    def _lay_out(self) -> None:
        self.answers.add_control(self.measure)
        self.answers.add_control(self.unit)
        self._calendar.body.addWidget(self.heat)
        self._calendar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        sheet = column(self.summary, self.answers, gap=16)
        for pair in (
            ("retention", "forecast"),
            ("buttons", "hours"),
            ("classes", "interval"),
            ("ease", "stability", "difficulty"),
            ("recall", "added"),
        ):
            beside = row(gap=16)
            for key in pair:
                beside.addWidget(self.charts[key], 1, Qt.AlignmentFlag.AlignTop)
            self._rows.append(beside)
            sheet.addLayout(beside)
        sheet.add(self._calendar, None)
        content = QWidget()
        content.setLayout(sheet)
        self._content = scrolled(content, "Statistics")
        self._content.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = EmptyState(
            "chart-line-up",
            "Nothing to count yet",
            "Import or write cards on the page Decks and study some; their numbers appear here.",
        )
        for part in (LoadingPage(), self._empty, self._content):
            self._stack.addWidget(part)
        signals().changed.connect(self._arrange)

    def _arrange(self) -> None:
        beside = self.width() >= px(_BESIDE_FROM)
        direction = QBoxLayout.Direction
        for pair in self._rows:
            pair.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
