"""The result: its numbers are those of the answers, and every item can be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.blocks_page import BlocksPage
from ms2qbank_desktop.features.practice.ui.blocks_table import BlocksTable
from ms2qbank_desktop.features.practice.ui.result_model import Column
from ms2qbank_desktop.features.practice.ui.result_paper import sheet
from ms2qbank_desktop.features.practice.ui.result_shares import TallyCard
from ms2qbank_desktop.features.practice.ui.time_chart import TimeChart, grid_step
from ms2qbank_desktop.ui.paper import write_pdf
from ms2qbank_desktop.ui.widgets.bars import SplitBar
from tests.support.examinee import LEFT
from tests.support.results import column, see_result, sit_block

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.examinee import Examinee


def test_its_numbers_equal_the_answers_given(examinee: Examinee) -> None:
    sit_block(examinee)
    assert examinee.sees("50 %")
    assert examinee.sees("3 correct")
    assert examinee.sees("· 2 incorrect · 1 omitted")
    assert examinee.sees("95 % range 19 to 81 %")
    assert examinee.sees("02:00")
    assert examinee.sees("20 s a question, 07:00 unused")
    assert examinee.sees("Answer changes")
    for words in ("1 right → wrong", "1 wrong → right", "1 wrong → wrong"):
        assert examinee.sees(words)
    assert column(examinee, Column.ITEM) == ["1", "2", "3", "4", "5", "6"]
    assert column(examinee, Column.YOURS) == ["B", "B", "C", "D", "–", "B"]
    assert column(examinee, Column.RIGHT) == ["B"] * 6
    assert column(examinee, Column.TIME) == ["20 s"] * 6
    assert column(examinee, Column.QUESTION)[0].startswith("Stem 1")


def test_it_names_the_block_and_when_it_was(examinee: Examinee) -> None:
    sit_block(examinee)
    assert examinee.sees("Block 1, Cardiovascular and 2 more systems")
    assert examinee.sees(r"Timed, 6 questions, today \d\d:\d\d to \d\d:\d\d")
    assert not examinee.sees("Time was up.*")


def test_subjects_systems_and_difficulties_have_bars_of_their_verdicts(
    examinee: Examinee,
) -> None:
    sit_block(examinee)
    (card,) = examinee.result_page.findChildren(TallyCard)

    def bars() -> list[str]:
        found = card.findChildren(SplitBar)
        return [bar.accessibleName() for bar in found if bar.isVisible()]

    assert bars() == ["1 correct, 1 incorrect, 1 omitted", "2 correct, 1 incorrect, 0 omitted"]
    assert examinee.sees("2 of 3")
    assert examinee.sees("Physiology")
    examinee.click("System")
    assert bars() == [
        "1 correct, 1 incorrect, 0 omitted",
        "1 correct, 0 incorrect, 1 omitted",
        "1 correct, 1 incorrect, 0 omitted",
    ]
    assert examinee.sees("By system")
    assert examinee.sees("Renal")
    examinee.click("Difficulty")
    assert bars()[0] == "2 correct, 0 incorrect, 0 omitted"
    assert len(bars()) == 5


def test_halves_are_compared(examinee: Examinee) -> None:
    sit_block(examinee)
    assert examinee.sees("2 of 3, 1 of 3")
    assert examinee.sees("20 s, then 20 s a question")


def test_each_item_has_a_bar_that_says_its_time_and_verdict(examinee: Examinee) -> None:
    sit_block(examinee)
    (chart,) = examinee.result_page.findChildren(TimeChart)
    said = chart.accessibleName()
    assert "1 20 s correct" in said
    assert "3 20 s incorrect" in said
    assert "5 20 s omitted" in said


def test_a_new_block_of_the_wrong_ones_opens_in_tutor_mode(examinee: Examinee) -> None:
    old = sit_block(examinee)
    wrong = {
        item.question_id
        for item in examinee.practice.result(examinee.ui.user_id, old).items
        if item.given != item.right
    }
    examinee.click("New block from the 3 wrong")
    examinee.wait(lambda: examinee.shell.taken_over is not None)
    block = examinee.exam.session.block
    assert block.mode is Mode.TUTOR
    assert {item.question_id for item in block.items} == wrong
    assert len(block.items) == 3


def test_slow_items_can_be_looked_at_alone(examinee: Examinee) -> None:
    examinee.begin(3)
    for seconds in (20, 130, 40):
        examinee.press("B")
        examinee.clock.pass_time(seconds)
        examinee.press("Right")
    examinee.press("Ctrl+E")
    see_result(examinee)
    examinee.click("Slow 1")
    assert column(examinee, Column.ITEM) == ["2"]


def test_the_filters_show_wrong_and_marked_items(examinee: Examinee) -> None:
    sit_block(examinee)
    examinee.click("Wrong 3")
    assert column(examinee, Column.ITEM) == ["3", "4", "5"]
    examinee.click("Marked 2")
    assert column(examinee, Column.ITEM) == ["2", "5"]
    examinee.click("All 6")
    assert len(column(examinee, Column.ITEM)) == 6


def test_enter_and_double_click_open_an_item_for_review(examinee: Examinee) -> None:
    sit_block(examinee)
    table = examinee.result_page.items.table
    assert table.hasFocus()
    examinee.press("Down", "Down", "Return")
    assert examinee.sees("Item 3 of 6")
    assert examinee.states() == "idle missed incorrect idle idle"
    assert examinee.sees("3")
    assert examinee.sees("of 6 correct")
    examinee.press("Right")
    assert examinee.sees("Omitted. The answer is B") is False
    examinee.press("Right")
    assert examinee.sees("Omitted. The answer is B")
    examinee.press("Escape")
    place = table.visualRect(examinee.result_page.items.model.index(0, Column.QUESTION)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(table.viewport(), LEFT, pos=place)
    examinee.wait(lambda: examinee.shell.taken_over is not None)
    assert examinee.sees("Item 1 of 6")


def test_review_wrong_walks_through_the_wrong_ones_only(examinee: Examinee) -> None:
    block_id = sit_block(examinee)
    examinee.click("Review 3 wrong")
    assert examinee.sees("Item 3 of 6")
    assert not examinee.frame.top.previous.isEnabled()
    examinee.press("Right", "Right")
    assert examinee.sees("Item 5 of 6")
    assert not examinee.frame.top.next.isEnabled()
    examinee.press("Right", "A", "Ctrl+E")
    assert examinee.sees("Item 5 of 6")
    assert examinee.given(block_id) == ["B", "B", "C", "D", "", "B"]
    examinee.click("Back to result")
    assert examinee.result_page.items.table.hasFocus()


def test_a_mark_set_in_review_counts_at_once(examinee: Examinee) -> None:
    sit_block(examinee)
    examinee.click("Review all")
    examinee.press("M", "Escape")
    examinee.wait(lambda: examinee.sees("Marked 3"))
    examinee.click("Marked 3")
    assert column(examinee, Column.ITEM) == ["1", "2", "5"]


def test_with_everything_right_there_is_nothing_wrong_to_review(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("B", "Right", "B", "Right", "Ctrl+E")
    see_result(examinee)
    assert examinee.sees("100 %")
    assert not examinee.sees("Review .* wrong")
    assert examinee.result_page.review_all.kind == "primary"
    assert examinee.sees("No answer was changed")


def test_escape_leads_back_to_the_blocks(examinee: Examinee) -> None:
    sit_block(examinee)
    examinee.press("Escape")
    assert not examinee.sees("Review all")
    (blocks,) = examinee.shell.findChildren(BlocksPage)
    examinee.wait(blocks.isVisible)


def test_opening_an_ended_block_opens_its_result(examinee: Examinee) -> None:
    block_id = sit_block(examinee)
    examinee.shell.open("questions", "create")
    examinee.open(block_id)
    assert examinee.result_page.result.block.id == block_id
    assert examinee.shell.taken_over is None


def test_a_tutor_block_has_no_unused_time(examinee: Examinee) -> None:
    examinee.begin(1, Mode.TUTOR)
    examinee.clock.pass_time(9)
    examinee.press("B", "Return")
    examinee.press("Ctrl+E", "Ctrl+E")
    see_result(examinee)
    assert examinee.sees("9 s a question")


def test_reading_explanations_is_told_apart_from_answering(examinee: Examinee) -> None:
    examinee.begin(1, Mode.TUTOR)
    examinee.clock.pass_time(9)
    examinee.press("B", "Return")
    examinee.clock.pass_time(40)
    examinee.press("Ctrl+E", "Ctrl+E")
    see_result(examinee)
    assert examinee.sees("00:49")
    assert examinee.sees("9 s a question, 00:40 of reading")


@pytest.mark.parametrize("rows", ["all", "wrong"])
def test_the_model_of_the_table_is_sound(examinee: Examinee, rows: str) -> None:
    sit_block(examinee)
    page = examinee.result_page
    tester = QAbstractItemModelTester(
        page.items.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.items.filter.set_value(rows)
    page.refresh()
    assert tester.model() is page.items.model
    assert page.items.model.rowCount() == (6 if rows == "all" else 3)


@pytest.mark.parametrize(
    ("longest_s", "step_s"), [(20, 15), (60, 15), (90, 30), (121, 60), (500, 300), (5000, 3600)]
)
def test_a_chart_of_times_has_at_most_four_lines_above_zero_or_an_hour_between_them(
    longest_s: int, step_s: int
) -> None:
    assert grid_step(longest_s * 1000) == step_s


def test_the_result_on_paper_has_its_numbers_and_every_item(
    examinee: Examinee, tmp_path: Path
) -> None:
    sit_block(examinee)
    page = examinee.result_page
    document = sheet(page.report())
    words = document.toPlainText()
    assert "50 %: 3 correct, 2 incorrect, 1 omitted (95 % range 19 to 81 %)" in words
    assert words.count("which of these is right?") == 6
    write_pdf(document, tmp_path / "result.pdf", "Block 1")
    assert (tmp_path / "result.pdf").read_bytes().startswith(b"%PDF-")


def test_escape_leaves_the_keyboard_in_the_page_not_at_the_menu(examinee: Examinee) -> None:
    sit_block(examinee)
    examinee.press("Escape")
    examinee.shell.open("questions", "blocks")
    (blocks,) = examinee.shell.findChildren(BlocksTable)
    blocks.setFocus()
    examinee.press("Return")
    see_result(examinee)
    examinee.result_page.items.table.setFocus()
    examinee.press("Escape")
    assert examinee.app.focusWidget() is blocks
