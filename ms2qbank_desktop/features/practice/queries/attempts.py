"""The log of attempts: written once, folded into states, read back as results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.practice import scoring
from ms2qbank_desktop.features.practice.models import ItemResult, Status
from ms2qbank_desktop.features.practice.tables import (
    AnswerChangeRow,
    AttemptRow,
    BlockItemRow,
    BlockRow,
    QuestionStateRow,
)

from . import blocks, selecting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def record(session: Session, block: BlockRow, items: Sequence[BlockItemRow], at: datetime) -> None:
    """Log an attempt for each of ``items`` and bring the states of their questions along."""
    ids = [item.question_id for item in items]
    facts = selecting.question_facts(session, ids)
    marked = selecting.marked(session, block.user_id, ids)
    states = _states(session, block.user_id, ids, at)
    for item in items:
        fact = facts[item.question_id]
        status = scoring.verdict(item.answer, fact.right)
        session.add(
            AttemptRow(
                id=new_id(to_ms(at)),
                user_id=block.user_id,
                question_id=item.question_id,
                block_id=block.id,
                position=item.position,
                subject=fact.subject,
                system=fact.system,
                difficulty=fact.difficulty,
                answer_given=item.answer,
                correct_answer=fact.right,
                correct=status is Status.CORRECT,
                omitted=status is Status.OMITTED,
                marked=item.question_id in marked,
                time_ms=item.time_ms,
                mode=block.mode,
                at=at,
            )
        )
        _advance(states[item.question_id], status, at)
    session.add_all(states.values())
    session.flush()


def _states(
    session: Session, user_id: int, ids: Sequence[int], at: datetime
) -> dict[int, QuestionStateRow]:
    """Return the state of each of ``ids``, a blank one where there was no attempt before."""
    known = session.scalars(
        select(QuestionStateRow).where(
            col(QuestionStateRow.user_id) == user_id, col(QuestionStateRow.question_id).in_(ids)
        )
    )
    states = {state.question_id: state for state in known}
    for question_id in ids:
        if question_id not in states:
            states[question_id] = QuestionStateRow(
                user_id=user_id,
                question_id=question_id,
                status="",
                attempts=0,
                correct=0,
                last_at=at,
            )
    return states


def _advance(state: QuestionStateRow, status: Status, at: datetime) -> None:
    """Fold one attempt into the state of its question."""
    state.status = status.value
    state.attempts += 1
    state.correct += status is Status.CORRECT
    state.last_at = at


def _folded_states(session: Session) -> dict[tuple[int, int], tuple[str, int, int, datetime]]:
    """Return (status, attempts, correct, last) by (user, question): the fold of the log."""
    states: dict[tuple[int, int], tuple[str, int, int, datetime]] = {}
    log = select(AttemptRow).order_by(col(AttemptRow.at), col(AttemptRow.id))
    for row in session.scalars(log).yield_per(10_000):
        key = (row.user_id, row.question_id)
        _, tries, right, _ = states.get(key, ("", 0, 0, row.at))
        status = scoring.verdict(row.answer_given, row.correct_answer)
        states[key] = (status.value, tries + 1, right + row.correct, row.at)
    return states


def wrong_states(session: Session) -> set[tuple[int, int]]:
    """Return (user, question) of the states that are not what the log says."""
    folded = _folded_states(session)
    kept = {
        (row.user_id, row.question_id): (row.status, row.attempts, row.correct, row.last_at)
        for row in session.scalars(select(QuestionStateRow))
    }
    return {key for key in folded.keys() | kept.keys() if folded.get(key) != kept.get(key)}


def rebuild_states(session: Session) -> None:
    """Write every state anew from the log."""
    session.execute(delete(QuestionStateRow))
    session.expire_all()
    for (user_id, question_id), (status, tries, right, last) in _folded_states(session).items():
        session.add(
            QuestionStateRow(
                user_id=user_id,
                question_id=question_id,
                status=status,
                attempts=tries,
                correct=right,
                last_at=last,
            )
        )


def of_block(session: Session, block_id: int) -> dict[int, AttemptRow]:
    """Return the attempts of a block by the position of their item."""
    rows = session.scalars(select(AttemptRow).where(col(AttemptRow.block_id) == block_id))
    return {row.position: row for row in rows if row.position is not None}


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
    facts = selecting.question_facts(
        session, [row.question_id for row in blocks.items(session, block.id)]
    )
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
            status=scoring.verdict(row.answer_given, row.correct_answer),
            marked=row.marked,
            time_ms=row.time_ms,
            changes=tuple(changes.get(position, ())),
        )
        for position, row in sorted(of_block(session, block.id).items())
    ]
