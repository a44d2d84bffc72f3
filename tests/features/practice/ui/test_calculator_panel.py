"""The calculator's panel: which keys are its own, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.features.practice.ui.calculator import CalculatorPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


class Desk:
    """A window with a panel on it, and exam keys that note what reaches them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(800, 600)
        self.other = QLineEdit(self.window)
        self.reached: list[str] = []
        for keys in ("A", "1", "J", "K", "M", "Return", "Left", "Ctrl+E", "Alt+N", "Esc"):
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.activated.connect(lambda keys=keys: self.reached.append(keys))
        self.panel = CalculatorPanel(self.window)
        self.panel.show()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.panel.setFocus()
        qtbot.waitUntil(self.panel.hasFocus)

    def type(self, keys: str) -> None:
        QTest.keyClicks(self.panel, keys)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_figures_and_operators_are_typed(desk: Desk) -> None:
    desk.type("12.5*4")
    assert desk.panel.display == "4"
    desk.type("=")
    assert desk.panel.display == "50"
    desk.type("/8")
    QTest.keyClick(desk.panel, Qt.Key.Key_Return)
    assert desk.panel.display == "6.25"
    assert desk.reached == []


def test_a_comma_is_a_point_and_backspace_takes_a_figure_away(desk: Desk) -> None:
    desk.type("1,59")
    QTest.keyClick(desk.panel, Qt.Key.Key_Backspace)
    assert desk.panel.display == "1.5"
    QTest.keyClick(desk.panel, Qt.Key.Key_Delete)
    assert desk.panel.display == "0"


def test_every_button_does_what_it_says(desk: Desk) -> None:
    for key in ("9", "sqrt", "M+", "clear", "MR", "*", "2", "sign", "="):
        QTest.mouseClick(desk.panel.keys[key], LEFT)
    assert desk.panel.display == "−6"
    assert desk.panel.hasFocus()
    assert all(button.accessibleName() for button in desk.panel.keys.values())


def test_letters_of_the_choices_do_nothing_while_the_panel_has_the_focus(desk: Desk) -> None:
    desk.type("aAjJ1")
    QTest.keyClick(desk.panel, Qt.Key.Key_Return)
    assert desk.reached == []


def test_other_keys_of_the_exam_go_on(desk: Desk) -> None:
    desk.type("km")
    QTest.keyClick(desk.panel, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.panel, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert desk.reached == ["K", "M", "Ctrl+E", "Alt+N"]


def test_without_the_focus_the_keys_are_the_exams(desk: Desk) -> None:
    desk.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    desk.window.setFocus()
    QTest.keyClicks(desk.window, "a1")
    assert desk.reached == ["A", "1"]
    assert desk.panel.display == "0"


def test_escape_asks_to_close(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.panel.close_requested, timeout=0):
        QTest.keyClick(desk.panel, Qt.Key.Key_Escape)
    assert desk.reached == []


def test_the_result_is_copied_as_other_programs_read_it(qapp: QApplication, desk: Desk) -> None:
    desk.type("3-5=")
    assert desk.panel.display == "−2"
    QTest.keyClick(desk.panel, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "-2"


def test_a_division_by_zero_is_said(desk: Desk) -> None:
    desk.type("1/0=")
    assert desk.panel.display == "Error"
    assert desk.panel.said == "Cannot divide by zero"
    desk.type("7")
    assert desk.panel.display == "7"
    assert desk.panel.said == ""


def test_it_begins_at_the_lower_right_and_is_dragged_but_not_out(desk: Desk) -> None:
    panel, room = desk.panel, desk.window.rect()
    assert room.contains(panel.geometry())
    assert panel.geometry().right() > 700
    start = QPoint(100, 16)
    for target in (QPoint(-90, -40), QPoint(-5000, -5000), QPoint(6000, 6000)):
        before = panel.pos()
        QTest.mousePress(panel, LEFT, pos=start)
        QTest.mouseMove(panel, start + target)
        QTest.mouseRelease(panel, LEFT, pos=start)
        assert panel.pos() != before
        assert room.contains(panel.geometry())


def test_it_stays_inside_a_window_that_shrinks(desk: Desk) -> None:
    desk.window.resize(420, 400)
    assert desk.window.rect().contains(desk.panel.geometry())
