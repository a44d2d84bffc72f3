"""Blocks, their items, and the lines of the list of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.attempts.models import places
from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.practice import recipes
from ms2qbank_desktop.features.practice.models import (
    Block,
    BlockRequest,
    BlockSummary,
    Item,
    Mode,
)
from ms2qbank_desktop.features.practice.selection import most_frequent, shuffled_order
from ms2qbank_desktop.features.practice.tables import BlockItemRow, BlockRow
from ms2qbank_desktop.features.questions.tables import QuestionRow

from . import drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

_KEPT_IDS = 1000
"""A block of more hand-picked questions does not keep its request: it is read at every answer."""


def items(session: Session, block_id: int) -> list[BlockItemRow]:
    """Return the items of a block in order."""
    query = select(BlockItemRow).where(col(BlockItemRow.block_id) == block_id)
    return list(session.scalars(query.order_by(col(BlockItemRow.position))))


def whole(session: Session, row: BlockRow) -> Block:
    """Return a block with its items."""
    rows = items(session, row.id)
    parts = _parts(session, [item.question_id for item in rows])
    return Block(
        id=row.id,
        number=row.number,
        mode=Mode(row.mode),
        reveals=row.reveals,
        pausable=row.pausable,
        time_factor=_time_factor(row),
        limit_ms=row.limit_ms,
        elapsed_ms=row.elapsed_ms,
        position=row.position,
        created_at=row.created_at,
        ended_at=row.ended_at,
        items=tuple(
            Item(
                position=item.position,
                question_id=item.question_id,
                order=tuple(item.choice_order),
                answer=places(item.answer),
                struck=places(item.struck),
                seen=item.seen,
                submitted=item.submitted,
                time_ms=item.time_ms,
                scroll=item.scroll,
                hint_used=item.hint_used,
                phrases_used=item.phrases_used,
                stands_for=item.stands_for,
                part=parts.get(item.question_id),
            )
            for item in rows
        ),
    )


def blocks(session: Session, user_id: int) -> list[BlockRow]:
    """Return the user's blocks, newest first."""
    query = select(BlockRow).where(
        col(BlockRow.user_id) == user_id, col(BlockRow.deleted_at).is_(None)
    )
    return list(session.scalars(query.order_by(col(BlockRow.number).desc())))


def left_open(session: Session, user_id: int, task_id: int, since: datetime) -> int | None:
    """Return the user's newest block for a task made at ``since`` or later that has not ended;
    None if there is none."""
    query = select(col(BlockRow.id)).where(
        col(BlockRow.user_id) == user_id,
        col(BlockRow.deleted_at).is_(None),
        col(BlockRow.ended_at).is_(None),
        col(BlockRow.created_at) >= since,
        col(BlockRow.request)["for_task"].as_integer() == task_id,
    )
    return session.scalar(query.order_by(col(BlockRow.number).desc()).limit(1))


def before(session: Session, row: BlockRow, limit: int) -> list[BlockRow]:
    """Return the ended blocks of the same mode that came before ``row``, newest first."""
    query = select(BlockRow).where(
        col(BlockRow.user_id) == row.user_id,
        col(BlockRow.mode) == row.mode,
        col(BlockRow.number) < row.number,
        col(BlockRow.ended_at).is_not(None),
        col(BlockRow.deleted_at).is_(None),
    )
    return list(session.scalars(query.order_by(col(BlockRow.number).desc()).limit(limit)))


def last_number(session: Session, user_id: int) -> int:
    """Return the number of the user's last block, removed ones included; 0 if none."""
    query = select(func.max(col(BlockRow.number))).where(col(BlockRow.user_id) == user_id)
    return session.scalar(query) or 0


def make(
    session: Session,
    user_id: int,
    request: BlockRequest,
    ids: Sequence[int],
    others: Mapping[int, int],
    seed: int,
    now: datetime,
) -> int:
    """Write the block of ``ids`` that ``request`` asked for, and return its id.

    ``others``: what is asked in place of some of ``ids``.
    """
    block_id = new_id(to_ms(now))
    named = len(request.wanted.bank.ids) + len(request.wanted.bank.names)
    block = BlockRow(
        id=block_id,
        user_id=user_id,
        number=last_number(session, user_id) + 1,
        mode=request.mode.value,
        reveals=request.rules.reveals,
        pausable=request.rules.pausable,
        limit_ms=request.limit_ms(len(ids)),
        created_at=now,
        request=recipes.to_json(request) if named <= _KEPT_IDS else None,
    )
    session.add(block)
    session.flush()  # the items refer to it
    asked = [others.get(one, one) for one in ids]
    sizes = _choice_counts(session, asked)
    session.add_all(
        BlockItemRow(
            id=derived_id("block_item", block_id, position),
            block_id=block_id,
            position=position,
            question_id=question_id,
            stands_for=ids[position] if ids[position] in others else None,
            choice_order=list(
                shuffled_order(
                    sizes[question_id], shuffle=request.shuffle_choices, seed=seed + position
                )
            ),
        )
        for position, question_id in enumerate(asked)
    )
    return block_id


def summaries(session: Session, rows: Sequence[BlockRow]) -> list[BlockSummary]:
    """Return the lines of the list of blocks, in the order of ``rows``."""
    ids = [row.id for row in rows]
    counts = block_counts(session, ids)
    outcomes = attempt_counts(session, ids)
    systems = block_systems(session, ids)
    lines = []
    for row in rows:
        size, answered, answering_ms = counts[row.id]
        correct, omitted = outcomes.get(row.id, (0, 0))
        ended = row.ended_at is not None
        lines.append(
            BlockSummary(
                id=row.id,
                number=row.number,
                mode=Mode(row.mode),
                size=size,
                answered=answered,
                correct=correct,
                incorrect=size - correct - omitted if ended else 0,
                omitted=omitted,
                elapsed_ms=row.elapsed_ms,
                limit_ms=row.limit_ms,
                time_factor=_time_factor(row),
                answering_ms=answering_ms,
                created_at=row.created_at,
                ended_at=row.ended_at,
                systems=most_frequent(systems[row.id]),
            )
        )
    return lines


def block_counts(session: Session, block_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Return (items, answered items, milliseconds on items) of each block."""
    rows = session.execute(
        select(
            col(BlockItemRow.block_id),
            func.count(),
            func.count().filter(col(BlockItemRow.answer) != ""),
            func.sum(col(BlockItemRow.time_ms)),
        )
        .where(col(BlockItemRow.block_id).in_(block_ids))
        .group_by(col(BlockItemRow.block_id))
    )
    return {block_id: (size, answered, spent) for block_id, size, answered, spent in rows}


def attempt_counts(session: Session, block_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return (correct, omitted) attempts of each block that has any."""
    rows = session.execute(
        select(
            col(AttemptRow.block_id),
            func.count().filter(col(AttemptRow.correct)),
            func.count().filter(col(AttemptRow.omitted)),
        )
        .where(col(AttemptRow.block_id).in_(block_ids))
        .group_by(col(AttemptRow.block_id))
    )
    return {block_id: (right, omitted) for block_id, right, omitted in rows}


def block_systems(session: Session, block_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the systems of each block's questions, one entry a question."""
    rows = session.execute(
        select(col(BlockItemRow.block_id), col(QuestionRow.system))
        .join(QuestionRow, col(QuestionRow.id) == col(BlockItemRow.question_id))
        .where(col(BlockItemRow.block_id).in_(block_ids))
        .order_by(col(BlockItemRow.position))
    )
    systems: dict[int, list[str]] = {}
    for block_id, system in rows:
        systems.setdefault(block_id, []).append(system)
    return systems


def _time_factor(row: BlockRow) -> float:
    """Return by how much more time a block has. A huge one does not say, and counts as usual."""
    factor = (row.request or {}).get("time_factor", 1.0)
    return float(factor) if row.limit_ms is not None else 1.0


def _parts(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return (2, 3) for the second of three of ``ids`` that belong to one case series."""
    cases = drawing.cases(session, ids)
    members: dict[tuple[int, str], list[int]] = {}
    for one in ids:
        if one in cases:
            members.setdefault(cases[one], []).append(one)
    return {
        one: (number, len(together))
        for together in members.values()
        for number, one in enumerate(together, 1)
        if len(together) > 1
    }


def _choice_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Return how many choices each of the questions has."""
    rows = session.execute(
        select(col(QuestionRow.id), func.json_array_length(QuestionRow.choices)).where(
            col(QuestionRow.id).in_(ids)
        )
    )
    return {row[0]: row[1] for row in rows}
