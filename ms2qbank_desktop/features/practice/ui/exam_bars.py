"""The two bars of the exam: where one is and how to go on above, time and the block below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, icon_size, px
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


_ROOM_FOR_MODE, _ROOM_FOR_PROGRESS, _ROOM_FOR_WORDS = 900, 800, 600
"""Widths in pixels at 100 % text below which the bottom bar leaves something out."""
_ROOM_FOR_TOOLS = 1000
"""Width in pixels at 100 % text below which the tools of the top bar show their icons only."""


class _Bar(QWidget):
    """A strip of the height of the exam's bars."""

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), control("exam_bar"))


class ToolButton(Button):
    """Opens and closes a tool; where room is short its icon stands for its word."""

    def __init__(self, word: str, icon: str, name: str, key: str) -> None:
        super().__init__(word, "quiet", icon)
        self._word = word
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})")

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or the word too."""
        self.setText("" if folded else self._word)

    def spare(self) -> int:
        """Return how much narrower folding would make it, in pixels."""
        return self.sizeHint().width() - icon_size() - 2 * px(12)


class TopBar(_Bar):
    """Item and flag; previous and next in the middle; tools at the right."""

    mark_requested = Signal()
    previous_requested = Signal()
    next_requested = Signal()

    def __init__(self, tools: Sequence[QWidget]) -> None:
        super().__init__()
        self._folding = [tool for tool in tools if isinstance(tool, ToolButton)]
        for tool in self._folding:
            tool.fold(folded=True)
        self._title = Label("", "heading3")
        self._fact = Elided("", "caption", "text-muted")
        self.mark = Button("Mark", "quiet", "flag", "M")
        self.previous = Button("Previous", "quiet", "caret-left")
        self.next = Button("Next", "secondary", "caret-right", trailing=True)
        self.mark.clicked.connect(self.mark_requested)
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)
        self._fact.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left = row(self._title, self._fact, self.mark, None, gap=12)
        layout = row(gap=8, margins=(12, 0, 12, 0))
        layout.addLayout(left, 1)
        layout.add(self.previous, self.next)
        layout.addLayout(row(None, *tools, gap=4), 1)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width() - sum(tool.spare() for tool in self._folding), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for tool in self._folding:
            tool.fold(folded=self.width() < px(_ROOM_FOR_TOOLS))

    def show_item(self, number: int, total: int, external_id: str) -> None:
        """Show which item is open."""
        self._say(f"Item {number} of {total}", external_id)
        self._show_buttons(shown=True)

    def show_title(self, title: str, fact: str) -> None:
        """Show the name of a screen that is no item."""
        self._say(title, fact)
        self._show_buttons(shown=False)

    def show_mark(self, *, marked: bool) -> None:
        """Show whether the item is marked."""
        self.mark.setText("Marked" if marked else "Mark")
        self.mark.set_icon("flag-fill" if marked else "flag", "marked" if marked else "")

    def _say(self, title: str, fact: str) -> None:
        self._title.setText(title)
        self._fact.setText(fact)

    def _show_buttons(self, *, shown: bool) -> None:
        for button in (self.mark, self.previous, self.next, *self._folding):
            button.setVisible(shown)


class BottomBar(_Bar):
    """Time, how much is answered, the mode; pause, suspend and end at the right."""

    pause_requested = Signal()
    suspend_requested = Signal()
    end_requested = Signal()
    back_requested = Signal()

    def __init__(self, mode: str, *, review: bool) -> None:
        super().__init__()
        self._word = ""
        self._time_hidden = False
        self._alert = False
        self._icon = Glyph("timer")
        self.time = Label("", "strong")
        self._time_word = Label("", "body", "text-muted")
        self.hide_time = IconButton("eye", "Hide the time", size="small")
        self._answered = Label("", "strong")
        self._of_all = Label("", "body")
        self._progress = ProgressBar("Answered", thin=True)
        self._progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pause = Button("Pause", "quiet", "pause", size="small")
        self.suspend = Button("Suspend", "secondary", "bookmark-simple", size="small")
        self.end = Button("End block", "secondary", key_cap="Ctrl E", size="small")
        self.back = Button("Back to result", "secondary", key_cap="Esc", size="small")
        self.pause.hide()
        for button in (self.suspend, self.end, self.hide_time) if review else (self.back,):
            button.hide()
        self.hide_time.clicked.connect(self._on_hide_time)
        self.pause.clicked.connect(self.pause_requested)
        self.suspend.clicked.connect(self.suspend_requested)
        self.end.clicked.connect(self.end_requested)
        self.back.clicked.connect(self.back_requested)
        divider = column(line(vertical=True), margins=(0, 14, 0, 14))
        time = row(self._icon, row(self.time, self._time_word, gap=4), self.hide_time, gap=8)
        count = row(self._answered, self._of_all, gap=4)
        self._mode = Chip(mode, "outline")
        layout = row(time, divider, count, self._progress, self._mode, None, gap=12)
        layout.add(self.pause, self.suspend, self.end, self.back)
        layout.set_margins((12, 0, 12, 0))
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be done without where there is no room."""
        super().resizeEvent(event)
        self._mode.setVisible(self.width() >= px(_ROOM_FOR_MODE))
        self._progress.setVisible(self.width() >= px(_ROOM_FOR_PROGRESS))
        self._time_word.setVisible(self.width() >= px(_ROOM_FOR_WORDS))
        self._of_all.setVisible(self.width() >= px(_ROOM_FOR_WORDS))

    def show_time(self, text: str, word: str, *, alert: bool = False) -> None:
        """Show a time and what it is of; an alert brings a hidden time back once."""
        if alert and not self._alert:
            self._time_hidden = False
        self._alert, self._word = alert, word
        ink = "warning" if alert else ""
        self._icon.set_icon("timer", ink or "text-muted")
        self.time.set_ink(ink)
        self.time.setVisible(not self._time_hidden)
        self.time.setText(text)
        self._time_word.setText("Time hidden" if self._time_hidden else word)
        self.hide_time.set_icon("eye-slash" if self._time_hidden else "eye")
        self.hide_time.set_name("Show the time" if self._time_hidden else "Hide the time")

    def show_answered(self, answered: int, total: int) -> None:
        """Show how many items are answered."""
        self._answered.setText(str(answered))
        self._of_all.setText(f"of {total} answered")
        self._progress.set_share(answered / total)

    def show_correct(self, correct: int, total: int) -> None:
        """Show how many items of an ended block are right."""
        self._answered.setText(str(correct))
        self._of_all.setText(f"of {total} correct")
        self._progress.set_parts([(correct, "correct")], total, f"{correct} of {total} correct")

    def _on_hide_time(self) -> None:
        self._time_hidden = not self._time_hidden
        self.show_time(self.time.text(), self._word, alert=self._alert)
