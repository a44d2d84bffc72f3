"""What is known of a card: its schedule, its memory, and every answer it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QTableView, QWidget

from ms2qbank_desktop.features.flashcards.models import Algorithm, CardState
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell, style_table
from ms2qbank_desktop.ui.words import duration, share, short_when

from .memory_curve import MemoryCurve
from .rating_buttons import RATINGS
from .wording import ANSWERS, KINDS, STATES, day_name, interval, path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject

    from ms2qbank_desktop.features.flashcards.models import Review
    from ms2qbank_desktop.features.flashcards.scheduling.memory_course import Point
    from ms2qbank_desktop.features.flashcards.study_models import Shown

    Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("When", "What", "Answer", "Interval", "Time")
_RIGHT = {3, 4}


class CardInfo(Dialog):
    """Facts in two columns, how well it was remembered (``points``), then the log, the newest
    answer first."""

    def __init__(
        self,
        parent: QWidget | None,
        shown: Shown,
        reviews: Sequence[Review],
        now: datetime,
        today: int,
        points: Sequence[Point] = (),
    ) -> None:
        super().__init__(parent, "History of the card", do="Close")
        self.keep.hide()
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        for at, (name, value) in enumerate(card_facts(shown, now, today)):
            place, column = divmod(at, 2)
            grid.addWidget(Label(name, "body", "text-muted"), place, 2 * column)
            value_label = Label(value, weight=500, selectable=True)
            grid.addWidget(value_label, place, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.curve = MemoryCurve()
        self.body.add(facts, self.curve, line())
        self.curve.show_points(points)
        if reviews:
            self.table = QTableView()
            self.table.setModel(_LogModel(list(reversed(reviews)), now, self.table))
            style_table(self.table)
            self.table.setAccessibleName("Answers")
            for column, width in enumerate((150, 150, 90, 100)):
                self.table.setColumnWidth(column, px(width))
            self.body.addWidget(self.table, 1)
        else:
            words = "Its answers will stand here."
            self.body.addWidget(EmptyState("clock", "Not answered yet", words), 1)
        room = QSize(px(680), px(560))
        self.resize(room.boundedTo(parent.size()) if parent else room)

    def add_section(self, section: QWidget) -> None:
        """Put something else below the curve."""
        at = self.body.indexOf(self.curve) + 1
        self.body.insertWidget(at, section)
        self.body.insertWidget(at, line())


def card_facts(shown: Shown, now: datetime, today: int) -> list[tuple[str, str]]:
    """Return names and values of what is known of a card."""
    schedule, preset = shown.card.schedule, shown.preset
    facts = [
        ("Deck", path(shown.deck.name)),
        ("Note type", shown.note_type.name),
        ("State", STATES[schedule.state]),
        ("Options", preset.name),
        ("Due", _due(shown, now, today)),
        ("Interval", interval(schedule.interval_days) if schedule.interval_days else "–"),
        ("Answers", f"{schedule.repetitions:,}"),
        ("Lapses", f"{schedule.lapses:,}"),
    ]
    if schedule.stability is not None and schedule.difficulty is not None:
        facts += [
            ("Stability", f"{schedule.stability:.1f} days"),
            ("Difficulty", f"{schedule.difficulty:.1f} of 10"),
        ]
        if schedule.last_review_day is not None and preset.algorithm is Algorithm.FSRS:
            days = max(0, today - schedule.last_review_day)
            recall = curve_of(preset.fsrs_parameters).recall(schedule.stability, days)
            facts.append(("Remembered now", share(recall)))
    elif schedule.ease:
        facts.append(("Ease", f"{schedule.ease * 100:.0f} %"))
    return facts


def _due(shown: Shown, now: datetime, today: int) -> str:
    schedule = shown.card.schedule
    if schedule.due_at is not None:
        return short_when(schedule.due_at, now)
    if schedule.due_day is None:
        return f"new, place {schedule.position:,}" if schedule.state is CardState.NEW else "–"
    days = schedule.due_day - today
    away = "today" if days == 0 else f"{days:+,} days".replace("-", "−")
    return f"{day_name(schedule.due_day)} ({away})"


class _LogModel(LinesModel["Review"]):
    """Reviews, the newest first."""

    def __init__(self, reviews: list[Review], now: datetime, parent: QObject) -> None:
        super().__init__(_COLUMNS, _RIGHT, parent)
        self.lines, self._now = reviews, now

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        review, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                short_when(review.at, self._now),
                KINDS[review.kind],
                ANSWERS[review.rating] if review.rating else "–",
                interval(review.interval) if review.interval else "–",
                duration(review.time_ms) if review.time_ms else "–",
            )[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
            return Qt.AlignmentFlag.AlignRight
        if role == Cell.INK and column == 2 and review.rating:
            return RATINGS[review.rating][1]
        return None
