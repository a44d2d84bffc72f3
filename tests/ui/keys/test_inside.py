"""Keys that hold inside a widget, before those of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.commands import Commands
from ms2qbank_desktop.ui.keys.inside import InsideKeys, keys_at
from ms2qbank_desktop.ui.keys.keymap import KeyMap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


class Part(QWidget):
    """Has a key of its own; ``willing``: whether there is anything to do."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.done: list[str] = []
        self.willing = True
        self.inside_keys = InsideKeys(commands, ["part-go"], self._do)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _do(self, key: str) -> bool:
        self.done.append(key)
        return self.willing

    def event(self, event: QEvent) -> bool:
        return self.inside_keys.claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.inside_keys.take(event):
            super().keyPressEvent(event)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def commands(window: QWidget, tmp_path: Path) -> Commands:
    return Commands(window, KeyMap(Settings(tmp_path / "settings.json")))


@pytest.fixture
def part(window: QWidget, commands: Commands, qapp: QApplication) -> Part:
    commands.add(Command("part-go", "Go", lambda: None, "E; Shift+Up", context="part", inside=True))
    made = Part(commands, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    made.setFocus()
    qapp.processEvents()
    return made


def test_its_keys_do_what_they_say_and_others_nothing(part: Part) -> None:
    QTest.keyClick(part, Qt.Key.Key_E)
    QTest.keyClick(part, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(part, Qt.Key.Key_Up)
    QTest.keyClick(part, Qt.Key.Key_F)
    assert part.done == ["part-go", "part-go"]


def test_a_command_of_the_window_with_the_same_key_waits_for_the_keyboard(
    part: Part, commands: Commands, window: QWidget
) -> None:
    ran: list[str] = []
    commands.add(Command("window-go", "Go", lambda: ran.append("window"), "E"))
    commands.refresh()
    QTest.keyClick(part, Qt.Key.Key_E)
    assert (part.done, ran) == (["part-go"], [])
    beside = QWidget(window)
    beside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    beside.show()
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_E)
    assert (part.done, ran) == (["part-go"], ["window"])


def test_what_finds_nothing_to_do_leaves_the_key_to_others(part: Part) -> None:
    part.willing = False
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, "e")
    assert not part.inside_keys.take(press)


def test_a_key_that_was_chosen_holds_in_place_of_the_old_one(
    part: Part, commands: Commands
) -> None:
    commands.keys.choose("part-go", ("X",))
    QTest.keyClick(part, Qt.Key.Key_E)
    assert part.done == []
    QTest.keyClick(part, Qt.Key.Key_X)
    assert part.done == ["part-go"]


def test_the_part_that_has_the_keyboard_is_found(part: Part, window: QWidget) -> None:
    assert keys_at(window, "part-go") is part.inside_keys
    assert keys_at(window, "other") is None
    part.hide()
    assert keys_at(window, "part-go") is None
