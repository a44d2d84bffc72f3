"""The user's own tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.attempts.tables import UserTagRow

from . import selecting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def tag(
    session: Session, user_id: int, ids: Sequence[int], name: str, now: datetime, *, on: bool
) -> list[int]:
    """Put ``name`` on questions or take it away; return whom this changed."""
    present = set(
        session.scalars(
            select(col(UserTagRow.question_id)).where(
                col(UserTagRow.user_id) == user_id,
                col(UserTagRow.tag) == name,
                col(UserTagRow.question_id).in_(selecting.each(ids)),
                col(UserTagRow.deleted_at).is_(None),
            )
        )
    )
    changed = [question for question in ids if (question in present) != on]
    if changed:
        new = insert(UserTagRow)
        session.execute(
            new.on_conflict_do_update(
                index_elements=["id"],
                set_={"changed_at": new.excluded.changed_at, "deleted_at": new.excluded.deleted_at},
            ),
            [
                {
                    "id": derived_id("user_tag", user_id, question, name),
                    "user_id": user_id,
                    "question_id": question,
                    "tag": name,
                    "changed_at": now,
                    "deleted_at": None if on else now,
                }
                for question in changed
            ],
        )
    return changed


def own_tags(session: Session, user_id: int, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the user's own tags of those of ``ids`` that have any, in alphabetical order."""
    rows = session.execute(
        select(col(UserTagRow.question_id), col(UserTagRow.tag))
        .where(
            col(UserTagRow.user_id) == user_id,
            col(UserTagRow.question_id).in_(selecting.each(ids)),
            col(UserTagRow.deleted_at).is_(None),
        )
        .order_by(col(UserTagRow.tag))
    )
    found: dict[int, tuple[str, ...]] = {}
    for question, name in rows:
        found[question] = (*found.get(question, ()), name)
    return found


def all_own_tags(session: Session, user_id: int) -> list[str]:
    """Return every tag that the user has given, in alphabetical order."""
    return list(
        session.scalars(
            select(col(UserTagRow.tag))
            .where(col(UserTagRow.user_id) == user_id, col(UserTagRow.deleted_at).is_(None))
            .distinct()
            .order_by(col(UserTagRow.tag))
        )
    )
