"""How a plan comes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.milestones import milestones
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.planning import study_days
from ms2qbank_desktop.features.planner.progress import (
    Change,
    Work,
    ahead,
    finish,
    first_days,
    weeks,
)
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.progress import ProgressService
from ms2qbank_desktop.features.planner.service.tasks import TaskService

if TYPE_CHECKING:
    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)
PLAN = PlanDraft("June", MONDAY, MONDAY + timedelta(28), (60, 60, 60, 60, 60, 0, 0))


def day(at: int) -> date:
    return MONDAY + timedelta(at)


def test_a_task_was_first_planned_for_the_day_before_days_went_wrong() -> None:
    work = [Work(1, day(9), 30), Work(2, day(3), 30), Work(3, day(5), 30)]
    changes: list[Change] = [
        ("asked", [(1, None, day(0)), (2, None, day(3))]),
        ("day", [(1, day(0), day(7))]),
        ("mood", [(1, day(7), day(9))]),
    ]
    assert first_days(work, changes) == {1: day(0), 2: day(3), 3: day(5)}


def test_a_plan_that_was_changed_begins_anew_with_that() -> None:
    work = [Work(1, day(9), 30)]
    changes: list[Change] = [
        ("asked", [(1, None, day(0))]),
        ("day", [(1, day(0), day(7))]),
        ("asked", [(1, day(7), day(9))]),
    ]
    assert first_days(work, changes) == {1: day(9)}


def test_weeks_have_what_was_planned_first_and_what_was_done_in_them() -> None:
    work = [Work(1, day(8), 30, day(8)), Work(2, day(1), 20, day(1)), Work(3, day(15), 50)]
    found = weeks(work, {1: day(0), 2: day(1), 3: day(15)})
    assert [(one.first, one.planned, one.done) for one in found] == [
        (day(0), 50, 20),
        (day(7), 0, 30),
        (day(14), 50, 0),
    ]
    assert weeks([], {}) == ()


def test_what_was_missed_is_behind_until_it_is_done() -> None:
    first = {1: day(0), 2: day(1), 3: day(2), 4: day(6)}
    work = [Work(1, day(9), 30), Work(2, day(1), 20, day(1)), Work(3, day(2), 25)]
    assert ahead(work, first, day(2)) == -30
    done_later = [Work(1, day(2), 30, day(2)), *work[1:]]
    assert ahead(done_later, first, day(2)) == 0
    early = [*done_later, Work(4, day(2), 45, day(2))]
    assert ahead(early, first, day(2)) == 45


def test_a_plan_ends_on_the_day_that_its_pace_says() -> None:
    work = [Work(1, day(0), 60), Work(2, day(1), 60), Work(3, day(0), 60, day(0))]
    assert finish(PLAN, MONDAY, work[2:], 1.0) == MONDAY
    assert finish(PLAN, MONDAY, work, 1.0) == day(1)
    assert finish(PLAN, MONDAY, work, 0.5) == day(3)
    assert finish(PLAN, MONDAY, work, 3.0) == day(1)
    assert finish(PLAN, MONDAY, [Work(1, day(0), 20 * 60)], 1.0) == day(25)


def test_a_plan_does_not_end_before_its_last_task() -> None:
    loose = [Work(1, day(0), 20), Work(2, day(18), 20)]
    assert finish(PLAN, MONDAY, loose, None) == day(18)
    assert finish(PLAN, MONDAY, loose, 1.0) == day(18)
    missed = [Work(1, day(0), 20)]
    assert finish(PLAN, day(3), missed, None) == day(3)


def test_a_plan_that_is_too_full_ends_after_the_exam_or_never() -> None:
    assert finish(PLAN, MONDAY, [Work(1, day(0), 25 * 60)], 1.0) == day(35)
    assert finish(PLAN, MONDAY, [Work(1, day(0), 120)], 0.0) is None
    assert finish(PLAN, MONDAY, [Work(1, day(0), 10**7)], 1.0) is None


def task(
    at: int, number: int = 0, kind: TaskKind = TaskKind.QUESTIONS, *, done: bool = False
) -> Task:
    when = datetime(2026, 3, 2, tzinfo=UTC) if done else None
    return Task(at, day(at), kind, "Task", 20, number=number, done_at=when, plan_id=1)


def test_milestones_lie_where_the_questions_are_done() -> None:
    tasks = [task(at, 10, done=at == 0) for at in range(4)]
    tasks.append(task(2, kind=TaskKind.SELF_ASSESSMENT))
    found = [(one.day, one.words, one.reached) for one in milestones(PLAN, tasks, day(1))]
    assert found == [
        (day(0), "A quarter of the planned questions", True),
        (day(1), "Half of the planned questions", False),
        (day(2), "Three quarters of the planned questions", False),
        (day(2), "Self-assessment", False),
        (day(3), "All planned questions", False),
        (day(21), "The last week, nothing new", False),
        (day(28), "Exam", False),
    ]


def test_a_plan_without_questions_still_has_its_exam() -> None:
    assert [one.words for one in milestones(PLAN, [], MONDAY)] == [
        "The last week, nothing new",
        "Exam",
    ]


def test_the_last_days_begin_where_the_plan_begins_them() -> None:
    for length, words in ((22, "The last 5 days"), (7, "The last day"), (3, None)):
        plan = replace(PLAN, exam=day(length), week=(60,) * 7)
        closing = [one.date for one in study_days(plan, MONDAY) if one.closing]
        found = [one for one in milestones(plan, [], MONDAY) if "nothing new" in one.words]
        assert [one.day for one in found] == closing[:1]
        assert [one.words for one in found] == ([f"{words}, nothing new"] if words else [])


def test_the_progress_of_a_plan_is_counted_from_its_tasks(desk: Desk) -> None:
    draft = PlanDraft(
        "Step 1", MONDAY, day(5), (30,) * 7, Goals(block=2, last_week=False, reviews=False)
    )
    context, user_id = desk.context, desk.user_id
    plan_id = context.service(PlanService).create(user_id, draft)
    context.service(PlanningService).replan(user_id, plan_id)
    tasks = context.service(TaskService)
    every = tasks.tasks(user_id, MONDAY, day(5))
    assert sum(one.number for one in every) == 12
    tasks.tick(user_id, every[0].id)
    desk.clock.pass_time(3 * 24 * 3600)
    context.service(PlanningService).day_start(user_id)
    missed = sum(one.minutes for one in every[1:] if one.day < day(3))
    found = context.service(ProgressService).progress(user_id, plan_id)
    now = sum(one.minutes for one in tasks.tasks(user_id, MONDAY, day(5)))
    assert (found.done, found.whole) == (every[0].minutes, now)
    assert missed > 0
    assert found.ahead == -missed
    assert (found.days_left, found.study_days_left) == (2, 2)
    assert sum(every for _, every in found.seen.values()) == 12
    assert sum(one.done for one in found.weeks) == every[0].minutes


def test_questions_that_were_answered_are_seen(desk: Desk) -> None:
    context, user_id = desk.context, desk.user_id
    draft = PlanDraft("Step 1", MONDAY, day(14), (30,) * 7)
    plan_id = context.service(PlanService).create(user_id, draft)
    service = context.service(ProgressService)
    assert service.seen(user_id, plan_id) == {
        "Cardiovascular System": (0, 4),
        "Respiratory & Renal/Urinary Systems": (0, 8),
    }
    session = desk.session(desk.block(12))
    session.choose(1)
    session.end()
    seen = service.seen(user_id, plan_id)
    assert sum(number for number, _ in seen.values()) >= 1
    left_out = PlanDraft(
        "Step 1", MONDAY, day(14), (30,) * 7, priorities={"Cardiovascular System": 0.0}
    )
    context.service(PlanService).save(user_id, plan_id, left_out)
    assert list(service.seen(user_id, plan_id)) == ["Respiratory & Renal/Urinary Systems"]
