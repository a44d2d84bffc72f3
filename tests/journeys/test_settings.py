"""A student makes the program their own by the keyboard, and finds it so the next day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.theme import current
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")


def open_settings(student: Student) -> SettingsDialog:
    student.press("Ctrl+Comma")
    (dialog,) = student.shell.findChildren(SettingsDialog)
    dialog.activateWindow()
    student.wait(dialog.isActiveWindow)
    return dialog


def set_by_keys(student: Student, words: str, *keys: str) -> None:
    """Type what is looked for, go to the first row that is found, and press ``keys``."""
    student.press("Ctrl+F")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    student.press("Down", *keys)


def test_settings_are_changed_by_keys_alone_and_are_there_the_next_day(data_dir: Path) -> None:
    student = Student(data_dir)
    dialog = open_settings(student)
    set_by_keys(student, "sepia", "Down", "Down", "Down")
    set_by_keys(student, "general size", "Up", "Up")
    set_by_keys(student, "how sure", "Space")
    set_by_keys(student, "work timer", "Up")
    assert current().name == "sepia"
    assert dialog.isVisible()
    student.press("Escape")
    student.settle()
    assert student.shell.findChildren(SettingsDialog) == []
    student.leave()
    again = Student(data_dir)
    kept = {
        key: again.ui.settings.get(key)
        for key in ("theme", "text_zoom", "ask_confidence", "focus_minutes")
    }
    assert kept == {
        "theme": "sepia",
        "text_zoom": 120,
        "ask_confidence": False,
        "focus_minutes": 30,
    }
    assert current().name == "sepia"
    again.ui.settings.set("theme", "light")
    again.leave()


def test_any_page_can_ask_for_a_setting(data_dir: Path) -> None:
    student = Student(data_dir, tab="planner")
    student.ui.commands.request("open-setting", "reminder_hour")
    (dialog,) = student.shell.findChildren(SettingsDialog)
    dialog.activateWindow()
    student.wait(dialog.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Planner: Time of reminders"
    dialog.reject()
    student.leave()
