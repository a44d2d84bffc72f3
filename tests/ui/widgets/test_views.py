"""Where a menu of a row opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QStringListModel
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QListView

from ms2qbank_desktop.ui.widgets.views import menu_asked, style_view

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY, MOUSE = QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse


def asked(
    view: QListView, reason: QContextMenuEvent.Reason, place: QPoint
) -> tuple[QModelIndex, QPoint]:
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    return menu_asked(view, event)


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    made = QListView()
    style_view(made, "Drugs")
    made.setModel(QStringListModel(["Amlodipine", "Lisinopril"], made))
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_view_has_a_name_and_no_frame(view: QListView) -> None:
    assert view.accessibleName() == "Drugs"
    assert view.frameShape() is QFrame.Shape.NoFrame


def test_the_mouse_asks_for_the_row_below_it_and_for_none_beside_the_rows(view: QListView) -> None:
    place = view.visualRect(view.model().index(1, 0)).center()
    index, where = asked(view, MOUSE, place)
    assert index.data() == "Lisinopril"
    assert where == view.viewport().mapToGlobal(place)
    assert not asked(view, MOUSE, QPoint(20, 190))[0].isValid()


def test_a_key_asks_for_the_current_row_wherever_the_mouse_is(view: QListView) -> None:
    view.setCurrentIndex(view.model().index(0, 0))
    index, where = asked(view, KEY, QPoint(20, 190))
    assert index.data() == "Amlodipine"
    assert where == view.viewport().mapToGlobal(view.visualRect(index).bottomLeft())
