"""The log of attempts: written once, folded into the states of questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, or_, select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.attempts.models import Answered, Confidence, Status, verdict
from ms2qbank_desktop.features.attempts.spacing import Memory, remembered
from ms2qbank_desktop.features.attempts.tables import (
    AttemptRow,
    ConfidenceRow,
    QuestionStateRow,
    ResetRow,
)

from . import selecting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Key = tuple[int, int]
"""(user, question)"""


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _State:
    """The fold of the log for one question, without the attempts before its last reset."""

    status: str = ""
    attempts: int = 0
    correct: int = 0
    last_at: datetime = _NEVER
    memory: Memory | None = None


def record(
    session: Session,
    user_id: int,
    block_id: int,
    mode: str,
    answers: Sequence[Answered],
    at: datetime,
) -> None:
    """Log an attempt for each of ``answers`` and bring the states of their questions along."""
    ids = [answer.question_id for answer in answers]
    facts = selecting.question_facts(session, ids)
    marked = selecting.marked(session, user_id, ids)
    for answer in answers:
        fact = facts[answer.question_id]
        status = verdict(answer.given, fact.right)
        session.add(
            AttemptRow(
                id=new_id(to_ms(at)),
                user_id=user_id,
                question_id=answer.question_id,
                block_id=block_id,
                position=answer.position,
                stands_for=answer.stands_for,
                subject=fact.subject,
                system=fact.system,
                difficulty=fact.difficulty,
                answer_given=answer.given,
                correct_answer=fact.right,
                correct=status is Status.CORRECT,
                omitted=status is Status.OMITTED,
                marked=answer.question_id in marked,
                hint_used=answer.hint_used,
                phrases_used=answer.phrases_used,
                time_ms=answer.time_ms,
                mode=mode,
                at=at,
            )
        )
    session.flush()
    refold(session, user_id, [*ids, *(a.stands_for for a in answers if a.stands_for)])


def refold(session: Session, user_id: int, ids: Sequence[int]) -> None:
    """Write the states of ``ids`` anew from the log."""
    of_these = selecting.each(ids)
    folded = dict(
        _folded(
            session,
            or_(
                col(AttemptRow.question_id).in_(of_these),
                col(AttemptRow.stands_for).in_(of_these),
            )
            & (col(AttemptRow.user_id) == user_id),
        )
    )
    session.execute(
        delete(QuestionStateRow).where(
            col(QuestionStateRow.user_id) == user_id,
            col(QuestionStateRow.question_id).in_(of_these),
        ),
        execution_options={"synchronize_session": False},
    )
    _write(session, {(user_id, question): folded.get((user_id, question)) for question in ids})


def wrong_states(session: Session) -> set[_Key]:
    """Return (user, question) of the states that are not what the log says."""
    folded = {key: _row(key, state) for key, state in _folded(session) if state.attempts}
    kept = {
        (row.user_id, row.question_id): row for row in session.scalars(select(QuestionStateRow))
    }
    return {
        key
        for key in folded.keys() | kept.keys()
        if key not in kept or key not in folded or _values(folded[key]) != _values(kept[key])
    }


def lacks_states(session: Session) -> bool:
    """Return whether there are attempts but no states."""
    kept, logged = select(col(QuestionStateRow.user_id)), select(col(AttemptRow.id))
    return session.scalar(kept.limit(1)) is None and session.scalar(logged.limit(1)) is not None


def rebuild_states(session: Session) -> None:
    """Write every state anew from the log."""
    session.execute(delete(QuestionStateRow))
    session.expire_all()
    _write(session, dict(_folded(session)))


def _write(session: Session, states: dict[_Key, _State | None]) -> None:
    session.add_all(
        _row(key, state) for key, state in states.items() if state is not None and state.attempts
    )
    session.flush()


def _row(key: _Key, state: _State) -> QuestionStateRow:
    memory = state.memory
    return QuestionStateRow(
        user_id=key[0],
        question_id=key[1],
        status=state.status,
        attempts=state.attempts,
        correct=state.correct,
        last_at=state.last_at,
        stability=memory.stability if memory else None,
        memory_difficulty=memory.difficulty if memory else None,
        due_at=memory.due_at if memory else None,
    )


def _values(row: QuestionStateRow) -> tuple[object, ...]:
    return (
        *(row.status, row.attempts, row.correct, row.last_at),
        *(row.stability, row.memory_difficulty, row.due_at),
    )


def _folded(
    session: Session, which: ColumnElement[bool] | None = None
) -> Iterator[tuple[_Key, _State]]:
    """Yield the state of each question of the log, or of those attempts that are ``which``."""
    ratings, resets = _ratings(session, which), _resets(session, which)
    states: dict[_Key, _State] = {}
    log = select(AttemptRow)
    if which is not None:
        log = log.where(which)
    log = log.order_by(col(AttemptRow.at), col(AttemptRow.id))
    for row in session.scalars(log).yield_per(10_000):
        status = verdict(row.answer_given, row.correct_answer)
        rating = ratings.get((row.block_id, row.position))
        for question in {row.question_id, row.stands_for or row.question_id}:
            key = (row.user_id, question)
            if row.at <= resets.get(key, _NEVER):
                continue
            state = states.setdefault(key, _State())
            state.memory = remembered(state.memory, status, rating, row.at)
            if question == row.question_id:
                state.status = status.value
                state.attempts += 1
                state.correct += row.correct
                state.last_at = row.at
    yield from states.items()


def _ratings(
    session: Session, which: ColumnElement[bool] | None
) -> dict[tuple[int | None, int | None], Confidence]:
    """Return the last rating given for each item, by (block, position)."""
    query = select(
        col(ConfidenceRow.block_id), col(ConfidenceRow.position), col(ConfidenceRow.rating)
    ).order_by(col(ConfidenceRow.at), col(ConfidenceRow.id))
    if which is not None:
        blocks = select(col(AttemptRow.block_id)).where(which)
        query = query.where(col(ConfidenceRow.block_id).in_(blocks))
    return {
        (block, position): Confidence(rating) for block, position, rating in session.execute(query)
    }


def _resets(session: Session, which: ColumnElement[bool] | None) -> dict[_Key, datetime]:
    """Return when each question was reset last."""
    query = select(col(ResetRow.user_id), col(ResetRow.question_id), col(ResetRow.at)).order_by(
        col(ResetRow.at)
    )
    if which is not None:
        asked = select(col(AttemptRow.question_id)).where(which)
        query = query.where(col(ResetRow.question_id).in_(asked))
    return {(user, question): at for user, question, at in session.execute(query)}


def reset(session: Session, user_id: int, ids: Sequence[int], at: datetime) -> None:
    """Begin anew with ``ids``; their attempts stay in the log."""
    session.add_all(
        ResetRow(id=new_id(to_ms(at)), user_id=user_id, question_id=question, at=at)
        for question in ids
    )
    session.flush()
    session.execute(
        delete(QuestionStateRow).where(
            col(QuestionStateRow.user_id) == user_id,
            col(QuestionStateRow.question_id).in_(selecting.each(ids)),
        ),
        execution_options={"synchronize_session": False},
    )


def rate(
    session: Session,
    user_id: int,
    question_id: int,
    block_id: int,
    position: int,
    rating: Confidence,
    at: datetime,
) -> None:
    """Log how sure the user was of the answer to an item."""
    session.add(
        ConfidenceRow(
            id=new_id(to_ms(at)),
            user_id=user_id,
            question_id=question_id,
            block_id=block_id,
            position=position,
            rating=rating.value,
            at=at,
        )
    )
    session.flush()


def confidences(session: Session, block_id: int) -> dict[int, Confidence]:
    """Return the last rating of each item of a block, by position."""
    rows = session.execute(
        select(col(ConfidenceRow.position), col(ConfidenceRow.rating))
        .where(col(ConfidenceRow.block_id) == block_id)
        .order_by(col(ConfidenceRow.at), col(ConfidenceRow.id))
    )
    return {position: Confidence(rating) for position, rating in rows}


def of_block(session: Session, block_id: int) -> dict[int, AttemptRow]:
    """Return the attempts of a block by the position of their item."""
    rows = session.scalars(select(AttemptRow).where(col(AttemptRow.block_id) == block_id))
    return {row.position: row for row in rows if row.position is not None}
