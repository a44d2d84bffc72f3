"""What is concluded from a mistake: why it was made, the rule drawn from it, when to be asked
again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.ui.keys.own import OwnKeys
from ms2qbank_desktop.ui.theme import control

from .chip import Chip
from .daychips import DayChips
from .flow import Flow
from .labels import Label
from .layouts import Box, column, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QHideEvent, QKeyEvent

_PAUSE_MS = 500
"""So long after the last key the rule is told."""
_ENDING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _RuleField(QLineEdit):
    """A line that keeps Enter and Esc, which end it, from what lies around it."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        OwnKeys(self, lambda event: self.ended.emit if event.key() in _ENDING else None)


class ReasonChips(Flow):
    """One of several reasons, or none yet: chips that wrap. While the keyboard is on one of them
    the figures choose, before they are commands. ``chosen`` comes for the chosen one too: it is an
    answer all the same."""

    chosen = Signal(str)

    def __init__(self, reasons: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.chips: dict[str, Chip] = {}
        for number, (key, words) in enumerate(reasons, start=1):
            chip = Chip(f"{number} {words}")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._choose, key))
            OwnKeys(chip, self._meant)
            self.chips[key] = chip
        self.show_widgets(list(self.chips.values()))

    @property
    def value(self) -> str:
        """The reason that is chosen, "" for none."""
        return next((key for key, chip in self.chips.items() if chip.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show another reason as chosen, "" for none."""
        for key, chip in self.chips.items():
            chip.setChecked(key == value)

    def begin(self) -> None:
        """Give the keyboard to the chosen reason, or to the first one."""
        chip = self.chips.get(self.value) or next(iter(self.chips.values()))
        chip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _meant(self, event: QKeyEvent) -> Callable[[], object] | None:
        key = self._figures().get(event.text())
        return partial(self._choose, key) if key else None

    def _figures(self) -> dict[str, str]:
        return {str(number): key for number, key in enumerate(self.chips, start=1)}

    def _choose(self, key: str, *_checked: bool) -> None:
        self.set_value(key)
        self.chosen.emit(key)


class MissForm(QWidget):
    """``reasons`` are (id, label), chosen by their figures while the keyboard is on them.

    ``changed``: something else was chosen, or the rule was written and half a second passed, or
    left. ``opened``: the day of a retest was clicked. ``ended``: Enter or Esc in the rule.
    """

    changed = Signal()
    opened = Signal(object)
    ended = Signal()

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.reasons = ReasonChips(reasons, "Why did you miss it?")
        self.rule = _RuleField()
        self.rule.setPlaceholderText("The rule for the next time")
        self.rule.setAccessibleName("The rule for the next time")
        self.rule.setMaxLength(500)
        self.days = DayChips("When to be asked again")
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        why, again = (Label(words, "caption", "text-muted") for words in ("Why", "Retests"))
        layout = column(self._titled(why, self.reasons), self.rule, gap=8)
        layout.add(self._titled(again, self.days))
        self.setLayout(layout)
        self.reasons.chosen.connect(self._on_reason)
        self.rule.textEdited.connect(self._pause.start)
        self.rule.editingFinished.connect(self.tell)
        self.rule.ended.connect(self._on_ended)
        self._pause.timeout.connect(self.tell)
        self.days.changed.connect(self.changed)
        self.days.opened.connect(self.opened)

    def show_values(self, reason: str, rule: str, days: Sequence[date], today: date) -> None:
        """Show what is known; what is being written stays."""
        self.reasons.set_value(reason)
        if not self._pause.isActive() and rule != self.rule.text():
            self.rule.setText(rule)
        self._told = rule
        self.days.show_days(days, today)

    def begin(self) -> None:
        """Give the keyboard to the reasons."""
        self.reasons.begin()

    def tell(self) -> None:
        """Tell what was written and not yet told."""
        self._pause.stop()
        if self.rule.text().strip() != self._told:
            self._told = self.rule.text().strip()
            self.changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.tell()
        super().hideEvent(event)

    @staticmethod
    def _titled(title: Label, widget: QWidget) -> Box:
        """Return a title at the height of the first line of what it says."""
        title.setFixedHeight(control("chip"))
        title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        across = row(gap=8)
        across.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(widget, 1)
        return across

    def _on_reason(self) -> None:
        self.changed.emit()
        self.rule.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_ended(self) -> None:
        self.tell()
        self.ended.emit()
