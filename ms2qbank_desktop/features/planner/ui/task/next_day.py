"""The next day on which a task has room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.planning import minutes_of

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

_LOOKED_AT = 60
"""Days ahead."""


def next_day(shown: Shown, minutes: int) -> date | None:
    """Return the first day after today that has room for so many minutes by the plan; without a
    plan tomorrow, None if there is none before the exam."""
    if shown.plan is None:
        return shown.today + timedelta(1)
    draft = shown.plan.draft
    for at in range(1, _LOOKED_AT):
        day = shown.today + timedelta(at)
        free = minutes_of(draft, day) - shown.planned(day)
        if draft.start <= day < draft.exam and not shown.is_off(day) and free >= minutes:
            return day
    return None
