"""Dates that calendars stumble over: leap days, clocks put forward, zones, very short and very long
plans."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import MOST_DAYS, Goals, PlanDraft
from ms2qbank_desktop.features.planner.planning import Supply, make, study_days
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.bank import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = date(2026, 3, 2)
WEEK = (60, 60, 60, 60, 60, 60, 60)
BANK = {system.name: 60 for system in SYSTEMS}
SUPPLY = Supply(
    questions=BANK,
    unseen=BANK,
    weights={system.name: system.weight for system in SYSTEMS},
    due={START + timedelta(at): 20 for at in range(400)},
)
PLAN = PlanDraft("Step 1", START, START + timedelta(90), WEEK)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the time zone back after the test."""
    before = os.environ.get("TZ")
    yield
    monkeypatch.undo()
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    desk = open_desk(data_dir, questions=60)
    yield desk
    desk.context.close()


def go_to(desk: Desk, instant: datetime) -> None:
    desk.clock.pass_time((instant - desk.clock.now()).total_seconds())


def test_a_leap_day_is_a_day_of_study() -> None:
    begin = date(2028, 2, 20)
    plan = replace(PLAN, start=begin, exam=date(2028, 3, 10), goals=Goals(cards=False))
    made = make(plan, replace(SUPPLY, due={}), begin)
    assert date(2028, 2, 29) in {day.date for day in made.days}
    assert date(2028, 2, 29) in {day for _, day in made.placed}
    assert len(made.days) == 19


def test_an_exam_on_a_leap_day_and_a_plan_over_the_end_of_a_year() -> None:
    begin = date(2027, 12, 20)
    made = make(replace(PLAN, start=begin, exam=date(2028, 2, 29)), SUPPLY, begin)
    assert max(day for _, day in made.placed) <= date(2028, 2, 28)
    assert len(made.days) == 71


def test_an_exam_tomorrow_fills_today_and_names_the_rest() -> None:
    made = make(replace(PLAN, exam=START + timedelta(1)), SUPPLY, START)
    assert {day for _, day in made.placed} == {START}
    assert sum(piece.unit.minutes for piece, _ in made.placed) <= 60
    assert any(piece.kind is TaskKind.QUESTIONS for piece, _ in made.placed)
    assert all(reason for _, reason in made.left)


@pytest.mark.parametrize("length", [730, 1100, MOST_DAYS])
def test_a_very_long_plan_is_filled_from_its_begin_to_its_end(length: int) -> None:
    made = make(replace(PLAN, exam=START + timedelta(length)), SUPPLY, START)
    new = [day for piece, day in made.placed if piece.unit.key.startswith("questions/")]
    thirds = Counter((day - START).days * 3 // length for day in new)
    assert not made.left
    assert min(thirds[0], thirds[1], thirds[2]) >= 0.25 * len(new)
    assert max(Counter(day for _, day in made.placed).values()) <= 4


def test_zero_minutes_on_every_day_but_one_special_one() -> None:
    only = START + timedelta(20)
    plan = replace(PLAN, week=(0,) * 7, special={only: 300})
    made = make(plan, SUPPLY, START)
    assert {day for _, day in made.placed} == {only}
    assert [day.minutes for day in made.days] == [300]


def test_days_off_may_be_all_days() -> None:
    off = frozenset(START + timedelta(at) for at in range(90))
    made = make(replace(PLAN, off=off), SUPPLY, START)
    assert not made.placed
    assert sum(piece.number for piece, _ in made.left if piece.number) >= sum(BANK.values())
    assert study_days(replace(PLAN, off=off), START) == []


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("place", "instant", "day"),
    [
        # 04:00 local begins the day of study; clocks go forward on 8 March 2026 in New York,
        # on 29 March in Berlin, and back there on 25 October.
        ("America/New_York", datetime(2026, 3, 8, 7, 30, tzinfo=UTC), date(2026, 3, 7)),
        ("America/New_York", datetime(2026, 3, 8, 8, 30, tzinfo=UTC), date(2026, 3, 8)),
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Berlin", datetime(2026, 3, 29, 3, 30, tzinfo=UTC), date(2026, 3, 29)),
        ("Europe/Berlin", datetime(2026, 10, 25, 3, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Pacific/Kiritimati", datetime(2026, 3, 2, 15, 0, tzinfo=UTC), date(2026, 3, 3)),
        ("Pacific/Pago_Pago", datetime(2026, 3, 2, 14, 0, tzinfo=UTC), date(2026, 3, 1)),
    ],
)
def test_a_plan_begins_on_the_study_day_of_the_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str, instant: datetime, day: date
) -> None:
    monkeypatch.setenv("TZ", place)
    time.tzset()
    go_to(desk, instant)
    planning = desk.context.service(PlanningService)
    draft = PlanDraft("Zone", day, day + timedelta(5), WEEK, Goals(last_week=False))
    plan_id = desk.context.service(PlanService).create(desk.user_id, draft)
    planning.replan(desk.user_id, plan_id)
    found = desk.context.service(TaskService).tasks(desk.user_id, date.min, date.max)
    assert min(task.day for task in found) == day
    assert max(task.day for task in found) < draft.exam


@pytest.mark.usefixtures("zone")
def test_every_day_starts_once_while_clocks_are_put_forward_and_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    planning, plans = desk.context.service(PlanningService), desk.context.service(PlanService)
    for first in (date(2026, 3, 27), date(2026, 10, 23)):
        go_to(desk, datetime(first.year, first.month, first.day, 12, tzinfo=UTC))
        draft = PlanDraft("Clock", first, first + timedelta(20), WEEK)
        plan_id = plans.create(desk.user_id, draft)
        planning.replan(desk.user_id, plan_id)
        starts = []
        for _ in range(5 * 24):
            desk.clock.pass_time(3600)
            if planning.day_start(desk.user_id):
                starts.append(desk.clock.study_day(desk.clock.now()))
        assert starts == [first + timedelta(at) for at in range(1, 6)]
        plans.remove(desk.user_id, plan_id)


@pytest.mark.usefixtures("zone")
def test_a_flight_to_the_west_plans_no_day_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    go_to(desk, datetime(2026, 3, 10, 0, 0, tzinfo=UTC))  # 09:00 on the 10th
    planning = desk.context.service(PlanningService)
    draft = PlanDraft("Flight", date(2026, 3, 10), date(2026, 4, 20), WEEK)
    plan_id = desk.context.service(PlanService).create(desk.user_id, draft)
    planning.replan(desk.user_id, plan_id)
    tasks = desk.context.service(TaskService)
    before = tasks.tasks(desk.user_id, date.min, date.max)
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    assert planning.day_start(desk.user_id) == []  # it is the 9th again
    planning.replan(desk.user_id, plan_id)
    assert tasks.tasks(desk.user_id, date.min, date.max) == before
