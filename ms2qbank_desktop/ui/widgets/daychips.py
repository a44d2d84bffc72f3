"""Days as chips: opened, taken away, and more of them added."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.words import day_words

from .buttons import IconButton
from .chip import Chip
from .flow import Flow
from .layouts import column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_OFFERED = (
    ("Tomorrow", 1),
    ("In 2 days", 2),
    ("In 3 days", 3),
    ("In a week", 7),
    ("In 2 weeks", 14),
    ("In a month", 30),
)


class DayChips(QWidget):
    """``changed`` has the days as a tuple, in order; ``opened`` a day whose chip was clicked.
    A day that has passed is amber. No more than ``most`` can be added."""

    changed = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, most: int = 12) -> None:
        super().__init__()
        self._most = most
        self._days: tuple[date, ...] = ()
        self._today: date | None = None
        self.chips: list[Chip] = []
        self.add = IconButton("plus", "Add a day", size="small", role="accent")
        self._menu = Menu(self)
        self.add.setMenu(self._menu)
        self._flow = Flow()
        self._flow.show_widgets([self.add])
        self.setLayout(column(self._flow, gap=0))
        self.setAccessibleName(name)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are shown, in order."""
        return self._days

    def show_days(self, days: Iterable[date], today: date) -> None:
        """Show other days, as of ``today``."""
        self._days, self._today = tuple(sorted(set(days))), today
        self.chips = [self._chip(day, today) for day in self._days]
        self._flow.show_widgets([*self.chips, self.add])
        self.add.setEnabled(len(self._days) < self._most)
        self._menu.clear()
        for words, distance in _OFFERED:
            day = today + timedelta(days=distance)
            if day not in self._days:
                label = f"{words}, {day_words(day, today)}" if distance > 1 else words
                self._menu.addAction(label, partial(self._change, (*self._days, day)))

    def _chip(self, day: date, today: date) -> Chip:
        late = day < today
        chip = Chip(
            day_words(day, today),
            "warning" if late else "outline",
            "arrow-counter-clockwise",
            removable=True,
        )
        chip.setToolTip("It was to be asked then" if late else "Open this retest")
        chip.clicked.connect(partial(self.opened.emit, day))
        rest = tuple(one for one in self._days if one != day)
        chip.remove_requested.connect(partial(self._change, rest))
        return chip

    def _change(self, days: tuple[date, ...]) -> None:
        if self._today is not None:
            self.show_days(days, self._today)
            self.changed.emit(self._days)
