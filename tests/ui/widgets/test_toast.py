"""Toasts are seen whatever they lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_a_toast_has_an_edge_that_is_not_its_ground(qtbot: QtBot, name: str) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, name)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    toast = Toast(window, "6 articles added")
    picture = toast.grab().toImage()
    middle = picture.height() // 2
    assert picture.pixelColor(0, middle) == theme.current().color("surface")
    assert picture.pixelColor(4, middle) == theme.current().color("text")
    toast.end()


def test_a_toast_grows_with_the_text(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, "light", 100)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 400)
    window.show()
    toast = Toast(window, "6 articles added")
    before = toast.geometry()
    theme.apply(application, "light", 200)
    assert toast.width() > 1.6 * before.width()
    assert toast.height() > 1.6 * before.height()
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    theme.apply(application, "light", 100)
    assert toast.geometry() == before
    toast.end()
