"""Where the keyboard is once a page has gone that lay over another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Elided
from tests.ui.test_shell import House, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    made = House(qtbot, tmp_path)
    made.ready()
    yield made
    made.shell.close()
    made.changes.close()


def field_of_the_page(house: House) -> QLineEdit:
    """Give the keyboard to the page that is open."""
    (page,) = [one for one in house.shell.findChildren(Page) if one.isVisible()]
    page.field.setFocus()
    assert QApplication.focusWidget() is page.field
    return page.field


def test_the_keyboard_is_where_it_was_once_a_detail_is_closed(house: House) -> None:
    before = field_of_the_page(house)
    detail = Page("result", house.diary)
    house.shell.open_detail(detail, "Block 31")
    detail.field.setFocus()
    house.qtbot.keyClick(detail.field, Qt.Key.Key_Escape)
    house.settle()
    assert QApplication.focusWidget() is before


def test_the_keyboard_is_where_it_was_once_the_window_is_given_back(house: House) -> None:
    before = field_of_the_page(house)
    exam = Page("exam", house.diary)
    house.shell.take_over(exam)
    exam.field.setFocus()
    house.shell.give_back()
    house.settle()
    assert QApplication.focusWidget() is before


def test_a_long_title_of_a_detail_gives_way_to_its_buttons(house: House) -> None:
    house.shell.resize(1280, 800)
    detail = Page("result", house.diary)
    title = "Block 2, Respiratory & Renal, Musculoskeletal & Skin, Cardiovascular " * 3
    house.shell.open_detail(detail, title)
    house.settle()
    (label,) = [one for one in house.shell.findChildren(Elided) if one.text() == title]
    assert 0 < label.width() < label.fontMetrics().horizontalAdvance(title)
    assert label.toolTip() == title
    (button,) = [one for one in house.shell.findChildren(Button) if one.text() == "Do result"]
    assert button.width() == button.sizeHint().width()
    assert house.shell.width() == 1280
