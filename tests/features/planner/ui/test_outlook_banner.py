"""What is said of a plan that cannot be done, and what its remedies change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import (
    Goals,
    Mood,
    Outlook,
    PlanDraft,
    Unplaced,
)
from ms2qbank_desktop.features.planner.ui.outlook_banner import (
    Gap,
    OutlookBanner,
    warning,
    with_more,
    with_one_pass,
)
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.daily import Daily

MONDAY = date(2026, 3, 2)
PLAN = PlanDraft("June", MONDAY, MONDAY + timedelta(28), (60, 60, 60, 60, 60, 0, 0))
TWICE = replace(PLAN, goals=Goals(passes=2))
FINE = Outlook(100, 20, 1.0, None, 0, 0)
OUTLOOK_REST_MS = 600
"""After a change, before it is looked ahead."""
SHORT = Outlook(100, 20, 0.826, 0.7, 12, 0)


def test_a_plan_that_will_be_done_is_not_warned_of() -> None:
    assert warning(PLAN, FINE, MONDAY) is None
    assert warning(PLAN, replace(FINE, coverage=0.996), MONDAY) is None


def test_what_will_be_seen_is_said_and_never_rounded_up() -> None:
    assert warning(PLAN, SHORT, MONDAY) == Gap(
        "At this pace you see 82 % of the bank before the exam.",
        "12 more minutes a day would close the gap.",
        12,
    )
    found = warning(PLAN, replace(SHORT, coverage=0.9949), MONDAY)
    assert found is not None
    assert "99 %" in found.text


def test_a_second_pass_can_be_dropped_instead() -> None:
    found = warning(TWICE, SHORT, MONDAY)
    assert found is not None
    assert "82 % of the promised questions" in found.text
    assert found.advice == "12 more minutes a day or no second pass would help."


def test_work_without_a_place_is_named() -> None:
    lost = Unplaced("Shock", TaskKind.VIDEO, "", 130, "…")
    found = warning(PLAN, replace(FINE, unplaced=(lost,)), MONDAY)
    assert found == Gap(
        "2 h 10 min of promised work has no place before the exam.",
        "7 more minutes a day would close the gap.",
        7,
    )


def test_no_day_is_made_longer_than_it_is() -> None:
    full = replace(PLAN, week=(1440,) * 7)
    found = warning(full, SHORT, MONDAY)
    assert found is not None
    assert found.minutes == 0
    assert found.advice == "Give single days more time."


def test_after_the_last_day_nothing_is_warned_of() -> None:
    assert warning(PLAN, SHORT, PLAN.exam) is None


def test_more_minutes_lengthen_days_of_study_and_leave_days_off() -> None:
    day = MONDAY + timedelta(3)
    longer = with_more(replace(PLAN, special={day: 90, day + timedelta(1): 0}), 12)
    assert longer.week == (72, 72, 72, 72, 72, 0, 0)
    assert longer.special == {day: 102, day + timedelta(1): 0}
    assert with_one_pass(TWICE).goals.passes == 1


def hurry(seat_daily: Callable[..., Daily]) -> tuple[Daily, OutlookBanner]:
    """Seat a student who has too little time."""
    daily = seat_daily(week=(5, 0, 0, 0, 0, 0, 0), passes=2)
    banner = daily.turn_to("today", TodayPage).banner
    daily.hurry(OUTLOOK_REST_MS)
    daily.wait(banner.isVisible)
    return daily, banner


def test_a_remedy_changes_the_plan_and_can_be_taken_back(seat_daily: Callable[..., Daily]) -> None:
    daily, _ = hurry(seat_daily)
    assert daily.sees(r"At this pace \d+ % of the promised questions are done before the exam.")
    daily.click("Drop second pass")
    daily.settle()
    assert daily.plans.plan(daily.user_id, daily.plan_id).draft.goals.passes == 1
    daily.wait(lambda: not daily.sees("Drop second pass"))
    daily.press_toast()
    assert daily.plans.plan(daily.user_id, daily.plan_id).draft.goals.passes == 2


def test_more_minutes_are_added_with_one_click(seat_daily: Callable[..., Daily]) -> None:
    daily, _ = hurry(seat_daily)
    (word,) = [word for word in daily.words() if word.startswith("Add ")]
    daily.click(word)
    daily.settle()
    more = int(word.split()[1])
    week = daily.plans.plan(daily.user_id, daily.plan_id).draft.week
    assert week == (5 + more, 0, 0, 0, 0, 0, 0)


def test_a_warning_that_was_closed_stays_away_until_it_says_something_else(
    seat_daily: Callable[..., Daily],
) -> None:
    daily, banner = hurry(seat_daily)
    assert banner.banner is not None
    banner.banner.close_banner()
    daily.state.changed.emit()
    assert not banner.isVisible()
    daily.state.set_mood(MONDAY, Mood.OFF)
    daily.hurry(OUTLOOK_REST_MS)
    daily.wait(banner.isVisible)
