"""The numbers above the charts of the statistics page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted, duration, share

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.statistics import Statistics

_PARTS = ("Answers", "Time", "A day studied", "Remembered", "Days in a row")


class Summary(Card):
    """Answers, time, mean, retention and streak, each with what it is of."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.numbers = {part: Label("", "heading2") for part in _PARTS}
        self._below = {part: Elided("", "caption", "text-muted") for part in _PARTS}
        across = row(gap=20)
        for place, part in enumerate(_PARTS):
            if place:
                across.add(line(vertical=True))
            name = Elided(part, "caption", "text-muted")
            across.addLayout(column(name, self.numbers[part], self._below[part], gap=2), 1)
        self.body.addLayout(across)

    def show_statistics(self, statistics: Statistics) -> None:
        """Show the numbers of a stretch of time."""
        reviews, streak = statistics.reviews, statistics.streak
        asked, days = reviews.retention(), reviews.days_studied
        mean_s = reviews.time_ms / reviews.answers / 1000 if reviews.answers else 0.0
        texts = (
            (f"{reviews.answers:,}", f"on {counted(days, 'day')} of {reviews.days:,}"),
            (_long(reviews.time_ms), f"{mean_s:.1f} s an answer"),
            (
                f"{reviews.answers / days:,.0f}" if days else "–",
                duration(reviews.time_ms // days) if days else "answers",
            ),
            (
                share(asked.share) if asked.share is not None else "–",
                f"of {counted(asked.asked, 'review')}",
            ),
            (f"{streak.now:,}", f"longest {counted(streak.longest, 'day')}"),
        )
        for part, (number, below) in zip(_PARTS, texts, strict=True):
            self.numbers[part].setText(number)
            self._below[part].setText(below)


def _long(milliseconds: int) -> str:
    """Return a time in whole hours where minutes say nothing any more."""
    hours = milliseconds / 3_600_000
    return f"{hours:,.0f} h" if hours >= 100 else duration(milliseconds)
