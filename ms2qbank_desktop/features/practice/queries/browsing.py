"""The bank as a table: ids in any order, lines a screenful at a time, marks in bulk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.practice import scoring
from ms2qbank_desktop.features.practice.models import (
    BankOrder,
    BankRow,
    PastAttempt,
    QuestionFilter,
    SortKey,
    Status,
    Vocabulary,
)
from ms2qbank_desktop.features.practice.tables import (
    AttemptRow,
    QuestionMarkRow,
    QuestionStateRow,
)
from ms2qbank_desktop.features.questions.queries import conditions
from ms2qbank_desktop.features.questions.tables import (
    SEARCH_INDEX,
    PackRow,
    QuestionRow,
    QuestionTagRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_STEM_CHARACTERS = 240
_SORTED_CHARACTERS = 60
_STATUS_ORDER = (Status.UNUSED, Status.INCORRECT, Status.OMITTED, Status.CORRECT)
_OF_THE_STATE = {SortKey.STATUS, SortKey.SEEN, SortKey.CORRECT, SortKey.LAST}


def browse(session: Session, user_id: int, wanted: QuestionFilter, order: BankOrder) -> list[int]:
    """Return the ids of the questions that ``wanted`` leaves, in ``order``."""
    query = select(col(QuestionRow.id)).where(*_conditions(wanted))
    if wanted.statuses or order.key in _OF_THE_STATE:
        query = _with_state(query, user_id)
    if wanted.statuses:
        query = query.where(_in_status(user_id, wanted.statuses))
    if order.key is SortKey.PACK:
        query = query.join(PackRow, col(PackRow.id) == col(QuestionRow.pack_id))
    value = _sort_value(order.key)
    if value is not None:
        query = query.order_by(value.is_(None), value.desc() if order.descending else value.asc())
    bank_order = [col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id)]
    backwards = order.descending and value is None
    query = query.order_by(*(column.desc() if backwards else column for column in bank_order))
    return list(session.execute(query).scalars())


def _conditions(wanted: QuestionFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of the bank. Of the whole bank, the index of facets would lead back
    and forth between its rows: + keeps SQLite from it and nearly halves the time."""
    if wanted == QuestionFilter():
        return [literal_column("+questions.deleted_at").is_(None)]
    return conditions(wanted.bank)


def _with_state(query: Select[Any], user_id: int) -> Select[Any]:
    return query.outerjoin(
        QuestionStateRow,
        and_(
            col(QuestionStateRow.question_id) == col(QuestionRow.id),
            col(QuestionStateRow.user_id) == user_id,
        ),
    )


def _in_status(user_id: int, statuses: frozenset[Status]) -> ColumnElement[bool]:
    settled = sorted(status.value for status in statuses - {Status.MARKED, Status.UNUSED})
    any_of: list[ColumnElement[bool]] = []
    if settled:
        any_of.append(col(QuestionStateRow.status).in_(settled))
    if Status.UNUSED in statuses:
        any_of.append(col(QuestionStateRow.status).is_(None))
    if Status.MARKED in statuses:
        marked = select(col(QuestionMarkRow.question_id)).where(
            col(QuestionMarkRow.user_id) == user_id, col(QuestionMarkRow.marked)
        )
        any_of.append(col(QuestionRow.id).in_(marked))
    return or_(*any_of)


def _sort_value(key: SortKey) -> SQLColumnExpression[Any] | None:
    """Return what ``key`` sorts by, NULL where a question has nothing; None: the bank's order."""
    state = QuestionStateRow
    match key:
        case SortKey.QUESTION:
            return func.lower(func.substr(_plain_stem(), 1, _SORTED_CHARACTERS))
        case SortKey.SYSTEM | SortKey.SUBJECT | SortKey.TOPIC:
            return func.nullif(func.lower(getattr(QuestionRow, key.value)), "")
        case SortKey.PACK:
            return func.lower(PackRow.title)
        case SortKey.DIFFICULTY:
            return col(QuestionRow.difficulty)
        case SortKey.STATUS:
            ranks = {status.value: rank for rank, status in enumerate(_STATUS_ORDER)}
            return case(ranks, value=col(state.status), else_=0)
        case SortKey.SEEN:
            return func.coalesce(state.attempts, 0)
        case SortKey.CORRECT:
            return 1.0 * col(state.correct) / func.nullif(state.attempts, 0)
        case SortKey.LAST:
            return col(state.last_at)
    return None


def _plain_stem() -> ColumnElement[str]:
    """Return the stem without markup: the search index has it."""
    index = table(SEARCH_INDEX)
    rowid: ColumnElement[int] = literal_column(f"{SEARCH_INDEX}.rowid")
    stem: ColumnElement[str] = literal_column(f"{SEARCH_INDEX}.stem")
    return (
        select(func.substr(stem, 1, _STEM_CHARACTERS))
        .select_from(index)
        .where(rowid == col(QuestionRow.search_row))
        .scalar_subquery()
    )


def rows(session: Session, user_id: int, ids: Sequence[int]) -> list[BankRow]:
    """Return the lines of ``ids`` in that order; unknown ones are left out.

    Questions of a case series come without their stem: the index, which has stems as plain text,
    has the vignette before it, and all questions of a series would look alike.
    """
    alone = col(QuestionRow.case_vignette) == ""
    query = (
        select(
            col(QuestionRow.id),
            col(QuestionRow.ordinal),
            case((alone, _plain_stem()), else_="").label("stem"),
            col(PackRow.title),
            col(QuestionRow.system),
            col(QuestionRow.subject),
            col(QuestionRow.topic),
            col(QuestionRow.difficulty),
            col(QuestionStateRow.status),
            col(QuestionStateRow.attempts),
            col(QuestionStateRow.correct),
            col(QuestionStateRow.last_at),
        )
        .join(PackRow, col(PackRow.id) == col(QuestionRow.pack_id))
        .where(col(QuestionRow.id).in_(ids))
    )
    marked = marks(session, user_id, ids)
    found = {
        row.id: BankRow(
            question_id=row.id,
            number=row.ordinal,
            stem=" ".join((row.stem or "").split()),
            pack=row.title,
            system=row.system,
            subject=row.subject,
            topic=row.topic,
            difficulty=row.difficulty,
            status=Status(row.status or Status.UNUSED),
            marked=row.id in marked,
            seen=row.attempts or 0,
            correct=row.correct or 0,
            last_at=row.last_at,
        )
        for row in session.execute(_with_state(query, user_id))
    }
    return [found[wanted] for wanted in ids if wanted in found]


def marks(session: Session, user_id: int, ids: Sequence[int]) -> set[int]:
    """Return those of ``ids`` that are marked. Their rows are looked up by their own ids: the
    index of users would lead through every mark there is."""
    wanted = {derived_id("mark", user_id, question): question for question in ids}
    listed = func.json_each(json.dumps(list(wanted))).table_valued("value")
    found = session.execute(
        select(col(QuestionMarkRow.id)).where(
            col(QuestionMarkRow.id).in_(select(listed.c.value)), col(QuestionMarkRow.marked)
        )
    )
    return {wanted[mark] for mark in found.scalars()}


def unlike(session: Session, user_id: int, ids: Sequence[int], *, marked: bool) -> list[int]:
    """Return those of ``ids`` whose mark is not as ``marked`` says, in their order."""
    present = marks(session, user_id, ids)
    return [question for question in ids if (question in present) != marked]


def mark(
    session: Session, user_id: int, ids: Sequence[int], now: datetime, *, marked: bool
) -> None:
    """Write the marks on ``ids``."""
    if not ids:
        return
    new = insert(QuestionMarkRow)
    session.execute(
        new.on_conflict_do_update(
            index_elements=["id"],
            set_={"marked": new.excluded.marked, "changed_at": new.excluded.changed_at},
        ),
        [
            {
                "id": derived_id("mark", user_id, question),
                "user_id": user_id,
                "question_id": question,
                "marked": marked,
                "changed_at": now,
            }
            for question in ids
        ],
    )


def vocabulary(session: Session) -> Vocabulary:
    """Return the names that the questions which are not removed use, in alphabetical order."""
    names = session.execute(
        select(col(QuestionRow.system), col(QuestionRow.subject), col(QuestionRow.topic))
        .where(col(QuestionRow.deleted_at).is_(None))
        .distinct()
    ).all()
    packs = session.execute(
        select(col(PackRow.id), col(PackRow.title)).where(col(PackRow.deleted_at).is_(None))
    )
    tags = session.execute(select(col(QuestionTagRow.tag)).distinct()).scalars()
    systems, subjects, topics = ({row[place] for row in names} for place in range(3))
    return Vocabulary(
        packs=tuple(sorted(((row[0], row[1]) for row in packs), key=lambda pack: pack[1])),
        systems=tuple(sorted(systems - {""})),
        subjects=tuple(sorted(subjects - {""})),
        topics=tuple(sorted(topics - {""})),
        tags=tuple(sorted(tags)),
    )


def past_attempts(session: Session, user_id: int, question_id: int) -> list[PastAttempt]:
    """Return the user's attempts at a question, newest first."""
    found = session.scalars(
        select(AttemptRow)
        .where(col(AttemptRow.user_id) == user_id, col(AttemptRow.question_id) == question_id)
        .order_by(col(AttemptRow.at).desc(), col(AttemptRow.id).desc())
    )
    return [
        PastAttempt(
            row.at,
            row.answer_given,
            scoring.verdict(row.answer_given, row.correct_answer),
            row.time_ms,
        )
        for row in found
    ]
