"""What will come of a plan: its pace, what it will cover, and what has no place."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from ms2qbank_desktop.features.planner.demand import BLOCKS, FIRST_PASS
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Outlook, Unplaced
from ms2qbank_desktop.features.planner.promise import behind
from ms2qbank_desktop.features.planner.queries.task_rows import plan_task_id
from ms2qbank_desktop.features.planner.tables import PlanChangeRow, PlanTaskRow
from ms2qbank_desktop.features.practice.blueprint import short_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ms2qbank_desktop.features.planner.demand import Piece
    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.planning import Made, Standing, Supply

PACE_DAYS = 14
"""Days back from which the pace is told."""
PACE_MINUTES = 120
"""Planned minutes in them from which it is told at all."""


def unplaced(made: Made, plan_id: int, rows: Mapping[int, PlanTaskRow]) -> tuple[Unplaced, ...]:
    """Return the work without a place as it crosses the boundary; ``rows`` of its plan."""
    found = []
    for piece, reason in made.left:
        unit = piece.unit
        task_id = plan_task_id(plan_id, unit.key)
        row = rows.get(task_id)
        there = row is not None and row.deleted_at is None
        title = row.title if row is not None and there else title_of(piece)
        found.append(
            Unplaced(
                title, piece.kind, unit.system, unit.minutes, reason, task_id if there else None
            )
        )
    return tuple(found)


def title_of(piece: Piece) -> str:
    """Return what a piece of work is called."""
    if piece.kind is TaskKind.QUESTIONS:
        where = piece.title or short_label(piece.unit.system)
        words = "1 question" if piece.number == 1 else f"{piece.number} questions"
        return f"{words}, {where}"
    if piece.kind is TaskKind.CARDS:
        return "Card reviews"
    if piece.kind is TaskKind.RETEST:
        return "Review of misses"
    if piece.kind is TaskKind.SELF_ASSESSMENT:
        return "Self-assessment"
    return piece.title


def pace_of(
    session: Session, rows: Mapping[int, PlanTaskRow], plan_id: int, today: date
) -> float | None:
    """Return minutes done for each minute planned in the last PACE_DAYS; what was missed and
    moved counts as planned."""
    first = (today - timedelta(PACE_DAYS)).isoformat()
    done = sum(
        row.minutes
        for row in rows.values()
        if row.done_at is not None and first <= row.day < today.isoformat()
    )
    missed = {
        row.id: row.minutes
        for row in rows.values()
        if row.done_at is None and row.deleted_at is None and first <= row.day < today.isoformat()
    }
    query = select(PlanChangeRow).where(
        PlanChangeRow.plan_id == plan_id, PlanChangeRow.reason == "day"
    )
    for change in session.exec(query):
        for task_id, was, *_ in change.moves:
            if was is not None and first <= was < today.isoformat() and task_id in rows:
                missed[task_id] = rows[task_id].minutes
    planned = done + sum(missed.values())
    return done / planned if planned >= PACE_MINUTES else None


def outlook_of(
    draft: PlanDraft,
    supply: Supply,
    made: Made,
    there: Sequence[Standing],
    left: tuple[Unplaced, ...],
    pace: float | None,
) -> Outlook:
    """Return what will come of a plan at a pace (see :class:`Outlook`); ``there``: its tasks."""
    wanted = [name for name in supply.questions if draft.priorities.get(name, 1.0) > 0]
    each = sum(supply.questions[name] for name in wanted)
    passes = [behind(there, turn) for turn in range(1, draft.goals.passes + 1)]
    promised = sum(each - sum(one.dropped[name] for name in wanted) for one in passes)
    done = sum(sum(one.done[name] for name in wanted) for one in passes[1:])
    if passes:  # of the first one the bank knows all but what the user alone can tell
        seen = each - sum(supply.unseen[name] for name in wanted)
        done += seen + sum(passes[0].on_trust[name] for name in wanted)
    placed = sum(piece.number for piece, _ in made.placed if piece.unit.key.startswith(BLOCKS))
    coming = placed * min(1.0, 1.0 if pace is None else pace)
    missing = max(0.0, promised - done - coming)
    seconds = supply.pace.question_seconds
    extra = math.ceil(missing * seconds / 60 / len(made.days)) if made.days else 0
    second = sum(
        piece.unit.minutes
        for piece in [*(one for one, _ in made.placed), *(one for one, _ in made.left)]
        if piece.unit.key.startswith(BLOCKS) and not piece.unit.key.startswith(FIRST_PASS)
    )
    return Outlook(
        promised,
        done,
        min(1.0, (done + coming) / promised) if promised else 1.0,
        pace,
        extra,
        second,
        left,
    )
