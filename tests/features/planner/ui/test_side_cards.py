"""The cards beside the week and today: how the day is, what was moved, what rests in the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft
from ms2qbank_desktop.features.planner.planning import BAD_SHARE, GOOD_SHARE
from ms2qbank_desktop.features.planner.ui.missed_card import MissedCard
from ms2qbank_desktop.features.planner.ui.moved_card import MovedCard
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from ms2qbank_desktop.features.planner.ui.today_card import TodayCard
from tests.support.planned import TODAY, Planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton
DAY_S = 24 * 3600
OUTLOOK_REST_MS = 600
"""After a change, before it is looked ahead."""


class Late(Planned):
    """Looks at today, and lets days pass."""

    def open_today(self) -> TodayPage:
        self.shell.open("planner", "today")
        self.settle()
        page = self.shell.findChild(TodayPage)
        assert isinstance(page, TodayPage)
        return page

    def sleep(self, days: int = 1) -> None:
        self.clock.pass_time(days * DAY_S)
        self.state.start_day()
        self.settle()
        self.hurry(OUTLOOK_REST_MS)

    def plan_of_forms(self) -> int:
        """Make a plan whose self-assessment fits on no other day than today."""
        goals = Goals(
            passes=0, assessments=(TODAY,), assessment_minutes=90, cards=False, last_week=False
        )
        week = (30, 90, 30, 30, 30, 30, 0)
        draft = PlanDraft("Forms", TODAY, TODAY + timedelta(6), week, goals)
        plan_id = self.plans.create(self.ui.user_id, draft)
        self.planning.replan(self.ui.user_id, plan_id)
        return plan_id


@pytest.fixture
def late(qapp: QApplication, data_dir: Path) -> Iterator[Late]:  # noqa: ARG001
    late = Late(data_dir)
    yield late
    late.settle()
    late.leave()


def test_a_missed_task_without_a_day_says_why_and_goes_to_today_with_one_click(late: Late) -> None:
    late.plan_of_forms()
    page = late.open_today()
    assert not page.missed.isVisible()
    late.sleep()
    late.wait(page.missed.isVisible)
    (line,) = page.missed.rows
    assert line.way.task.title == "Self-assessment"
    late.wait(lambda: "none of them has 90" in page.missed.rows[0].way.reason)
    (line,) = page.missed.rows
    assert line.place.text() == "Today"
    QTest.mouseClick(line.place, LEFT)
    late.settle()
    assert late.titles(TODAY + timedelta(1)) == ["Self-assessment"]
    assert not page.missed.isVisible()
    late.undo()
    assert late.titles(TODAY) == ["Self-assessment"]
    assert page.missed.isVisible()


def test_a_missed_task_is_dropped_with_one_click_and_comes_back_with_undo(late: Late) -> None:
    plan_id = late.plan_of_forms()
    page = late.open_today()
    late.sleep()
    late.wait(page.missed.isVisible)
    QTest.mouseClick(page.missed.rows[0].drop, LEFT)
    late.settle()
    assert not page.missed.isVisible()
    assert late.titles(TODAY) == []
    late.planning.replan(late.ui.user_id, plan_id)
    assert late.planning.outlook(late.ui.user_id, plan_id).unplaced == ()
    late.undo()
    assert late.titles(TODAY) == ["Self-assessment"]


def test_own_tasks_of_the_past_are_offered_the_next_day_with_room(late: Late) -> None:
    late.make_plan()
    late.add("Call the library", TODAY, 10)
    late.add("Read Harrison", TODAY, 600)
    page = late.open_today()
    late.sleep()
    late.wait(page.missed.isVisible)
    days = {line.way.task.title: line.way.day for line in page.missed.rows}
    assert days["Read Harrison"] == TODAY + timedelta(1)  # no day has room: today as well as any
    assert TODAY < days["Call the library"] <= TODAY + timedelta(14)
    assert {line.way.task.kind for line in page.missed.rows} == {TaskKind.OTHER}


def test_what_was_put_back_to_the_past_rests_there_openly(late: Late) -> None:
    late.make_plan(days=20, block=5)
    page = late.open_today()
    blocks = [one for one in late.tasks.tasks(late.ui.user_id, TODAY, TODAY) if one.system]
    assert blocks
    late.sleep()
    assert not page.missed.isVisible()
    late.wait(page.moved.isVisible)
    QTest.mouseClick(page.moved.undo, LEFT)
    late.settle()
    late.wait(page.missed.isVisible)
    there = {line.way.task.id for line in page.missed.rows}
    assert {one.id for one in blocks} <= there
    assert all(one.kind is not TaskKind.CARDS for one in (r.way.task for r in page.missed.rows))


def test_tasks_that_found_a_day_later_than_in_two_weeks_and_lost_ones_are_named(
    late: Late,
) -> None:
    full = {TODAY + timedelta(at): 0 for at in range(1, 20)}
    plan_id = late.make_plan(days=30, block=5, passes=2, cards=False, reviews=False)
    draft = late.plans.plan(late.ui.user_id, plan_id).draft
    page = late.open_today()
    there = [one.title for one in late.tasks.tasks(late.ui.user_id, TODAY, TODAY)]
    assert there
    late.plans.save(late.ui.user_id, plan_id, replace(draft, special=full))
    late.state.set_mood(TODAY, Mood.OFF)
    late.settle()
    late.wait(page.moved.isVisible)
    assert page.moved.late.isVisible()
    assert page.moved.late.text().startswith("Later than in 2 weeks: ")
    assert there[0] in page.moved.late.text()
    short = replace(draft, exam=TODAY + timedelta(2), special=full)
    late.plans.save(late.ui.user_id, plan_id, short)
    late.state.replan()
    late.settle()
    late.wait(lambda: page.moved.lost.isVisible())
    assert page.moved.lost.text().startswith("No longer in the plan: ")
    assert " × 5 questions, " in page.moved.lost.text()


def test_what_went_with_its_day_is_named_and_a_break_is_over(late: Late) -> None:
    late.make_plan(days=9, passes=0, reviews=False)
    late.add("Walk", kind=TaskKind.BREAK)
    page = late.open_today()
    late.sleep(7)
    day = TODAY + timedelta(7)
    gone = [one.title for one in late.tasks.tasks(late.ui.user_id, day, day)]
    assert gone == ["20 questions, Mixed"]
    late.sleep()
    late.wait(page.moved.gone.isVisible)
    assert page.moved.gone.text() == "Not carried over: 20 questions, Mixed."
    assert page.moved.words.text() == "Nothing had to move."
    assert not page.moved.lost.isVisible()
    assert not page.missed.isVisible()


def test_the_words_of_a_mood_say_the_shares_that_are_planned_with(late: Late) -> None:
    late.make_plan()
    page = late.open_today()
    assert f"{BAD_SHARE:.0%}".replace("%", "\N{NO-BREAK SPACE}%") in page.today.what.text()
    late.state.set_mood(TODAY, Mood.GOOD)
    late.settle()
    assert f"{GOOD_SHARE - 1:.0%}".replace("%", "\N{NO-BREAK SPACE}%") in page.today.what.text()


def test_the_week_shows_the_same_cards(late: Late) -> None:
    late.make_plan()
    page = late.open_week()
    for kind in (TodayCard, MissedCard, MovedCard):
        assert len(page.findChildren(kind)) == 1
    assert page.findChildren(MissedCard)[0].isHidden()
    late.add("Old", date(2026, 2, 20))
    late.state.ask()
    late.settle()
    late.wait(page.findChildren(MissedCard)[0].isVisible)
