"""The screens of the planner beyond its pages, for the tour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService

from .task.new import new_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext

_DAYS = 94
_WEEK = (120, 120, 120, 120, 90, 180, 0)


def screens(ctx: UiContext) -> Iterator[str]:
    """Show every page of a plan, which is made if there is none, and the dialogs. The tour works
    on a copy of the profile."""
    _fill(ctx)
    for page in ("today", "week", "month", "agenda", "progress"):
        ctx.navigate.open("planner", page)
        yield f"plan-{page}"
    new_task(ctx)
    yield "new-task"
    _close()
    ctx.commands.request("make-plan")
    yield "wizard"
    _close()


def _fill(ctx: UiContext) -> None:
    plans, user_id = ctx.service(PlanService), ctx.user_id
    if plans.plans(user_id):
        return
    today = ctx.clock.study_day(ctx.clock.now())
    draft = PlanDraft("Step 1", today - timedelta(days=1), today + timedelta(days=_DAYS), _WEEK)
    ctx.service(PlanningService).replan(user_id, plans.create(user_id, draft))
    tasks = ctx.service(TaskService)
    tasks.add(user_id, today, "Break, a walk", 20, kind=TaskKind.BREAK)
    first = tasks.tasks(user_id, today, today)[0]
    tasks.tick(user_id, first.id)


def _close() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
