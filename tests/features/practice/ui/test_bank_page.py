"""The bank at the real window: finding, reading, sorting, selecting and using questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ms2qbank_desktop.features.attempts.models import BankRow, Status
from ms2qbank_desktop.features.practice.ui.bank_actions import BlockDialog
from ms2qbank_desktop.features.practice.ui.bank_menus import RowMenu
from ms2qbank_desktop.features.practice.ui.bank_model import WINDOW, BankModel, Column
from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.bank import HandClock, open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton


class Browser(Student):
    """A student at the page "Bank"."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.shell.resize(1280, 800)
        self.wait(lambda: not self.shell.tasks.running)
        self.shell.open("questions", "bank")
        page = self.shell.findChild(BankPage)
        assert page is not None
        self.page = page
        self.table = page.table
        self.settle()

    def settle(self) -> None:
        """Wait until everything is read and shown."""
        self.wait(lambda: not self.shell.tasks.running)
        self.app.processEvents()
        self.wait(lambda: not self.shell.tasks.running)

    def search(self, text: str) -> None:
        """Type into the search field and press Enter."""
        self.page.filter.field.setFocus()
        self.page.filter.field.setText(text)
        self.press("Return")
        self.settle()

    def cells(self, column: Column) -> list[str]:
        """Return what a column says, row by row."""
        model = self.page.model
        return [model.index(row, column).data() for row in range(model.rowCount())]

    @property
    def numbers(self) -> list[int]:
        """Numbers of the questions in the table."""
        return [int(number) for number in self.cells(Column.NUMBER)]

    def look(self, row: int) -> None:
        """Go to a row by keys and wait for the preview."""
        self.table.setFocus()
        self.table.look_at(row)
        self.preview()

    def preview(self) -> BankPreview:
        """Return the preview once it shows the row that is looked at."""
        QTest.qWait(90)
        self.settle()
        return self.page.preview

    def click_header(self, column: Column) -> None:
        """Click the header of a column."""
        header = self.table.header
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, header.height() // 2))
        self.settle()

    def click_cell(self, row: int, column: Column) -> None:
        """Click a cell."""
        place = self.table.visualRect(self.page.model.index(row, column)).center()
        QTest.mouseClick(self.table.viewport(), LEFT, pos=place)


@pytest.fixture
def browser(data_dir: Path) -> Iterator[Browser]:
    """At a bank of twelve questions; the first two are answered, right and wrong."""
    desk = open_desk(data_dir)
    session = desk.session(desk.block(2))
    session.choose(1)
    session.go(1)
    session.choose(0)
    session.end()
    desk.context.close()
    browser = Browser(data_dir)
    yield browser
    browser.leave()
    assert browser.flashes.seen == []


def test_the_bank_is_listed_with_status_and_count(browser: Browser) -> None:
    assert browser.numbers == list(range(1, 13))
    assert browser.cells(Column.STATUS)[:3] == ["correct", "incorrect", "unused"]
    assert browser.cells(Column.QUESTION)[4] == "Stem 5: which of these is right?"
    assert browser.page.filter.count.text() == "12"


def test_a_search_narrows_the_table_and_a_chip_takes_its_term_back(browser: Browser) -> None:
    browser.search("system:renal is:incorrect")
    assert browser.numbers == [2]
    assert browser.page.filter.count.text() == "1 of 12"
    status = browser.page.filter.chips[1]
    assert status.accessibleName().startswith("Incorrect")
    QTest.keyClick(status, Qt.Key.Key_Delete)
    browser.settle()
    assert browser.page.filter.field.text() == "system:renal"
    assert browser.numbers == [2, 5, 8, 11]


def test_a_search_begins_by_itself_when_the_typing_pauses(browser: Browser) -> None:
    browser.page.filter.field.setText("difficulty:>=5")
    browser.wait(lambda: browser.numbers == [5, 10])


def test_a_term_that_means_nothing_is_said_below_and_the_table_stays(browser: Browser) -> None:
    browser.search("is:incorrect")
    browser.search("is:incorrect systm:renal")
    assert browser.page.filter.fault.startswith("There is no “systm:” to filter by (character 14)")
    assert browser.page.filter.chips == []
    assert browser.numbers == [2]
    browser.search("is:correct")
    assert browser.page.filter.fault == ""
    assert browser.numbers == [1]


def test_where_nothing_matches_the_filter_can_be_cleared(browser: Browser) -> None:
    browser.search("elephant")
    assert browser.sees("Nothing matches")
    browser.click("Clear filter")
    browser.settle()
    assert browser.page.filter.field.text() == ""
    assert len(browser.numbers) == 12


def test_an_empty_bank_says_how_it_fills(browser: Browser) -> None:
    bank = browser.program.context.service(QuestionService)
    (pack,) = bank.packs()
    bank.remove_pack(pack.id)
    browser.wait(lambda: browser.sees("No questions yet"))
    bank.restore_pack(pack.id)
    browser.wait(lambda: len(browser.numbers) == 12)
    assert not browser.sees("No questions yet")


def test_the_question_mark_shows_the_language(browser: Browser) -> None:
    assert not browser.sees("system:renal")
    browser.page.filter.help_button.click()
    assert browser.sees("system:renal")


def test_a_click_on_a_header_sorts_and_a_second_one_turns_the_order(browser: Browser) -> None:
    browser.click_header(Column.DIFFICULTY)
    assert browser.numbers[:4] == [1, 6, 11, 2]
    browser.click_header(Column.DIFFICULTY)
    assert browser.numbers[:4] == [5, 10, 4, 9]
    assert browser.program.context.settings.get("bank_order") == "-difficulty"


def test_columns_are_chosen_in_the_menu_and_kept(browser: Browser) -> None:
    menu = browser.page.filter.columns_button.menu()
    system = next(one for one in menu.actions() if one.text() == "System")
    assert browser.table.isColumnHidden(Column.SYSTEM)
    system.trigger()
    assert not browser.table.isColumnHidden(Column.SYSTEM)
    assert "system" in browser.program.context.settings.get("bank_columns").split()


def test_the_preview_shows_the_key_the_own_answer_and_the_attempts(browser: Browser) -> None:
    browser.look(1)
    preview = browser.preview()
    assert "Stem 2" in preview.stem.toPlainText()
    marks = [choice.text.accessibleName() for choice in preview.choices.rows]
    assert marks[:3] == ["Choice A, your last answer", "Choice B, right", "Choice C"]
    assert "Explanation 2" in preview.explanation.toPlainText()
    assert "Objective 2" in preview.explanation.toPlainText()
    assert browser.sees("A incorrect")
    assert preview.edition.text() == "Pack: Small bank · CC0 · not reviewed"
    browser.look(5)
    assert not browser.sees("A incorrect")


def test_enter_opens_the_question_large_and_escape_leads_back(browser: Browser) -> None:
    browser.look(2)
    browser.press("Return")
    large = [one for one in browser.shell.findChildren(BankPreview) if one.isVisible()]
    assert [one is browser.page.preview for one in large] == [False]
    assert "Stem 3" in large[0].stem.toPlainText()
    browser.press("Escape")
    assert browser.table.isVisible()
    assert browser.table.currentIndex().row() == 2


def test_arrows_look_and_only_space_selects(browser: Browser) -> None:
    browser.look(0)
    browser.press("Down", "Space", "Down", "Down", "Space")
    assert browser.table.currentIndex().row() == 3
    assert [browser.page.model.place(one) for one in browser.table.selected()] == [1, 3]
    assert browser.sees("2 selected")
    browser.press("Escape")
    assert browser.table.selected() == []
    assert not browser.sees("0 selected")


def test_shift_and_arrows_select_a_run_and_ctrl_a_all(browser: Browser) -> None:
    browser.look(2)
    browser.press("Shift+Down", "Shift+Down")
    assert [browser.page.model.place(one) for one in browser.table.selected()] == [2, 3, 4]
    browser.press("Ctrl+A")
    assert browser.table.selected_count == 12


def test_a_click_looks_and_a_click_on_the_box_selects(browser: Browser) -> None:
    browser.click_cell(4, Column.QUESTION)
    assert browser.table.selected() == []
    assert "Stem 5" in browser.preview().stem.toPlainText()
    browser.click_cell(1, Column.CHECK)
    browser.click_cell(6, Column.CHECK)
    assert [browser.page.model.place(one) for one in browser.table.selected()] == [1, 6]
    browser.click_cell(1, Column.CHECK)
    assert [browser.page.model.place(one) for one in browser.table.selected()] == [6]


def test_the_box_in_the_header_selects_all_or_none(browser: Browser) -> None:
    browser.click_header(Column.CHECK)
    assert browser.table.selected_count == 12
    browser.click_header(Column.CHECK)
    assert browser.table.selected_count == 0


def test_what_is_selected_stays_so_when_the_order_or_the_search_changes(browser: Browser) -> None:
    browser.click_cell(1, Column.CHECK)
    browser.click_cell(9, Column.CHECK)
    chosen = set(browser.table.selected())
    browser.click_header(Column.DIFFICULTY)
    assert set(browser.table.selected()) == chosen
    browser.search("is:incorrect")
    assert [row for row, number in enumerate(browser.numbers) if number == 2] == [0]
    assert browser.table.selected_count == 1


def test_a_block_is_made_of_exactly_what_is_selected(browser: Browser) -> None:
    browser.click_cell(3, Column.CHECK)
    browser.click_cell(7, Column.CHECK)
    chosen = browser.table.selected()
    browser.click("Make block")
    dialog = browser.shell.findChild(BlockDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Make a block of 2 questions?"
    dialog.accept()
    browser.wait(lambda: browser.shell.taken_over is not None)
    asked = {item.question_id for item in browser.exam.session.block.items}
    assert asked == set(chosen)


def test_m_marks_the_question_and_takes_the_mark_away(browser: Browser) -> None:
    browser.look(2)
    browser.press("M")
    browser.settle()
    line = browser.page.model.line(2)
    assert line is not None
    assert line.marked
    assert browser.table.currentIndex().row() == 2
    browser.press("M")
    browser.settle()
    line = browser.page.model.line(2)
    assert line is not None
    assert not line.marked


def test_selected_questions_are_marked_together(browser: Browser) -> None:
    browser.click_cell(0, Column.CHECK)
    browser.click_cell(5, Column.CHECK)
    browser.click("Mark")
    browser.settle()
    browser.search("is:marked")
    assert browser.numbers == [1, 6]
    browser.click("Unmark")
    browser.settle()
    assert browser.sees("Nothing matches")
    browser.click("Undo")
    browser.settle()
    assert browser.numbers == [1, 6]


def test_selected_questions_are_exported(browser: Browser, tmp_path: Path) -> None:
    browser.click_cell(0, Column.CHECK)
    browser.click_cell(2, Column.CHECK)
    file = tmp_path / "two.json"
    browser.page.do.write(browser.table.selected(), file)
    browser.settle()
    found = json.loads(file.read_text(encoding="utf-8"))["questions"]
    assert [one["id"] for one in found] == ["Q1", "Q3"]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_of_a_row_offers_what_can_be_done_with_it(browser: Browser) -> None:
    browser.look(0)
    browser.table.menu_requested.emit(QPoint(10, 10))
    menu = browser.shell.findChild(RowMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Open large", "Make block", "Mark", "Unmark", "Export…"]
    menu.close()


def test_a_low_window_leaves_the_preview_out(browser: Browser) -> None:
    assert browser.page.preview.isVisible()
    browser.shell.resize(1000, 700)
    browser.app.processEvents()
    assert not browser.page.preview.isVisible()
    browser.look(3)
    browser.shell.resize(1280, 800)
    assert "Stem 4" in browser.preview().stem.toPlainText()


def test_ctrl_f_goes_to_the_search(browser: Browser) -> None:
    browser.look(0)
    browser.shell.commands.run("find-question")
    assert browser.page.filter.field.hasFocus()


def bank_row(question_id: int) -> BankRow:
    return BankRow(
        *(question_id, question_id, "s", "p", "", "", "", None, Status.UNUSED),
        *(False, False, None, 0, 0, None),
    )


def test_rows_are_read_a_window_at_a_time_when_they_are_seen() -> None:
    read: list[Sequence[int]] = []

    def fetch(ids: Sequence[int]) -> list[BankRow]:
        read.append(ids)
        return [bank_row(question) for question in ids]

    model = BankModel(fetch)
    model.show_ids(range(100_000), HandClock().now())
    assert read == []
    assert model.index(70_000, Column.NUMBER).data() == "70,000"
    assert model.index(70_001, Column.NUMBER).data() == "70,001"
    assert [len(some) for some in read] == [WINDOW]


def test_the_model_passes_the_tests_of_qt() -> None:
    model = BankModel(lambda ids: [bank_row(question) for question in ids])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_ids([3, 1, 2], HandClock().now())
    model.read_anew(HandClock().now())
    model.show_ids([], HandClock().now())
    assert model.rowCount() == 0
    tester.deleteLater()
