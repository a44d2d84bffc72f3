"""The list of items: what a row says, and who moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.models import Item, Mode
from ms2qbank_desktop.features.practice.ui.item_list import ItemList
from ms2qbank_desktop.features.practice.ui.item_model import ItemModel, ItemState, item_state
from ms2qbank_desktop.ui.theme import current
from tests.support.examinee import LEFT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ms2qbank_desktop.features.practice.session import BlockSession
    from tests.support.bank import Desk


class Shown:
    """A list over a session, with who asked for which item."""

    def __init__(self, qtbot: QtBot, session: BlockSession) -> None:
        self.session = session
        self.verdicts: dict[int, Status] = {}
        self.model = ItemModel(session, self.verdicts)
        self.view = ItemList(self.model)
        self.asked: list[int] = []
        self.view.item_requested.connect(self.asked.append)
        qtbot.addWidget(self.view)
        self.view.resize(80, 400)
        self.view.show()

    def spoken(self) -> list[str]:
        """Return what a screen reader says of each row."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self.model.index(row, 0).data(role) for row in range(self.model.rowCount())]


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk) -> Shown:
    return Shown(qtbot, desk.session(desk.block(4, Mode.TUTOR)))


def test_the_model_is_sound(shown: Shown) -> None:
    tester = QAbstractItemModelTester(
        shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    shown.session.choose(0)
    shown.model.update_items()
    assert tester.model() is shown.model


@pytest.mark.parametrize(
    ("answer", "seen", "verdict", "state"),
    [
        (frozenset(), False, None, ItemState.UNSEEN),
        (frozenset(), True, None, ItemState.OPEN),
        (frozenset({1}), True, None, ItemState.ANSWERED),
        (frozenset({1}), True, Status.CORRECT, ItemState.CORRECT),
        (frozenset({1}), True, Status.INCORRECT, ItemState.INCORRECT),
        (frozenset(), True, Status.OMITTED, ItemState.OMITTED),
    ],
)
def test_an_item_is_in_one_of_six_states(
    answer: frozenset[int], seen: bool, verdict: Status | None, state: ItemState
) -> None:
    item = Item(0, 1, (0, 1), answer, frozenset(), seen, submitted=False, time_ms=0)
    assert item_state(item, verdict) is state


def test_a_row_says_number_state_and_flag(shown: Shown) -> None:
    shown.session.toggle_mark()
    shown.session.choose(1)
    shown.session.go(2)
    assert shown.spoken() == [
        "Item 1, answered, marked",
        "Item 2, not seen",
        "Item 3, not answered",
        "Item 4, not seen",
    ]
    shown.verdicts[0] = Status.CORRECT
    assert shown.spoken()[0] == "Item 1, correct, marked"


def test_arrows_and_clicks_ask_and_move_nothing_by_themselves(shown: Shown, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.view, Qt.Key.Key_Up)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(shown.view, key)
    third = shown.view.visualRect(shown.model.index(2, 0)).center()
    qtbot.mouseClick(shown.view.viewport(), LEFT, pos=third)
    assert shown.asked == [1, 3, 0, 2]
    assert shown.view.position == 0


def test_only_the_open_item_stands_on_the_accent(shown: Shown, qtbot: QtBot) -> None:
    def on_accent() -> list[int]:
        picture = shown.view.viewport().grab().toImage()
        rows = [shown.view.visualRect(shown.model.index(row, 0)) for row in range(4)]
        return [
            at
            for at, row in enumerate(rows)
            if picture.pixelColor(row.center() - QPoint(row.width() // 2 - 8, 0))
            == current().color("accent")
        ]

    assert on_accent() == [0]
    shown.session.go(2)
    shown.model.update_items()
    qtbot.waitUntil(lambda: on_accent() == [2])


def test_two_hundred_items_get_a_wider_list_for_their_numbers(qtbot: QtBot, desk: Desk) -> None:
    few = Shown(qtbot, desk.session(desk.block(4))).view
    many = ItemList(_Numbers(desk.session(desk.block(4)), 200))
    qtbot.addWidget(many)
    assert isinstance(many, QWidget)
    assert many.width() > few.width()


class _Numbers(ItemModel):
    """A model that claims more items than the bank of the test has."""

    def __init__(self, session: BlockSession, number: int) -> None:
        super().__init__(session, {})
        self._number = number

    def rowCount(self, parent: object = None) -> int:  # noqa: ARG002
        return self._number
