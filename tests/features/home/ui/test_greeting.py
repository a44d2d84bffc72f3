"""Who is greeted, and how long there is to the exam."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from ms2qbank_desktop.features.home.ui.greeting import greeting, plan_words
from ms2qbank_desktop.features.planner.plan_models import Mood, PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService

if TYPE_CHECKING:
    from tests.support.at_home import AtHome

START = date(2026, 2, 2)
PLAN = PlanDraft("Step 1", START, START + timedelta(137), (60,) * 7)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "evening"), (4, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")],
)
def test_it_greets_by_the_hour_of_the_place(hour: int, words: str) -> None:
    local = datetime(2026, 3, 2, hour, tzinfo=UTC).replace(tzinfo=None).astimezone()
    assert greeting(local) == f"Good {words}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 17), ("day 44 of 138", "94 days", "to the exam")),
        (START, ("day 1 of 138", "137 days", "to the exam")),
        (PLAN.exam - timedelta(1), ("day 137 of 138", "1 day", "to the exam")),
        (PLAN.exam, ("the exam is today", "", "")),
        (PLAN.exam + timedelta(2), ("the exam was Fri 19 Jun", "", "")),
        (START - timedelta(3), ("the plan begins Mon 2 Feb", "140 days", "to the exam")),
    ],
)
def test_it_counts_the_days_of_the_plan(day: date, words: tuple[str, str, str]) -> None:
    assert plan_words(PLAN, day) == words


def test_someone_new_is_welcome_and_has_no_switch(at_home: AtHome) -> None:
    head = at_home.page.greeting
    assert head.title.text().startswith("Welcome, ")
    assert "Monday 2 March" in at_home.words()
    assert head.mood is not None
    assert not head.mood.isVisible()


def test_with_a_plan_the_days_are_told_and_the_switch_plans_anew(at_home: AtHome) -> None:
    today = at_home.clock.study_day(at_home.clock.now())
    plans = at_home.ui.service(PlanService)
    draft = replace(PLAN, start=today, exam=today + timedelta(90))
    plan_id = plans.create(at_home.user_id, draft)
    at_home.ui.service(PlanningService).replan(at_home.user_id, plan_id)
    at_home.wait(lambda: at_home.sees("90 days"))
    assert "Monday 2 March · day 1 of 91 ·" in at_home.words()
    assert at_home.page.greeting.title.text().startswith("Good ")
    mood = at_home.page.greeting.mood
    assert mood is not None
    assert mood.isVisible()
    bad = next(one for one in mood.findChildren(QRadioButton) if one.text() == "Bad")
    QTest.mouseClick(bad, Qt.MouseButton.LeftButton, pos=bad.rect().center())
    at_home.settle()
    assert plans.moods(at_home.user_id) == {today: Mood.BAD}
    at_home.undo()
    assert plans.moods(at_home.user_id) == {}
