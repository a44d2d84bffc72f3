"""Plans to files: for calendar programs, and as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.planner.queries import task_rows

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.store import Store

    from .plans import PlanService

ENDINGS = frozenset({".ics", ".csv"})


class PlanExport:
    """Writes the tasks of a plan, with those that the user put beside them."""

    def __init__(self, store: Store, clock: Clock, plans: PlanService) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans

    def write(self, user_id: int, plan_id: int, target: Path) -> int:
        """Write a plan as its ending says (.ics or .csv) and return the number of its tasks.

        A file that is there is replaced whole: a calendar program that watches it never reads half
        of it. UserFault for another ending, EnvironmentFault if it cannot be written.
        """
        ending = target.suffix.lower()
        if ending not in ENDINGS:
            raise UserFault(f"{target.name} is neither .ics nor .csv.", field="path")
        plan = self._plans.plan(user_id, plan_id)
        with self._store.read() as session:
            rows = task_rows.between(session, user_id, date.min, date.max)
            tasks = [task_rows.task(row) for row in rows if row.plan_id in {plan_id, None}]
        if ending == ".ics":
            from ms2qbank_desktop.features.planner.formats.calendar import calendar

            draft = plan.draft
            data = calendar(draft.name, plan_id, draft.exam, tasks, self._clock.now())
        else:
            from ms2qbank_desktop.features.planner.formats.table import table

            data = table(tasks).encode("utf-8-sig")
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.write_bytes(data)
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise EnvironmentFault(f"{target} cannot be written: {error.strerror}.") from error
        return len(tasks)
