"""Which questions are wanted: filters as conditions, and what they find."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    text,
)
from sqlmodel import Session, col

from ms2qbank_desktop.features.questions.models import (
    BankFilter,
)
from ms2qbank_desktop.features.questions.tables import (
    SEARCH_INDEX,
    QuestionRow,
    QuestionTagRow,
)
from ms2qbank_desktop.storage.fulltext import match_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


WHOLE_WALK = range(1 << 62)


def conditions(wanted: BankFilter, walk: range | None = None) -> list[ColumnElement[bool]]:
    """Return the conditions on QuestionRow that ``wanted`` stands for; removed ones never match.

    ``walk`` keeps SQLite from beginning with the rows that have the words: going through the
    bank in its order, and asking of each row whether it has them, is five times as quick where
    they are frequent. It says which search rows can be met with on the way.
    """
    # + keeps SQLite from the index of facets, which leads back and forth between the rows.
    removed: Any = literal_column("+questions.deleted_at")
    if walk is None and not (wanted.text or wanted.names or wanted.ids):
        removed = col(QuestionRow.deleted_at)
    found: list[ColumnElement[bool]] = [removed.is_(None)]
    if wanted.packs:
        found.append(col(QuestionRow.pack_id).in_(sorted(wanted.packs)))
    if wanted.subjects:
        found.append(col(QuestionRow.subject).in_(sorted(wanted.subjects)))
    if wanted.systems:
        found.append(col(QuestionRow.system).in_(sorted(wanted.systems)))
    if wanted.topics:
        found.append(col(QuestionRow.topic).in_(sorted(wanted.topics)))
    if wanted.difficulties:
        level = col(QuestionRow.difficulty)
        levels = level.in_(sorted(wanted.difficulties - {0}))
        found.append(or_(levels, level.is_(None)) if 0 in wanted.difficulties else levels)
    tags = sorted(wanted.tags)
    for alike in [[tag] for tag in tags] if wanted.every_tag else [tags] if tags else []:
        tagged = select(col(QuestionTagRow.question_id)).where(col(QuestionTagRow.tag).in_(alike))
        found.append(col(QuestionRow.id).in_(tagged))
    if wanted.ids:
        found.append(col(QuestionRow.id).in_(each(sorted(wanted.ids))))
    if wanted.names:
        found.append(_is_named(sorted(wanted.names)))
    if wanted.pictures is not None:
        pictured = select(col(QuestionRow.id)).where(text("questions.images != '[]'"))
        has = col(QuestionRow.id).in_(pictured)
        found.append(has if wanted.pictures else not_(has))
    match = match_query(wanted.text)
    row: Any = col(QuestionRow.search_row)
    if walk is not None:
        row = literal_column("+questions.search_row")
    if match.wanted:
        found.append(row.in_(_matching(match.wanted, walk)))
    if match.unwanted:
        found.append(row.not_in(_matching(match.unwanted, walk)))
    return found


def is_frequent(session: Session, words: str, number: int) -> bool:
    """Whether at least ``number`` questions have ``words``, as BankFilter.text has them."""
    match = match_query(words)
    if not match.wanted:
        return True
    some = _matching(match.wanted).limit(number).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) >= number


def select_ids(session: Session, wanted: BankFilter) -> list[int]:
    """Return the ids of the questions wanted, pack by pack in the order of their files."""
    rows = session.scalars(
        select(col(QuestionRow.id))
        .where(*conditions(wanted))
        .order_by(col(QuestionRow.pack_id), col(QuestionRow.ordinal), col(QuestionRow.id))
    )
    return list(rows)


def total(session: Session) -> int:
    """Return the number of questions that are not removed."""
    count = select(func.count()).select_from(QuestionRow).where(*conditions(BankFilter()))
    return session.scalar(count) or 0


def nameless(session: Session, names: Sequence[str]) -> list[str]:
    """Return those of ``names`` that no question has, in their order."""
    known: set[str] = set()
    rows = session.execute(
        select(col(QuestionRow.id), col(QuestionRow.external_id)).where(
            *conditions(BankFilter(names=frozenset(names)))
        )
    )
    for question_id, external_id in rows:
        known |= {str(question_id), external_id}
    return [name for name in names if name not in known]


def named(session: Session, name: str) -> list[int]:
    """Return the ids of questions that are, or whose file calls them, ``name``."""
    return select_ids(session, BankFilter(names=frozenset({name})))


def each(values: Sequence[int] | Sequence[str]) -> Select[Any]:
    """Return the values as rows: a statement may name only so many parameters."""
    listed = func.json_each(json.dumps(values)).table_valued("value")
    return select(listed.c.value)


def _is_named(names: Sequence[str]) -> ColumnElement[bool]:
    numbers = [int(name) for name in names if _is_id(name)]
    return or_(
        col(QuestionRow.id).in_(each(numbers)), col(QuestionRow.external_id).in_(each(names))
    )


def _is_id(name: str) -> bool:
    """Whether ``name`` may be an id of the bank: figures that SQLite holds as a number."""
    return name.isascii() and name.isdecimal() and len(name) < 20 and int(name) < 1 << 63


def _matching(expression: str, walk: range | None = None) -> Select[int]:
    index: ColumnElement[str] = literal_column(SEARCH_INDEX)
    rowid: ColumnElement[int] = literal_column("rowid")
    found = select(rowid).select_from(table(SEARCH_INDEX)).where(index.op("MATCH")(expression))
    return found if walk is None else found.where(rowid.between(walk.start, walk.stop - 1))


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ``ids`` in portions that a statement may name as parameters."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]
