"""What other slices ask of the planner: to open a task, and to plan the retests of a miss.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .day_watch import DayWatch
from .plan_requests import serve_plans
from .task import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.notebook.models import ErrorEntry
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext


def serve_requests(ctx: UiContext) -> None:
    """Say that tasks are opened and planned here."""
    ctx.commands.serve("open-task", partial(_open, ctx))
    ctx.commands.serve("start-task", partial(_start, ctx))
    ctx.commands.serve("beside-task", partial(_open, ctx))  # the dialog lies over all there is
    ctx.commands.serve("restore-task", partial(_put_back, ctx))
    ctx.commands.serve("plan-retests", partial(_plan, ctx))
    ctx.commands.serve("open-retest", partial(_open_retest, ctx))
    ctx.commands.serve("new-task", partial(_new, ctx))
    ctx.commands.serve("plan-things", partial(_add_things, ctx))
    ctx.commands.serve("open-plan-day", partial(_open_day, ctx))
    keys.add_commands(ctx)
    serve_plans(ctx)
    DayWatch(ctx)


def _open(ctx: UiContext, place: Place, _words: tuple[str, ...] = ()) -> None:
    from .task.dialog import TaskDialog

    TaskDialog(ctx, place.id).open()


def _start(ctx: UiContext, task: Task) -> None:
    from .task.start import start_task

    start_task(ctx, task)


def _new(ctx: UiContext, day: date | None = None) -> None:
    from .task.new import new_task

    new_task(ctx, day)


def _add_things(ctx: UiContext, places: Sequence[Place], title: str = "") -> None:
    """Ask for tasks about things; ``title``: what several are called together."""
    from .task.adding import add_things

    add_things(ctx, places, title)


def _open_day(ctx: UiContext, day: date) -> None:
    """Show a day in its week."""
    from .week.page import WeekPage

    ctx.navigate.open("planner", "week")
    page = ctx.window.findChild(WeekPage)
    if isinstance(page, WeekPage):
        page.open_day(day)


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.planner.service.tasks import TaskService

    ctx.service(TaskService).remove(ctx.user_id, place.id, removed=False)
    ctx.messages.toast("Put back")


def _plan(ctx: UiContext, entry: ErrorEntry, places: Iterable[Place] = ()) -> None:
    """Let the retests stand on the days of ``entry``. On any thread."""
    from ms2qbank_desktop.features.planner.service.retests import RetestService

    ctx.service(RetestService).plan(ctx.user_id, entry, places)


def _open_retest(ctx: UiContext, entry_id: int, day: date) -> None:
    """Open the retest of a miss on a day."""
    from ms2qbank_desktop.features.planner.service.retests import RetestService

    from .task.dialog import TaskDialog

    task_id = ctx.service(RetestService).on(ctx.user_id, entry_id, day)
    if task_id is None:
        ctx.messages.toast("This retest is no longer in the plan")
    else:
        TaskDialog(ctx, task_id).open()
