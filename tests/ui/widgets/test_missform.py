"""Chips that wrap, days as chips, and what is concluded from a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.daychips import DayChips
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.missform import MissForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 3, 4)
DAYS = (date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 23))
REASONS = [("knowledge", "Knowledge"), ("misread", "Misread"), ("timing", "Timing")]


@pytest.fixture
def form(qtbot: QtBot) -> MissForm:
    form = MissForm(REASONS)
    form.show_values("", "", DAYS, TODAY)
    qtbot.addWidget(form)
    form.resize(500, 200)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_what_has_no_room_in_a_line_goes_to_the_next_and_hidden_ones_leave_no_gap(
    qtbot: QtBot,
) -> None:
    flow = Flow()
    qtbot.addWidget(flow)
    chips = [Chip(f"Reason {number}") for number in range(3)]
    flow.show_widgets(chips)
    width, height = chips[0].sizeHint().width(), chips[0].sizeHint().height()
    assert flow.heightForWidth(4 * width) == height
    assert flow.heightForWidth(2 * width + 10) > 2 * height
    flow.resize(4 * width, height)
    with qtbot.waitExposed(flow):
        flow.show()
    before = chips[2].x()
    chips[1].hide()
    qtbot.waitUntil(lambda: chips[2].x() == before - width - 6)
    flow.show_widgets(chips[:1])
    assert flow.heightForWidth(10) == height


def test_a_flow_in_a_column_gets_the_height_of_its_lines(qtbot: QtBot) -> None:
    around, flow = QWidget(), Flow()
    qtbot.addWidget(around)
    flow.show_widgets([Chip(f"A rather long reason {number}") for number in range(6)])
    around.setLayout(column(flow, None, gap=0))
    around.resize(300, 400)
    with qtbot.waitExposed(around):
        around.show()
    assert flow.height() == flow.heightForWidth(300) > 2 * flow.minimumSizeHint().height()


def test_days_are_said_in_words_and_those_passed_stand_out(qtbot: QtBot) -> None:
    days = DayChips("Retests")
    qtbot.addWidget(days)
    days.show_days(reversed(DAYS), TODAY)
    assert days.days == DAYS
    assert [chip.text() for chip in days.chips] == ["Tue 3 Mar", "tomorrow", "Mon 23 Mar"]
    offered = [action.text() for action in days.add.menu().actions()]
    assert offered[:2] == ["In 2 days, Fri 6 Mar", "In 3 days, Sat 7 Mar"]  # tomorrow is there


def test_days_are_taken_away_and_added_until_there_are_enough(qtbot: QtBot) -> None:
    days = DayChips("Retests", most=3)
    qtbot.addWidget(days)
    days.show_days(DAYS, TODAY)
    assert not days.add.isEnabled()
    with qtbot.waitSignal(days.changed) as told:
        days.chips[0].remove_requested.emit()
    assert told.args == [DAYS[1:]]
    with qtbot.waitSignal(days.changed) as told:
        days.add.menu().actions()[0].trigger()
    assert told.args == [(date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 23))]
    with qtbot.waitSignal(days.opened) as opened:
        days.chips[2].click()
    assert opened.args == [date(2026, 3, 23)]


def test_figures_choose_a_reason_and_the_rule_follows(qtbot: QtBot, form: MissForm) -> None:
    form.begin()
    qtbot.waitUntil(form.reasons.chips["knowledge"].hasFocus)
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(form.reasons.chips["knowledge"], Qt.Key.Key_2)
    assert form.reasons.value == "misread"
    qtbot.waitUntil(form.rule.hasFocus)
    form.begin()
    assert form.reasons.chips["misread"].hasFocus()
    QTest.keyClick(form.reasons.chips["misread"], Qt.Key.Key_9)
    assert form.reasons.value == "misread"
    form.reasons.chips["timing"].click()
    assert form.reasons.value == "timing"


def test_the_rule_is_told_after_a_pause_at_enter_and_when_it_is_hidden(
    qtbot: QtBot, form: MissForm
) -> None:
    form.rule.setFocus()
    with qtbot.waitSignal(form.changed, timeout=2000):
        QTest.keyClicks(form.rule, "Read")
    with qtbot.waitSignals([form.changed, form.ended]):
        QTest.keyClicks(form.rule, " on")
        QTest.keyClick(form.rule, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(form.changed), qtbot.waitSignal(form.ended):
        QTest.keyClick(form.rule, Qt.Key.Key_Escape)
    QTest.keyClicks(form.rule, "!")
    with qtbot.waitSignal(form.changed):
        form.hide()
    assert form.rule.text() == "Read on!"


def test_what_is_being_written_is_not_overwritten(form: MissForm) -> None:
    QTest.keyClicks(form.rule, "Half a se")
    form.show_values("timing", "Older", DAYS, TODAY)
    assert form.rule.text() == "Half a se"
    form.tell()
    form.show_values("timing", "Newer", DAYS, TODAY)
    assert form.rule.text() == "Newer"
