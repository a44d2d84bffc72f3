"""Blocks, their items, and the lines of the list of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.attempts.models import QuestionFilter, places
from ms2qbank_desktop.features.attempts.queries import selecting
from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.practice import recipes
from ms2qbank_desktop.features.practice.models import (
    SECONDS_PER_ITEM,
    Block,
    BlockRequest,
    BlockSummary,
    Item,
    Mode,
)
from ms2qbank_desktop.features.practice.selection import most_frequent, shuffled_order
from ms2qbank_desktop.features.practice.tables import BlockItemRow, BlockRow
from ms2qbank_desktop.features.questions.tables import QuestionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_KEPT_IDS = 1000
"""A block of more hand-picked questions does not keep its request: it is read at every answer."""


def candidates(
    session: Session, viewer: tuple[int, datetime, datetime], wanted: QuestionFilter
) -> dict[int, str]:
    """Return id -> system of the questions that ``wanted`` leaves ``viewer``, in the order of the
    bank."""
    return selecting.systems(session, selecting.Viewer(*viewer), wanted)


def items(session: Session, block_id: int) -> list[BlockItemRow]:
    """Return the items of a block in order."""
    query = select(BlockItemRow).where(col(BlockItemRow.block_id) == block_id)
    return list(session.scalars(query.order_by(col(BlockItemRow.position))))


def whole(session: Session, row: BlockRow) -> Block:
    """Return a block with its items."""
    return Block(
        id=row.id,
        number=row.number,
        mode=Mode(row.mode),
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
            )
            for item in items(session, row.id)
        ),
    )


def blocks(session: Session, user_id: int) -> list[BlockRow]:
    """Return the user's blocks, newest first."""
    query = select(BlockRow).where(
        col(BlockRow.user_id) == user_id, col(BlockRow.deleted_at).is_(None)
    )
    return list(session.scalars(query.order_by(col(BlockRow.number).desc())))


def last_number(session: Session, user_id: int) -> int:
    """Return the number of the user's last block, removed ones included; 0 if none."""
    query = select(func.max(col(BlockRow.number))).where(col(BlockRow.user_id) == user_id)
    return session.scalar(query) or 0


def make(
    session: Session,
    user_id: int,
    request: BlockRequest,
    ids: Sequence[int],
    seed: int,
    now: datetime,
) -> int:
    """Write the block of ``ids`` that ``request`` asked for, and return its id."""
    block_id = new_id(to_ms(now))
    limit = len(ids) * SECONDS_PER_ITEM * 1000 if request.mode is Mode.TIMED else None
    named = len(request.wanted.bank.ids) + len(request.wanted.bank.names)
    block = BlockRow(
        id=block_id,
        user_id=user_id,
        number=last_number(session, user_id) + 1,
        mode=request.mode.value,
        limit_ms=limit,
        created_at=now,
        request=recipes.to_json(request) if named <= _KEPT_IDS else None,
    )
    session.add(block)
    session.flush()  # the items refer to it
    sizes = _choice_counts(session, ids)
    session.add_all(
        BlockItemRow(
            id=derived_id("block_item", block_id, position),
            block_id=block_id,
            position=position,
            question_id=question_id,
            choice_order=list(
                shuffled_order(
                    sizes[question_id], shuffle=request.shuffle_choices, seed=seed + position
                )
            ),
        )
        for position, question_id in enumerate(ids)
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
        size, answered = counts[row.id]
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
                created_at=row.created_at,
                ended_at=row.ended_at,
                systems=most_frequent(systems[row.id]),
            )
        )
    return lines


def block_counts(session: Session, block_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return (items, answered items) of each block."""
    rows = session.execute(
        select(
            col(BlockItemRow.block_id),
            func.count(),
            func.count().filter(col(BlockItemRow.answer) != ""),
        )
        .where(col(BlockItemRow.block_id).in_(block_ids))
        .group_by(col(BlockItemRow.block_id))
    )
    return {block_id: (size, answered) for block_id, size, answered in rows}


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


def _choice_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Return how many choices each of the questions has."""
    rows = session.execute(
        select(col(QuestionRow.id), func.json_array_length(QuestionRow.choices)).where(
            col(QuestionRow.id).in_(ids)
        )
    )
    return {row[0]: row[1] for row in rows}
