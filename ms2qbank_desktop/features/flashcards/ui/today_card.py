"""What is due today, what was done, and the button that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted, duration, share

from .due_counts import DUE

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts, Today

_USUAL_MS = 12_000
"""Time of a card for someone who has not answered one today."""


class TodayCard(Card):
    """The numbers of all decks; ``study`` studies what is due in them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._due = Label("", "display")
        self._due_words = Label("", "body", "text-muted")
        self._numbers = {kind: Label("", "heading2", role) for kind, role in DUE}
        self._facts = Elided("", "caption", "text-muted")
        self._time = Elided("", "caption", "text-muted")
        for fact in (self._facts, self._time):
            fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.study = Button("Study all due", "primary", "play-fill", size="large")
        layout = row(column(self._due, self._due_words, gap=0), gap=24)
        layout.add(line(vertical=True))
        for kind, number in self._numbers.items():
            words = Label(kind, "caption", "text-muted")
            layout.add(column(None, number, words, None, gap=0))
        self._words = QWidget()
        self._words.setLayout(column(None, self._facts, self._time, None, gap=2))
        layout.addWidget(self._words, 1)
        layout.add(self.study)
        self.body.addLayout(layout)

    def show_today(self, decks: list[DeckCounts], today: Today) -> None:
        """Show what is due in all decks, and what was answered today."""
        top = [one for one in decks if one.depth == 0]
        numbers = [
            sum(one.new for one in top),
            sum(one.learning for one in top),
            sum(one.review for one in top),
        ]
        due = sum(numbers)
        self._due.setText(f"{due:,}")
        self._due_words.setText("card due today" if due == 1 else "cards due today")
        for label, number in zip(self._numbers.values(), numbers, strict=True):
            label.setText(f"{number:,}")
        self.study.setEnabled(due > 0)
        self.study.setToolTip("" if due else "Nothing is due now.")
        if today.answers:
            facts = f"{counted(today.answers, 'answer')} today in {duration(today.time_ms)}"
            if today.retention is not None:
                facts += f", {share(today.retention)} remembered"
        else:
            facts = "Nothing answered yet today"
        self._facts.setText(facts)
        mean = today.time_ms / today.answers if today.time_ms else _USUAL_MS
        minutes = max(1, round(due * mean / 60_000))
        self._time.setText(f"about {duration(minutes * 60_000)} left" if due else "")

    def fold(self, *, narrow: bool) -> None:
        """Leave out what there is no room for."""
        self.study.setText("Study" if narrow else "Study all due")
        self.study.setAccessibleName("Study all due")
        for fact in (self._facts, self._time):
            fact.setVisible(not narrow)
