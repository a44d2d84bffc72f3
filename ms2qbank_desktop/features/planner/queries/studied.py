"""What was studied on a day, of what tasks ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.library.tables import ReadingRow
from ms2qbank_desktop.features.planner.ticking import Answer
from ms2qbank_desktop.features.practice.blueprint import official
from ms2qbank_desktop.features.videos.tables import VideoRow

if TYPE_CHECKING:
    from collections.abc import Collection

ID_BITS = 21
"""Below the milliseconds of an id."""


def answers(session: Session, user_id: int, since_ms: int, other: str) -> list[Answer]:
    """Return the answers since an instant; ``other``: the system of those of none."""
    query = (
        select(AttemptRow.question_id, AttemptRow.system, AttemptRow.time_ms)
        .where(
            # Attempts are numbered by time: only the last ones are looked at.
            col(AttemptRow.id) >= since_ms << ID_BITS,
            AttemptRow.user_id + 0 == user_id,
            col(AttemptRow.omitted).is_(False),
        )
        .order_by(col(AttemptRow.id))
    )
    return [
        Answer(question, official(system) or other, time_ms)
        for question, system, time_ms in session.exec(query)
    ]


def watched(session: Session, user_id: int, ids: Collection[int]) -> dict[int, tuple[int, bool]]:
    """Return how far videos were watched, and whether to the end."""
    query = select(VideoRow.id, VideoRow.position_ms, VideoRow.done).where(
        VideoRow.user_id == user_id, col(VideoRow.id).in_(ids)
    )
    return {video: (position, done) for video, position, done in session.exec(query)}


def read(session: Session, user_id: int, ids: Collection[int]) -> dict[int, float]:
    """Return the share of articles that was read."""
    query = select(ReadingRow.article_id, ReadingRow.share).where(
        ReadingRow.user_id == user_id, col(ReadingRow.article_id).in_(ids)
    )
    return dict(session.exec(query).all())
