"""The dialog that asks for a first and a last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.datefield import DateField
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget


class PeriodDialog(Dialog):
    """``first`` and ``last`` can be typed or stepped with the arrow keys; Enter takes them."""

    def __init__(self, parent: QWidget, title: str, first: date, last: date) -> None:
        super().__init__(parent, title, do="Show")
        self.first = DateField(first)
        self.last = DateField(last)
        self._from = Field("First day", self.first)
        self._to = Field("Last day", self.last)
        across = row(gap=16)
        across.addWidget(self._from, 1)
        across.addWidget(self._to, 1)
        self.body.add(across)
        for field in (self.first, self.last):
            field.chosen.connect(lambda _day: self._check())
        self._check()
        self.first.setFocus()

    @property
    def days(self) -> tuple[date, date]:
        """The days that stand there."""
        return self.first.day, self.last.day

    def _check(self) -> None:
        length = (self.last.day - self.first.day).days + 1
        sound = length > 0
        self._to.set_fault("" if sound else "The last day lies before the first one.")
        self._to.set_help(counted(length, "day") if sound else "")
        self.do.setEnabled(sound)
