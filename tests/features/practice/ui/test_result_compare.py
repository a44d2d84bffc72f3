"""What a result is held against: ratings, hints, the pace, the blocks before; and new blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.attempts.models import Confidence, QuestionFilter
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Spent
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.practice.ui.result_fold import Folding
from ms2qbank_desktop.features.practice.ui.result_history import HistoryChart
from ms2qbank_desktop.features.practice.ui.result_model import Column
from ms2qbank_desktop.features.practice.ui.result_paper import sheet
from tests.support.results import column, see_result, sit_block

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.examinee import Examinee


def rate_some(examinee: Examinee) -> int:
    """Sit a block of four: right by a guess twice, wrong and sure, and right with a hint."""
    block_id = examinee.begin(4, Mode.TUTOR)
    session = examinee.exam.session
    for place, rating in ((1, Confidence.GUESS), (0, Confidence.SURE), (1, Confidence.GUESS)):
        session.choose(place)
        session.submit()
        session.rate(rating)
        session.go(session.block.position + 1)
    session.use_hint()
    session.choose(1)
    examinee.press("Ctrl+E", "Ctrl+E")
    see_result(examinee)
    return block_id


def test_ratings_are_held_against_the_outcome_and_lucky_guesses_are_named(
    examinee: Examinee,
) -> None:
    rate_some(examinee)
    examinee.click("How sure")
    assert examinee.sees("By how sure you were")
    for words in ("Sure", "Guess", "Not rated", "0 of 1", "2 of 2"):
        assert examinee.sees(words)
    assert examinee.sees(r"Items 1 and 3 were right by a guess. They come back as due questions.")
    assert column(examinee, Column.SURE) == ["Guess", "Sure", "Guess", "–"]
    examinee.click("Not sure 2")
    assert column(examinee, Column.ITEM) == ["1", "3"]


def test_without_spaced_questions_none_is_said_to_come_back(examinee: Examinee) -> None:
    examinee.ui.settings.set("spaced_questions", False)
    rate_some(examinee)
    examinee.click("How sure")
    assert examinee.sees("Items 1 and 3 were right by a guess.")


def test_an_unrated_block_says_nothing_of_ratings_and_hints(examinee: Examinee) -> None:
    sit_block(examinee)
    page = examinee.result_page
    assert not examinee.sees("How sure")
    assert not examinee.sees("(Not sure|Hint used).*")
    assert page.items.table.isColumnHidden(Column.SURE)
    assert page.items.table.isColumnHidden(Column.HELP)


def test_items_answered_with_a_hint_are_told_and_filtered(examinee: Examinee) -> None:
    rate_some(examinee)
    assert column(examinee, Column.HELP) == ["", "", "", "Hint"]
    examinee.click("Hint used 1")
    assert column(examinee, Column.ITEM) == ["4"]


def test_the_time_of_the_blocks_before_is_that_of_answering_as_in_the_tile(
    examinee: Examinee,
) -> None:
    for _ in range(2):
        examinee.begin(2, Mode.TUTOR)
        for _item in range(2):
            examinee.clock.pass_time(20)
            examinee.press("B", "Return")
            examinee.clock.pass_time(100)
            examinee.press("Right")
        examinee.press("Ctrl+E", "Ctrl+E")
        see_result(examinee)
    assert examinee.sees("20 s a question.*")
    examinee.click("Blocks")
    assert examinee.sees(r"Your last block together: 100 % \(95 % range .*\), 20 s a question\. .*")
    (chart,) = examinee.result_page.findChildren(HistoryChart)
    assert chart.accessibleName().count("20 s a question") == 2


def test_a_new_block_can_be_made_of_any_filter_shown(examinee: Examinee) -> None:
    old = sit_block(examinee)
    examinee.click("Marked 2")
    marked = {examinee.result(old).items[at].question_id for at in (1, 4)}
    examinee.click("New block from these 2")
    examinee.wait(lambda: examinee.shell.taken_over is not None)
    assert {item.question_id for item in examinee.exam.session.block.items} == marked


def test_a_search_narrows_what_is_shown_and_empty_it_makes_no_block(examinee: Examinee) -> None:
    sit_block(examinee)
    items = examinee.result_page.items
    items.search.setText("stem 4")
    assert column(examinee, Column.ITEM) == ["4"]
    assert items.block.text() == "New block from these 1"
    items.search.setText("nothing like it")
    assert column(examinee, Column.ITEM) == []
    assert not items.block.isEnabled()


def test_a_first_block_has_nothing_to_be_compared_with(examinee: Examinee) -> None:
    sit_block(examinee)
    assert not examinee.sees(".*Your last.*")
    examinee.click("Blocks")
    assert examinee.sees("This is your first timed block.*")


def test_a_block_is_compared_with_those_before_it_in_the_same_mode(examinee: Examinee) -> None:
    sit_block(examinee)
    examinee.begin(2, Mode.TUTOR)
    examinee.press("Ctrl+E", "Ctrl+E")
    see_result(examinee)
    sit_block(examinee)
    assert examinee.sees(r"95 % range 19 to 81 %\. Your last block: 50 %")
    examinee.click("Blocks")
    (chart,) = examinee.result_page.findChildren(HistoryChart)
    said = chart.accessibleName()
    assert "block 1, today" in said
    assert "block 3, today" in said
    assert "block 2" not in said
    assert "50 % (95 % range 19 to 81 %), 20 s a question" in said
    assert examinee.sees(".*the difference is within what chance explains.")
    assert chart.grab().toImage().allGray() is False


def test_the_pace_of_a_block_with_more_time_is_its_own(examinee: Examinee) -> None:
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 2, time_factor=1.5)
    block_id = examinee.practice.create_block(examinee.ui.user_id, request, seed=1)
    examinee.practice.end_block(examinee.ui.user_id, block_id, Spent(9_000, 9_000))
    open_block(examinee.ui, block_id)
    see_result(examinee)
    assert examinee.sees("dashed: 135 s, the pace of this block")
    assert examinee.sees("Timed ×1.5, 2 questions, .*")


def test_the_paper_says_what_the_page_says_of_ratings_and_earlier_blocks(
    examinee: Examinee,
) -> None:
    rate_some(examinee)
    rate_some(examinee)
    words = sheet(examinee.result_page.report()).toPlainText()
    assert "Items 1 and 3 were right by a guess" in words
    assert "Your last block together: 75 %" in words
    assert "Answer changes: 0 right to wrong" in words


@pytest.mark.parametrize(("width", "columns"), [(400, 4), (399, 2), (199, 1)])
def test_parts_fold_into_fewer_columns_where_there_is_no_room(
    qtbot: QtBot, width: int, columns: int
) -> None:
    folding = Folding((1, 1, 1, 1))
    qtbot.addWidget(folding)
    for _ in range(4):
        part = QWidget()
        part.setMinimumWidth(100)
        folding.add(part)
    folding.resize(width, 400)
    folding.show()
    QCoreApplication.processEvents()
    assert len({part.x() for part in folding.parts}) == columns
