"""Dialogs on a low screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def opened(qtbot: QtBot, fields: int) -> Dialog:
    dialog = Dialog(None, "About this video", do="Save")
    dialog.body.add(*(Field(f"Field {one}", QLineEdit()) for one in range(fields)))
    dialog.findChildren(QLineEdit)[0].setFocus()
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_a_form_higher_than_the_screen_scrolls_between_title_and_buttons(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 40)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.do.geometry().bottom() < dialog.height()
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() > area.height()
    assert area.accessibleName() == "About this video"
    assert dialog.focusWidget() is dialog.findChildren(QLineEdit)[0]


def test_a_form_that_has_room_does_not_scroll(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 3)
    assert dialog.findChildren(QScrollArea) == []
