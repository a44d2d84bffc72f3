"""A search with a language: the field, chips for its terms, what is wrong with it, and help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px, signals

from .buttons import IconButton
from .card import Card
from .chip import Chip
from .field import SearchField
from .glyph import Glyph
from .labels import Elided, Label
from .layouts import column, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PAUSE_MS = 40
"""Between the last key and the search."""
_FAULT_MS = 700
"""Until what is wrong is said: who is still typing knows."""
_HELP_HEIGHT = 208


class Term(NamedTuple):
    """A part of a search that can be taken away, and where it stands."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a search means nothing, and the place in it. ``unfinished``: more may be to come."""

    words: str
    start: int = 0
    end: int = 0
    unfinished: bool = False


class SearchBar(QWidget):
    """``read`` makes the terms of a text, or a :class:`Misread`; ``search_changed``: the field has
    another text that means something, which is ``text``."""

    search_changed = Signal()

    def __init__(
        self,
        name: str,
        example: str,
        read: Callable[[str], Sequence[Term] | Misread],
        help: Sequence[tuple[str, str]],
    ) -> None:
        """``help``: what can be written, and what it finds."""
        super().__init__()
        self.text = ""
        """What is asked for; while the field has a fault, what was asked for before."""
        self._read = read
        self.field = SearchField(f"{name}: {example}", name)
        self.count = Label("", "body", "text-muted")
        self.help_button = IconButton("question", "What the search understands", checkable=True)
        self.help = _help_card(help)
        self.help.setVisible(False)
        self.help_button.toggled.connect(self.help.setVisible)
        self._said = _Said()
        self._chips = row(gap=6)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        self._chip_row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown: list[Chip] = []
        self._bar = row(gap=12)
        self._bar.addWidget(self.field, 1)
        self._bar.add(self.count, self.help_button)
        self.setLayout(column(self._bar, self._said, self._chip_row, self.help, gap=8))
        self._chip_row.hide()
        self._said.hide()
        self._pause = self._timer(_PAUSE_MS, self.understand)
        self._patience = self._timer(_FAULT_MS, self._complain)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_return_pressed)

    @property
    def chips(self) -> list[Chip]:
        """The chips shown, a term each."""
        return [] if self._chip_row.isHidden() else self._shown

    @property
    def fault(self) -> str:
        """What is said below the field, "" if nothing."""
        return "" if self._said.isHidden() else self._said.words.text()

    def add_button(self, button: QWidget) -> None:
        """Put a button at the end of the row."""
        self._bar.addWidget(button)

    def take_keyboard(self) -> None:
        """Let the next keys go into the field, in place of what stands there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, number: int, total: int | None) -> None:
        """Say how many there are, of how many."""
        filtered = bool(self.field.text().strip()) and total is not None
        self.count.setText(f"{number:,} of {total:,}" if filtered else f"{number:,}")

    def ask(self, text: str) -> None:
        """Search for ``text`` now."""
        self.field.setText(text)
        self.understand()

    def understand(self) -> None:
        """Read the field now, as if the pause after the last key were over."""
        self._pause.stop()
        text = self.field.text()
        terms = self._read(text)
        if isinstance(terms, Misread):
            self._patience.start()
            return
        self._patience.stop()
        self._say("")
        self._show_chips(terms)
        if text.strip() != self.text:
            self.text = text.strip()
            self.search_changed.emit()

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _on_text_changed(self) -> None:
        self._patience.stop()
        self._pause.start()

    def _on_return_pressed(self) -> None:
        self.understand()
        self._complain(select=True)

    def _complain(self, *, select: bool = False) -> None:
        self._patience.stop()
        fault = self._read(self.field.text())
        if isinstance(fault, Misread):
            self._say(fault.words, wrong=not fault.unfinished)
            self._chip_row.hide()  # they are of an older text
            if select and fault.end > fault.start:
                self.field.setSelection(fault.start, fault.end - fault.start)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._said.say(text, wrong=wrong)
        self.field.setAccessibleDescription(text)
        if self.field.property("fault") != str(wrong).lower():
            self.field.setProperty("fault", str(wrong).lower())
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _show_chips(self, terms: Sequence[Term]) -> None:
        while self._chips.count():
            self._chips.takeAt(0)
        for chip in self._shown:
            chip.deleteLater()
        self._shown = []
        for term in terms:
            chip = Chip(term.label, "chosen", removable=True)
            chip.remove_requested.connect(partial(self._remove, term))
            self._shown.append(chip)
        self._chips.add(*self._shown, None)
        self._chip_row.setVisible(bool(self._shown))

    def _remove(self, term: Term) -> None:
        text = self.field.text()
        self.ask(" ".join(f"{text[: term.start]} {text[term.end :]}".split()))
        self.field.setFocus()


class _Said(QWidget):
    """One line below the field: what is wrong, or how to go on."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Glyph("info", "text-muted", "small")
        self.words = Elided("", "caption", "text-muted")
        line = row(self._mark, gap=6)
        line.addWidget(self.words, 1)
        self.setLayout(line)

    def say(self, text: str, *, wrong: bool) -> None:
        """Show ``text``; nothing if it is ""."""
        role = "incorrect" if wrong else "text-muted"
        self._mark.set_icon("warning-circle" if wrong else "info", role)
        self.words.set_ink(role)
        self.words.setText(text)
        self.setVisible(bool(text))


class _Grid(QGridLayout):
    """Two columns whose gaps follow the text zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setColumnStretch(1, 1)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.setHorizontalSpacing(px(24))
        self.setVerticalSpacing(px(4))


def _help_card(lines: Sequence[tuple[str, str]]) -> Card:
    card = Card("What the search understands")
    grid = _Grid()
    for place, (example, meaning) in enumerate(lines):
        grid.addWidget(Label(example, "mono", selectable=True), place, 0)
        grid.addWidget(Label(meaning, "body", "text-muted"), place, 1)
    content = QWidget()
    content.setLayout(grid)
    card.body.addWidget(_Scrolled(content))
    return card


class _Scrolled(QWidget):
    """The lines of the help, no higher than what leaves room for the table."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._area = scrolled(content, "Help on the search")
        self.setLayout(column(self._area, gap=0))
        self._content = content
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(min(px(_HELP_HEIGHT), self._content.sizeHint().height()))
