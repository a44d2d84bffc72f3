"""The bank as a table: ids in any order, lines a screenful at a time, marks in bulk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    case,
    func,
    literal_column,
    select,
    table,
    tuple_,
)
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.attempts.models import (
    BankOrder,
    BankRow,
    PastAttempt,
    QuestionFilter,
    SortKey,
    Status,
    Vocabulary,
    Wanted,
    verdict,
)
from ms2qbank_desktop.features.attempts.tables import (
    AttemptRow,
    QuestionMarkRow,
    QuestionStateRow,
    UserTagRow,
)
from ms2qbank_desktop.features.questions.queries.finding import WHOLE_WALK, is_frequent
from ms2qbank_desktop.features.questions.tables import (
    SEARCH_INDEX,
    PackRow,
    QuestionRow,
    QuestionTagRow,
)

from . import combining, tagging
from .selecting import Viewer, each, with_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_STEM_CHARACTERS = 240
_SORTED_CHARACTERS = 60
_STATUS_ORDER = (Status.UNUSED, Status.INCORRECT, Status.OMITTED, Status.CORRECT)
_FLAGS = ("marked", "suspended")
_UNFLAGGED = (False, False)
_OF_THE_STATE = {SortKey.STATUS, SortKey.SEEN, SortKey.CORRECT, SortKey.LAST, SortKey.DUE}
_WALKED = 5_000
_RARE = 2_000
"""Words of fewer questions are followed to these; those of more are met with on the way."""


def browse(session: Session, viewer: Viewer, wanted: Wanted, order: BankOrder) -> list[int]:
    """Return the ids of the questions that ``wanted`` leaves, in ``order``."""
    frequent = any(is_frequent(session, text, _RARE) for text in combining.texts(wanted))
    walk = WHOLE_WALK if frequent else None
    return _ids(session, _ordered(_asked(viewer, wanted, order, walk), order))


def first(
    session: Session, viewer: Viewer, wanted: Wanted, order: BankOrder, number: int
) -> list[int]:
    """Return the first ``number`` of what browse returns if they are quickly found, or all of it
    if it is little; [] if neither is so.

    It looks at the first thousands of the bank only: what is frequent fills a screen from there.
    """
    if order.key is not SortKey.NUMBER:
        return []
    if isinstance(wanted, QuestionFilter) and (wanted.bank.names or wanted.bank.ids):
        return browse(session, viewer, wanted, order)
    walk, end = _walk(session, order)
    query = _asked(viewer, wanted, order, walk)
    if end is not None:
        place = tuple_(col(QuestionRow.pack_id), col(QuestionRow.ordinal))
        query = query.where(place > end if order.descending else place < end)
    found = _ids(session, _ordered(query, order).limit(number))
    if len(found) == number or end is None:
        return found
    texts = combining.texts(wanted)
    if texts and not any(is_frequent(session, text, _RARE) for text in texts):
        return browse(session, viewer, wanted, order)
    return []


def _walk(session: Session, order: BankOrder) -> tuple[range, tuple[int, int] | None]:
    """Return the search rows of the first questions, and (pack, ordinal) of the one up to which
    they go; None: to the end."""
    bank = select(col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.search_row))
    some = _ordered(bank, order).limit(_WALKED).subquery()
    row = some.c.search_row
    low, high = session.execute(select(func.min(row), func.max(row))).one()
    end = session.execute(_ordered(bank, order).offset(_WALKED).limit(1)).first()
    return range(low or 0, (high or 0) + 1), (end[0], end[1]) if end else None


def _asked(viewer: Viewer, wanted: Wanted, order: BankOrder, walk: range | None) -> Any:
    query = select(col(QuestionRow.id)).where(*combining.conditions(viewer, wanted, walk))
    if combining.needs_states(wanted) or order.key in _OF_THE_STATE:
        query = with_state(query, viewer)
    return query


def _ordered(query: Any, order: BankOrder) -> Any:
    if order.key is SortKey.PACK:
        query = query.join(PackRow, col(PackRow.id) == col(QuestionRow.pack_id))
    value = _sort_value(order.key)
    if value is not None:
        query = query.order_by(value.is_(None), value.desc() if order.descending else value.asc())
    bank_order = [col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id)]
    backwards = order.descending and value is None
    return query.order_by(*(column.desc() if backwards else column for column in bank_order))


def _ids(session: Session, query: Any) -> list[int]:
    """Return the ids as one piece: 100,000 rows would each ask for the interpreter."""
    found = session.scalar(select(func.json_group_array(query.subquery().c.id)))
    return list(json.loads(found or "[]"))


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
        case SortKey.DUE:
            return col(state.due_at)
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


def rows(session: Session, viewer: Viewer, ids: Sequence[int]) -> list[BankRow]:
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
            col(QuestionStateRow.due_at),
        )
        .join(PackRow, col(PackRow.id) == col(QuestionRow.pack_id))
        .where(col(QuestionRow.id).in_(ids))
    )
    flags = _flags(session, viewer.user_id, ids)
    tags = tagging.own_tags(session, viewer.user_id, ids)
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
            marked=flags.get(row.id, _UNFLAGGED)[0],
            suspended=flags.get(row.id, _UNFLAGGED)[1],
            due_at=row.due_at,
            seen=row.attempts or 0,
            correct=row.correct or 0,
            last_at=row.last_at,
            tags=tags.get(row.id, ()),
        )
        for row in session.execute(with_state(query, viewer))
    }
    return [found[wanted] for wanted in ids if wanted in found]


def _flags(session: Session, user_id: int, ids: Sequence[int]) -> dict[int, tuple[bool, bool]]:
    """Return (marked, suspended) of those of ``ids`` that ever were. Their rows are looked up by
    their own ids: the index of users would lead through every mark there is."""
    rows = [derived_id("mark", user_id, question) for question in ids]
    found = session.execute(
        select(
            col(QuestionMarkRow.question_id),
            col(QuestionMarkRow.marked),
            col(QuestionMarkRow.suspended),
        ).where(col(QuestionMarkRow.id).in_(each(rows)))
    )
    return {question: (marked, suspended) for question, marked, suspended in found}


def flag(
    session: Session, user_id: int, ids: Sequence[int], now: datetime, name: str, *, on: bool
) -> list[int]:
    """Set or take away the flag ``name`` (marked, suspended); return whom this changed."""
    at = _FLAGS.index(name)
    present = _flags(session, user_id, ids)
    changed = [question for question in ids if present.get(question, _UNFLAGGED)[at] != on]
    if not changed:
        return []
    new = insert(QuestionMarkRow)
    session.execute(
        new.on_conflict_do_update(
            index_elements=["id"],
            set_={name: getattr(new.excluded, name), "changed_at": new.excluded.changed_at},
        ),
        [
            {
                "id": derived_id("mark", user_id, question),
                "user_id": user_id,
                "question_id": question,
                "marked": False,
                "suspended": False,
                "changed_at": now,
                name: on,
            }
            for question in changed
        ],
    )
    return changed


def vocabulary(session: Session, user_id: int) -> Vocabulary:
    """Return the names that the questions which are not removed use, in alphabetical order."""
    names = session.execute(
        select(col(QuestionRow.system), col(QuestionRow.subject), col(QuestionRow.topic))
        .where(col(QuestionRow.deleted_at).is_(None))
        .distinct()
    ).all()
    packs = session.execute(
        select(col(PackRow.id), col(PackRow.title)).where(col(PackRow.deleted_at).is_(None))
    )
    own = select(col(UserTagRow.tag)).where(
        col(UserTagRow.user_id) == user_id, col(UserTagRow.deleted_at).is_(None)
    )
    tags = session.execute(select(col(QuestionTagRow.tag)).union(own)).scalars()
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
            verdict(row.answer_given, row.correct_answer),
            row.time_ms,
        )
        for row in found
    ]
