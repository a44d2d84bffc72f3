"""A day is typed as people write it, and stepped over the ends of months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.ui.widgets.datefield import DateField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def field(qapp: QApplication) -> Iterator[DateField]:
    field = DateField(date(2026, 6, 2), "Day")
    field.show()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qapp.processEvents()
    field.setSelectedSection(DateField.Section.DaySection)  # as in a window that is active
    yield field
    field.close()
    field.deleteLater()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10 Apr 2027", date(2027, 4, 10)),
        ("3 Apr 2027", date(2027, 4, 3)),
        ("5.Apr", date(2026, 4, 5)),
        ("10Apr", date(2026, 4, 10)),
        ("10", date(2026, 6, 10)),
    ],
)
def test_a_day_is_typed(field: DateField, typed: str, day: date) -> None:
    QTest.keyClicks(field, typed)
    assert field.day == day


def test_the_arrows_step_into_the_next_month(field: DateField) -> None:
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.day == date(2026, 5, 30)
    QTest.keyClick(field, Qt.Key.Key_PageUp)
    assert field.day == date(2026, 6, 9)
