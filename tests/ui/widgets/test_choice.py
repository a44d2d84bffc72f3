"""The choice row: asks its owner, and never moves when it is revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.choice import ChoiceRow, ChoiceState
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

LONG = "Na<sup>+</sup>/Cl<sup>−</sup> cotransporter of the distal convoluted tubule, " * 3


class Item:
    """Three rows of one item in a pane, and what they asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.rows = [
            ChoiceRow("A", "Distal tubule", share=0.24),
            ChoiceRow("B", LONG, share=0.62),
            ChoiceRow("C", "Thick limb"),
        ]
        self.asked: list[str] = []
        for row in self.rows:
            row.chosen.connect(lambda row=row: self.asked.append(row.letter))
            row.strike_requested.connect(lambda row=row: self.asked.append(f"strike {row.letter}"))
        self.pane = QWidget()
        self.pane.setLayout(column(*self.rows, None, margins=16))
        self.pane.resize(620, 500)
        qtbot.addWidget(self.pane)
        self.pane.show()
        self.pane.activateWindow()
        qtbot.waitUntil(self.pane.isActiveWindow)

    def places(self) -> list[object]:
        QApplication.processEvents()
        return [row.geometry() for row in self.rows]


@pytest.fixture
def item(qtbot: QtBot) -> Item:
    return Item(qtbot)


def has(image: QImage, role: str) -> bool:
    """Say whether a pixel has exactly the colour of a role."""
    wanted = theme.current().color(role).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_a_click_space_and_return_ask_for_the_choice(item: Item, qtbot: QtBot) -> None:
    qtbot.mouseClick(item.rows[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(item.rows[2], Qt.Key.Key_Space)
    assert item.asked == ["A", "C"]
    assert [row.state for row in item.rows] == [ChoiceState.IDLE] * 3


def test_the_right_button_and_the_eye_ask_to_strike(item: Item, qtbot: QtBot) -> None:
    row = item.rows[0]
    middle = row.rect().center()
    press = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, row.mapToGlobal(middle))
    QApplication.sendEvent(row, press)
    eye = QPoint(row.width() - 20, row.height() // 2)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=eye)
    assert item.asked == ["strike A", "strike A"]


def test_no_state_moves_a_row_or_changes_its_height(item: Item) -> None:
    before = item.places()
    for state in ChoiceState:
        for row in item.rows:
            row.set_state(state, revealed=state.value not in ("idle", "chosen", "struck"))
        assert item.places() == before, state


def test_text_that_needs_more_lines_makes_the_row_higher_than_44(item: Item) -> None:
    assert item.rows[0].height() == 44
    assert item.rows[1].height() > 60


def test_a_revealed_row_asks_for_nothing(item: Item, qtbot: QtBot) -> None:
    row = item.rows[0]
    row.set_state(ChoiceState.IDLE, revealed=True)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert item.asked == []


@pytest.mark.parametrize(
    ("state", "ground", "bar"),
    [
        (ChoiceState.CHOSEN, "selected", "accent"),
        (ChoiceState.CORRECT, "correct-subtle", "correct"),
        (ChoiceState.INCORRECT, "incorrect-subtle", "incorrect"),
        (ChoiceState.MISSED, "surface", "correct"),
    ],
)
@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_a_state_has_its_ground_and_bar_in_every_theme(
    item: Item, qapp: QApplication, name: str, state: ChoiceState, ground: str, bar: str
) -> None:
    theme.apply(qapp, name)
    row = item.rows[2]
    row.set_state(state, revealed=state is not ChoiceState.CHOSEN)
    image = row.grab().toImage()
    assert image.pixelColor(1, row.height() // 2) == theme.current().color(bar)
    assert image.pixelColor(8, 8) == theme.current().color(ground)


def test_the_state_is_said_in_words_and_not_by_colour_alone(item: Item) -> None:
    row = item.rows[0]
    said = {}
    for state in ChoiceState:
        row.set_state(state)
        said[state] = row.accessibleName()
    assert said[ChoiceState.IDLE] == "A. Distal tubule"
    assert said[ChoiceState.INCORRECT] == "A. Distal tubule. Your answer"
    assert said[ChoiceState.MISSED_STRUCK].endswith("Correct, you struck it")
    assert said[ChoiceState.STRUCK].endswith("struck out")


def test_one_right_is_a_radio_and_several_right_is_a_check_box(qtbot: QtBot) -> None:
    one, several = ChoiceRow("A", "one"), ChoiceRow("A", "one", several=True)
    for row in (one, several):
        qtbot.addWidget(row)
        row.set_state(ChoiceState.CHOSEN)
    roles = [QAccessible.queryAccessibleInterface(row).role() for row in (one, several)]
    assert roles == [QAccessible.Role.RadioButton, QAccessible.Role.CheckBox]
    assert one.isChecked()
    one.set_state(ChoiceState.IDLE)
    assert not one.isChecked()


def test_up_and_down_move_between_rows_and_left_and_right_are_the_exams(
    item: Item, qtbot: QtBot
) -> None:
    seen: list[int] = []

    class Pane(QWidget):
        def keyPressEvent(self, event: QEvent) -> None:
            seen.append(event.key())  # type: ignore[attr-defined]

    exam = Pane()
    exam.setLayout(column(item.pane))
    qtbot.addWidget(exam)
    exam.show()
    item.rows[0].setFocus()
    qtbot.keyClick(item.rows[0], Qt.Key.Key_Down)
    assert exam.focusWidget() is item.rows[1]
    qtbot.keyClick(item.rows[1], Qt.Key.Key_Up)
    assert exam.focusWidget() is item.rows[0]
    qtbot.keyClick(item.rows[0], Qt.Key.Key_Right)
    qtbot.keyClick(item.rows[0], Qt.Key.Key_Return)
    assert seen == [Qt.Key.Key_Right, Qt.Key.Key_Return]
    assert item.asked == []
    item.pane.setParent(None)


def test_a_row_used_again_shows_the_new_choice_idle(item: Item) -> None:
    row = item.rows[0]
    row.set_state(ChoiceState.INCORRECT, revealed=True)
    row.set_content("D", LONG)
    assert (row.state, row.letter) == (ChoiceState.IDLE, "D")
    assert row.height() > 60
    assert row.accessibleName().startswith("D. Na")


def test_the_exam_can_give_rows_a_zoom_of_their_own(item: Item) -> None:
    row = item.rows[0]
    item.pane.resize(1200, 500)
    item.places()
    row.set_zoom(200)
    assert row.height() == 88
    row.set_zoom(None)
    assert row.height() == 44


def test_the_share_of_others_shows_only_once_revealed(item: Item) -> None:
    with_share, without = item.rows[0], ChoiceRow("A", "Distal tubule")
    without.resize(with_share.size())
    assert not has(with_share.grab().toImage(), "text-muted") or with_share.hasFocus()
    with_share.set_state(ChoiceState.IDLE, revealed=True)
    assert has(with_share.grab().toImage(), "text-muted")
    without.deleteLater()
