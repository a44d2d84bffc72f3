"""The month at the real window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.ui.month.paint import HEAD, PILL, PILLS_FROM
from ms2qbank_desktop.features.planner.ui.week.page import WeekPage
from ms2qbank_desktop.ui.theme import px
from tests.support.planned import LEFT, TODAY

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.ui.month.page import MonthPage
    from tests.support.planned import Planned


def cell(page: MonthPage, day: date) -> QPoint:
    """Return where the cell of a day begins; March 2026 begins on a Sunday, in six weeks."""
    first = date(2026, 2, 23)
    week, weekday = divmod((day - first).days, 7)
    head = px(HEAD)
    top = head + (page.view.height() - head) * week // 6
    return QPoint(page.view.width() * weekday // 7, top)


def line(page: MonthPage, day: date, number: int) -> QPoint:
    """Return a point on a task of a day."""
    return cell(page, day) + QPoint(60, px(PILLS_FROM) + px(PILL) * number + 6)


def test_a_click_on_a_day_opens_it_in_the_week(planned: Planned) -> None:
    there = TODAY + timedelta(10)
    task_id = planned.add("There", there)
    page = planned.open_month()
    QTest.mouseClick(page.view, LEFT, pos=cell(page, there) + QPoint(20, 12))
    planned.settle()
    week = planned.shell.findChild(WeekPage)
    assert isinstance(week, WeekPage)
    assert week.isVisible()
    assert week.view.selected == task_id


def test_a_click_on_a_task_opens_it(planned: Planned) -> None:
    planned.note_requests("open-task")
    planned.add("First")
    second = planned.add("Second")
    page = planned.open_month()
    QTest.mouseClick(page.view, LEFT, pos=line(page, TODAY, 1))
    assert planned.requests == [("open-task", Place(Kind.TASK, second))]


def test_a_task_is_dragged_to_another_day_with_undo(planned: Planned) -> None:
    task_id = planned.add("First")
    page = planned.open_month()
    there = TODAY + timedelta(16)
    planned.drag(page.view, line(page, TODAY, 0), cell(page, there) + QPoint(40, 60))
    assert planned.task(task_id).day == there
    assert planned.toasted() == "Moved to Thu 19 Mar"
    planned.undo()
    assert planned.task(task_id).day == TODAY


def test_what_has_no_room_in_a_cell_is_counted_and_told_by_the_tool_tip(planned: Planned) -> None:
    for at in range(9):
        planned.add(f"Task {at}")
    planned.note_requests("open-task")
    page = planned.open_month()
    below = cell(page, TODAY + timedelta(7)) - QPoint(-60, 6)
    QTest.mouseClick(page.view, LEFT, pos=below)  # the line "+7" is none of the tasks
    assert planned.requests == []


def test_arrows_go_from_day_to_day_and_into_other_months(planned: Planned) -> None:
    planned.add("First")
    page = planned.open_month()
    planned.press("Down", "Right")
    assert page.view.day == TODAY + timedelta(8)
    planned.press(*["Down"] * 3)
    assert page.view.day == date(2026, 4, 1)
    assert page.view.month == date(2026, 4, 1)
    planned.press("Left", "Return")
    planned.settle()
    week = planned.shell.findChild(WeekPage)
    assert isinstance(week, WeekPage)
    assert week.view.monday == date(2026, 3, 30)


def test_page_keys_turn_the_month_over_the_ends_of_years(planned: Planned) -> None:
    planned.add("First")
    page = planned.open_month()
    planned.press(*["PageUp"] * 3)
    assert "December 2025" in planned.words()
    assert page.view.month == date(2025, 12, 1)
    planned.press(*["PageDown"] * 4)
    assert "April 2026" in planned.words()
    page.stepper.today.click()
    assert page.view.month == date(2026, 3, 1)


def test_escape_lets_go_of_a_task(planned: Planned) -> None:
    task_id = planned.add("First")
    page = planned.open_month()
    there = cell(page, TODAY + timedelta(2)) + QPoint(40, 60)
    QTest.mousePress(page.view, LEFT, pos=line(page, TODAY, 0))
    QTest.mouseMove(page.view, there)
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.view, LEFT, pos=there)
    planned.settle()
    assert planned.task(task_id).day == TODAY


def test_home_comes_back_to_today(planned: Planned) -> None:
    planned.add("First")
    page = planned.open_month()
    planned.press("PageUp", "PageUp", "Home")
    assert page.view.month == date(2026, 3, 1)
    assert page.view.day == TODAY
