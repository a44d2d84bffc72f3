"""Tables: row height, colours of verdicts, hover and the ring of the current row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.table import Cell, style_table

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot) -> QTableView:
    table = QTableView()
    model = QStandardItemModel(3, 2, table)
    for row in range(3):
        model.setItem(row, 0, QStandardItem(f"Question {row}"))
        verdict = QStandardItem("incorrect")
        verdict.setData("x", Cell.ICON)
        verdict.setData("incorrect", Cell.INK)
        model.setItem(row, 1, verdict)
    table.setModel(model)
    style_table(table)
    table.resize(420, 200)
    qtbot.addWidget(table)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    return table


def colours(image: QImage, area: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


def cell(view: QTableView, row: int, column: int) -> set[str]:
    image = view.viewport().grab().toImage()
    return colours(image, view.visualRect(view.model().index(row, column)))


def role(name: str) -> str:
    return theme.current().color(name).name()


def test_rows_have_the_height_of_the_density(view: QTableView, qapp: QApplication) -> None:
    assert view.rowHeight(0) == 32
    theme.apply(qapp, "light", 100, "compact")
    assert view.rowHeight(0) == 28
    theme.apply(qapp, "light", 150)
    assert view.rowHeight(0) == 48


def test_a_selected_row_keeps_the_colour_of_its_verdict(view: QTableView) -> None:
    view.selectRow(1)
    painted = cell(view, 1, 1)
    assert role("selected") in painted
    assert role("incorrect") in painted
    assert role("selected") not in cell(view, 0, 1)


def test_the_whole_row_under_the_mouse_is_tinted(view: QTableView, qtbot: QtBot) -> None:
    qtbot.mouseMove(view.viewport(), QPoint(20, 40))
    view.entered.emit(view.model().index(1, 0))
    assert role("hover") in cell(view, 1, 0)
    assert role("hover") in cell(view, 1, 1)
    assert role("hover") not in cell(view, 2, 0)


def test_the_keyboard_puts_a_ring_on_the_current_row(view: QTableView, qtbot: QtBot) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    row = view.currentIndex().row()
    assert role("focus-ring") in cell(view, row, 0)
    assert role("focus-ring") not in cell(view, 2, 0)


def test_tab_leaves_the_table(view: QTableView) -> None:
    assert not view.tabKeyNavigation()


def test_a_bar_of_parts_stands_before_the_figure(view: QTableView) -> None:
    model = view.model()
    index = model.index(2, 1)
    model.setData(index, "72 %")
    model.setData(index, "text", Cell.INK)
    model.setData(index, None, Cell.ICON)
    model.setData(index, [(72, "correct"), (28, "incorrect-border")], Cell.BAR)
    assert {role("correct"), role("incorrect-border")} <= cell(view, 2, 1)


def test_icons_stand_side_by_side_in_place_of_words(view: QTableView) -> None:
    item = view.model().index(1, 1)
    view.model().setData(item, ["cards", "notebook"], Cell.ICONS)
    image, area = view.viewport().grab().toImage(), view.visualRect(item)
    parts = [QRect(area.left() + 10 + at * 22, area.top() + 4, 14, 24) for at in range(3)]
    alone = [colours(image, part) == {role("surface")} for part in parts]
    assert alone == [False, False, True]
