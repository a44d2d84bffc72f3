"""Tasks are ticked by the logs of the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.service.finishing import FinishingService
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.models import WatchKind
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from tests.support.films import MINUTE, film

if TYPE_CHECKING:
    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)
HEART = QuestionFilter(BankFilter(systems=frozenset({"Cardiovascular"})))


def sit(desk: Desk, size: int, answered: int, for_task: int | None = None) -> int:
    """Sit a block of questions of the heart, end it and return it."""
    request = BlockRequest(HEART, Mode.TIMED, size, False, False, for_task=for_task)
    block_id = desk.practice.create_block(desk.user_id, request, seed=1)
    session = desk.session(block_id)
    for place in range(answered):
        session.go(place)
        desk.clock.pass_time(45)
        session.choose(0)
    session.end()
    return block_id


def test_the_block_begun_for_a_task_ticks_it_on_whatever_day_it_lies(desk: Desk) -> None:
    tasks, finishing = desk.context.service(TaskService), desk.context.service(FinishingService)
    now, later = (
        tasks.add(desk.user_id, day, "Questions", 30, kind=TaskKind.QUESTIONS)
        for day in (MONDAY, date(2026, 3, 5))
    )
    sit(desk, 4, 0, later)
    assert finishing.check(desk.user_id) == []
    sit(desk, 4, 3, later)
    assert finishing.check(desk.user_id) == [later]
    assert tasks.task(desk.user_id, later).spent_minutes == 3
    assert tasks.task(desk.user_id, now).done_at is None
    assert finishing.check(desk.user_id) == []


def test_a_tick_that_was_taken_back_comes_again_with_the_next_block_only(desk: Desk) -> None:
    tasks, finishing = desk.context.service(TaskService), desk.context.service(FinishingService)
    task = tasks.add(desk.user_id, MONDAY, "Questions", 30, kind=TaskKind.QUESTIONS)
    sit(desk, 4, 4, task)
    assert finishing.check(desk.user_id) == [task]
    tasks.tick(desk.user_id, task, done=False)
    desk.clock.pass_time(60)
    assert finishing.check(desk.user_id) == []
    sit(desk, 4, 2, task)
    assert finishing.check(desk.user_id) == [task]
    assert tasks.task(desk.user_id, task).spent_minutes == 2


def test_a_lecture_that_is_watched_once_more_ticks_its_task_at_its_end_with_its_minutes(
    desk: Desk,
) -> None:
    tasks, finishing = desk.context.service(TaskService), desk.context.service(FinishingService)
    watching = desk.context.service(WatchingService)
    lecture = film(desk, "A", done=True, duration_ms=20 * MINUTE)
    about = [Place(Kind.VIDEO, lecture)]
    task = tasks.add(desk.user_id, MONDAY, "A", 20, kind=TaskKind.VIDEO, about=about)
    desk.clock.pass_time(60)
    for first, last in ((0, 10), (10, 20)):
        assert finishing.check(desk.user_id) == []  # once more: seen before, not yet again
        watching.log(
            desk.user_id,
            lecture,
            WatchKind.PROGRESS,
            position_ms=last * MINUTE,
            played_from_ms=first * MINUTE,
            played_to_ms=last * MINUTE,
            speed_percent=200,
        )
        desk.clock.pass_time(300)
    assert finishing.check(desk.user_id) == [task]
    assert tasks.task(desk.user_id, task).spent_minutes == 10


def test_of_several_things_one_goes_on_with_the_first_that_is_not_finished(desk: Desk) -> None:
    first, second = (film(desk, title, done=title == "A") for title in ("A", "B"))
    about = (Place(Kind.VIDEO, first), Place(Kind.VIDEO, second))
    task = Task(1, MONDAY, TaskKind.VIDEO, "Two lectures", 30, about=about)
    finishing = desk.context.service(FinishingService)
    assert finishing.where(desk.user_id, task) == about[1]


def test_a_block_that_was_done_ticks_its_task_with_the_minutes_spent(desk: Desk) -> None:
    context = desk.context
    draft = PlanDraft(
        "Step 1", MONDAY, date(2026, 3, 4), (60,) * 7, Goals(block=4, last_week=False)
    )
    plan_id = context.service(PlanService).create(desk.user_id, draft)
    context.service(PlanningService).replan(desk.user_id, plan_id)
    found = context.service(TaskService).tasks(desk.user_id, MONDAY, MONDAY)
    heart = next(task for task in found if task.system == "Cardiovascular System")
    assert (heart.kind, heart.number) == (TaskKind.QUESTIONS, 4)
    finishing = context.service(FinishingService)
    assert finishing.check(desk.user_id) == []
    wanted = QuestionFilter(BankFilter(systems=frozenset({"Cardiovascular"})))
    session = desk.session(desk.block(4, wanted=wanted))
    for place in range(4):
        session.go(place)
        desk.clock.pass_time(45)
        session.choose(0)
    session.end()
    assert finishing.check(desk.user_id) == [heart.id]
    done = context.service(TaskService).task(desk.user_id, heart.id)
    assert done.done_at == desk.clock.now()
    assert done.spent_minutes == 3
    assert finishing.check(desk.user_id) == []
    desk.clock.pass_time(24 * 3600)
    context.service(TaskService).tick(desk.user_id, heart.id, done=False)
    assert finishing.check(desk.user_id) == []
