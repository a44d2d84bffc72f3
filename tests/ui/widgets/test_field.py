"""Fields say their fault beside themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, NumberField, SearchField
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot


def test_a_fault_takes_the_place_of_the_help_and_goes_again(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = Field("Exam date", line, "Day, month, year.")
    qtbot.addWidget(field)
    field.show()
    assert line.accessibleName() == "Exam date"
    assert line.accessibleDescription() == "Day, month, year."
    field.set_fault("February has no 31st day.")
    assert line.accessibleDescription() == "February has no 31st day."
    edge = field.grab().toImage().pixelColor(line.geometry().center().x(), line.geometry().top())
    assert edge == theme.current().color("incorrect")
    field.set_fault("")
    assert line.accessibleDescription() == "Day, month, year."


def test_the_focus_border_of_a_field_changes_no_size(qtbot: QtBot) -> None:
    line, other = QLineEdit(), QLineEdit()
    field, second = Field("One", line), Field("Two", other)
    for widget in (field, second):
        qtbot.addWidget(widget)
        widget.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    before = line.size()
    line.setFocus()
    assert line.hasFocus()
    assert line.size() == before
    edge = line.grab().toImage().pixelColor(line.width() // 2, 1)
    assert edge == theme.current().color("focus-ring")


def test_the_cross_of_a_search_empties_it(qtbot: QtBot) -> None:
    search = SearchField("Words", "Find in this block")
    qtbot.addWidget(search)
    search.resize(240, 32)
    search.show()
    qtbot.keyClicks(search, "tubule")
    cross = search.findChild(IconButton)
    assert cross is not None
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert search.text() == ""
    assert not cross.isVisible()
    assert search.accessibleName() == "Find in this block"


def test_a_number_field_shows_its_value_and_keeps_its_limits(qtbot: QtBot) -> None:
    number = NumberField(1, 200, "Number of questions")
    qtbot.addWidget(number)
    number.resize(120, 32)
    number.show()
    number.setValue(20)
    assert number.lineEdit().width() > 60
    number.lineEdit().selectAll()
    qtbot.keyClicks(number, "999")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.value() <= 200


class Listener(QWidget):
    """Remembers the last key that nobody inside took."""

    heard = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard = event.key()


def test_a_drop_down_leaves_keys_with_ctrl_to_the_window(qtbot: QtBot) -> None:
    window = Listener()
    qtbot.addWidget(window)
    box = DropDown("Letter")
    box.addItems(["alpha", "beta", "gamma"])
    window.setLayout(column(box))
    window.show()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert (box.currentText(), window.heard) == ("alpha", Qt.Key.Key_G)
    qtbot.keyClick(box, Qt.Key.Key_G)
    assert box.currentText() == "gamma"
