"""Blocks, their items, and the lines of the list of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.practice.models import BlockSummary, Mode
from ms2qbank_desktop.features.practice.selection import most_frequent
from ms2qbank_desktop.features.practice.tables import AttemptRow, BlockItemRow, BlockRow
from ms2qbank_desktop.features.questions.tables import QuestionRow

if TYPE_CHECKING:
    from collections.abc import Sequence


def items(session: Session, block_id: int) -> list[BlockItemRow]:
    """Return the items of a block in order."""
    query = select(BlockItemRow).where(col(BlockItemRow.block_id) == block_id)
    return list(session.scalars(query.order_by(col(BlockItemRow.position))))


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
