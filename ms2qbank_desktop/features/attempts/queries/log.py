"""The log of attempts: written once, folded into the states of questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, insert, literal, select, union_all
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
    from collections.abc import Iterable, Iterator, Sequence

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_PACE = 500
"""Answers that say how quick a user is now."""


class _Key(NamedTuple):
    user: int
    question: int


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
    rows = []
    for answer in answers:
        fact = facts[answer.question_id]
        status = verdict(answer.given, fact.right)
        rows.append(
            {
                "id": new_id(to_ms(at)),
                "user_id": user_id,
                "question_id": answer.question_id,
                "block_id": block_id,
                "position": answer.position,
                "stands_for": answer.stands_for,
                "subject": fact.subject,
                "system": fact.system,
                "difficulty": fact.difficulty,
                "answer_given": answer.given,
                "correct_answer": fact.right,
                "correct": status is Status.CORRECT,
                "omitted": status is Status.OMITTED,
                "marked": answer.question_id in marked,
                "hint_used": answer.hint_used,
                "phrases_used": answer.phrases_used,
                "time_ms": answer.time_ms,
                "mode": mode,
                "at": at,
            }
        )
    if rows:  # as values, not as objects: a block of 200 ends in half the time
        session.flush()
        session.connection().execute(insert(AttemptRow), rows)
    refold(session, user_id, [*ids, *(a.stands_for for a in answers if a.stands_for)])


def refold(session: Session, user_id: int, ids: Sequence[int]) -> None:
    """Write the states of ``ids`` anew from the log."""
    _forget(session, user_id, ids)
    _write(session, _folded(session, user_id, ids))


def wrong_states(session: Session) -> set[_Key]:
    """Return (user, question) of the states that are not what the log says."""
    folded = {key: _values(key, state) for key, state in _folded(session)}
    columns = [col(getattr(QuestionStateRow, name)) for name in QuestionStateRow.model_fields]
    kept = {
        _Key(row.user_id, row.question_id): row._asdict()
        for row in session.execute(select(*columns))
    }
    return {key for key in folded.keys() | kept.keys() if folded.get(key) != kept.get(key)}


def lacks_states(session: Session) -> bool:
    """Return whether there are attempts but no states."""
    kept, logged = select(col(QuestionStateRow.user_id)), select(col(AttemptRow.id))
    return session.scalar(kept.limit(1)) is None and session.scalar(logged.limit(1)) is not None


def rebuild_states(session: Session) -> None:
    """Write every state anew from the log."""
    session.connection().execute(delete(QuestionStateRow))
    session.expire_all()
    _write(session, _folded(session))


def _forget(session: Session, user_id: int, ids: Sequence[int]) -> None:
    session.execute(
        delete(QuestionStateRow).where(
            col(QuestionStateRow.user_id) == user_id,
            col(QuestionStateRow.question_id).in_(selecting.each(ids)),
        ),
        execution_options={"synchronize_session": False},
    )


def _write(session: Session, states: Iterable[tuple[_Key, _State]]) -> None:
    # Past the ORM, which at the opening of a file does not know yet what the rows refer to.
    if rows := [_values(key, state) for key, state in states]:
        session.connection().execute(insert(QuestionStateRow), rows)


def _values(key: _Key, state: _State) -> dict[str, Any]:
    memory = state.memory
    return {
        "user_id": key.user,
        "question_id": key.question,
        "status": state.status,
        "attempts": state.attempts,
        "correct": state.correct,
        "last_at": state.last_at,
        "stability": memory.stability if memory else None,
        "memory_difficulty": memory.difficulty if memory else None,
        "due_at": memory.due_at if memory else None,
    }


def _folded(
    session: Session, user_id: int | None = None, ids: Sequence[int] = ()
) -> Iterator[tuple[_Key, _State]]:
    """Yield the state of each question of the log that was tried since its last reset; of one
    user, only those of ``ids``."""
    ratings, begun = _ratings(session, user_id, ids), _begun(session, user_id, ids)
    log = _log(user_id, ids)
    entries = session.connection().execution_options(yield_per=10_000).execute(log)
    for (user, question), of_question in groupby(entries, lambda entry: (entry[0], entry[1])):
        key = _Key(user, question)
        state, since = _State(), begun.get(key) or _NEVER
        for _, _, own, at, _, given, right, block, position in of_question:
            if at <= since:
                continue
            status = verdict(given, right)
            rating = ratings.get((block, position))
            if own or state.attempts:
                state.memory = remembered(state.memory, status, rating, at)
            if own:
                state.status = status.value
                state.attempts += 1
                state.correct += status is Status.CORRECT
                state.last_at = at
        if state.attempts:
            yield key, state


def _log(user_id: int | None, ids: Sequence[int]) -> Any:
    """Return the attempts in order, question by question. One that stood for another question
    comes for that one too: it says what is remembered of its topic, once it was tried itself."""
    row = AttemptRow
    asked, other = col(row.question_id), col(row.stands_for)

    def about(question: Any, *, own: bool) -> Any:
        query = select(
            *(col(row.user_id), question.label("about"), literal(own), col(row.at), col(row.id)),
            *(col(row.answer_given), col(row.correct_answer), col(row.block_id), col(row.position)),
        )
        return query.where(_of(user_id, row.user_id, question, ids))

    both = union_all(
        about(asked, own=True), about(other, own=False).where(other.is_not(None), other != asked)
    )
    return both.order_by("user_id", "about", "at", "id")


def _of(user_id: int | None, user: Any, question: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    if user_id is None:
        return literal(value=True)
    return and_(col(user) == user_id, question.in_(selecting.each(ids)))


def _ratings(
    session: Session, user_id: int | None, ids: Sequence[int]
) -> dict[tuple[int | None, int | None], Confidence]:
    """Return the last rating given for each item, by (block, position)."""
    rating = ConfidenceRow
    query = select(col(rating.block_id), col(rating.position), col(rating.rating))
    query = query.order_by(col(rating.at), col(rating.id))
    if user_id is not None:
        blocks = [
            select(col(AttemptRow.block_id)).where(_of(user_id, AttemptRow.user_id, question, ids))
            for question in (col(AttemptRow.question_id), col(AttemptRow.stands_for))
        ]
        query = query.where(col(rating.block_id).in_(blocks[0].union(blocks[1])))
    return {
        (block, position): Confidence(value) for block, position, value in session.execute(query)
    }


def _begun(
    session: Session, user_id: int | None, ids: Sequence[int]
) -> dict[_Key, datetime | None]:
    """Return since when the attempts at each question count that was ever reset."""
    reset = ResetRow
    query = select(col(reset.user_id), col(reset.question_id), col(reset.since))
    query = query.where(_of(user_id, reset.user_id, col(reset.question_id), ids))
    rows = session.execute(query.order_by(col(reset.at), col(reset.id)))
    return {_Key(user, question): since for user, question, since in rows}


def reset(session: Session, user_id: int, ids: Sequence[int], at: datetime) -> list[int]:
    """Begin anew with those of ``ids`` that have a status, and return them; their attempts stay
    in the log."""
    tried = selecting.statuses(session, user_id, ids)
    changed = [question for question in ids if question in tried]
    _begin(session, user_id, dict.fromkeys(changed, at), at)
    _forget(session, user_id, changed)
    return changed


def unreset(session: Session, user_id: int, ids: Sequence[int], at: datetime) -> None:
    """Take back the last reset of each of ``ids``: what counted before it counts again."""
    row = ResetRow
    query = select(col(row.question_id), col(row.since)).where(
        _of(user_id, row.user_id, col(row.question_id), ids)
    )
    before: dict[int, datetime | None] = {}
    last: dict[int, datetime | None] = {}
    for question, since in session.execute(query.order_by(col(row.at), col(row.id))):
        before[question] = last.get(question)
        last[question] = since
    _begin(session, user_id, before, at)
    refold(session, user_id, list(before))


def _begin(session: Session, user_id: int, since: dict[int, datetime | None], at: datetime) -> None:
    rows = [
        {"id": new_id(to_ms(at)), "user_id": user_id, "question_id": question, "at": at} | one
        for question, one in ((question, {"since": one}) for question, one in since.items())
    ]
    if rows:
        session.connection().execute(insert(ResetRow), rows)


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
    stood_for = session.scalars(
        select(col(AttemptRow.stands_for)).where(
            col(AttemptRow.block_id) == block_id, col(AttemptRow.position) == position
        )
    )
    refold(session, user_id, [question_id, *(one for one in stood_for if one is not None)])


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


def mean_time_ms(session: Session, user_id: int) -> int | None:
    """Return the mean time of the user's last answers; None before the first."""
    # Ids grow with time, so the newest stand at the end of the table. The sum keeps SQLite from
    # the index of the user, which would sort all of them first: 1.4 s of a million.
    times = session.scalars(
        select(col(AttemptRow.time_ms))
        .where(col(AttemptRow.user_id) + 0 == user_id, col(AttemptRow.omitted).is_(False))
        .order_by(col(AttemptRow.id).desc())
        .limit(_PACE)
    ).all()
    return round(sum(times) / len(times)) if times else None
