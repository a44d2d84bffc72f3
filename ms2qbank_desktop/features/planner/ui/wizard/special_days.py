"""Minutes of single days, whatever their weekday has."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.datefield import DateField
from ms2qbank_desktop.ui.widgets.field import NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.words import week_day

from .row_list import ListRow, RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL = 60


class SpecialRow(ListRow):
    """A day and its minutes."""

    def __init__(self, day: date, minutes: int) -> None:
        super().__init__()
        self.day = DateField(day, "Day with other minutes")
        self.minutes = NumberField(0, MOST_MINUTES, "Minutes of that day")
        self.minutes.setSingleStep(15)
        self.minutes.setValue(minutes)
        self.minutes.setFixedWidth(px(54))
        self.day.setFixedWidth(px(112))
        self._weekday = Label("", "caption", "text-muted")
        self._weekday.setMinimumWidth(px(28))
        self.lay_out(self._weekday, self.day, self.minutes, None, remove="Remove this day")
        self.setFocusProxy(self.day)
        self.day.chosen.connect(self._on_chosen)
        self.minutes.valueChanged.connect(lambda _value: self.changed.emit())
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._weekday.setText(week_day(self.day.day).split()[0])
        self.changed.emit()


class SpecialDays(RowList[SpecialRow]):
    """A row for each day; of two for the same the lower one counts."""

    def __init__(self) -> None:
        super().__init__("Add a day", self._next)
        self._first = self._last = date.min

    def set_range(self, first: date, last: date) -> None:
        """Offer days from ``first`` to ``last``."""
        self._first, self._last = first, last

    def put_special(self, special: Mapping[date, int]) -> None:
        """Show the minutes of days."""
        self.put(SpecialRow(day, minutes) for day, minutes in sorted(special.items()))

    def take(self) -> dict[date, int]:
        """Return the minutes of days."""
        return {one.day.day: one.minutes.value() for one in self.rows}

    def _next(self) -> SpecialRow:
        """Return a row for the day after the last one, or the first that may be."""
        after = max(self.take(), default=self._first - timedelta(1)) + timedelta(1)
        return SpecialRow(min(max(after, self._first), self._last), _USUAL)
