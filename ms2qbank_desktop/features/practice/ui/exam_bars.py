"""The two bars of the exam: where one is and how to go on above, time and the block below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, px
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


def line_between() -> QWidget:
    """Return a short line between groups of a bar."""
    between = QWidget()
    between.setLayout(column(line(vertical=True), margins=(6, 12, 6, 12)))
    between.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return between


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

    def __init__(self, word: str, icon: str, name: str) -> None:
        super().__init__(word, "quiet", icon)
        self._word = word
        self._name = name
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.set_key("")

    def set_key(self, key: str) -> None:
        self.setToolTip(f"{self._name} ({key})" if key else self._name)

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or the word too."""
        self.setText("" if folded else self._word)


class _Step(Button):
    """Previous, next and mark: their word goes where room is short."""

    def __init__(self, word: str, kind: str, icon: str, *, trailing: bool = False) -> None:
        super().__init__(word, kind, icon, trailing=trailing)
        self.word = word
        self._folded = False
        self.say(word)

    def say(self, word: str) -> None:
        """Change the word."""
        self.word = word
        self.setAccessibleName(word)
        self.setText("" if self._folded else word)

    def set_key(self, key: str) -> None:
        self._shown_key = key
        super().set_key("" if self._folded else key)
        self.setToolTip(f"{self.word} ({key})" if key and self._folded else "")

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or word and key too."""
        self._folded = folded
        self.setText("" if folded else self.word)
        self.set_key(self._shown_key)

    _shown_key = ""


class TopBar(_Bar):
    """List and item at the left; previous, navigator, next in the middle; tools at the right.

    Where there is no room for all of it, words go first: of the tools, then of the rest; at last
    the tools themselves, which then stand in the menu of ``more``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.list = IconButton("list-numbers", "List of items", checkable=True)
        self._title = Label("", "heading3")
        self._fact = Elided("", "caption", "text-muted")
        self._fact.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.mark = _Step("Mark", "quiet", "flag")
        self.previous = _Step("Previous", "quiet", "caret-left")
        self.navigator = ToolButton("Navigator", "squares-four", "Navigator of the items")
        self.next = _Step("Next", "secondary", "caret-right", trailing=True)
        self.highlight = ToolButton("Highlight", "highlighter-circle", "Highlight")
        self.erase = ToolButton("Erase", "eraser", "Erase highlights")
        self.labs = ToolButton("Labs", "flask", "Lab values")
        self.notes = ToolButton("Notes", "note-pencil", "Notes")
        self.calculator = ToolButton("Calculator", "calculator", "Calculator")
        self.more = IconButton("dots-three", "More tools")
        self.full_screen = IconButton("corners-out", "Full screen")
        self.settings = IconButton("gear", "Settings of the exam", checkable=True)
        self._tools = (self.highlight, self.erase, self.labs, self.notes, self.calculator)
        self._of_item = (self.mark, self.previous, self.navigator, self.next, *self._tools)
        self._in_item = True
        self.list.setChecked(True)
        self.more.hide()
        left = row(self.list, self._title, self._fact, self.mark, None, gap=8)
        ends = (self.more, line_between(), self.full_screen, self.settings)
        layout = row(gap=4, margins=(8, 0, 12, 0))
        layout.addLayout(left, 1)
        layout.add(self.previous, self.navigator, self.next)
        right = row(None, *self._tools, *ends, gap=2)
        layout.addLayout(right, 1)
        self._rows = (left, right, layout)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fold as much as the width asks for."""
        steps: tuple[Sequence[ToolButton | _Step], ...] = (
            self._tools,
            (self.navigator,),
            (self.mark, self.previous, self.next),
        )
        for step in steps:
            for button in step:
                button.fold(folded=False)
        self._show_parts(tools=True, fact=True)
        for step in steps:
            if self._fits():
                return
            for button in step:
                button.fold(folded=True)
        if not self._fits():
            self._show_parts(tools=True, fact=False)
        if not self._fits():
            self._show_parts(tools=False, fact=False)

    def show_item(self, number: int, total: int, external_id: str) -> None:
        """Show which item is open."""
        self._say(f"Item {number} of {total}", external_id, in_item=True)

    def show_title(self, title: str, fact: str) -> None:
        """Show the name of a screen that is no item."""
        self._say(title, fact, in_item=False)

    def show_mark(self, *, marked: bool) -> None:
        """Show whether the item is marked."""
        word = "Marked" if marked else "Mark"
        if word != self.mark.word:
            self.mark.say(word)
            self.fit()
        self.mark.set_icon("flag-fill" if marked else "flag", "marked" if marked else "")

    def _say(self, title: str, fact: str, *, in_item: bool) -> None:
        changed = in_item != self._in_item or len(title) != len(self._title.text())
        self._title.setText(title)
        self._fact.setText(fact)
        self._in_item = in_item
        if changed:
            self.fit()

    def _show_parts(self, *, tools: bool, fact: bool) -> None:
        for button in self._of_item:
            button.setVisible(self._in_item and (tools or button not in self._tools))
        self.more.setVisible(self._in_item and not tools)
        self.list.setVisible(self._in_item)
        self.settings.setVisible(self._in_item)
        self._fact.setVisible(fact)

    def _fits(self) -> bool:
        """Say whether everything has its width, and the middle stands in the middle."""
        for part in self._rows:
            part.invalidate()
        return self._rows[-1].minimumSize().width() <= self.width()


class BottomBar(_Bar):
    """Time, how much is answered, the mode; pause, suspend and end at the right.

    ``time_shown`` tells that the time was shown or hidden by its button.
    """

    time_shown = Signal(bool)

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
        self.suspend.setToolTip("Leave, and go on later; each answer is saved already")
        self.end = Button("End block", "secondary", size="small")
        self.back = Button("Back to result", "secondary", size="small")
        self.pause.hide()
        for button in (self.suspend, self.end, self.hide_time) if review else (self.back,):
            button.hide()
        self.hide_time.clicked.connect(self._on_hide_time)
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

    def set_time_shown(self, *, shown: bool) -> None:
        """Show or hide the time; the alert of the last minutes brings it back."""
        self._time_hidden = not shown
        self.show_time(self.time.text(), self._word, alert=self._alert)

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
        self.set_time_shown(shown=self._time_hidden)
        self.time_shown.emit(not self._time_hidden)
