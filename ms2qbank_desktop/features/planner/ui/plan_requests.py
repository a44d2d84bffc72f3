"""What other slices and pages ask of plans: to make, change, list, write and print them.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .export.calendar_keeper import calendar_keeper

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.ui.context import UiContext


def serve_plans(ctx: UiContext) -> None:
    """Say that plans are made, changed, written and printed here."""
    ctx.commands.serve("make-plan", partial(_make, ctx))
    ctx.commands.serve("edit-plan", partial(_edit, ctx))
    ctx.commands.serve("manage-plans", partial(_manage, ctx))
    ctx.commands.serve("calendar-file", partial(_calendar_file, ctx))
    ctx.commands.serve("print-week", partial(_print_week, ctx))
    ctx.commands.serve("print-agenda", partial(_print_agenda, ctx))
    calendar_keeper(ctx)


def _make(ctx: UiContext) -> None:
    from .wizard.dialog import make_plan

    make_plan(ctx)


def _edit(ctx: UiContext, plan_id: int) -> None:
    from .wizard.dialog import edit_plan

    edit_plan(ctx, plan_id)


def _manage(ctx: UiContext) -> None:
    from .plans_dialog import PlansDialog

    PlansDialog(ctx).open()


def _calendar_file(ctx: UiContext, plan_id: int) -> None:
    from .export.calendar_dialog import CalendarDialog

    CalendarDialog(ctx, plan_id).open()


def _print_week(ctx: UiContext, day: date) -> None:
    from .export.paper_dialog import print_week

    print_week(ctx, day)


def _print_agenda(ctx: UiContext, first: date, last: date) -> None:
    from .export.paper_dialog import print_agenda

    print_agenda(ctx, first, last)
