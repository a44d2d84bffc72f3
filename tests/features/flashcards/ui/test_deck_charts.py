"""The year in squares and the month in bars: by keyboard, and in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.flashcards.ui.forecast_chart import ForecastChart
from ms2qbank_desktop.features.flashcards.ui.wording import answered_on
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.charts.calendar import Calendar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 3, 4).toordinal()


@pytest.fixture
def heat(qapp: QApplication, qtbot: QtBot) -> Calendar:
    theme.apply(qapp, "light", 100, "normal")
    heat = Calendar("Reviews of the last year", answered_on)
    qtbot.addWidget(heat)
    heat.resize(300, heat.sizeHint().height())
    heat.show_days({TODAY: 12, TODAY - 1: 1, TODAY - 300: 40}, TODAY)
    heat.show()
    heat.setFocus(Qt.FocusReason.TabFocusReason)
    return heat


def test_the_day_that_has_the_keyboard_is_said_in_words(heat: Calendar) -> None:
    said: list[str] = []
    heat.day_shown.connect(said.append)
    QTest.keyClick(heat, Qt.Key.Key_Up)
    assert said == ["Tue 3 Mar 2026: 1 answer"]
    QTest.keyClick(heat, Qt.Key.Key_Left)
    assert said[-1] == "Tue 24 Feb 2026: 0 answers"
    QTest.keyClick(heat, Qt.Key.Key_Right)
    QTest.keyClick(heat, Qt.Key.Key_Right)
    assert said[-1].endswith("2026: 12 answers")


def test_the_keyboard_reaches_the_whole_year(heat: Calendar) -> None:
    for _ in range(60):
        QTest.keyClick(heat, Qt.Key.Key_Left)
    assert heat.accessibleDescription().startswith("Mon 3 Mar 2025")
    for _ in range(60):
        QTest.keyClick(heat, Qt.Key.Key_Right)
    assert heat.accessibleDescription().endswith("12 answers")


def test_more_answers_are_darker(heat: Calendar) -> None:
    picture = heat.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    steps = [colour.name() for colour in theme.current().heat]
    assert {steps[0], steps[1], steps[2]} <= colours


def test_each_bar_of_the_forecast_is_said_in_words(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", 100, "normal")
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.resize(300, 130)
    chart.show_days((26_803, *range(29)), TODAY)
    chart.show()
    chart.grab()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "Wed 4 Mar 2026: 26,803 cards"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "Fri 6 Mar 2026: 1 card"


def test_a_forecast_of_nothing_is_an_empty_chart(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", 100, "normal")
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.show_days((0,) * 30, TODAY)
    chart.grab()
    assert chart.accessibleDescription() == ""
