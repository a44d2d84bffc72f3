"""Segmented controls by arrows, Tab and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MODES = [("tutor", "Tutor"), ("timed", "Timed"), ("custom", "Custom")]


class Modes:
    """A control of three modes between two buttons, and what it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.control = Segmented(MODES, "Mode")
        self.told: list[str] = []
        self.control.chosen.connect(self.told.append)
        self.before, self.after = Button("Before"), Button("After")
        self.window = QWidget()
        self.window.setLayout(row(self.before, self.control, self.after))
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def segment(self, words: str) -> QRadioButton:
        return next(s for s in self.control.findChildren(QRadioButton) if s.text() == words)


@pytest.fixture
def modes(qtbot: QtBot) -> Modes:
    return Modes(qtbot)


def test_arrows_move_the_choice_and_tell_it(modes: Modes, qtbot: QtBot) -> None:
    modes.segment("Tutor").setFocus()
    qtbot.keyClick(modes.segment("Tutor"), Qt.Key.Key_Right)
    assert modes.control.value == "timed"
    assert QApplication.focusWidget() is modes.segment("Timed")
    qtbot.keyClick(modes.segment("Timed"), Qt.Key.Key_Left)
    assert modes.told == ["timed", "tutor"]


def test_tab_stops_at_the_chosen_segment_only(modes: Modes, qtbot: QtBot) -> None:
    modes.control.set_value("custom")
    modes.before.setFocus()
    qtbot.keyClick(modes.before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is modes.segment("Custom")
    qtbot.keyClick(modes.segment("Custom"), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is modes.after


def test_a_click_anywhere_in_a_segment_chooses_it(modes: Modes, qtbot: QtBot) -> None:
    target = modes.segment("Custom")
    corner = target.rect().topRight() - target.rect().topLeft()
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=corner)
    assert modes.told == ["custom"]


def test_the_program_can_choose_without_telling(modes: Modes) -> None:
    modes.control.set_value("timed")
    assert modes.control.value == "timed"
    assert modes.told == []


def test_tab_stops_at_what_the_program_has_chosen(modes: Modes, qtbot: QtBot) -> None:
    modes.control.set_value("custom")
    modes.before.setFocus()
    qtbot.keyClick(modes.before, Qt.Key.Key_Tab)
    assert modes.segment("Custom").hasFocus()
    qtbot.keyClick(modes.segment("Custom"), Qt.Key.Key_Tab)
    assert modes.after.hasFocus()


def test_none_chosen_can_be_left_by_a_click(modes: Modes, qtbot: QtBot) -> None:
    modes.control.set_value("")
    assert modes.control.value == ""
    assert not any(modes.segment(label).isChecked() for _, label in MODES)
    qtbot.mouseClick(modes.segment("Tutor"), Qt.MouseButton.LeftButton)
    assert modes.told == ["tutor"]


def test_choosing_changes_no_width(modes: Modes) -> None:
    before = modes.control.sizeHint()
    for key, _ in MODES:
        modes.control.set_value(key)
        assert modes.control.sizeHint() == before


def test_a_segment_that_is_off_says_why_and_cannot_be_chosen(modes: Modes, qtbot: QtBot) -> None:
    modes.control.set_option_enabled("timed", enabled=False, why="Needs at least one question")
    assert modes.segment("Timed").toolTip() == "Needs at least one question"
    qtbot.mouseClick(modes.segment("Timed"), Qt.MouseButton.LeftButton)
    assert modes.told == []
