"""What the study screen says when no card is left to show now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted

from .wording import seconds

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.study_models import Finished

MORE = 20
"""Cards that one press adds to today's limit."""


class FinishedView(QWidget):
    """ "Done for now": what comes next and what could be studied besides.

    ``more_requested``: so many more cards today, of ``new`` or ``review``; ``unbury_requested``:
    the buried ones now; ``custom_requested``: cards beyond what is due; ``left``: back to the
    decks.
    """

    more_requested = Signal(str, int)
    unbury_requested = Signal()
    custom_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "heading2")
        self._next = Label("", "body", wrap=True)
        self._facts = Label("", "body", "text-muted", wrap=True)
        self.new = Button("")
        self.reviews = Button("")
        self.unbury = Button("")
        self.custom = Button("Custom study…", "quiet")
        self.custom.clicked.connect(self.custom_requested)
        self.back = Button("Back to the decks", "primary", "arrow-left")
        self._more_new = self._more_reviews = 0
        self.new.clicked.connect(lambda: self.more_requested.emit("new", self._more_new))
        self.reviews.clicked.connect(lambda: self.more_requested.emit("review", self._more_reviews))
        self.unbury.clicked.connect(self.unbury_requested)
        self.back.clicked.connect(self.left)
        for label in (self._title, self._next, self._facts):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = (self.new, self.reviews, self.unbury, self.custom, self.back)
        sheet = column(None, gap=12, margins=24)
        sheet.add(row(None, Glyph("check-circle", "correct", "empty_state"), None))
        for part in (self._title, self._next, self._facts):
            sheet.add(row(None, part, None))
        sheet.addSpacing(px(8))
        for button in buttons:
            sheet.add(row(None, button, None))
        sheet.addStretch(1)
        self.setLayout(sheet)
        self.setFocusProxy(self.back)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_finished(self, finished: Finished, done: int, now: datetime) -> None:
        """Say how the deck stands; ``done``: answers of this session."""
        waiting = finished.next_learning_at is not None
        self._title.setText("Done for now" if waiting else "Done for today")
        if finished.next_learning_at is not None:
            left = max(0, round((finished.next_learning_at - now).total_seconds()))
            self._next.setText(f"The next card comes in {seconds(max(1, left))}.")
        self._next.setVisible(waiting)
        facts = [f"{counted(done, 'answer')} in this session."] if done else []
        if finished.tomorrow:
            word = "card comes" if finished.tomorrow == 1 else "cards come"
            facts.append(f"{finished.tomorrow:,} {word} back tomorrow.")
        if finished.more_new or finished.more_reviews:
            facts.append("Today's limit is reached; there is more if you want it.")
        self._facts.setText("\n".join(facts))
        self._facts.setVisible(bool(facts))
        self._more_new = min(MORE, finished.more_new)
        self._more_reviews = min(MORE, finished.more_reviews)
        self._offer(self.new, self._more_new, f"Study {self._more_new} more new today")
        reviews = counted(self._more_reviews, "review")
        self._offer(self.reviews, self._more_reviews, f"Study {reviews} more today")
        buried = counted(finished.buried, "buried card")
        self._offer(self.unbury, finished.buried, f"Bring back {buried}")

    @staticmethod
    def _offer(button: Button, number: int, words: str) -> None:
        button.setText(words)
        button.updateGeometry()
        button.setVisible(number > 0)

    def _on_theme_changed(self) -> None:
        for label in (self._next, self._facts):
            label.setFixedWidth(px(420))
