"""Custom blocks and more time at the window; the place in a long question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Rules
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "Which of these is right? " * 140


def begin(examinee: Examinee, rules: Rules, factor: float = 1.0) -> int:
    """Open a custom block of three."""
    request = BlockRequest(
        QuestionFilter(), Mode.CUSTOM, 3, False, custom=rules, time_factor=factor
    )
    block_id = examinee.practice.create_block(examinee.ui.user_id, request)
    examinee.open(block_id)
    return block_id


def test_a_custom_block_reveals_with_a_limit_and_without_a_pause(examinee: Examinee) -> None:
    begin(examinee, Rules(reveals=True, pausable=False, seconds_per_item=60))
    assert examinee.sees("03:00")
    assert not examinee.sees("Pause")
    examinee.press("B", "Return")
    assert examinee.sees("Correct. The answer is B")
    examinee.press("P")
    assert not examinee.exam.session.paused
    examinee.pass_second(61)
    assert examinee.sees("01:59")


def test_a_custom_block_pauses_without_revealing(examinee: Examinee) -> None:
    begin(examinee, Rules(reveals=False, pausable=True, seconds_per_item=60))
    examinee.press("B", "Return")
    assert examinee.position == 1
    assert examinee.frame.explanation is None
    examinee.press("P")
    assert examinee.sees("Paused")
    examinee.clock.pass_time(600)
    examinee.press("P")
    assert not examinee.exam.session.expired


@pytest.mark.parametrize(("factor", "left"), [(1.25, "03:45"), (1.5, "04:30"), (2.0, "06:00")])
def test_more_time_is_given_and_named(examinee: Examinee, factor: float, left: str) -> None:
    begin(examinee, Rules(reveals=False, pausable=False, seconds_per_item=60), factor)
    assert examinee.sees(left)
    assert examinee.sees(f"Custom ×{factor:g}")


def test_a_timed_block_with_half_as_much_again_ends_then(examinee: Examinee) -> None:
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 2, False, time_factor=1.5)
    block_id = examinee.practice.create_block(examinee.ui.user_id, request)
    examinee.open(block_id)
    examinee.pass_second(269)
    assert examinee.shell.taken_over is not None
    examinee.clock.pass_time(1)
    examinee.tick()
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert examinee.result(block_id).block.elapsed_ms == 270_000


@pytest.fixture
def reader(seat: Callable[..., Examinee]) -> Examinee:
    """An examinee with three long questions in a timed block."""
    examinee = seat([question(at, stem=f"{at}. {LONG}") for at in (1, 2, 3)])
    examinee.shell.resize(960, 640)
    examinee.begin(3)
    return examinee


def test_the_place_in_a_long_question_comes_back_with_it(reader: Examinee) -> None:
    bar = reader.frame.question.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    value = bar.value()
    reader.press("Right")
    assert bar.value() == 0
    reader.press("Left")
    assert abs(bar.value() - value) <= 2


def test_the_place_is_saved_with_the_second_and_there_after_a_new_start(reader: Examinee) -> None:
    bar = reader.frame.question.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    value, block_id = bar.value(), reader.exam.session.block.id
    reader.pass_second(1)
    assert 300 <= reader.item.scroll <= 340
    reader.click("Suspend")
    reader.open(block_id)
    bar = reader.frame.question.area.verticalScrollBar()
    reader.wait(lambda: abs(bar.value() - value) <= 2)


def test_a_place_holds_in_a_window_of_another_size(reader: Examinee) -> None:
    bar = reader.frame.question.area.verticalScrollBar()
    block_id = reader.exam.session.block.id
    bar.setValue(bar.maximum())
    reader.click("Suspend")
    assert reader.practice.block(reader.ui.user_id, block_id).items[0].scroll == 1000
    reader.shell.resize(1280, 700)
    reader.open(block_id)
    bar = reader.frame.question.area.verticalScrollBar()
    reader.wait(lambda: 0 < bar.maximum() == bar.value())


def test_revealing_leaves_a_long_question_where_it_was_and_keeps_that_place(
    seat: Callable[..., Examinee],
) -> None:
    examinee = seat([question(at, stem=f"{at}. {LONG}") for at in (1, 2)])
    examinee.shell.resize(960, 640)
    block_id = examinee.begin(2, Mode.TUTOR)
    bar = examinee.frame.question.area.verticalScrollBar()
    examinee.press("A")
    bar.setValue(bar.maximum())
    value = bar.value()
    examinee.press("Return")
    assert bar.maximum() > value + 50
    assert value <= bar.value() <= value + 400  # as far as shows the answer
    value = bar.value()
    examinee.click("Suspend")
    examinee.open(block_id)
    bar = examinee.frame.question.area.verticalScrollBar()
    examinee.wait(lambda: abs(bar.value() - value) <= 3)
