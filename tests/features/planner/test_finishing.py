"""Tasks are ticked by the logs of the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.service.finishing import FinishingService
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)


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
