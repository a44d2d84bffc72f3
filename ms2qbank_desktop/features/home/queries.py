"""What the home screen asks of the database beyond what the services of other slices answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.features.home.models import OpenBlock
from ms2qbank_desktop.features.practice.queries.blocks import summaries
from ms2qbank_desktop.features.practice.tables import BlockRow

if TYPE_CHECKING:
    from sqlmodel import Session


def open_block(session: Session, user_id: int) -> OpenBlock | None:
    """Return the newest block that has not ended."""
    query = (
        select(BlockRow)
        .where(
            BlockRow.user_id == user_id,
            col(BlockRow.ended_at).is_(None),
            col(BlockRow.deleted_at).is_(None),
        )
        .order_by(col(BlockRow.number).desc())
        .limit(1)
    )
    row = session.exec(query).first()
    return None if row is None else OpenBlock(summaries(session, [row])[0], row.position + 1)
