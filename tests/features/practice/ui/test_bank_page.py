"""The bank at the real window: finding, reading, sorting, selecting and using questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ms2qbank_desktop.features.attempts.models import BankRow, Status
from ms2qbank_desktop.features.practice.ui.bank_columns import SCREEN, Column, bank_model
from ms2qbank_desktop.features.practice.ui.bank_dialogs import BlockDialog
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.browsemodel import WINDOW
from tests.support.bank import HandClock, open_desk
from tests.support.browser import Browser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton


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

    model = bank_model(fetch)
    model.show_ids(range(100_000), HandClock().now())
    assert read == []
    assert model.index(70_000, Column.NUMBER).data() == "70,000"
    assert model.index(70_001, Column.NUMBER).data() == "70,001"
    assert [len(some) for some in read] == [WINDOW]


def test_what_fills_a_screen_is_shown_before_the_other_rows_are_known() -> None:
    read: list[Sequence[int]] = []

    def fetch(ids: Sequence[int]) -> list[BankRow]:
        read.append(ids)
        return [bank_row(question) for question in ids]

    model = bank_model(fetch)
    ids = list(range(1000))
    model.show_ids(ids[:SCREEN], HandClock().now(), [bank_row(one) for one in ids[:SCREEN]])
    assert model.index(SCREEN - 1, Column.NUMBER).data() == str(SCREEN - 1)
    assert read == []
    assert not model.add_ids([7, *ids[1:]])
    assert model.rowCount() == SCREEN
    assert model.add_ids(ids)
    assert (model.rowCount(), model.index(999, Column.NUMBER).data()) == (1000, "999")
    assert [some[0] for some in read] == [992]


def test_the_model_passes_the_tests_of_qt() -> None:
    model = bank_model(lambda ids: [bank_row(question) for question in ids])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_ids([3, 1, 2], HandClock().now())
    model.show_ids(list(range(SCREEN)), HandClock().now())
    assert model.add_ids(list(range(SCREEN + 3)))
    model.read_anew(HandClock().now())
    model.show_ids([], HandClock().now())
    assert model.rowCount() == 0
    tester.deleteLater()
