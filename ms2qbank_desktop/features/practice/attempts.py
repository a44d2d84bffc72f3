"""The log of attempts: written once, and read back as results and states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import new_id

from . import queries, scoring
from .models import BlockResult, BlockSummary, ItemResult, Status
from .tables import AttemptRow, BlockItemRow, BlockRow, QuestionStateRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


def record(session: Session, block: BlockRow, items: Sequence[BlockItemRow], at: datetime) -> None:
    """Log an attempt for each of ``items`` and bring the states of their questions along."""
    ids = [item.question_id for item in items]
    facts = queries.question_facts(session, ids)
    marked = queries.marked(session, block.user_id, ids)
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
        _advance(session, block.user_id, item.question_id, status, at)
    session.flush()


def _advance(
    session: Session, user_id: int, question_id: int, status: Status, at: datetime
) -> None:
    """Fold one attempt into the state of its question."""
    state = session.get(QuestionStateRow, (user_id, question_id))
    if state is None:
        state = QuestionStateRow(
            user_id=user_id, question_id=question_id, status="", attempts=0, correct=0, last_at=at
        )
    state.status = status.value
    state.attempts += 1
    state.correct += status is Status.CORRECT
    state.last_at = at
    session.add(state)


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


def items(session: Session, block: BlockRow) -> list[ItemResult]:
    """Return the rows of an ended block's result, still without their stems."""
    facts = queries.question_facts(
        session, [row.question_id for row in queries.items(session, block.id)]
    )
    changes = queries.answer_changes(session, block.id)
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
        for position, row in sorted(queries.attempts(session, block.id).items())
    ]


def result(
    summary: BlockSummary, found: Sequence[ItemResult], stems: Mapping[int, str]
) -> BlockResult:
    """Return the whole result from its rows and the stems of its questions."""
    named = tuple(replace(item, stem=stems[item.question_id]) for item in found)
    return BlockResult(
        summary,
        named,
        by_system=scoring.tally(named, lambda item: item.system),
        by_subject=scoring.tally(named, lambda item: item.subject),
    )
