"""Plans and their tasks on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft, PlanMode
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.features.planner.models import Task

MONDAY = date(2026, 3, 2)
DAY_S = 24 * 3600
DRAFT = PlanDraft(
    "Step 1",
    MONDAY,
    MONDAY + timedelta(42),
    (60, 60, 60, 60, 60, 30, 0),
    Goals(assessments=(MONDAY + timedelta(25),), assessment_minutes=40, last_week=False),
)


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    """A profile with 240 questions in three systems."""
    desk = open_desk(data_dir, questions=240)
    yield desk
    desk.context.close()


@pytest.fixture
def plans(desk: Desk) -> PlanService:
    return desk.context.service(PlanService)


@pytest.fixture
def planning(desk: Desk) -> PlanningService:
    return desk.context.service(PlanningService)


def tasks(desk: Desk, first: int = 0, last: int = 60) -> list[Task]:
    service = desk.context.service(TaskService)
    return service.tasks(desk.user_id, MONDAY + timedelta(first), MONDAY + timedelta(last))


def days(desk: Desk) -> dict[int, date]:
    return {task.id: task.day for task in tasks(desk, -5)}


def answer(desk: Desk, number: int, *systems: str) -> None:
    """Answer questions that were never asked, of the bank or of some of its systems."""
    wanted = QuestionFilter(BankFilter(systems=frozenset(systems)), frozenset({Status.UNUSED}))
    session = desk.session(desk.block(number, wanted=wanted))
    for place in range(number):
        session.go(place)
        desk.clock.pass_time(85)
        session.choose(1)
    session.end()


def do(desk: Desk, *found: Task) -> None:
    """Do tasks and tick them."""
    for task in found:
        if task.kind is TaskKind.QUESTIONS:
            heart = task.title.endswith("Cardiovascular")
            systems = ("Cardiovascular",) if heart else ("Renal", "Respiratory")
            answer(desk, int(task.title.split()[0]), *systems)
        desk.context.service(TaskService).tick(desk.user_id, task.id)


def test_a_plan_comes_back_as_it_was_made(desk: Desk, plans: PlanService) -> None:
    draft = replace(
        DRAFT,
        name="  Step \n 1 ",
        off=frozenset({MONDAY + timedelta(3)}),
        special={MONDAY + timedelta(4): 90},
        priorities={"Cardiovascular System": 2.0},
        mode=PlanMode.EVEN,
        subjects=((" Micro ", 2),),
    )
    plan_id = plans.create(desk.user_id, draft)
    assert plans.plan(desk.user_id, plan_id).draft == replace(
        draft, name="Step 1", subjects=(("Micro", 2),)
    )
    assert [plan.id for plan in plans.plans(desk.user_id)] == [plan_id]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"exam": MONDAY}, "exam"),
        ({"exam": MONDAY + timedelta(1501)}, "exam"),
        ({"week": (0,) * 7}, "week"),
        ({"week": (-1, 60, 60, 60, 60, 60, 60)}, "week"),
        ({"mode": PlanMode.EVEN}, "subjects"),
        ({"mode": PlanMode.EVEN, "subjects": (("A", 1), ("a ", 1))}, "subjects"),
        ({"mode": PlanMode.EVEN, "subjects": (("A", 0),)}, "subjects"),
    ],
)
def test_what_cannot_be_planned_is_refused_at_its_field(
    desk: Desk, plans: PlanService, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UserFault) as caught:
        plans.create(desk.user_id, replace(DRAFT, **change))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert plans.plans(desk.user_id) == []


def test_a_plan_makes_tasks_for_every_question_until_the_exam(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    made = planning.replan(desk.user_id, plan_id)
    found = tasks(desk)
    blocks = [task for task in found if task.kind is TaskKind.QUESTIONS]
    assert made.left == ()
    assert sum(int(task.title.split()[0]) for task in blocks) == 240
    assert {task.title.split(", ")[1] for task in blocks} == {
        "Cardiovascular",
        "Respiratory & Renal",
    }
    assert [task.day for task in found if task.kind is TaskKind.SELF_ASSESSMENT] == [
        MONDAY + timedelta(25)
    ]
    assert all(task.plan_id == plan_id and task.day < DRAFT.exam for task in found)
    assert not [task for task in found if task.day.weekday() == 6]
    assert planning.replan(desk.user_id, plan_id).change_id is None


def test_missed_tasks_go_to_days_with_room_and_can_be_put_back(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    before = days(desk)
    do(desk, *tasks(desk, 0, 0))
    desk.clock.pass_time(3 * DAY_S)
    (moved,) = planning.day_start(desk.user_id)
    missed = {task for task, day in before.items() if MONDAY < day < MONDAY + timedelta(3)}
    assert {one.task_id for one in moved.moved} == missed
    after = days(desk)
    assert all(after[task] >= MONDAY + timedelta(3) for task in missed)
    assert all(after[task] == day for task, day in before.items() if task not in missed)
    assert planning.day_start(desk.user_id) == []
    change = planning.last_change(desk.user_id, plan_id)
    assert change is not None
    assert (change[0], change[1], len(change[2])) == (moved.change_id, "day", len(missed))
    planning.undo(desk.user_id, change[0])
    assert days(desk) == before
    with pytest.raises(UserFault, match="already taken back"):
        planning.undo(desk.user_id, change[0])


def test_a_day_off_moves_its_tasks_and_a_normal_one_again_takes_none_away(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    planning.replan(desk.user_id, plans.create(desk.user_id, DRAFT))
    there = tasks(desk, 0, 0)
    planning.set_mood(desk.user_id, MONDAY, Mood.OFF)
    assert there
    assert tasks(desk, 0, 0) == []
    assert len(tasks(desk)) >= len(there)
    planning.set_mood(desk.user_id, MONDAY, Mood.NORMAL)
    assert plans.moods(desk.user_id) == {}


def test_questions_done_outside_the_plan_make_it_shorter(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    number = len(tasks(desk))
    answer(desk, 40)
    planning.replan(desk.user_id, plan_id)
    left = sum(
        int(task.title.split()[0]) for task in tasks(desk) if task.kind is TaskKind.QUESTIONS
    )
    assert left == 200
    assert len(tasks(desk)) < number


def planned_questions(desk: Desk) -> int:
    found = (task for task in tasks(desk) if task.kind is TaskKind.QUESTIONS)
    return sum(task.number for task in found if task.done_at is None)


def test_a_block_ticked_by_hand_counts_until_its_answers_arrive_and_never_twice(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    block = next(task for task in tasks(desk) if task.system == "Cardiovascular System")
    service = desk.context.service(TaskService)
    service.tick(desk.user_id, block.id)
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 240 - block.number
    assert planning.outlook(desk.user_id, plan_id).done == block.number
    desk.clock.pass_time(DAY_S)
    answer(desk, block.number, "Cardiovascular")
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 240 - block.number
    assert planning.outlook(desk.user_id, plan_id).done == block.number
    answer(desk, 3, "Cardiovascular")
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 240 - block.number - 3
    service.tick(desk.user_id, block.id, done=False)
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 240 - block.number - 3


def test_questions_that_were_seen_before_say_nothing_of_a_block_ticked_by_hand(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    answer(desk, 80, "Cardiovascular")
    desk.clock.pass_time(DAY_S)
    plan_id = plans.create(desk.user_id, replace(DRAFT, exam=MONDAY + timedelta(60)))
    planning.replan(desk.user_id, plan_id)
    block = next(task for task in tasks(desk) if task.number)
    desk.context.service(TaskService).tick(desk.user_id, block.id)
    seen = QuestionFilter(BankFilter(), frozenset({Status.CORRECT, Status.INCORRECT}))
    session = desk.session(desk.block(block.number, wanted=seen))
    for place in range(block.number):
        session.go(place)
        session.choose(1)
    session.end()
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 160 - block.number


def test_what_was_done_on_monday_and_ticked_on_tuesday_counts_once(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    block = next(task for task in tasks(desk, 0, 0) if task.system == "Cardiovascular System")
    answer(desk, block.number, "Cardiovascular")
    desk.clock.pass_time(DAY_S)
    planning.day_start(desk.user_id)
    assert planned_questions(desk) == 240 - block.number
    desk.context.service(TaskService).tick(desk.user_id, block.id)
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 240 - block.number


def test_a_block_that_ticked_itself_is_no_word_of_the_user(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    answer(desk, 80, "Cardiovascular")
    desk.clock.pass_time(DAY_S)
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    block = next(task for task in tasks(desk) if task.number)
    desk.context.service(TaskService).tick(
        desk.user_id, block.id, spent_minutes=9, studied=block.number
    )
    planning.replan(desk.user_id, plan_id)
    assert planned_questions(desk) == 160


def test_a_missed_task_without_a_place_is_named_and_one_that_nobody_needs_is_taken_away(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    goals = Goals(passes=0, assessments=(MONDAY,), assessment_minutes=60, last_week=False)
    draft = replace(
        DRAFT, goals=goals, week=(60, 30, 30, 30, 30, 30, 0), exam=MONDAY + timedelta(7)
    )
    plan_id = plans.create(desk.user_id, draft)
    planning.replan(desk.user_id, plan_id)
    (form,) = tasks(desk)
    desk.clock.pass_time(DAY_S)
    (moved,) = planning.day_start(desk.user_id)
    (named,) = moved.left
    assert (named.task_id, named.title, named.minutes) == (form.id, "Self-assessment", 60)
    assert "none of them has 60" in named.reason
    assert planning.outlook(desk.user_id, plan_id).unplaced == (named,)
    assert days(desk)[form.id] == MONDAY
    plans.save(desk.user_id, plan_id, replace(draft, goals=replace(goals, assessments=())))
    change = planning.replan(desk.user_id, plan_id)
    assert days(desk) == {}
    assert change.change_id is not None
    planning.undo(desk.user_id, change.change_id)
    assert days(desk)[form.id] == MONDAY


def test_a_task_that_the_user_took_away_does_not_come_back(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    (form,) = [task for task in tasks(desk) if task.kind is TaskKind.SELF_ASSESSMENT]
    service = desk.context.service(TaskService)
    service.remove(desk.user_id, form.id)
    planning.replan(desk.user_id, plan_id)
    assert form.id not in days(desk)
    service.remove(desk.user_id, form.id, removed=False)
    planning.replan(desk.user_id, plan_id)
    assert days(desk)[form.id] == form.day


def test_the_outlook_says_what_a_slow_pace_leaves_undone(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    assert planning.outlook(desk.user_id, plan_id).pace is None
    assert planning.outlook(desk.user_id, plan_id).coverage == 1
    for day in range(12):
        found = tasks(desk, day, day)
        do(desk, *found[:1][: day % 2])
        desk.clock.pass_time(DAY_S)
        planning.day_start(desk.user_id)
    outlook = planning.outlook(desk.user_id, plan_id)
    assert outlook.promised == 240
    assert outlook.pace is not None
    assert 0.3 < outlook.pace < 0.8
    assert outlook.coverage < 1
    assert outlook.extra_minutes > 0


def test_a_second_pass_can_be_dropped(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    twice = replace(DRAFT, goals=replace(DRAFT.goals, passes=2))
    plan_id = plans.create(desk.user_id, twice)
    planning.replan(desk.user_id, plan_id)
    outlook = planning.outlook(desk.user_id, plan_id)
    assert outlook.promised == 480
    assert outlook.second_pass_minutes > 0
    once = replace(twice, goals=replace(plans.plan(desk.user_id, plan_id).draft.goals, passes=1))
    plans.save(desk.user_id, plan_id, once)
    planning.replan(desk.user_id, plan_id)
    assert planning.outlook(desk.user_id, plan_id).second_pass_minutes == 0


def test_nobody_sees_the_plans_of_another(desk: Desk, plans: PlanService) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    assert plans.plans(desk.user_id + 1) == []
    with pytest.raises(UserFault, match="no such plan"):
        plans.plan(desk.user_id + 1, plan_id)


def test_a_removed_plan_comes_back_with_its_tasks(
    desk: Desk, plans: PlanService, planning: PlanningService
) -> None:
    plan_id = plans.create(desk.user_id, DRAFT)
    planning.replan(desk.user_id, plan_id)
    number = len(tasks(desk))
    plans.remove(desk.user_id, plan_id)
    assert (plans.plans(desk.user_id), tasks(desk)) == ([], [])
    plans.remove(desk.user_id, plan_id, removed=False)
    assert len(tasks(desk)) == number
