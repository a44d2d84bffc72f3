"""The focus timer at the window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from ms2qbank_desktop.features.planner.focus_timer import Lengths, Phase
from ms2qbank_desktop.features.planner.tables import StudySpanRow
from ms2qbank_desktop.features.planner.ui.focus_clock import FocusClock, focus_clock
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ms2qbank_desktop.features.planner.ui.today.focus_card import FocusCard
    from tests.support.daily import Daily

MONDAY = date(2026, 3, 2)


@pytest.fixture
def student(seat_daily: Callable[..., Daily]) -> Iterator[Daily]:
    daily = seat_daily(week=None)
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    yield daily
    focus_clock(daily.ui).pause()


def card_of(daily: Daily) -> FocusCard:
    return daily.turn_to("today", TodayPage).focus


def spans(daily: Daily) -> list[tuple[str, int]]:
    with daily.program.context.store.read() as session:
        rows = session.exec(select(StudySpanRow).order_by("id"))
        return [(row.kind, row.seconds) for row in rows]


def test_it_counts_down_and_a_pause_keeps_what_ran(student: Daily) -> None:
    card = card_of(student)
    assert card.time.text() == "25:00"
    card.start.click()
    student.clock.pass_time(600)
    student.wait(lambda: card.time.text() == "15:00")
    assert card.start.text() == "Pause"
    card.start.click()
    student.clock.pass_time(600)
    student.settle()
    assert card.time.text() == "15:00"
    assert card.start.text() == "Go on"
    assert spans(student) == [("focus", 600)]


def test_after_work_comes_rest_by_itself(student: Daily) -> None:
    card = card_of(student)
    card.start.click()
    student.clock.pass_time(1501)
    student.wait(lambda: card.clock.timer.phase is Phase.BREAK)
    assert student.toasts() == ["25 min of focus are over: rest for 5 min"]
    assert spans(student) == [("focus", 1500)]
    student.clock.pass_time(301)
    student.wait(lambda: card.clock.timer.phase is Phase.FOCUS)
    assert student.toasts() == ["The break is over"]
    assert spans(student) == [("focus", 1500), ("break", 300)]
    assert card.clock.timer.rounds == 1


def test_what_ran_in_two_parts_is_kept_as_two(student: Daily) -> None:
    card = card_of(student)
    for _ in range(2):
        card.start.click()
        student.clock.pass_time(120)
        card.start.click()
    assert spans(student) == [("focus", 120), ("focus", 120)]


def test_skip_goes_to_the_break_and_reset_to_the_beginning(student: Daily) -> None:
    card = card_of(student)
    assert not card.skip.isEnabled()
    card.start.click()
    student.clock.pass_time(90)
    card.skip.click()
    assert card.clock.timer.phase is Phase.BREAK
    assert spans(student) == [("focus", 90)]
    card.reset.click()
    assert card.time.text() == "25:00"
    assert not card.reset.isEnabled()


def test_own_lengths_are_kept_for_the_next_time(student: Daily) -> None:
    card = card_of(student)
    assert not card.focus.isVisible()
    student.click("Own")
    assert card.focus.isVisible()
    card.focus.setValue(40)
    card.rest.setValue(8)
    card.rest.editingFinished.emit()
    assert card.time.text() == "40:00"
    settings = student.program.context.settings
    assert (settings.get("focus_minutes"), settings.get("focus_break")) == (40, 8)
    student.click("50/10")
    assert card.clock.timer.lengths == Lengths(50, 10)


def test_it_goes_on_while_another_page_is_open(student: Daily) -> None:
    card = card_of(student)
    card.start.click()
    student.ui.navigate.open("questions", "bank")
    student.clock.pass_time(60)
    student.ui.navigate.open("planner", "today")
    student.wait(lambda: card.time.text() == "24:00")


def test_the_time_that_ran_is_kept_when_the_window_is_closed(student: Daily) -> None:
    found: list[tuple[str, int]] = []
    card = card_of(student)
    card.start.click()
    student.clock.pass_time(300)
    record = card.clock.pause

    def pause_and_look() -> None:
        record()
        found.extend(spans(student))

    card.clock.pause = pause_and_look  # type: ignore[method-assign]
    student.shell.close()
    assert found == [("focus", 300)]


def test_there_is_one_clock_in_the_window(student: Daily) -> None:
    assert focus_clock(student.ui) is card_of(student).clock
    assert len(student.shell.findChildren(FocusClock)) == 1


def test_for_another_task_it_begins_anew(student: Daily) -> None:
    card = card_of(student)
    card.start.click()
    student.clock.pass_time(120)
    (task,) = student.today()
    card.clock.begin(task)
    assert card.time.text() == "25:00"
    assert student.sees("Walk")
    student.clock.pass_time(60)
    card.clock.pause()
    assert spans(student) == [("focus", 120), ("focus", 60)]


def test_a_task_is_ticked_with_the_minutes_of_focus_on_it(student: Daily) -> None:
    card = card_of(student)
    (task,) = student.today()
    card.clock.begin(task)
    student.clock.pass_time(14 * 60)
    card.clock.pause()
    student.press("Space")
    student.settle()
    assert student.today()[0].spent_minutes == 14
