"""Lines at the side of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.siderow import SideRow

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def rows(qapp: QApplication) -> Iterator[list[SideRow]]:  # noqa: ARG001
    page = QWidget()
    made = [
        SideRow("notebook", "Tubule", "edited today", removable=True),
        SideRow("cards", "Stones", "removed", action="Put back"),
        SideRow("", "Heading", indent=12),
    ]
    page.setLayout(column(*made, gap=0))
    page.resize(280, 200)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    yield made
    page.deleteLater()


def test_a_row_says_what_it_is_and_what_a_click_does(rows: list[SideRow]) -> None:
    assert rows[0].accessibleName() == "Tubule, edited today"
    assert rows[1].accessibleName() == "Put back: Stones, removed"
    assert rows[2].accessibleName() == "Heading"


def test_enter_opens_and_arrows_move(rows: list[SideRow]) -> None:
    opened: list[str] = []
    for row in rows:
        row.clicked.connect(lambda _checked=False, row=row: opened.append(row.text()))
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[0].window().focusWidget() is rows[1]
    QTest.keyClick(rows[1], Qt.Key.Key_Enter)
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    assert rows[0].window().focusWidget() is rows[0]
    assert opened == ["Tubule", "Stones"]


def test_only_a_removable_row_is_removed_by_its_cross_or_delete(rows: list[SideRow]) -> None:
    asked: list[str] = []
    opened: list[str] = []
    for row in rows:
        row.remove_requested.connect(lambda row=row: asked.append(row.text()))
        row.clicked.connect(lambda _checked=False, row=row: opened.append(row.text()))
        QTest.keyClick(row, Qt.Key.Key_Delete)
        end = QPoint(row.width() - 12, row.height() // 2)
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=end)
    assert asked == ["Tubule", "Tubule"]
    assert opened == ["Stones", "Heading"]


def test_its_keys_are_kept_from_the_page_around(rows: list[SideRow]) -> None:
    def keeps(row: SideRow, key: Qt.Key) -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(row, event)
        return event.isAccepted()

    assert keeps(rows[0], Qt.Key.Key_Return)
    assert keeps(rows[0], Qt.Key.Key_Delete)
    assert not keeps(rows[1], Qt.Key.Key_Delete)
    assert not keeps(rows[1], Qt.Key.Key_N)


def test_a_zoom_of_its_own_makes_it_higher(rows: list[SideRow]) -> None:
    before = rows[0].sizeHint().height()
    rows[0].set_zoom(200)
    assert rows[0].sizeHint().height() == 2 * before
