"""The page Today, at the real window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from tests.support.daily import DAY_S, EXAM, MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.daily import Daily


def at_today(daily: Daily) -> TodayPage:
    page = daily.turn_to("today", TodayPage)
    daily.wait(lambda: daily.state.shown is not None)
    daily.settle()
    return page


def test_the_tasks_of_today_stand_there_with_their_minutes(daily: Daily) -> None:
    page = at_today(daily)
    tasks = daily.today()
    assert tasks
    assert list(page.list.rows) == [task.id for task in tasks]
    row = page.list.rows[tasks[0].id]
    assert row.check.accessibleName() == f"{tasks[0].title}, {tasks[0].minutes} min"
    assert daily.sees("Monday 2 March")
    assert daily.sees(rf"0 of {sum(task.minutes for task in tasks)} min")


def test_with_text_twice_as_large_the_tasks_keep_room_for_their_names(daily: Daily) -> None:
    page = at_today(daily)
    daily.shell.resize(1280, 800)
    daily.settle()
    assert page.today.mapTo(page, QPoint()).x() > page.list.width()
    daily.ui.settings.set("text_zoom", 200)
    daily.settle()
    assert page.list.width() > 0.9 * page.width()
    assert page.today.mapTo(page, QPoint()).y() > page.list.mapTo(page, QPoint()).y()
    daily.ui.settings.set("text_zoom", 100)
    daily.settle()


def test_the_next_task_has_the_keyboard_and_space_ticks_it(daily: Daily) -> None:
    page = at_today(daily)
    first = daily.today()[0]
    check = page.list.rows[first.id].check
    assert check.hasFocus()
    daily.press("Space")
    daily.settle()
    assert daily.today()[0].done_at == daily.clock.now()
    assert check.isChecked()
    assert check.hasFocus()
    daily.press("Space")
    daily.settle()
    assert daily.today()[0].done_at is None


def test_a_click_ticks_on_the_box_only(daily: Daily) -> None:
    page = at_today(daily)
    first = daily.today()[0]
    check = page.list.rows[first.id].check
    middle = QPoint(check.width() // 2, check.height() // 2)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=middle)
    daily.settle()
    assert daily.today()[0].done_at is None
    box = QPoint(18, check.height() // 2)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=box)
    daily.settle()
    assert daily.today()[0].done_at is not None


def test_arrows_go_through_the_tasks(daily: Daily) -> None:
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10, kind=TaskKind.BREAK)
    page = at_today(daily)
    tasks = daily.today()
    daily.press("Down")
    assert page.list.rows[tasks[1].id].check.hasFocus()
    daily.press("Up")
    assert page.list.rows[tasks[0].id].check.hasFocus()
    daily.press("Up")
    assert page.list.rows[tasks[0].id].check.hasFocus()


def test_enter_begins_the_block_of_the_task(daily: Daily) -> None:
    at_today(daily)
    task = daily.today()[0]
    assert task.kind is TaskKind.QUESTIONS
    daily.press("Return")
    daily.wait(lambda: daily.shell.taken_over is not None)
    assert len(daily.exam.session.block.items) == task.number


def test_a_click_on_start_begins_the_block_of_its_row(daily: Daily) -> None:
    page = at_today(daily)
    QTest.mouseClick(page.list.rows[daily.today()[0].id].start, Qt.MouseButton.LeftButton)
    daily.wait(lambda: daily.shell.taken_over is not None)
    assert len(daily.exam.session.block.items) == daily.today()[0].number


def test_shift_and_enter_show_the_block_to_be_changed_first(daily: Daily) -> None:
    at_today(daily)
    daily.press("Shift+Return")
    daily.wait(lambda: daily.sees("Start block"))
    daily.settle()
    assert daily.shell.tab == "questions"


def test_enter_lets_the_focus_timer_run_for_a_task_that_opens_nothing(
    seat_daily: Callable[..., Daily],
) -> None:
    daily = seat_daily(week=None)
    daily.tasks.add(daily.user_id, MONDAY, "Draw the nephron", 25)
    page = at_today(daily)
    daily.press("Return")
    assert page.focus.clock.timer.running
    assert page.focus.clock.task is not None
    assert page.focus.clock.task.title == "Draw the nephron"
    page.focus.clock.pause()


def test_e_opens_a_task_and_delete_takes_it_away_until_undo(daily: Daily) -> None:
    page = at_today(daily)
    before = [task.id for task in daily.today()]
    daily.press("E")
    (dialog,) = [one for one in daily.shell.findChildren(TaskDialog) if one.isVisible()]
    dialog.reject()
    daily.shell.activateWindow()
    daily.wait(daily.shell.isActiveWindow)
    daily.settle()
    page.take_keyboard()
    daily.press("Delete")
    daily.settle()
    assert [task.id for task in daily.today()] == before[1:]
    daily.press_toast()
    assert [task.id for task in daily.today()] == before


def test_the_keyboard_stays_when_its_task_goes(daily: Daily) -> None:
    for title in ("Walk", "Read"):
        daily.tasks.add(daily.user_id, MONDAY, title, 10)
    page = at_today(daily)
    tasks = daily.today()
    daily.press("Delete")
    daily.settle()
    assert page.list.rows[tasks[1].id].check.hasFocus()


def test_a_bad_day_moves_tasks_and_says_so_until_that_is_taken_back(daily: Daily) -> None:
    page = at_today(daily)
    before = [task.id for task in daily.today()]
    assert not page.moved.isVisible()
    daily.click("Off")
    daily.settle()
    assert daily.plans.moods(daily.user_id) == {MONDAY: Mood.OFF}
    assert daily.today() == []
    assert daily.sees("Nothing today. The tasks are spread .*")
    assert daily.sees("A day off")
    assert page.moved.isVisible()
    assert daily.sees(rf"{len(before)} tasks? went to other days:")
    daily.press_toast()
    assert [task.id for task in daily.today()] == before
    assert daily.plans.moods(daily.user_id) == {}
    assert not page.moved.isVisible()


def test_a_day_off_of_the_plan_cannot_be_better_or_worse(daily: Daily) -> None:
    daily.clock.pass_time(6 * DAY_S)  # a Sunday
    page = at_today(daily)
    assert not page.today.mood.isEnabled()
    assert daily.sees("A day off by your plan.")
    assert daily.sees("A day off")


def test_what_was_missed_is_told_in_the_morning_with_where_it_went(daily: Daily) -> None:
    missed = daily.today()
    daily.clock.pass_time(DAY_S)
    daily.planning.day_start(daily.user_id)
    page = at_today(daily)
    minutes = sum(task.minutes for task in missed)
    tasks = "1 task" if len(missed) == 1 else f"{len(missed)} tasks"
    assert daily.sees("Moved this morning")
    words = rf"Monday ended {minutes} min short. {tasks} went to days with room:"
    assert daily.sees(words)
    assert daily.sees(r"to (today|tomorrow|\w{3}( \d+ \w{3})?)")
    page.moved.undo.click()
    daily.settle()
    assert [task.id for task in daily.tasks.tasks(daily.user_id, MONDAY, MONDAY)] == [
        task.id for task in missed
    ]
    assert not page.moved.isVisible()


def test_without_plan_and_tasks_the_next_step_is_said(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=None)
    at_today(daily)
    assert daily.sees("No plan yet")
    assert daily.sees("Make a plan")


def test_an_own_task_needs_no_plan(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=None)
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    page = at_today(daily)
    assert not daily.sees("No plan yet")
    assert len(page.list.rows) == 1
    assert not page.today.mood.isVisible()


def test_a_day_without_tasks_says_what_comes_next(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=None)
    daily.tasks.add(daily.user_id, MONDAY + timedelta(1), "Walk", 10)
    at_today(daily)
    assert daily.sees("No task today")  # cards may be due all the same
    assert daily.sees("No task stands on this day. Next: 1 task, tomorrow.")


def test_a_plan_can_be_made_from_an_empty_day_as_long_as_there_is_none(
    seat_daily: Callable[..., Daily],
) -> None:
    alone = seat_daily(week=None)
    alone.tasks.add(alone.user_id, MONDAY + timedelta(1), "Walk", 10)
    asked: list[str] = []
    page = at_today(alone)
    alone.ui.commands.serve("make-plan", lambda *_said: asked.append("make-plan"))
    assert page.make.isVisible()
    page.make.click()
    assert asked == ["make-plan"]


def test_all_done_is_said_with_the_minutes_it_took(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=None)
    task_id = daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    daily.tasks.tick(daily.user_id, task_id, spent_minutes=14)
    at_today(daily)
    assert daily.sees("all done, in 14 min")


def test_the_day_of_the_exam_is_not_a_day_like_others(daily: Daily) -> None:
    daily.clock.pass_time((EXAM - MONDAY).days * DAY_S)
    at_today(daily)
    assert daily.sees("Today is the exam")
    daily.clock.pass_time(DAY_S)
    daily.state.ask()
    daily.settle()
    assert daily.sees("The plan has ended")


def test_a_retest_of_a_miss_is_not_called_the_users_own_idea(
    seat_daily: Callable[..., Daily],
) -> None:
    daily = seat_daily(week=None)
    about = [Place(Kind.QUESTION, 7)]
    retest = TaskKind.RETEST
    missed = daily.tasks.add(daily.user_id, MONDAY, "Retest Q7", 3, kind=retest, about=about)
    own = daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    rows = at_today(daily).list.rows
    said = [rows[one].check.accessibleDescription() for one in (missed, own)]
    assert said == ["a question you missed", "your own task"]
