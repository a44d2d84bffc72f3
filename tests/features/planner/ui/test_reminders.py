"""Reminders of the desktop, for those who want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from ms2qbank_desktop.features.planner.ui.focus_clock import focus_clock
from ms2qbank_desktop.features.planner.ui.reminders import HourDialog, Reminders
from tests.support.learner import Learner

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.daily import Daily

# Qt itself says so where there is no desktop.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the desktop is asked to say: there is none in a test."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _self, title, text: found.append((title, text))
    )
    return found


def reminders(daily: Daily) -> Reminders:
    daily.begin_later()
    made = daily.shell.findChild(Reminders)
    assert isinstance(made, Reminders)
    return made


def test_nothing_is_in_the_tray_until_it_is_asked_for(daily: Daily) -> None:
    assert reminders(daily).tray is None
    assert daily.program.context.settings.get("reminders") is False


def test_open_tasks_are_said_once_a_day_from_the_hour_on(
    daily: Daily, said: list[tuple[str, str]]
) -> None:
    found = reminders(daily)
    found.switch()
    daily.state.ask()
    daily.settle()
    hour = daily.clock.now().astimezone().hour
    daily.program.context.settings.set("reminder_hour", hour + 2)
    found.look()
    assert said == []
    daily.clock.pass_time(2 * 3600)
    found.look()
    tasks = daily.today()
    minutes = sum(task.minutes for task in tasks)
    words = "1 task" if len(tasks) == 1 else f"{len(tasks)} tasks"
    assert said == [("Left for today", f"{words}, {minutes} min")]
    found.look()
    assert len(said) == 1
    found.switch()
    assert found.tray is None


def test_who_has_done_all_is_left_in_peace(daily: Daily, said: list[tuple[str, str]]) -> None:
    for task in daily.today():
        daily.tasks.tick(daily.user_id, task.id)
    found = reminders(daily)
    found.switch()
    daily.program.context.settings.set("reminder_hour", 0)
    daily.state.ask()
    daily.settle()
    found.look()
    assert said == []
    found.switch()


@pytest.mark.usefixtures("qapp")
def test_without_a_plan_due_cards_are_said_once_a_day(
    data_dir: Path, said: list[tuple[str, str]]
) -> None:
    learner = Learner(data_dir, cards=3)
    found = Reminders(learner.ui)
    found.switch()
    learner.ui.settings.set("reminder_hour", 0)
    found.look()
    learner.settle()
    found.look()
    learner.settle()
    assert said == [("Left for today", "3 cards due")]
    found.look()
    learner.settle()
    assert len(said) == 1
    found.switch()
    learner.leave()


def test_the_focus_timer_rings_there_too(daily: Daily, said: list[tuple[str, str]]) -> None:
    found, clock = reminders(daily), focus_clock(daily.ui)
    found.switch()
    clock.begin()
    daily.clock.pass_time(1501)
    daily.wait(lambda: said)
    assert said == [("Focus timer", "Time for a break")]
    clock.reset()
    found.switch()
    clock.rang.emit("focus")
    assert len(said) == 1


def test_a_desktop_without_a_tray_is_told(daily: Daily, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    found = reminders(daily)
    found.switch()
    assert daily.toasts() == ["This desktop has no place for notifications"]
    assert daily.program.context.settings.get("reminders") is False
    assert found.tray is None


def test_the_hour_of_reminders_is_chosen_beside_their_switch(
    daily: Daily, said: list[tuple[str, str]]
) -> None:
    found, commands = reminders(daily), daily.ui.commands
    assert not commands.can("planner-reminder-hour")
    found.switch()
    assert commands.can("planner-reminder-hour")
    commands.run("planner-reminder-hour")
    (dialog,) = [one for one in daily.shell.findChildren(HourDialog) if one.isVisible()]
    assert dialog.hour.currentText() == "18:00"
    dialog.hour.setCurrentText("7:00")
    dialog.accept()
    daily.settle()
    assert daily.program.context.settings.get("reminder_hour") == 7
    assert daily.toasts()[-1] == "Open tasks are reminded of at 7:00"
    assert said == []
    found.switch()
    assert not commands.can("planner-reminder-hour")
