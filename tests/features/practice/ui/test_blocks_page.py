"""The list of blocks at the real window: going on, looking back, clearing up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu

from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.practice.models import BlockSummary, Mode, Spent
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.blocks_model import (
    ANSWERED,
    BLOCK,
    MODE,
    SCORE,
    STARTED,
    STATE,
    SYSTEMS,
    TIME,
    BlocksModel,
)
from ms2qbank_desktop.features.practice.ui.blocks_page import BlocksPage
from ms2qbank_desktop.features.practice.ui.blocks_table import BlocksTable
from ms2qbank_desktop.features.practice.ui.result_page import ResultPage
from tests.support.bank import Desk, open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Reader(Student):
    """A student at the page "Blocks"."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.shell.open("questions", "blocks")
        page = self.shell.findChild(BlocksPage)
        assert page is not None
        self.page = page
        self.table = self.page.table
        self.wait(lambda: not self.shell.tasks.running)

    def row(self, number: int) -> list[str]:
        """Return the cells of a row as they are read."""
        model = self.table.model()
        return [model.index(number, column).data() for column in range(model.columnCount())]

    @property
    def numbers(self) -> list[str]:
        """Numbers of the blocks in the table."""
        return [self.row(at)[BLOCK] for at in range(self.table.model().rowCount())]

    def result_shown(self) -> int:
        """Wait for a result and return the number of its block."""
        self.wait(lambda: self.shell.findChild(ResultPage))
        page = self.shell.findChild(ResultPage)
        assert page is not None
        return page.result.block.number

    def place(self, number: int, column: int = SYSTEMS) -> QPoint:
        """Return the middle of a cell."""
        return self.table.visualRect(self.table.model().index(number, column)).center()


@pytest.fixture
def sit_down(data_dir: Path) -> Iterator[Callable[..., Reader]]:
    """Open the window over blocks that ``before`` made."""
    readers: list[Reader] = []

    def open_window(before: Callable[[Desk], object] | None = None) -> Reader:
        desk = open_desk(data_dir)
        if before is not None:
            before(desk)
        desk.context.close()
        readers.append(Reader(data_dir))
        return readers[0]

    yield open_window
    for reader in readers:
        reader.leave()


def three_ended_two_suspended(desk: Desk) -> None:
    """Blocks 1–3 ended with 1, 2, 3 right of 4; blocks 4 and 5 suspended after two answers."""
    for number in range(1, 6):
        session = desk.session(desk.block(4, Mode.TIMED if number % 2 else Mode.TUTOR))
        for place in (1, 1, 1)[:number] if number < 4 else (1, 1):
            desk.clock.pass_time(20)
            session.choose(place)
            session.go(session.block.position + 1)
        if number < 4:
            session.end()
        else:
            session.suspend()
        desk.clock.pass_time(3600)


def test_suspended_blocks_stand_on_top_and_the_others_below_newest_first(
    sit_down: Callable[..., Reader],
) -> None:
    reader = sit_down(three_ended_two_suspended)
    assert reader.sees("Block 5")
    assert reader.sees("Block 4")
    assert reader.words().count("Continue") == 2
    assert reader.numbers == ["3", "2", "1"]
    assert reader.sees("3 ended")
    cells = reader.row(0)
    assert (cells[MODE], cells[ANSWERED], cells[SCORE], cells[STATE]) == (
        "Timed",
        "3 of 4",
        "75 %",
        "Ended",
    )
    assert cells[SYSTEMS] == "Cardiovascular, Renal, Respiratory"
    assert cells[TIME] == "1 min"
    assert cells[STARTED] == "2 Mar"


def test_a_suspended_block_says_the_time_that_is_left_if_it_has_a_limit(
    sit_down: Callable[..., Reader],
) -> None:
    reader = sit_down(three_ended_two_suspended)
    assert reader.sees("Timed · 2 of 4 answered · 5:20 left · 2 Mar")
    assert reader.sees("Tutor · 2 of 4 answered · 2 Mar")


def test_continue_opens_the_block_where_it_was_left(sit_down: Callable[..., Reader]) -> None:
    reader = sit_down(three_ended_two_suspended)
    reader.click("Continue")
    reader.wait(lambda: reader.shell.taken_over is not None)
    assert reader.exam.session.block.number == 5
    assert reader.exam.session.block.position == 2


def test_enter_and_double_click_open_the_result(sit_down: Callable[..., Reader]) -> None:
    reader = sit_down(three_ended_two_suspended)
    reader.table.setFocus()
    reader.press("Down", "Return")
    assert reader.result_shown() == 2
    reader.press("Escape")
    reader.wait(lambda: reader.page.isVisible() and not reader.shell.findChild(ResultPage))
    QTest.mouseClick(reader.table.viewport(), LEFT, pos=reader.place(2))
    QTest.mouseDClick(reader.table.viewport(), LEFT, pos=reader.place(2))
    assert reader.result_shown() == 1


def test_a_removed_block_comes_back_by_undo(sit_down: Callable[..., Reader]) -> None:
    reader = sit_down(three_ended_two_suspended)
    reader.table.setFocus()
    reader.press("Down", "Delete")
    reader.wait(lambda: reader.numbers == ["3", "1"])
    assert reader.sees("Block 2 removed from the list")
    reader.click("Undo")
    reader.wait(lambda: reader.numbers == ["3", "2", "1"])


def test_the_button_of_the_row_under_the_mouse_removes_that_row(
    sit_down: Callable[..., Reader],
) -> None:
    reader = sit_down(three_ended_two_suspended)
    QTest.mouseMove(reader.table.viewport(), reader.place(0))
    QTest.mouseMove(reader.table.viewport(), reader.place(2))
    button = reader.table.remove_button
    reader.wait(lambda: button.isVisible() and button.y() > reader.place(1).y())
    QTest.mouseClick(button, LEFT)
    reader.wait(lambda: reader.numbers == ["3", "2"])


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_of_a_row_offers_what_its_buttons_do(sit_down: Callable[..., Reader]) -> None:
    reader = sit_down(three_ended_two_suspended)
    reader.table.setFocus()
    by_key = QContextMenuEvent.Reason.Keyboard
    there = QPoint(0, 0)
    reader.app.sendEvent(reader.table.viewport(), QContextMenuEvent(by_key, there, there))
    menu = reader.table.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Show the result", "Remove from the list"]
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(actions["Remove from the list"]).center())
    reader.wait(lambda: reader.numbers == ["2", "1"])


def test_a_removed_suspended_block_leaves_the_card_and_comes_back(
    sit_down: Callable[..., Reader],
) -> None:
    reader = sit_down(three_ended_two_suspended)
    buttons = reader.page.suspended.remove_buttons
    QTest.mouseClick(buttons[0], LEFT)
    reader.wait(lambda: not reader.sees("Block 5"))
    assert reader.sees("Block 4")
    reader.click("Undo")
    reader.wait(lambda: reader.sees("Block 5"))


def test_of_many_suspended_blocks_the_newest_five_stand_on_top(
    sit_down: Callable[..., Reader],
) -> None:
    def seven_suspended(desk: Desk) -> None:
        for _ in range(7):
            desk.session(desk.block(3)).suspend()

    reader = sit_down(seven_suspended)
    assert reader.words().count("Continue") == 5
    assert reader.sees("5 of 7")
    assert reader.numbers == ["2", "1"]
    assert reader.row(0)[STATE] == "Suspended"
    reader.table.setFocus()
    reader.press("Return")
    reader.wait(lambda: reader.shell.taken_over is not None)
    assert reader.exam.session.block.number == 2


def test_without_blocks_the_page_says_what_a_block_is_and_leads_to_making_one(
    sit_down: Callable[..., Reader],
) -> None:
    reader = sit_down()
    assert reader.sees("No blocks yet")
    QTest.mouseClick(reader.page.create_button, LEFT)
    reader.wait(lambda: not reader.page.isVisible())


def test_a_block_that_ends_elsewhere_moves_down_by_itself(sit_down: Callable[..., Reader]) -> None:
    reader = sit_down(three_ended_two_suspended)
    practice = reader.program.context.service(PracticeService)
    user_id = reader.program.context.service(AccountService).acting().id
    block = practice.blocks(user_id)[0]
    practice.end_block(user_id, block.id, Spent(1000, 500))
    reader.wait(lambda: reader.numbers == ["5", "3", "2", "1"])


def thousand() -> list[BlockSummary]:
    return [
        BlockSummary(
            id=number,
            number=number,
            mode=Mode.TIMED,
            size=20,
            answered=18,
            correct=12,
            incorrect=6,
            omitted=2,
            elapsed_ms=1_500_000,
            limit_ms=1_800_000,
            created_at=NOW - timedelta(hours=number),
            ended_at=NOW,
            systems=("Renal", "Cardiovascular"),
        )
        for number in range(1000, 0, -1)
    ]


def test_the_model_of_the_table_is_sound() -> None:
    model = BlocksModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_blocks(thousand()[:20], NOW)
    model.show_blocks([], NOW)
    assert tester.model() is model


@pytest.mark.benchmark
def test_a_thousand_blocks_are_shown_within_a_frame(qtbot: QtBot) -> None:
    table = BlocksTable()
    qtbot.addWidget(table)
    table.resize(1200, 600)
    table.show()
    blocks = thousand()
    times = []
    for _ in range(5):
        began = time.thread_time()  # how busy the machine is otherwise does not count
        table.show_blocks(blocks, NOW)
        table.grab()
        times.append(time.thread_time() - began)
    assert min(times) < 0.016
