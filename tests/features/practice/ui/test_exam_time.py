"""The time of a block: shown, saved each second, ended by itself, paused, hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.exam_page import TIME_WAS_UP
from tests.support.bank import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.examinee import Examinee


def test_a_timed_block_counts_down_and_a_tutor_block_up(examinee: Examinee) -> None:
    examinee.begin(2)
    assert examinee.sees("03:00")
    assert examinee.sees("left in this block")
    examinee.pass_second(61)
    assert examinee.sees("01:59")
    examinee.click("Suspend")
    examinee.begin(2, Mode.TUTOR)
    examinee.pass_second(61)
    assert examinee.sees("01:01")
    assert examinee.sees("elapsed")


def test_each_second_is_on_the_disk_without_any_key(examinee: Examinee) -> None:
    block_id = examinee.begin(2)
    examinee.pass_second(3)
    block = examinee.practice.block(examinee.ui.user_id, block_id)
    assert block.elapsed_ms == 3_000
    assert block.items[0].time_ms == 3_000


def test_when_time_is_up_the_block_ends_by_itself_and_says_so(examinee: Examinee) -> None:
    block_id = examinee.begin(2)
    examinee.press("B", "Right")
    examinee.clock.pass_time(181)
    examinee.tick()
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert examinee.sees(TIME_WAS_UP)
    result = examinee.result(block_id)
    assert [item.given for item in result.items] == ["B", ""]
    assert result.block.elapsed_ms == 180_000


def test_a_key_pressed_after_time_is_up_answers_nothing(examinee: Examinee) -> None:
    block_id = examinee.begin(2)
    examinee.clock.pass_time(180)
    examinee.press("B")
    examinee.tick()
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert [item.given for item in examinee.result(block_id).items] == ["", ""]


def test_the_last_five_minutes_warn_and_bring_a_hidden_time_back_once(examinee: Examinee) -> None:
    examinee.begin(4)
    bottom = examinee.frame.bottom
    examinee.point(bottom.hide_time)
    assert examinee.sees("Time hidden")
    assert not examinee.sees("06:00")
    examinee.pass_second(60)
    assert examinee.sees("05:00")
    assert bottom.time.property("ink") == "warning"
    examinee.point(bottom.hide_time)
    examinee.pass_second(1)
    assert not examinee.sees("04:59")


def test_a_pause_covers_the_question_and_stops_the_time(examinee: Examinee) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    examinee.pass_second(5)
    examinee.click("Pause")
    assert not examinee.frame.question.isVisible()
    assert not examinee.sees("Next")
    examinee.clock.pass_time(100)
    examinee.press("P")
    assert examinee.frame.question.isVisible()
    examinee.pass_second(2)
    assert examinee.practice.block(examinee.ui.user_id, block_id).elapsed_ms == 7_000


def test_a_timed_block_offers_no_pause(examinee: Examinee) -> None:
    examinee.begin(2)
    examinee.press("P")
    assert examinee.frame.question.isVisible()
    assert not examinee.sees("Pause")


def test_ending_from_a_pause_lets_the_time_run_on(examinee: Examinee) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    examinee.press("P", "Ctrl+E")
    assert examinee.frame.review.isVisible()
    examinee.pass_second(4)
    assert examinee.practice.block(examinee.ui.user_id, block_id).elapsed_ms == 4_000


def test_a_suspended_block_goes_on_at_the_same_item_and_second(examinee: Examinee) -> None:
    block_id = examinee.begin(4)
    examinee.press("C", "Right", "M", "Shift+A", "Right")
    examinee.clock.pass_time(7)
    examinee.click("Suspend")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    examinee.clock.pass_time(3_600)
    examinee.open(block_id)
    assert examinee.sees("Item 3 of 4")
    assert examinee.sees("05:53")
    examinee.press("Left")
    assert examinee.states() == "struck idle idle idle idle"
    assert examinee.sees("Marked")
    examinee.press("Left")
    assert examinee.states() == "idle idle chosen idle idle"


def test_closing_the_window_loses_nothing(examinee: Examinee, data_dir: Path) -> None:
    block_id = examinee.begin(3, Mode.TUTOR)
    examinee.press("D", "Right", "A")
    examinee.clock.pass_time(0.6)
    examinee.shell.close()
    desk = Desk(AppContext(data_dir, examinee.clock), examinee.clock)
    block = desk.practice.block(desk.user_id, block_id)
    desk.context.close()
    assert block.elapsed_ms == 600
    assert block.position == 1
    assert [item.answer for item in block.items] == [{3}, {0}, frozenset()]
