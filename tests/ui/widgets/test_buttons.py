"""Buttons by mouse and keyboard, and what a screen reader hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFocusFrame, QMenu, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.layouts import row

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown(qtbot: QtBot, *buttons: QWidget) -> QWidget:
    window = QWidget()
    window.setLayout(row(*buttons, None, margins=24))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def ring_in(window: QWidget) -> QFocusFrame | None:
    return next((r for r in window.findChildren(QFocusFrame) if r.isVisible()), None)


def test_what_names_its_ring_gets_one_without_being_a_button(qtbot: QtBot) -> None:
    class Area(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.ring_target = self
            self.setMinimumSize(40, 40)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    button, area = Button("Before"), Area()
    window = shown(qtbot, button, area)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Tab)
    ring = ring_in(window)
    assert ring is not None
    assert ring.widget() is area


def test_a_button_is_pressed_by_mouse_and_by_space(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = Button("Start block", "primary")
    button.clicked.connect(lambda: pressed.append(True))
    window = shown(qtbot, button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 2
    assert window.isVisible()


def test_an_ampersand_is_a_letter_and_no_shortcut(qtbot: QtBot) -> None:
    button = Button("Blood & Immune")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text() == "Blood && Immune"


def test_icon_key_cap_and_menu_each_make_the_button_wider(qtbot: QtBot) -> None:
    plain, icon, cap, menu = (
        Button("Mark"),
        Button("Mark", icon="flag"),
        Button("Mark", key_cap="M"),
        Button("Mark"),
    )
    menu.setMenu(QMenu(menu))
    for button in (plain, icon, cap, menu):
        qtbot.addWidget(button)
    widths = [b.sizeHint().width() for b in (icon, cap, menu)]
    assert all(width > plain.sizeHint().width() for width in widths)


def test_a_trailing_icon_takes_no_other_room(qtbot: QtBot) -> None:
    before, after = Button("Next", icon="caret-right"), Button("Next", "secondary", "caret-right")
    trailing = Button("Next", icon="caret-right", trailing=True)
    for button in (before, after, trailing):
        qtbot.addWidget(button)
    assert before.sizeHint() == after.sizeHint() == trailing.sizeHint()
    assert before.grab().toImage() != trailing.grab().toImage()


def test_the_three_sizes_have_the_heights_of_the_guide(qtbot: QtBot) -> None:
    heights = []
    for size in ("small", "normal", "large"):
        button = Button("Study", size=size)
        qtbot.addWidget(button)
        heights.append(button.sizeHint().height())
    assert heights == [26, 32, 40]


def test_an_icon_button_says_its_name_and_key(qtbot: QtBot) -> None:
    button = IconButton("flask", "Lab values", "L", checkable=True)
    qtbot.addWidget(button)
    assert button.accessibleName() == "Lab values"
    assert button.toolTip() == "Lab values (L)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()


def test_the_keyboard_puts_a_ring_around_a_button_and_the_mouse_does_not(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Button("Export"), Button("Delete", "danger")
    window = shown(qtbot, first, second)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    ring = ring_in(window)
    assert ring is not None
    assert ring.widget() is second
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    image = window.grab().toImage()
    on_ring = image.pixelColor(second.geometry().left() - 2, second.geometry().center().y())
    assert on_ring == theme.current().color("focus-ring")
    # During a real press the button of the mouse is down when the focus moves.
    monkeypatch.setattr(
        QApplication, "mouseButtons", staticmethod(lambda: Qt.MouseButton.LeftButton)
    )
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert ring_in(window) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_what_has_the_keyboard_as_the_space_bar_does(
    qtbot: QtBot, key: Qt.Key
) -> None:
    word, icon = Button("Start ten questions"), IconButton("printer", "Print")
    window = shown(qtbot, word, icon)
    pressed: list[str] = []
    word.clicked.connect(lambda: pressed.append("word"))
    icon.clicked.connect(lambda: pressed.append("icon"))
    for button in (word, icon):
        button.setFocus()
        qtbot.keyClick(button, key)
    assert pressed == ["word", "icon"]
    assert window.isVisible()
    qtbot.keyClick(word, key, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == (3 if key == Qt.Key.Key_Space else 2)  # Ctrl+Enter is a command


def test_enter_on_cancel_cancels_though_another_button_is_the_default(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Reset the packs?", do="Reset")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.keep.setFocus()
    with qtbot.waitSignal(dialog.finished) as finished:
        qtbot.keyClick(dialog.keep, Qt.Key.Key_Return)
    assert finished.args == [QDialog.DialogCode.Rejected]
