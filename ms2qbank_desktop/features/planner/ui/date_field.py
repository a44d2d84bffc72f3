"""A day that is typed or stepped with the arrow keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit

from ms2qbank_desktop.ui.theme import px, signals


class DateField(QDateEdit):
    """``chosen``: another day stands here."""

    chosen = Signal(object)

    def __init__(self, day: date, name: str = "") -> None:
        super().__init__(_qt(day))
        self.setAccessibleName(name)
        self.setDisplayFormat("d MMM yyyy")
        self.setCalendarPopup(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.dateChanged.connect(self._on_date_changed)

    @property
    def day(self) -> date:
        """The day that stands here."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(_qt(day))

    def _on_date_changed(self) -> None:
        self.chosen.emit(self.day)

    def _on_theme_changed(self) -> None:
        # The style sheet cannot reach the padding of the line inside.
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
