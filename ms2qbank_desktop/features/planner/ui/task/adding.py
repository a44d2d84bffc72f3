"""Adding things of other slices to the planner: the dialog opens filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.planning import minutes_of
from ms2qbank_desktop.features.planner.service.things import ThingService
from ms2qbank_desktop.features.planner.ui.plan_state import plan_state

from .new import NewTaskDialog
from .next_day import next_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.planner.service.things import Thing
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext


def add_things(ctx: UiContext, places: Sequence[Place], title: str = "") -> None:
    """Ask for a task about things, today or on the next day with room; ``title``: what several are
    called together."""
    state = plan_state(ctx)
    speed = ctx.settings.get("video_speed") / 100

    def find() -> tuple[list[Thing], date]:
        things = ctx.service(ThingService).things(ctx.user_id, places, speed)
        longest = max((thing.minutes for thing in things), default=0)
        return things, free_day(state.shown or state.read(), longest)

    def show(found: tuple[list[Thing], date]) -> None:
        things, day = found
        if things:
            NewTaskDialog(ctx, day, things[0].kind, things, title).open()
        else:
            ctx.messages.toast("This is no longer there")

    ctx.tasks.run("Looking for a free day", lambda _progress: find(), done=show)


def free_day(shown: Shown, minutes: int) -> date:
    """Return today if it has room for so many minutes, else the next day that has; today where no
    day has."""
    if shown.plan is None:
        return shown.today
    draft, today = shown.plan.draft, shown.today
    room = minutes_of(draft, today) - shown.planned(today)
    if draft.start <= today < draft.exam and not shown.is_off(today) and room >= minutes:
        return today
    return next_day(shown, minutes) or today
