"""A day that is typed or stepped with the arrow keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit

from ms2qbank_desktop.ui.theme import px, signals

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


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

    def stepBy(self, steps: int) -> None:
        """Step days into the next month, where Qt stops at the end of this one."""
        if self.currentSection() == QDateEdit.Section.DaySection:
            self.setDate(self.date().addDays(steps))
            self.setSelectedSection(QDateEdit.Section.DaySection)
        else:
            super().stepBy(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let "3 Apr" and "12 Apr" be typed: after two digits Qt is in the month already."""
        if event.text() not in {" ", ".", "/", "-"}:
            super().keyPressEvent(event)
        elif self.lineEdit().selectedText() != self.sectionText(self.currentSection()):
            at = min(self.currentSectionIndex() + 1, self.sectionCount() - 1)
            self.setSelectedSection(self.sectionAt(at))

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | (
            QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        )

    def _on_date_changed(self) -> None:
        self.chosen.emit(self.day)

    def _on_theme_changed(self) -> None:
        # The style sheet cannot reach the padding of the line inside.
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
