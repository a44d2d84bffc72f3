"""What is set for the whole program is seen at once by focus timer and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from ms2qbank_desktop.features.planner.focus_timer import Lengths, Phase
from ms2qbank_desktop.features.planner.ui.focus_clock import focus_clock
from ms2qbank_desktop.features.planner.ui.reminders import Reminders
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from tests.support.daily import Daily

# Qt itself says so where there is no desktop.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


def reminders(daily: Daily) -> Reminders:
    daily.begin_later()
    made = daily.shell.findChild(Reminders)
    assert isinstance(made, Reminders)
    return made


def test_a_timer_that_stands_takes_the_minutes_at_once(daily: Daily) -> None:
    card = daily.turn_to("today", TodayPage).focus
    daily.ui.settings.set("focus_minutes", 50)
    assert card.time.text() == "50:00"
    assert (card.focus.value(), card.lengths.value) == (50, "Own")
    daily.ui.settings.set("focus_break", 10)
    assert card.lengths.value == "50/10"


def test_a_timer_that_runs_ends_its_phase_first(daily: Daily) -> None:
    card, clock = daily.turn_to("today", TodayPage).focus, focus_clock(daily.ui)
    card.start.click()
    daily.clock.pass_time(60)
    daily.ui.settings.set("focus_minutes", 50)
    daily.ui.settings.set("focus_break", 10)
    daily.wait(lambda: card.time.text() == "24:00")
    card.skip.click()
    assert (clock.timer.phase, clock.timer.lengths) == (Phase.BREAK, Lengths(50, 10))
    assert card.time.text() == "10:00"
    clock.pause()


def test_reminders_come_and_go_with_their_setting(
    daily: Daily, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    found, settings = reminders(daily), daily.ui.settings
    settings.set("reminders", True)
    assert found.tray is not None
    assert daily.ui.commands.can("planner-reminder-hour")
    settings.set("reminders", False)
    assert found.tray is None


def test_where_there_is_no_place_for_reminders_the_setting_goes_back(
    daily: Daily, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    found, settings = reminders(daily), daily.ui.settings
    daily.ui.commands.request("open-setting", "reminders")
    (dialog,) = daily.shell.findChildren(SettingsDialog)
    row = dialog.page.row_of("reminders")
    assert row is not None
    switch = row.control.widget
    assert isinstance(switch, Switch)
    switch.click()
    assert (found.tray, settings.get("reminders"), switch.isChecked()) == (None, False, False)
    assert row.help.text() == "This desktop has no place for notifications"
    dialog.reject()
