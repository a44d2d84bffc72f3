"""Which questions are wanted, and what is known of them for a user."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.practice.models import (
    NameCounts,
    QuestionFilter,
    Status,
    letters,
)
from ms2qbank_desktop.features.practice.selection import Cell
from ms2qbank_desktop.features.practice.tables import QuestionMarkRow, QuestionStateRow
from ms2qbank_desktop.features.questions.queries import conditions
from ms2qbank_desktop.features.questions.tables import QuestionRow, QuestionTagRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

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
    )


def _is_marked(user_id: int) -> ColumnElement[bool]:
    """Ask a set that is read once: a join would go through every mark for every question."""
    marks = select(col(QuestionMarkRow.question_id)).where(
        col(QuestionMarkRow.user_id) == user_id, col(QuestionMarkRow.marked)
    )
    return col(QuestionRow.id).in_(marks)


def cube(
    session: Session, user_id: int, bank: BankFilter, unseen_since: datetime | None = None
) -> Counter[Cell]:
    """Return the cells of the questions that ``bank`` leaves for ``user_id``, of those not
    attempted after ``unseen_since``."""
    status = func.coalesce(col(QuestionStateRow.status), Status.UNUSED.value)
    marked = _is_marked(user_id)
    keys = (
        col(QuestionRow.pack_id),
        col(QuestionRow.system),
        col(QuestionRow.subject),
        func.coalesce(col(QuestionRow.difficulty), 0),
        status,
        marked,
    )
    query = _with_status(user_id, *keys, func.count()).where(*conditions(bank)).group_by(*keys)
    if unseen_since:
        query = query.where(_not_seen_after(unseen_since))
    return Counter(
        {
            Cell(pack, system, subject, difficulty, Status(state), bool(flag)): number
            for pack, system, subject, difficulty, state, flag, number in session.execute(query)
        }
    )


def matching(
    session: Session, user_id: int, wanted: QuestionFilter, unseen_since: datetime | None = None
) -> list[int]:
    """Return the ids of the questions that ``wanted`` leaves, in the order of the bank."""
    return list(systems(session, user_id, wanted, unseen_since))


def systems(
    session: Session, user_id: int, wanted: QuestionFilter, unseen_since: datetime | None = None
) -> dict[int, str]:
    """Return id -> system of the questions that ``wanted`` leaves, in the order of the bank."""
    query = _with_status(user_id, col(QuestionRow.id), col(QuestionRow.system)).order_by(
        col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id)
    )
    rows = session.execute(_narrowed(query, user_id, wanted, unseen_since))
    return {row[0]: row[1] for row in rows}


def name_counts(
    session: Session, user_id: int, wanted: QuestionFilter, unseen_since: datetime | None = None
) -> NameCounts:
    """Return the topics and tags behind ``wanted`` with their numbers of questions."""
    number = func.count()
    topic, tag = col(QuestionRow.topic), col(QuestionTagRow.tag)
    any_topic = replace(wanted, bank=replace(wanted.bank, topics=frozenset()))
    topics = _with_status(user_id, topic, number).where(topic != "").group_by(topic)
    any_tag = wanted
    if not wanted.bank.every_tag:
        any_tag = replace(wanted, bank=replace(wanted.bank, tags=frozenset()))
    tags = (
        _with_status(user_id, tag, number)
        .join(QuestionTagRow, col(QuestionTagRow.question_id) == col(QuestionRow.id))
        .group_by(tag)
    )
    return NameCounts(
        *(
            tuple(
                (name, count)
                for name, count in session.execute(
                    _narrowed(query, user_id, asked, unseen_since).order_by(
                        number.desc(), name_column
                    )
                )
            )
            for query, asked, name_column in (
                (topics, any_topic, topic),
                (tags, any_tag, tag),
            )
        )
    )


def _narrowed(
    query: Select[Any], user_id: int, wanted: QuestionFilter, unseen_since: datetime | None
) -> Select[Any]:
    query = query.where(*conditions(wanted.bank))
    if wanted.statuses:
        query = query.where(_status_condition(user_id, wanted.statuses))
    if unseen_since:
        query = query.where(_not_seen_after(unseen_since))
    return query


def _not_seen_after(instant: datetime) -> ColumnElement[bool]:
    last = col(QuestionStateRow.last_at)
    return or_(last.is_(None), last <= instant)


def _status_condition(user_id: int, statuses: frozenset[Status]) -> ColumnElement[bool]:
    wanted = [status.value for status in statuses - {Status.MARKED}]
    any_of: list[ColumnElement[bool]] = [col(QuestionStateRow.status).in_(wanted)]
    if Status.UNUSED in statuses:
        any_of.append(col(QuestionStateRow.status).is_(None))
    if Status.MARKED in statuses:
        any_of.append(_is_marked(user_id))
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
