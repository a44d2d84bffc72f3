"""The SQL of the bank. Bulk work goes past the ORM: an import writes 100,000 rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select, table, text
from sqlalchemy import update as update_table
from sqlmodel import Session, col

from ms2qbank_desktop.storage.fulltext import match_query

from .content import part_keys, search_texts
from .intake import Known, Older
from .models import (
    BankFilter,
    Choice,
    Draft,
    Editorial,
    Image,
    KeyPhrase,
    Markup,
    Pack,
    PackInfo,
    Question,
    Reference,
)
from .storing import index, unindex
from .tables import SEARCH_INDEX, PackRow, QuestionRow, QuestionTagRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from ms2qbank_desktop.storage.store import WriteSession


def conditions(wanted: BankFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on QuestionRow that ``wanted`` stands for; removed ones never match."""
    found: list[ColumnElement[bool]] = [col(QuestionRow.deleted_at).is_(None)]
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
        found.append(col(QuestionRow.id).in_(_each(sorted(wanted.ids))))
    if wanted.names:
        found.append(_is_named(sorted(wanted.names)))
    match = match_query(wanted.text)
    if match.wanted:
        found.append(col(QuestionRow.search_row).in_(_matching(match.wanted)))
    if match.unwanted:
        found.append(col(QuestionRow.search_row).not_in(_matching(match.unwanted)))
    return found


def _each(values: Sequence[int] | Sequence[str]) -> Select[Any]:
    """Return the values as rows: a statement may name only so many parameters."""
    listed = func.json_each(json.dumps(values)).table_valued("value")
    return select(listed.c.value)


def _is_named(names: Sequence[str]) -> ColumnElement[bool]:
    numbers = [int(name) for name in names if _is_id(name)]
    return or_(
        col(QuestionRow.id).in_(_each(numbers)), col(QuestionRow.external_id).in_(_each(names))
    )


def _is_id(name: str) -> bool:
    """Whether ``name`` may be an id of the bank: figures that SQLite holds as a number."""
    return name.isascii() and name.isdecimal() and len(name) < 20 and int(name) < 1 << 63


def _matching(expression: str) -> Select[int]:
    index: ColumnElement[str] = literal_column(SEARCH_INDEX)
    rowid: ColumnElement[int] = literal_column("rowid")
    return select(rowid).select_from(table(SEARCH_INDEX)).where(index.op("MATCH")(expression))


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


def is_empty(session: Session) -> bool:
    """Say whether there is no pack, removed ones included."""
    return session.scalar(select(col(PackRow.id)).limit(1)) is None


def questions(session: Session, ids: Iterable[int]) -> dict[int, Question]:
    """Return id -> question for those of ``ids`` that exist, removed ones included."""
    wanted = list(ids)
    tags: dict[int, list[str]] = {}
    for question_id, tag in session.execute(
        select(col(QuestionTagRow.question_id), col(QuestionTagRow.tag))
        .where(col(QuestionTagRow.question_id).in_(wanted))
        .order_by(literal_column("question_tags.rowid"))
    ):
        tags.setdefault(question_id, []).append(tag)
    rows = session.scalars(select(QuestionRow).where(col(QuestionRow.id).in_(wanted)))
    return {row.id: _question(row, tags.get(row.id, [])) for row in rows}


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


def mend_search_index(session: WriteSession) -> int:
    """Replace entries of the search index that are not what their question says; return how
    many were wrong, missing or left over."""
    connection = session.connection()
    kept = {
        row[0]: tuple(row[1:])
        for row in connection.exec_driver_sql(
            f"SELECT rowid, stem, choices, explanation, tags FROM {SEARCH_INDEX}"  # noqa: S608
        )
    }
    wrong = []
    places = session.execute(select(col(QuestionRow.id), col(QuestionRow.search_row))).all()
    for some in _portions([place[0] for place in places]):
        found = questions(session, some)
        for question, row in places[: len(some)]:
            texts = search_texts(found[question])
            if kept.pop(row, None) != texts:
                wrong.append((row, *texts))
        places = places[len(some) :]
    unindex(session, [*kept, *(entry[0] for entry in wrong)])
    index(session, wrong)
    return len(kept) + len(wrong)


def packs(session: Session) -> list[Pack]:
    """Return the packs that are not removed, by title."""
    rows = session.execute(
        select(
            PackRow,
            func.count(col(QuestionRow.id)),
            func.count(case((col(QuestionRow.editorial) == Editorial.UNREVIEWED.value, 1))),
        )
        .join(
            QuestionRow,
            (col(QuestionRow.pack_id) == col(PackRow.id)) & col(QuestionRow.deleted_at).is_(None),
            isouter=True,
        )
        .where(col(PackRow.deleted_at).is_(None))
        .group_by(col(PackRow.id))
    )
    found = [
        Pack(row.id, _info(row), count, row.imported_at, unreviewed)
        for row, count, unreviewed in rows
    ]
    return sorted(found, key=lambda pack: pack.info.title.casefold())


def pack_infos(session: Session, ids: Sequence[int]) -> list[PackInfo]:
    """Return the packs that the questions ``ids`` are in, by title."""
    found: dict[int, PackInfo] = {}
    for some in _portions(ids):
        for row in session.scalars(
            select(PackRow)
            .join(QuestionRow, col(QuestionRow.pack_id) == col(PackRow.id))
            .where(col(QuestionRow.id).in_(some))
            .distinct()
        ):
            found[row.id] = _info(row)
    return sorted(found.values(), key=lambda info: info.title)


def save_pack(
    session: Session, pack_id: int, info: PackInfo, now: datetime, *, create: bool
) -> bool:
    """Bring the pack up to date, or ``create`` it; return whether that changed anything."""
    row = session.get(PackRow, pack_id)
    if row is None:
        if not create:
            return False
        row = PackRow(id=pack_id, title=info.title, imported_at=now)
    elif _info(row) == info and row.deleted_at is None:
        return False
    row.title, row.version, row.license = info.title, info.version, info.license
    row.attribution, row.source = info.attribution, info.source
    row.deleted_at = None
    session.add(row)
    session.flush()
    return True


def known(session: Session, pack_id: int) -> list[Known]:
    """Return what the bank has of a pack, removed questions included, in their order."""
    rows = session.execute(
        # Two halves, for each is a range of the index questions_facets.
        text(
            "SELECT id, external_id, content_key, content_hash, ordinal, deleted_at IS NOT NULL "
            "FROM questions WHERE deleted_at IS NULL AND pack_id = :pack UNION ALL "
            "SELECT id, external_id, content_key, content_hash, ordinal, 1 "
            "FROM questions WHERE deleted_at IS NOT NULL AND pack_id = :pack ORDER BY ordinal"
        ),
        {"pack": pack_id},
    )
    return [Known(row[0], row[1], row[2], row[3], row[4], deleted=bool(row[5])) for row in rows]


def elsewhere(session: Session, keys: Iterable[int], pack_id: int) -> dict[int, str]:
    """Return content key -> title of another pack that has this question."""
    rows = session.execute(
        text(
            "SELECT questions.content_key, packs.title FROM questions "
            "JOIN packs ON packs.id = questions.pack_id "
            "WHERE content_key IN (SELECT value FROM json_each(:keys)) "
            "AND questions.deleted_at IS NULL AND pack_id != :pack"
        ),
        {"keys": json.dumps(list(keys)), "pack": pack_id},
    )
    return dict(rows.all())


def older(session: Session, ids: Sequence[int]) -> dict[int, Older]:
    """Return id -> what an edit of the question may have left alone."""
    found = {}
    for some in _portions(ids):
        for row in session.execute(
            select(
                col(QuestionRow.id),
                col(QuestionRow.stem),
                col(QuestionRow.case_vignette),
                col(QuestionRow.choices),
                col(QuestionRow.markup),
            ).where(col(QuestionRow.id).in_(some))
        ):
            draft = Draft(
                row.stem,
                tuple(Choice(choice[0]) for choice in row.choices),
                Markup(row.markup),
                case_vignette=row.case_vignette,
            )
            found[row.id] = Older(part_keys(draft), row.stem)
    return found


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _info(row: PackRow) -> PackInfo:
    return PackInfo(row.title, row.version, row.license, row.attribution, row.source)


def _question(row: QuestionRow, tags: list[str]) -> Question:
    return Question(
        id=row.id,
        pack_id=row.pack_id,
        external_id=row.external_id,
        markup=Markup(row.markup),
        stem=row.stem,
        choices=tuple(Choice(text, bool(right), why) for text, right, why in row.choices),
        explanation=row.explanation,
        objective=row.objective,
        hint=row.hint,
        subject=row.subject,
        system=row.system,
        topic=row.topic,
        difficulty=row.difficulty,
        tags=tuple(tags),
        references=tuple(Reference(*reference) for reference in row.refs),
        key_phrases=tuple(KeyPhrase(*span) for span in row.key_phrases),
        images=tuple(Image(*image) for image in row.images),
        case_id=row.case_id,
        case_vignette=row.case_vignette,
        editorial=Editorial(row.editorial),
        author=row.author,
    )


def remove_pack(session: Session, pack_id: int, now: datetime) -> None:
    """Hide a pack and its questions; what was hidden with it carries the same instant."""
    session.execute(
        update_table(QuestionRow)
        .where(col(QuestionRow.pack_id) == pack_id, col(QuestionRow.deleted_at).is_(None))
        .values(deleted_at=now)
    )
    session.execute(update_table(PackRow).where(col(PackRow.id) == pack_id).values(deleted_at=now))


def restore_pack(session: Session, pack_id: int) -> None:
    """Bring back a pack and the questions that were removed with it."""
    pack = session.get(PackRow, pack_id)
    if pack is None or pack.deleted_at is None:
        return
    session.execute(
        update_table(QuestionRow)
        .where(col(QuestionRow.pack_id) == pack.id, col(QuestionRow.deleted_at) == pack.deleted_at)
        .values(deleted_at=None)
    )
    session.execute(update_table(PackRow).where(col(PackRow.id) == pack.id).values(deleted_at=None))
