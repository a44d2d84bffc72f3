"""Packs, and the questions that come and go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    case,
    func,
    select,
)
from sqlalchemy import update as update_table
from sqlmodel import Session, col

from ms2qbank_desktop.features.questions.models import (
    Editorial,
    Pack,
    PackInfo,
)
from ms2qbank_desktop.features.questions.tables import (
    PackRow,
    QuestionRow,
)

from .finding import each, portions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


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
    for some in portions(ids):
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


def is_empty(session: Session) -> bool:
    """Say whether there is no pack, removed ones included."""
    return session.scalar(select(col(PackRow.id)).limit(1)) is None


def remove_pack(session: Session, pack_id: int, now: datetime) -> None:
    """Hide a pack and its questions; what was hidden with it carries the same instant."""
    session.execute(
        update_table(QuestionRow)
        .where(col(QuestionRow.pack_id) == pack_id, col(QuestionRow.deleted_at).is_(None))
        .values(deleted_at=now)
    )
    session.execute(update_table(PackRow).where(col(PackRow.id) == pack_id).values(deleted_at=now))


def remove_questions(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Hide questions; blocks and statistics still know them."""
    session.execute(
        update_table(QuestionRow).where(col(QuestionRow.id).in_(each(ids))).values(deleted_at=now),
        execution_options={"synchronize_session": False},
    )


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


def restore_question(session: Session, question_id: int) -> None:
    """Bring back a question, and its pack with what was removed with it."""
    row = session.get(QuestionRow, question_id)
    if row is not None:
        restore_pack(session, row.pack_id)
        session.execute(
            update_table(QuestionRow)
            .where(col(QuestionRow.id) == question_id)
            .values(deleted_at=None)
        )


def _info(row: PackRow) -> PackInfo:
    return PackInfo(row.title, row.version, row.license, row.attribution, row.source)
