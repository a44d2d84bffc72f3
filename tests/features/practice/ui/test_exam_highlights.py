"""Highlights in a block: by keyboard alone, from item to item, and in the review of the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.practice.models import Mode

if TYPE_CHECKING:
    from tests.support.examinee import Examinee

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def highlighted(examinee: Examinee) -> list[str]:
    """Return what is painted in the stem on the screen."""
    painted = examinee.frame.question.stem.extraSelections()
    cursors = [selection.cursor for selection in painted]
    return [cursor.selectedText() for cursor in cursors]


def select_words(examinee: Examinee, number: int) -> None:
    """Select the first words of the stem with the keyboard."""
    stem = examinee.frame.question.stem
    stem.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(number):
        QTest.keyClick(stem, Qt.Key.Key_Right, SHIFT | CTRL)


def test_a_highlight_is_there_again_after_other_items_and_a_new_start(examinee: Examinee) -> None:
    block_id = examinee.begin(3, Mode.TUTOR)
    select_words(examinee, 2)
    examinee.press("Y")
    assert highlighted(examinee) == ["Stem 1"]
    examinee.press("Right")
    assert examinee.sees("Item 2 of 3")
    assert highlighted(examinee) == []
    examinee.press("Left")
    assert highlighted(examinee) == ["Stem 1"]
    examinee.press("B", "Return")
    assert highlighted(examinee) == ["Stem 1"]
    examinee.click("Suspend")
    examinee.open(block_id)
    assert highlighted(examinee) == ["Stem 1"]


def test_the_review_of_an_ended_block_shows_highlights_and_takes_new_ones(
    examinee: Examinee,
) -> None:
    block_id = examinee.begin(2)
    select_words(examinee, 2)
    examinee.press("Y", "Ctrl+E", "Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    examinee.open(block_id)
    examinee.click("Review all")
    assert highlighted(examinee) == ["Stem 1"]
    select_words(examinee, 3)
    examinee.press("Y")
    assert highlighted(examinee) == ["Stem 1:"]
