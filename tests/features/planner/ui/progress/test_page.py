"""How a plan comes on, at the real window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.planner.study_models import Week
from ms2qbank_desktop.features.planner.ui.coverage_card import CoverageCard
from ms2qbank_desktop.features.planner.ui.progress.page import ProgressPage
from ms2qbank_desktop.features.planner.ui.progress.plots import altogether, by_week
from ms2qbank_desktop.features.planner.ui.week.page import WeekPage
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.session import BlockSession
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.words import day_words
from tests.support.daily import DAY_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.daily import Daily

MONDAY = date(2026, 3, 2)
WEEKS = tuple(Week(MONDAY + timedelta(7 * at), 120, 60) for at in range(3))


def test_planned_stands_beside_done_in_hours() -> None:
    plot = by_week(WEEKS, MONDAY + timedelta(8))
    assert plot is not None
    assert plot.rows() == [
        ("Week", "Planned", "Done"),
        ("2 Mar to 8 Mar", "2 h", "1 h"),
        ("9 Mar to 15 Mar", "2 h", "1 h"),
        ("16 Mar to 22 Mar", "2 h", ""),
    ]
    assert plot.mark == 1
    assert by_week((), MONDAY) is None


def test_the_sums_end_with_today() -> None:
    plot = altogether(WEEKS, MONDAY + timedelta(8))
    assert plot is not None
    assert [one.values for one in plot.series] == [(2, 4, 6), (1, 2, None)]
    assert altogether(WEEKS[:1], MONDAY) is None


def at_progress(daily: Daily) -> ProgressPage:
    page = daily.turn_to("progress", ProgressPage)
    daily.wait(lambda: daily.sees("Days left"))
    daily.settle()
    return page


def test_the_page_says_what_is_done_and_what_is_left(daily: Daily) -> None:
    first = daily.today()[0]
    daily.tasks.tick(daily.user_id, first.id)
    at_progress(daily)
    every = daily.tasks.tasks(daily.user_id, MONDAY, date.max)
    share = round(100 * first.minutes / sum(task.minutes for task in every))
    assert daily.sees(f"{share} %")
    assert daily.sees("6 days of study")
    assert daily.sees("In time")
    assert daily.sees("Exam")


def test_while_no_pace_is_known_the_day_of_the_last_task_is_said(daily: Daily) -> None:
    at_progress(daily)
    daily.wait(lambda: daily.state.outlook is not None)
    daily.settle()
    last = max(task.day for task in daily.tasks.tasks(daily.user_id, MONDAY, date.max))
    assert last > MONDAY + timedelta(1)
    assert daily.sees("In time")
    assert daily.sees("pace not known yet")
    words = day_words(last, MONDAY)
    assert daily.sees(f"{words[:1].upper()}{words[1:]}")
    assert daily.sees("the last task of the plan")


def test_who_missed_a_day_is_behind(daily: Daily) -> None:
    missed = sum(task.minutes for task in daily.today())
    daily.clock.pass_time(2 * DAY_S)
    tuesday = daily.tasks.tasks(daily.user_id, MONDAY + timedelta(1), MONDAY + timedelta(1))
    missed += sum(task.minutes for task in tuesday)
    daily.planning.day_start(daily.user_id)
    at_progress(daily)
    assert missed > 15
    assert daily.sees(f"{missed} min")
    assert daily.sees("behind, .*")


def test_a_chart_has_its_table_and_t_does_not_ask_for_a_task(daily: Daily) -> None:
    page = at_progress(daily)
    daily.ui.commands.refresh()  # the command of that key is alive on this page
    assert daily.ui.commands.can("new-task")
    page.weeks.chart.setFocus()
    daily.press("T")
    daily.settle()
    assert page.weeks.as_table.isChecked()
    assert page.weeks.table is not None
    assert page.weeks.table.isVisible()
    assert page.weeks.table.hasFocus()
    daily.press("T")
    assert not page.weeks.as_table.isChecked()
    assert page.weeks.chart.hasFocus()


def test_systems_are_seen_as_questions_are_answered(daily: Daily) -> None:
    at_progress(daily)
    assert daily.sees("0 of 4   0 %")
    wanted = QuestionFilter(BankFilter(systems=frozenset({"Cardiovascular"})))
    block = daily.practice.create_block(daily.user_id, BlockRequest(wanted, Mode.TIMED, 1))
    session = BlockSession(daily.practice, daily.attempts, daily.clock, daily.user_id, block)
    session.choose(1)
    session.end()
    daily.wait(lambda: daily.sees("1 of 4   25 %"))


def test_without_a_plan_the_next_step_is_said(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=None)
    daily.turn_to("progress", ProgressPage)
    daily.wait(lambda: daily.sees("No plan yet"))
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    daily.wait(lambda: daily.sees("Progress belongs to a plan"))


def test_coverage_stands_beside_the_week(daily: Daily) -> None:
    daily.turn_to("week", WeekPage)
    (card,) = daily.shell.findChildren(CoverageCard)
    daily.wait(card.isVisible)
    daily.wait(lambda: daily.sees("Cardiovascular"))
    assert daily.sees("0 %")


def test_what_has_no_place_is_named_with_the_reason(seat_daily: Callable[..., Daily]) -> None:
    daily = seat_daily(week=(10, 0, 0, 0, 0, 0, 0), passes=1)
    page = at_progress(daily)
    daily.wait(page.unplaced.isVisible)
    assert daily.sees(r"Questions, 4 tasks")
    assert daily.sees(r"2 questions, .*: .* min .*")
    assert daily.sees("20 min")


def test_a_plan_in_which_all_has_a_place_names_nothing(daily: Daily) -> None:
    page = at_progress(daily)
    daily.wait(lambda: daily.state.outlook is not None)
    daily.settle()
    assert not page.unplaced.isVisible()
