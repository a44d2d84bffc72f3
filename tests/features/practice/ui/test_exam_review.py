"""The screen after the last item, and walking through some of the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.item_model import Role

if TYPE_CHECKING:
    from tests.support.examinee import Examinee


def answer_some(examinee: Examinee) -> int:
    """Answer items 1 and 4 of 6, mark 2 and 4, leave 5 and 6 unseen; review screen open."""
    block_id = examinee.begin(6)
    examinee.press("A", "Right", "M", "Right", "Right", "B", "M", "Ctrl+E")
    return block_id


def test_next_after_the_last_item_opens_the_review_screen(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("Right", "Right")
    assert examinee.frame.review.isVisible()
    assert examinee.sees("Item review")
    assert examinee.sees("Block 1, timed, 2 items")
    assert not examinee.sees("Next")


def test_it_counts_what_is_open_and_filters(examinee: Examinee) -> None:
    answer_some(examinee)
    review = examinee.frame.review
    assert examinee.sees("Four items are still open")
    assert examinee.sees("You have 09:00 left. .*")
    assert review.grid.positions == [0, 1, 2, 3, 4, 5]
    for words, positions in (("Incomplete 4", [1, 2, 4, 5]), ("Marked 2", [1, 3])):
        examinee.click(words)
        assert review.grid.positions == positions
    examinee.click("All 6")
    assert review.grid.positions == [0, 1, 2, 3, 4, 5]


def test_enter_opens_an_item_and_escape_brings_back(examinee: Examinee) -> None:
    answer_some(examinee)
    assert examinee.frame.review.grid.hasFocus()
    examinee.press("Left", "Left", "Return")
    assert examinee.position == 1
    assert examinee.frame.question.isVisible()
    examinee.press("C", "Escape")
    assert examinee.sees("Three items are still open")
    examinee.press("Escape")
    assert examinee.frame.question.isVisible()


def test_a_click_opens_an_item(examinee: Examinee) -> None:
    answer_some(examinee)
    grid = examinee.frame.review.grid
    place = grid.visualRect(grid.model().index(1, 0)).center()
    examinee.point(grid.viewport(), place)
    assert examinee.position == 4
    assert examinee.frame.question.isVisible()


def test_i_walks_through_the_incomplete_and_m_through_the_marked_items(examinee: Examinee) -> None:
    answer_some(examinee)
    passed = []
    examinee.press("I")
    while examinee.frame.question.isVisible():
        passed.append(examinee.position)
        examinee.press("Return")
    assert passed == [1, 2, 4, 5]
    examinee.press("M")
    assert examinee.position == 1
    examinee.press("Right")
    assert examinee.position == 3
    examinee.press("Left", "Left")
    assert examinee.position == 1
    assert not examinee.frame.top.previous.isEnabled()


def test_a_click_in_the_list_leads_out_of_a_walk_and_next_goes_on_with_it(
    examinee: Examinee,
) -> None:
    answer_some(examinee)
    examinee.press("I")
    listed = examinee.frame.list
    examinee.point(listed.viewport(), listed.visualRect(listed.model().index(3, 0)).center())
    assert examinee.position == 3
    examinee.press("Right")
    assert examinee.position == 4


def test_with_nothing_open_or_marked_there_is_nothing_to_walk_through(examinee: Examinee) -> None:
    examinee.begin(1)
    examinee.press("A", "Right")
    review = examinee.frame.review
    assert examinee.sees("The item is answered")
    assert not review.incomplete.isEnabled()
    assert not review.marked.isEnabled()
    examinee.press("I", "M")
    assert review.isVisible()


def test_the_buttons_do_what_their_keys_do(examinee: Examinee) -> None:
    block_id = answer_some(examinee)
    examinee.click("Back to item 4")
    assert examinee.frame.question.isVisible()
    examinee.click("End block")
    examinee.click("Review incomplete")
    assert examinee.position == 1
    examinee.click("End block")
    assert not examinee.frame.bottom.end.isVisible()
    examinee.click("End block")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert examinee.result(block_id).block.omitted == 4


def test_a_tutor_block_shows_verdicts_of_settled_items(examinee: Examinee) -> None:
    examinee.begin(4, Mode.TUTOR)
    examinee.press("B", "Return", "Return", "A", "Return", "Return", "C", "Ctrl+E")
    model = examinee.frame.review.grid.model()
    words = [model.index(0, at).data(Role.STATE).value for at in range(4)]
    assert words == ["Correct", "Incorrect", "Answered", "Not seen"]
    assert not examinee.sees("You have .*")


def test_with_text_twice_as_large_the_end_keeps_its_room(examinee: Examinee) -> None:
    examinee.shell.resize(1280, 800)
    examinee.ui.settings.set("text_zoom", 200)
    examinee.settle()
    answer_some(examinee)
    review = examinee.frame.review
    examinee.settle()
    assert review.end.height() == review.end.sizeHint().height()
    assert review.grid.height() > 0
    examinee.ui.settings.set("text_zoom", 100)
    examinee.settle()
