"""The SQL of practice. Joins the bank's tables: one database, one query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.questions.queries import conditions
from ms2qbank_desktop.features.questions.tables import QuestionRow

from .models import BlockSummary, Mode, QuestionFilter, Status, letters
from .selection import Cell, most_frequent
from .tables import (
    AnswerChangeRow,
    AttemptRow,
    BlockItemRow,
    BlockRow,
    QuestionMarkRow,
    QuestionStateRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.questions.models import BankFilter


def _with_status(user_id: int, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(QuestionRow)
        .outerjoin(
            QuestionStateRow,
            and_(
                col(QuestionStateRow.question_id) == col(QuestionRow.id),
                col(QuestionStateRow.user_id) == user_id,
            ),
        )
        .outerjoin(
            QuestionMarkRow,
            and_(
                col(QuestionMarkRow.question_id) == col(QuestionRow.id),
                col(QuestionMarkRow.user_id) == user_id,
                col(QuestionMarkRow.marked),
            ),
        )
    )


def cube(session: Session, user_id: int, bank: BankFilter) -> Counter[Cell]:
    """Return the cells of the questions that ``bank`` leaves for ``user_id``."""
    status = func.coalesce(col(QuestionStateRow.status), Status.UNUSED.value)
    marked = col(QuestionMarkRow.id).is_not(None)
    keys = (
        col(QuestionRow.pack_id),
        col(QuestionRow.system),
        col(QuestionRow.subject),
        func.coalesce(col(QuestionRow.difficulty), 0),
        status,
        marked,
    )
    rows = session.execute(
        _with_status(user_id, *keys, func.count()).where(*conditions(bank)).group_by(*keys)
    )
    return Counter(
        {
            Cell(pack, system, subject, difficulty, Status(state), bool(flag)): number
            for pack, system, subject, difficulty, state, flag, number in rows
        }
    )


def matching(session: Session, user_id: int, wanted: QuestionFilter) -> list[int]:
    """Return the ids of the questions that ``wanted`` leaves, in the order of the bank."""
    query = (
        _with_status(user_id, col(QuestionRow.id))
        .where(*conditions(wanted.bank))
        .order_by(col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id))
    )
    if wanted.statuses:
        query = query.where(_status_condition(wanted.statuses))
    return list(session.scalars(query))


def _status_condition(statuses: frozenset[Status]) -> ColumnElement[bool]:
    wanted = [status.value for status in statuses - {Status.MARKED}]
    any_of = [col(QuestionStateRow.status).in_(wanted)]
    if Status.UNUSED in statuses:
        any_of.append(col(QuestionStateRow.status).is_(None))
    if Status.MARKED in statuses:
        any_of.append(col(QuestionMarkRow.id).is_not(None))
    return or_(*any_of)


def statuses(session: Session, user_id: int, ids: Sequence[int]) -> dict[int, Status]:
    """Return the status of those of ``ids`` that have been attempted."""
    rows = session.execute(
        select(col(QuestionStateRow.question_id), col(QuestionStateRow.status)).where(
            col(QuestionStateRow.user_id) == user_id,
            col(QuestionStateRow.question_id).in_(ids),
        )
    )
    return {question_id: Status(status) for question_id, status in rows}


def marked(session: Session, user_id: int, ids: Iterable[int]) -> set[int]:
    """Return those of ``ids`` that the user has marked."""
    return set(
        session.scalars(
            select(col(QuestionMarkRow.question_id)).where(
                col(QuestionMarkRow.user_id) == user_id,
                col(QuestionMarkRow.question_id).in_(list(ids)),
                col(QuestionMarkRow.marked),
            )
        )
    )


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


def choice_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Return how many choices each of the questions has."""
    rows = session.execute(
        select(col(QuestionRow.id), func.json_array_length(QuestionRow.choices)).where(
            col(QuestionRow.id).in_(ids)
        )
    )
    return {row[0]: row[1] for row in rows}


class Facts(NamedTuple):
    """What an attempt keeps of its question. ``right``: letters of the right choices."""

    subject: str
    system: str
    topic: str
    difficulty: int | None
    right: str


def question_facts(session: Session, ids: Sequence[int]) -> dict[int, Facts]:
    """Return the facts of each of ``ids``."""
    rows = session.execute(
        select(
            col(QuestionRow.id),
            col(QuestionRow.subject),
            col(QuestionRow.system),
            col(QuestionRow.topic),
            col(QuestionRow.difficulty),
            col(QuestionRow.choices),
        ).where(col(QuestionRow.id).in_(ids))
    )
    return {
        question_id: Facts(
            subject,
            system,
            topic,
            difficulty,
            letters(frozenset(i for i, choice in enumerate(choices) if choice[1])),
        )
        for question_id, subject, system, topic, difficulty, choices in rows
    }


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


def attempts(session: Session, block_id: int) -> dict[int, AttemptRow]:
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
