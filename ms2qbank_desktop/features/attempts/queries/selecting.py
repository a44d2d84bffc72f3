"""Which questions are wanted, and what is known of them for a user."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, not_, or_, select
from sqlmodel import Session, col

from ms2qbank_desktop.features.attempts.models import NameCounts, QuestionFilter, Status, letters
from ms2qbank_desktop.features.attempts.selection import Cell
from ms2qbank_desktop.features.attempts.tables import (
    QuestionMarkRow,
    QuestionStateRow,
    UserTagRow,
)
from ms2qbank_desktop.features.questions.queries.finding import conditions
from ms2qbank_desktop.features.questions.tables import QuestionRow, QuestionTagRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.questions.models import BankFilter


class Viewer(NamedTuple):
    """For whom, and when: ``today_end`` decides what is due, ``now`` what was not seen lately."""

    user_id: int
    now: datetime
    today_end: datetime


def with_state(query: Any, viewer: Viewer) -> Any:
    """Join the state of each question, which is missing where there was no attempt."""
    return query.outerjoin(
        QuestionStateRow,
        and_(
            col(QuestionStateRow.question_id) == col(QuestionRow.id),
            col(QuestionStateRow.user_id) == viewer.user_id,
        ),
    )


def _flagged(viewer: Viewer, flag: Any, *, walking: bool = False) -> ColumnElement[bool]:
    """Ask a set that is read once: a join would go through every mark for every question."""
    question: Any = literal_column("+questions.id") if walking else col(QuestionRow.id)
    flagged = select(col(QuestionMarkRow.question_id)).where(
        col(QuestionMarkRow.user_id) == viewer.user_id, col(flag)
    )
    return question.in_(flagged)  # type: ignore[no-any-return]


def _is_due(viewer: Viewer) -> ColumnElement[bool]:
    return func.coalesce(col(QuestionStateRow.due_at) < viewer.today_end, False)


def cube(session: Session, viewer: Viewer, bank: BankFilter, unseen_days: int = 0) -> Counter[Cell]:
    """Return the cells of the questions that ``bank`` leaves, of those not attempted in the
    last ``unseen_days``."""
    keys: list[Any] = [
        col(QuestionRow.pack_id),
        col(QuestionRow.system),
        col(QuestionRow.subject),
        func.coalesce(col(QuestionRow.difficulty), 0),
        func.coalesce(col(QuestionStateRow.status), Status.UNUSED.value),
        _flagged(viewer, QuestionMarkRow.marked),
        _is_due(viewer),
        _flagged(viewer, QuestionMarkRow.suspended),
    ]
    every_status = frozenset(Status)
    wanted = QuestionFilter(bank, every_status, unseen_days)
    query = with_state(select(*keys, func.count()).select_from(QuestionRow), viewer)
    rows = session.execute(narrowed(query, viewer, wanted).group_by(*keys))
    return Counter(
        {
            Cell(*row[:4], Status(row[4]), *map(bool, row[5:8])): row[8]  # type: ignore[call-arg]
            for row in rows
        }
    )


def systems(session: Session, viewer: Viewer, wanted: QuestionFilter) -> dict[int, str]:
    """Return id -> system of the questions that ``wanted`` leaves, in the order of the bank."""
    query = select(col(QuestionRow.id), col(QuestionRow.system)).order_by(
        col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id)
    )
    rows = session.execute(narrowed(with_state(query, viewer), viewer, wanted))
    return {row[0]: row[1] for row in rows}


def name_counts(session: Session, viewer: Viewer, wanted: QuestionFilter) -> NameCounts:
    """Return the topics and tags behind ``wanted`` with their numbers of questions."""
    any_topic = replace(wanted, bank=replace(wanted.bank, topics=frozenset()))
    any_tag = wanted
    if not wanted.bank.every_tag:
        any_tag = replace(wanted, bank=replace(wanted.bank, tags=frozenset()))
    number, topic = func.count(), col(QuestionRow.topic)
    topics = select(topic, number).select_from(QuestionRow).where(topic != "").group_by(topic)
    tags = _all_tags(session, viewer.user_id)
    tagged = (
        select(tags.c.tag, number)
        .select_from(QuestionRow)
        .join(tags, tags.c.question_id == col(QuestionRow.id))
        .group_by(tags.c.tag)
    )

    def counted(query: Any, asked: QuestionFilter, name: Any) -> tuple[tuple[str, int], ...]:
        query = narrowed(with_state(query, viewer), viewer, asked)
        return tuple(tuple(row) for row in session.execute(query.order_by(number.desc(), name)))

    return NameCounts(counted(topics, any_topic, topic), counted(tagged, any_tag, tags.c.tag))


def _all_tags(session: Session, user_id: int) -> Any:
    """Return (question_id, tag) of the packs and, if there are any, of the user's own."""
    of_packs = select(col(QuestionTagRow.question_id), col(QuestionTagRow.tag))
    own = select(col(UserTagRow.question_id), col(UserTagRow.tag)).where(
        col(UserTagRow.user_id) == user_id, col(UserTagRow.deleted_at).is_(None)
    )
    has_own = session.execute(own.limit(1)).first() is not None
    return (of_packs.union(own) if has_own else of_packs).subquery("tags")


def narrowed(query: Select[Any], viewer: Viewer, wanted: QuestionFilter) -> Select[Any]:
    """Keep of ``query``, which has the states joined, what ``wanted`` leaves."""
    return query.where(*bank_conditions(viewer, wanted.bank), *state_conditions(viewer, wanted))


def bank_conditions(
    viewer: Viewer, bank: BankFilter, walk: range | None = None
) -> list[ColumnElement[bool]]:
    """Return the conditions on the question itself, the user's own tags included; ``walk`` as
    in questions.queries.finding."""
    found = conditions(replace(bank, tags=frozenset()), walk)
    tags = sorted(bank.tags)
    for alike in [[tag] for tag in tags] if bank.every_tag else [tags] if tags else []:
        of_packs = select(col(QuestionTagRow.question_id)).where(col(QuestionTagRow.tag).in_(alike))
        own = select(col(UserTagRow.question_id)).where(
            col(UserTagRow.user_id) == viewer.user_id,
            col(UserTagRow.tag).in_(alike),
            col(UserTagRow.deleted_at).is_(None),
        )
        found.append(col(QuestionRow.id).in_(of_packs.union(own)))
    return found


def state_conditions(
    viewer: Viewer, wanted: QuestionFilter, *, walking: bool = False
) -> list[ColumnElement[bool]]:
    """Return the conditions on what the user has done with a question (see Status); ``walking``
    as in :func:`has_status`."""
    found = since_conditions(viewer, wanted.unseen_days)
    if wanted.statuses == frozenset(Status):
        return found
    if not wanted.statuses:
        return [*found, not_(is_suspended(viewer))]
    return [*found, has_status(viewer, wanted.statuses, walking=walking)]


def since_conditions(viewer: Viewer, unseen_days: int) -> list[ColumnElement[bool]]:
    """Return the condition that a question was not attempted for so many days, if any are."""
    if not unseen_days:
        return []
    last = col(QuestionStateRow.last_at)
    return [or_(last.is_(None), last <= viewer.now - timedelta(days=unseen_days))]


def is_suspended(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the user has left a question out of everything."""
    return _flagged(viewer, QuestionMarkRow.suspended)


def has_status(
    viewer: Viewer, statuses: frozenset[Status], *, walking: bool = False
) -> ColumnElement[bool]:
    """Return the condition that a question has one of ``statuses``; suspended, it has no other.

    ``walking`` keeps SQLite from beginning with the states: the bank is gone through in order.
    """
    status: Any = col(QuestionStateRow.status)
    due: Any = col(QuestionStateRow.due_at) < viewer.today_end
    if walking:
        status, due = func.coalesce(status, Status.UNUSED.value), func.coalesce(due, False)
    any_of: list[ColumnElement[bool]] = []
    settled = sorted(statuses & {Status.CORRECT, Status.INCORRECT, Status.OMITTED})
    if settled:
        any_of.append(status.in_(settled))
    if Status.UNUSED in statuses:
        any_of.append(col(QuestionStateRow.status).is_(None))
    if Status.MARKED in statuses:
        any_of.append(_flagged(viewer, QuestionMarkRow.marked, walking=walking))
    if Status.DUE in statuses:
        any_of.append(due)
    suspended = is_suspended(viewer)
    if Status.SUSPENDED not in statuses:
        return and_(or_(*any_of), not_(suspended))
    return or_(suspended, *any_of)


def statuses(session: Session, user_id: int, ids: Sequence[int]) -> dict[int, Status]:
    """Return the status of those of ``ids`` that have been attempted."""
    rows = session.execute(
        select(col(QuestionStateRow.question_id), col(QuestionStateRow.status)).where(
            col(QuestionStateRow.user_id) == user_id,
            col(QuestionStateRow.question_id).in_(each(ids)),
        )
    )
    return {question_id: Status(status) for question_id, status in rows}


def marked(session: Session, user_id: int, ids: Iterable[int]) -> set[int]:
    """Return those of ``ids`` that the user has marked."""
    return set(
        session.scalars(
            select(col(QuestionMarkRow.question_id)).where(
                col(QuestionMarkRow.user_id) == user_id,
                col(QuestionMarkRow.question_id).in_(each(list(ids))),
                col(QuestionMarkRow.marked),
            )
        )
    )


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
        ).where(col(QuestionRow.id).in_(each(ids)))
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


def each(ids: Sequence[int]) -> Select[Any]:
    """Return ``ids`` as rows: a statement may name only so many parameters."""
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(listed.c.value)
