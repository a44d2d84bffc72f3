"""The bars of the study screen: where one is above, the ratings below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .due_counts import DueCounts
from .flags import FLAGS
from .rating_buttons import RatingButtons

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

FLAG_ROLES = ("", "incorrect", "marked", "correct", "accent", "danger", "link", "text-muted")
"""Roles of the colours of flags; each flag also has its name."""
_ROOM_FOR_WORDS = 900
_WIDEST = 720


class StudyTop(QWidget):
    """Deck at the left, what is left in the middle, what can be done with the card at the right."""

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.back = IconButton("arrow-left", "Back to the decks")
        self.deck = Elided("", "strong")
        self.counts = DueCounts()
        self.undo = Button("Undo", "quiet", "arrow-counter-clockwise")
        self.edit = Button("Edit", "quiet", "pencil-simple")
        self.mark = IconButton("star", "Mark the note", checkable=True)
        self.flag = IconButton("flag", "Flag")
        self.suspend = IconButton("pause", "Suspend the card")
        self.more = IconButton("dots-three", "More")
        left = row(self.back, gap=8)
        left.addWidget(self.deck, 1)
        right = row(None, self.undo, self.edit, self.mark, self.flag, self.suspend, self.more)
        layout = row(gap=12, margins=(12, 0, 12, 0))
        layout.addLayout(left, 1)
        layout.add(self.counts)
        layout.addLayout(right, 1)
        self.setLayout(layout)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), control("exam_bar"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), control("exam_bar"))

    def show_flag(self, flag: int) -> None:
        """Show the flag of the card, 0 for none."""
        role = FLAG_ROLES[flag] or "text-muted"
        self.flag.set_icon("flag-fill" if flag else "flag", role)
        self.flag.set_name(f"Flag: {FLAGS[flag].lower()}" if flag else "Flag")

    def show_marked(self, *, marked: bool) -> None:
        """Show whether the note is marked."""
        self.mark.setChecked(marked)
        self.mark.set_icon("star-fill" if marked else "star")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= px(_ROOM_FOR_WORDS)
        for button, word in ((self.undo, "Undo"), (self.edit, "Edit")):
            button.setText(word if roomy else "")
            button.setAccessibleName(word)


class StudyBottom(QWidget):
    """The button that shows the answer, or the four ratings; below, the time and the keys."""

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_answer = Button("Show answer", "primary", size="large")
        self.ratings = RatingButtons()
        # No stacked widget: it moves the keyboard by itself, twice a card, at 4 ms each time.
        self._keys = QWidget()
        self._keys.setLayout(column(row(None, self.show_answer, None), self.ratings, gap=0))
        self.time = Label("", "caption", "text-muted")
        self.advance = Label("", "caption", "accent")
        self._goes_on = Label("", "caption", "text-muted")
        self.go_key = KeyCap("Space")
        self.all_keys = KeyCap("F1")
        self.bury_key = KeyCap("")
        hints = row(
            None,
            self.time,
            self.advance,
            self.go_key,
            self._goes_on,
            self.bury_key,
            Label("bury", "caption", "text-muted"),
            self.all_keys,
            Label("all keys", "caption", "text-muted"),
            None,
            gap=6,
        )
        self._middle = QWidget()
        self._middle.setLayout(column(self._keys, hints, gap=6))
        across = row(gap=0, margins=(24, 12, 24, 8))
        across.addStretch(1)
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        self.setLayout(across)
        self.time.hide()
        self.advance.hide()
        self._stop: QWidget = self.show_answer
        self.ratings.hide()
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def turn_to(self, *, answer: bool) -> None:
        """Offer the ratings, or to show the answer."""
        now: QWidget = self.show_answer
        before: QWidget = self.ratings
        if answer:
            now, before = before, now
        self._stop = now
        now.show()
        now.setFocus(Qt.FocusReason.OtherFocusReason)
        before.hide()
        self._goes_on.setText("is Good" if answer else "shows the answer")

    def take_focus(self) -> None:
        """Give the keyboard to what Space presses."""
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_time(self, words: str) -> None:
        """Show the time spent on the card, "" not at all."""
        self.time.setText(words)
        self.time.setVisible(bool(words))

    def show_advance(self, words: str) -> None:
        """Say that cards go on by themselves."""
        self.advance.setText(words)
        self.advance.setVisible(bool(words))

    def _on_theme_changed(self) -> None:
        self._middle.setMaximumWidth(px(_WIDEST))
        self._keys.setFixedHeight(px(66))


class ProgressLine(QWidget):
    """How much of what was due has been done, as a line under the top bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = ProgressBar("Done today:", thin=True)
        layout = column(self._bar, gap=0)
        layout.add(line())
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_done(self, done: int, left: int) -> None:
        """Show ``done`` of ``done + left`` cards."""
        self._bar.set_share(done / (done + left) if done + left else 1.0)
