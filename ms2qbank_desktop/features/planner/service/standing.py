"""The tasks that are there already, as planning anew takes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.planner.demand import FIRST_PASS
from ms2qbank_desktop.features.planner.promise import Standing
from ms2qbank_desktop.features.planner.queries.studied import first_answers
from ms2qbank_desktop.features.planner.queries.task_rows import in_use
from ms2qbank_desktop.features.planner.tables import PlanTaskRow
from ms2qbank_desktop.features.planner.ticking import Ticked, unanswered

from .plans import plan_row
from .supply import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ms2qbank_desktop.core.clock import Clock


def rows_of(session: Session, user_id: int, plan_id: int) -> dict[int, PlanTaskRow]:
    """Return the tasks of a plan by their ids, removed ones too. UserFault if the user has no such
    plan."""
    plan_row(session, user_id, plan_id)
    query = select(PlanTaskRow).where(PlanTaskRow.plan_id == plan_id)
    return {row.id: row for row in session.exec(query)}


def standing(
    session: Session,
    clock: Clock,
    user_id: int,
    plan_id: int | None,
    rows: Mapping[int, PlanTaskRow],
) -> list[Standing]:
    """Return what stands: ``rows`` of the plan, and all other tasks in use, which take their
    minutes from their days."""
    on_trust = _on_trust(session, user_id, rows.values())
    found = [_standing(row, on_trust.get(row.id, 0)) for row in rows.values()]
    today = clock.study_day(clock.now())
    query = select(PlanTaskRow.day, PlanTaskRow.minutes).where(
        PlanTaskRow.user_id == user_id,
        col(PlanTaskRow.plan_id).is_distinct_from(plan_id or 0),
        col(PlanTaskRow.deleted_at).is_(None),
        col(PlanTaskRow.day) >= today.isoformat(),
        in_use(),
    )
    others = session.exec(query)
    return [
        *(one for one in found if one is not None),
        *(Standing("", date.fromisoformat(day), minutes) for day, minutes in others),
    ]


def _standing(row: PlanTaskRow, on_trust: int) -> Standing | None:
    key, day = row.wanted["key"], date.fromisoformat(row.day)
    number = row.wanted.get("number", 0)
    if row.deleted_at is None:
        done, said = row.done_at is not None, row.wanted.get("said", False)
        return Standing(
            key, day, row.minutes, done, row.chosen_day, number, said, on_trust=on_trust
        )
    if row.wanted.get("dropped"):  # by the user: not made again
        return Standing(key, day, 0, done=True, number=number, dropped=True)
    return None


def _on_trust(session: Session, user_id: int, rows: Iterable[PlanTaskRow]) -> dict[int, int]:
    """Return for ticked blocks of the first pass of how many of their questions the bank has no
    answer, by task."""
    done = [
        row
        for row in rows
        if row.done_at is not None
        and row.deleted_at is None
        and row.wanted["key"].startswith(FIRST_PASS)
    ]
    by_hand = [row.created_at for row in done if "studied" not in row.wanted]
    if not by_hand:
        return {}
    ticked = [
        Ticked(
            row.id,
            row.wanted["system"],
            row.wanted["number"] if studied is None or studied is True else studied,
            by_hand=studied is None,
        )
        for row in done
        for studied in (row.wanted.get("studied"),)
    ]
    return unanswered(ticked, first_answers(session, user_id, to_ms(min(by_hand)), OTHER))
