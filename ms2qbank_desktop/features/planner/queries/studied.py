"""What was studied on a day, of what tasks ask for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.attempts.tables import AttemptRow, ResetRow
from ms2qbank_desktop.features.library.tables import ReadingRow
from ms2qbank_desktop.features.planner.ticking import Answer
from ms2qbank_desktop.features.practice.blueprint import official
from ms2qbank_desktop.features.videos.tables import VideoRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock

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


def first_answers(
    session: Session, clock: Clock, user_id: int, since_ms: int, other: str
) -> Counter[tuple[date, str]]:
    """Return how many questions, not seen before, were asked since an instant, by study day and
    official system; ``other``: the system of those of none."""
    attempt, before = AttemptRow, aliased(AttemptRow)
    forgotten = select(ResetRow.id).where(
        col(ResetRow.user_id) == before.user_id,
        col(ResetRow.question_id) == before.question_id,
        col(ResetRow.since) > before.at,
    )
    earlier = select(before.id).where(
        before.user_id == user_id,
        before.question_id == col(attempt.question_id),
        before.at < from_ms(since_ms),
        ~forgotten.exists(),
    )
    query = (
        select(func.min(col(attempt.id)), attempt.system)
        .where(
            col(attempt.id) >= since_ms << ID_BITS,
            attempt.user_id + 0 == user_id,
            ~earlier.exists(),
        )
        .group_by(col(attempt.question_id))
    )
    return Counter(
        (clock.study_day(from_ms(first >> ID_BITS)), official(system) or other)
        for first, system in session.exec(query)
    )


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
