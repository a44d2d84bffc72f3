"""What is logged when items are settled, and how an ended block reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.features.attempts.models import Answered, verdict
from ms2qbank_desktop.features.attempts.queries import log, selecting
from ms2qbank_desktop.features.practice.models import ItemResult
from ms2qbank_desktop.features.practice.tables import AnswerChangeRow, BlockItemRow, BlockRow

from . import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def record(session: Session, block: BlockRow, items: Sequence[BlockItemRow], at: datetime) -> None:
    """Log an attempt for each of ``items``."""
    answers = [
        Answered(
            question_id=item.question_id,
            position=item.position,
            given=item.answer,
            time_ms=item.time_ms,
            hint_used=item.hint_used,
            phrases_used=item.phrases_used,
            stands_for=item.stands_for,
        )
        for item in items
    ]
    log.record(session, block.user_id, block.id, block.mode, answers, at)


def answer_changes(session: Session, block_id: int) -> dict[int, list[tuple[str, str]]]:
    """Return the answer changes of a block by position, in the order they were made."""
    rows = session.scalars(
        select(AnswerChangeRow)
        .where(col(AnswerChangeRow.block_id) == block_id)
        .order_by(col(AnswerChangeRow.id))
    )
    changes: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        changes.setdefault(row.position, []).append((row.answer_from, row.answer_to))
    return changes


def results(session: Session, block: BlockRow) -> list[ItemResult]:
    """Return the rows of an ended block's result, still without their stems."""
    items = blocks.items(session, block.id)
    facts = selecting.question_facts(session, [item.question_id for item in items])
    orders = {item.position: tuple(item.choice_order) for item in items}
    changes = answer_changes(session, block.id)
    return [
        ItemResult(
            position=position,
            question_id=row.question_id,
            stem="",
            subject=row.subject,
            system=row.system,
            topic=facts[row.question_id].topic,
            difficulty=row.difficulty,
            given=row.answer_given,
            right=row.correct_answer,
            status=verdict(row.answer_given, row.correct_answer),
            marked=row.marked,
            time_ms=row.time_ms,
            changes=tuple(changes.get(position, ())),
            order=orders[position],
            hint_used=row.hint_used,
            phrases_used=row.phrases_used,
        )
        for position, row in sorted(log.of_block(session, block.id).items())
    ]
