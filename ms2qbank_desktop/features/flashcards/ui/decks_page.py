"""The page "Decks": what is due, deck by deck, and how it has gone and will go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.memory import MemoryService
from ms2qbank_desktop.features.flashcards.service.statistics import StatisticsService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.ui.charts.calendar import Calendar
from ms2qbank_desktop.ui.droparea import FileDrop
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted

from .card_import import ENDINGS, choose_files, import_cards
from .deck_actions import DeckActions
from .deck_card import DeckCard
from .deck_model import Column
from .deck_table import DeckTable
from .forecast_chart import ForecastChart
from .planning_commands import open_plan
from .today_card import TodayCard
from .wording import answered_on

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.features.flashcards.scheduling.forecast import Forecast
    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts, Today
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_FORECAST_DAYS = 30
_YEAR = 53 * 7
_BACKLOG = 100
"""Overdue reviews from which spreading them over some days is offered."""
_SPREAD = "spread-backlog"
_BESIDE_FROM = 1040
"""Width of the page in pixels at 100 % text from which charts stand beside the decks."""

_NARROW_BELOW = 720
"""Width below which what can be missed is left out."""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """All that the page shows."""

    decks: list[DeckCounts]
    today: Today
    answers: dict[int, int]
    forecast: Forecast
    day: int
    remembered: dict[int, float]
    presets: dict[int, Preset]


class DecksPage(QWidget):
    """Study a deck, look ahead and back, put decks in order, bring decks in."""

    topics = frozenset({"cards", "decks", "reviews"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._study = ctx.service(StudyService)
        self.today = TodayCard()
        self.table = DeckTable(ctx.settings.get("decks_folded"))
        self.heat = Calendar("Reviews of the last year", answered_on)
        self.chart = ForecastChart()
        self._past = Card("Reviews")
        self.deck = DeckCard()
        self._presets: dict[int, Preset] = {}
        self._knows_memory = False
        self._coming = Card(f"Next {_FORECAST_DAYS} days")
        self._list = Card(flush=True)
        self.new_deck = Button("New deck", "secondary", "plus")
        self.take_in = Button("Import", "quiet", "download-simple")
        self.add = Button("Add note", "secondary", "plus")
        self._side = QWidget()
        self._backlog = QWidget()
        self._overdue = Label("", "caption", "warning")
        self.spread = Button("Spread…", size="small")
        self.actions_on_decks = DeckActions(ctx, self, self.table, self.today)
        self._across = row(gap=16)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self._connect()
        self._reading = Reading(self._start_reading, self)
        FileDrop(self, partial(import_cards, ctx), _cards_in)
        ctx.commands.add(*self.actions_on_decks.commands())
        for button, key in (
            (self.new_deck, "new-deck"),
            (self.add, "add-note"),
            (self.today.study, "study-all"),
        ):
            ctx.commands.bind(button, key)

    def refresh(self) -> None:
        """Read everything anew, off the thread of the window."""
        self._reading.ask()

    def header_actions(self) -> list[QWidget]:
        return [self.take_in, self.new_deck, self.add]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _start_reading(self) -> Task:
        return self._ctx.tasks.run(
            "Counting cards", lambda _progress: self._read(), done=self._show
        )

    def _read(self) -> _Numbers:
        from . import study_opening  # noqa: F401 - so that the first key to study finds it loaded

        day = self._ctx.clock.study_day(self._ctx.clock.now()).toordinal()
        return _Numbers(
            self._study.overview(self._ctx.user_id),
            self._study.today(self._ctx.user_id),
            self._ctx.service(StatisticsService).answers(self._ctx.user_id, day - _YEAR),
            self._study.forecast(self._ctx.user_id, _FORECAST_DAYS),
            day,
            self._ctx.service(MemoryService).by_deck(self._ctx.user_id),
            {one.id: one for one in self._ctx.service(DeckService).presets(self._ctx.user_id)},
        )

    def _show(self, numbers: _Numbers) -> None:
        self.today.show_today(numbers.decks, numbers.today)
        self._presets = numbers.presets
        self._knows_memory = bool(numbers.remembered)
        self.table.show_decks(numbers.decks, numbers.remembered)
        self.heat.show_days(numbers.answers, numbers.day)
        first, *later = numbers.forecast.by_day
        self.chart.show_days((first + numbers.forecast.overdue, *later), numbers.day)
        overdue = numbers.forecast.overdue
        self._overdue.setText(f"{counted(overdue, 'review')} overdue")
        self._backlog.setVisible(overdue >= _BACKLOG and self._ctx.commands.can(_SPREAD))
        self._streak = _streak(numbers)
        self._mean = f"{counted(round(numbers.forecast.mean), 'review')} a day"
        self._past.set_fact(self._streak)
        self._coming.set_fact(self._mean)
        has_cards = any(one.total for one in numbers.decks)
        was_empty = self._stack.currentWidget() is not self._content
        self._stack.setCurrentWidget(self._content if numbers.decks else self._empty)
        for part in (self._past, self._coming):
            part.setVisible(has_cards)
        if was_empty and numbers.decks and self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()
        self._ctx.commands.refresh()

    def _show_deck(self, counts: DeckCounts | None) -> None:
        preset = self._presets.get(counts.deck.preset_id) if counts else None
        shown = counts is not None and preset is not None and counts.deck.filtered is None
        self.deck.setVisible(shown)
        if counts is not None and preset is not None:
            self.deck.show_deck(counts.deck, preset)

    def _lay_out(self) -> None:
        self._past.body.addWidget(self.heat)
        self._coming.body.addWidget(self.chart)
        self._backlog.setLayout(row(self._overdue, None, self.spread))
        self._coming.body.addWidget(self._backlog)
        self._list.body.set_margins((1, 1, 1, 4))
        self._list.body.addWidget(self.table)
        for card in (self._past, self._coming):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left = QWidget()
        sheet = column(self.today, gap=16)
        sheet.addWidget(self._list, 1)
        left.setLayout(sheet)
        self._side.setLayout(column(self._past, self._coming, self.deck, None, gap=16))
        self._across.addWidget(left, 1)
        self._across.addWidget(self._side)
        sheets = QWidget()
        sheets.setLayout(self._across)
        self._content = scrolled(sheets, "Decks")
        self._content.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bring = Button("Import a deck", "primary", "download-simple")
        bring.clicked.connect(partial(choose_files, self._ctx))
        self._empty = EmptyState(
            "cards",
            "No decks yet",
            "Drop an Anki package, a CSV or a text file here, or begin with a deck of your own.",
            bring,
        )
        for page in (LoadingPage(), self._empty, self._content):
            self._stack.addWidget(page)
        signals().changed.connect(self._arrange)

    def _connect(self) -> None:
        self.table.study_requested.connect(self.actions_on_decks.study)
        self.table.menu_requested.connect(self.actions_on_decks.open_menu)
        self.table.folded.connect(partial(self._ctx.settings.set, "decks_folded"))
        self.spread.clicked.connect(partial(self._ctx.commands.run, _SPREAD))
        self.today.study.clicked.connect(self.actions_on_decks.study_all)
        self.new_deck.clicked.connect(lambda: self.actions_on_decks.create())
        self.take_in.clicked.connect(partial(choose_files, self._ctx))
        self.heat.day_shown.connect(lambda words: self._past.set_fact(words or self._streak))
        self.chart.day_shown.connect(lambda words: self._coming.set_fact(words or self._mean))
        self.table.chosen.connect(self._show_deck)
        self.deck.options_requested.connect(lambda: self.actions_on_decks.options())
        self.deck.exam_requested.connect(self._plan_exam)
        self.add.clicked.connect(partial(self._ctx.commands.run, "add-note"))
        self._streak = self._mean = ""

    def _plan_exam(self) -> None:
        if chosen := self.table.current():
            open_plan(self._ctx, "plan-exam", chosen.deck.id)

    def _arrange(self) -> None:
        beside = self.width() >= px(_BESIDE_FROM)
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        if beside:
            self._side.setFixedWidth(length("side_panel") + px(40))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        self.table.setMinimumHeight(px(180) if beside else px(320))
        narrow = self.width() < px(_NARROW_BELOW)
        self.today.fold(narrow=narrow)
        self.table.setColumnHidden(Column.CARDS, narrow)
        self.table.setColumnHidden(Column.REMEMBERED, narrow or not self._knows_memory)


def _streak(numbers: _Numbers) -> str:
    days = numbers.today.streak
    studied = [number for number in numbers.answers.values() if number]
    if not studied:
        return "a square a day"
    mean = counted(round(sum(studied) / len(studied)), "answer")
    return f"{days}-day streak, {mean} a day" if days > 1 else f"{mean} a day"


def _cards_in(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.suffix.lower() in ENDINGS or path.is_dir()]
