"""Menus and what they keep."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import Shiboken

from ms2qbank_desktop.ui.menus import Menu

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Sheet(QWidget):
    """Has a menu, and holds on to one of its actions."""

    def __init__(self) -> None:
        super().__init__()
        self.menu = Menu(self)
        self.action = self.menu.keep("Size")
        self.lost = self.menu.addAction("Colour")


def test_a_kept_action_outlives_the_passing_wrappers_of_widgets_above_it(qtbot: QtBot) -> None:
    area, sheet = QScrollArea(), Sheet()
    qtbot.addWidget(area)
    area.setWidget(sheet)
    above = sheet.parentWidget()
    assert above is not None
    assert above.findChildren(Sheet) == [sheet]
    del above  # Qt made the viewport: its wrapper goes, and takes with it what Qt made below
    gc.collect()
    assert not Shiboken.isValid(sheet.lost)
    sheet.action.setCheckable(True)
    assert [one.text() for one in sheet.menu.actions()] == ["Size", "Colour"]
    assert sheet.menu.actions()[0].isCheckable()
