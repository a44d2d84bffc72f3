"""Keys that a widget takes before the window's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui.keys.own import OwnKeys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    Done = list[str]

KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


@pytest.fixture
def done() -> Done:
    return []


@pytest.fixture
def widget(qtbot: QtBot, done: Done) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    OwnKeys(made, lambda event: (lambda: done.append("R")) if event.text() == "r" else None)
    return made


def send(widget: QWidget, kind: QEvent.Type, text: str, *, shift: bool = False) -> bool:
    modifiers = Qt.KeyboardModifier
    held = modifiers.ShiftModifier if shift else modifiers.NoModifier
    event = QKeyEvent(kind, Qt.Key(ord(text.upper())), held, text)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_key_is_claimed_before_the_window_and_done_once(widget: QWidget, done: Done) -> None:
    assert send(widget, KINDS[0], "r")
    assert done == []
    send(widget, KINDS[1], "r")
    assert done == ["R"]


def test_other_keys_and_keys_with_shift_are_left_to_the_window(widget: QWidget, done: Done) -> None:
    assert not send(widget, KINDS[0], "x")
    assert not send(widget, KINDS[0], "r", shift=True)
    send(widget, KINDS[1], "r", shift=True)
    assert done == []
