"""The exam by its keys, each acting on the disk before it shows on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.ui.widgets.choice import ChoiceState
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_timed_block_is_answered_by_keyboard_alone(examinee: Examinee) -> None:
    block_id = examinee.begin(5)
    examinee.press("B", "Return", "2", "Right", "A", "Alt+N", "E", "C", "Return")
    assert examinee.position == 4
    assert examinee.given(block_id) == ["B", "B", "A", "C", ""]
    examinee.press("Ctrl+E")
    assert examinee.sees("One item is still open")
    examinee.press("Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert [item.given for item in examinee.result(block_id).items] == ["B", "B", "A", "C", ""]
    examinee.wait(lambda: examinee.sees("2 correct"))
    assert examinee.flashes.seen == []


def test_a_tutor_block_is_answered_by_keyboard_alone(examinee: Examinee) -> None:
    block_id = examinee.begin(3, Mode.TUTOR)
    examinee.press("A", "Return")
    assert examinee.item.submitted
    assert examinee.states() == "incorrect missed idle idle idle"
    assert examinee.sees("Incorrect. The answer is B; you chose A")
    examinee.press("Return", "B", "Return")
    assert examinee.states() == "idle correct idle idle idle"
    assert examinee.sees("Correct. The answer is B")
    examinee.press("Return", "D", "Return", "Return")
    assert examinee.sees("All 3 items are answered")
    examinee.press("Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    result = examinee.result(block_id)
    assert [item.given for item in result.items] == ["A", "B", "D"]
    assert result.block.correct == 1


def test_enter_without_an_answer_stays_in_a_tutor_block(examinee: Examinee) -> None:
    examinee.begin(3, Mode.TUTOR)
    examinee.press("Return")
    assert examinee.position == 0
    assert not examinee.item.submitted
    assert not examinee.frame.question.submit.isEnabled()


def test_a_settled_item_takes_no_other_answer(examinee: Examinee) -> None:
    examinee.begin(2, Mode.TUTOR)
    examinee.press("A", "Return", "B", "Shift+C")
    assert examinee.item.answer == {0}
    assert examinee.item.struck == frozenset()
    assert examinee.explanation.isVisible()


def test_arrows_and_alt_letters_go_from_item_to_item(examinee: Examinee) -> None:
    examinee.begin(3)
    examinee.press("Left")
    assert examinee.position == 0
    examinee.press("Right", "Alt+N")
    assert examinee.position == 2
    examinee.press("Left", "Alt+P")
    assert examinee.position == 0
    assert examinee.sees("Item 1 of 3")


def test_shift_and_a_letter_strike_a_choice_out_and_restore_it(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("Shift+C", "Shift+E")
    assert examinee.item.struck == {2, 4}
    assert examinee.states() == "idle idle struck idle struck"
    examinee.press("Shift+C")
    assert examinee.item.struck == {4}
    examinee.press("E")
    assert examinee.item.struck == frozenset()
    assert examinee.states() == "idle idle idle idle chosen"


def test_a_click_chooses_and_the_right_button_and_the_eye_strike(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.point(examinee.row("C"))
    assert examinee.item.answer == {2}
    row = examinee.row("D")
    middle = row.rect().center()
    press = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, row.mapToGlobal(middle))
    QApplication.sendEvent(row, press)
    assert examinee.item.struck == {3}
    eye = QPoint(examinee.row("A").width() - 20, examinee.row("A").height() // 2)
    examinee.point(examinee.row("A"), eye)
    assert examinee.item.struck == {0, 3}
    assert examinee.item.answer == {2}


def test_m_marks_the_question_and_takes_the_mark_away(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("M")
    assert examinee.attempts.marked(examinee.ui.user_id, [examinee.item.question_id])
    assert examinee.sees("Marked")
    examinee.press("M")
    assert not examinee.attempts.marked(examinee.ui.user_id, [examinee.item.question_id])
    assert examinee.sees("Mark")


def test_letters_beyond_the_choices_do_nothing(seat: Callable[..., Examinee]) -> None:
    examinee = seat([question(1, choices=2, right="A"), question(2, choices=10, right="J")])
    block_id = examinee.begin(2)
    examinee.press("C", "3", "Shift+C")
    assert examinee.item.answer == examinee.item.struck == frozenset()
    assert len(examinee.frame.question.rows) == 2
    examinee.press("B", "Right", "I", "J")
    assert examinee.given(block_id) == ["B", "J"]
    examinee.press("Left", "Right", "0")
    assert len(examinee.frame.question.rows) == 10
    assert examinee.row("J").state is ChoiceState.CHOSEN


def test_several_right_items_take_several_letters(seat: Callable[..., Examinee]) -> None:
    examinee = seat([question(1, right="AC"), question(2)])
    block_id = examinee.begin(2, Mode.TUTOR)
    examinee.press("A", "C", "C", "C")
    assert examinee.states() == "chosen idle chosen idle idle"
    examinee.press("Return")
    assert examinee.states() == "correct idle correct idle idle"
    assert examinee.sees("Correct. The answers are A and C")
    assert examinee.sees(r"You changed your answer once: AC → A → AC \(and back\)")
    assert examinee.given(block_id)[0] == "AC"


def test_keys_work_while_the_stem_or_the_list_has_the_focus(examinee: Examinee) -> None:
    examinee.begin(4)
    stem = examinee.frame.question.stem.viewport()
    examinee.point(stem, QPoint(20, 10))
    assert examinee.frame.question.stem.hasFocus()
    examinee.press("D")
    assert examinee.item.answer == {3}
    examinee.frame.list.setFocus(Qt.FocusReason.TabFocusReason)
    examinee.press("Down", "Down")
    assert examinee.position == 2
    assert examinee.frame.list.hasFocus()
    examinee.press("A", "Up", "End")
    assert examinee.position == 3
    examinee.press("Home")
    assert examinee.states() == "idle idle idle chosen idle"


def test_letters_answer_nothing_on_the_review_screen_and_while_paused(examinee: Examinee) -> None:
    examinee.begin(3, Mode.TUTOR)
    examinee.press("Ctrl+E", "A", "D")
    assert examinee.item.answer == frozenset()
    examinee.press("Escape", "P", "A", "Shift+B", "Right", "M")
    assert examinee.item.answer == examinee.item.struck == frozenset()
    assert examinee.position == 0
    examinee.press("Escape", "A")
    assert examinee.item.answer == {0}


def test_leaving_gives_the_keys_back(examinee: Examinee) -> None:
    commands = examinee.shell.commands
    ordinary = {command.id for command in commands.all()}
    examinee.begin(2)
    assert "exam-choose-A" in {command.id for command in commands.all()}
    assert not commands.action("next-region").isEnabled()
    examinee.click("Suspend")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert {command.id for command in commands.all()} == ordinary
    assert commands.action("next-region").isEnabled()


@pytest.mark.parametrize("mode", list(Mode))
def test_shuffled_choices_keep_their_meaning(seat: Callable[..., Examinee], mode: Mode) -> None:
    examinee = seat([question(n) for n in range(1, 9)])
    block_id = examinee.begin(8, mode, shuffle_choices=True)
    orders = [item.order for item in examinee.exam.session.block.items]
    assert len(set(orders)) > 1
    for order in orders:
        right = "ABCDE"[order.index(1)]
        assert f"choice B of {examinee.position + 1}" in examinee.row(right).accessibleName()
        examinee.press(right, "Return")
        if examinee.exam.session.reveals:
            assert examinee.sees(f"Correct. The answer is {right}")
            examinee.press("Return")
    examinee.press("Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert all(item.status is Status.CORRECT for item in examinee.result(block_id).items)
    shown = ["ABCDE"[order.index(1)] for order in orders]
    assert [row.given for row in examinee.result_page.items.model.lines] == shown
    assert [row.right for row in examinee.result_page.items.model.lines] == shown


def test_a_block_is_suspended_by_a_key_and_goes_on_where_it_was(examinee: Examinee) -> None:
    block_id = examinee.begin(5)
    examinee.press("B", "Return", "Ctrl+Shift+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert examinee.given(block_id) == ["B", "", "", "", ""]
    examinee.wait(lambda: examinee.sees("Continue"))
    examinee.click("Continue")
    examinee.wait(lambda: examinee.shell.taken_over is not None)
    assert examinee.position == 1
