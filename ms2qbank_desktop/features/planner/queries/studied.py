"""What was studied on a day, of what tasks ask for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.attempts.tables import AttemptRow, ResetRow
from ms2qbank_desktop.features.library.tables import ReadEventRow, ReadingRow
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.ticking import READ, Answer, EndedBlock
from ms2qbank_desktop.features.practice.blueprint import official
from ms2qbank_desktop.features.practice.tables import BlockRow
from ms2qbank_desktop.features.videos.models import DONE_SHARE, WatchKind
from ms2qbank_desktop.features.videos.tables import VideoRow, WatchEventRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

ID_BITS = 21
"""Below the milliseconds of an id."""
_FOR_TASK = col(BlockRow.request)["for_task"].as_integer()


def answers(session: Session, user_id: int, since_ms: int, other: str) -> list[Answer]:
    """Return the answers since an instant; ``other``: the system of those of none."""
    query = (
        select(AttemptRow.question_id, AttemptRow.system, AttemptRow.time_ms, _FOR_TASK)
        .outerjoin(BlockRow, col(BlockRow.id) == AttemptRow.block_id)
        .where(
            # Attempts are numbered by time: only the last ones are looked at.
            col(AttemptRow.id) >= since_ms << ID_BITS,
            AttemptRow.user_id + 0 == user_id,
            col(AttemptRow.omitted).is_(False),
        )
        .order_by(col(AttemptRow.id))
    )
    return [
        Answer(question, official(system) or other, time_ms, task)
        for question, system, time_ms, task in session.exec(query)
    ]


def ended_blocks(session: Session, user_id: int, since: datetime) -> list[EndedBlock]:
    """Return the blocks that were begun for tasks and have ended since an instant."""
    block = BlockRow
    given = select(func.count()).where(
        AttemptRow.block_id == block.id, col(AttemptRow.omitted).is_(False)
    )
    query = select(_FOR_TASK, block.ended_at, block.elapsed_ms, given.scalar_subquery()).where(
        block.user_id == user_id,
        col(block.ended_at) >= since,
        _FOR_TASK.is_not(None),
        col(block.deleted_at).is_(None),
    )
    return [EndedBlock(*found) for found in session.exec(query)]


def first_answers(session: Session, user_id: int, since_ms: int, other: str) -> Counter[str]:
    """Return how many questions, not seen before, were asked since an instant, by official system;
    ``other``: the system of those of none."""
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
        select(attempt.system)
        .where(
            col(attempt.id) >= since_ms << ID_BITS,
            attempt.user_id + 0 == user_id,
            ~earlier.exists(),
        )
        .group_by(col(attempt.question_id))
    )
    return Counter(official(system) or other for system in session.exec(query))


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


def spent(session: Session, user_id: int, since_ms: int) -> dict[tuple[Kind, int], float]:
    """Return the milliseconds on videos and articles since an instant."""
    watch, read_ = WatchEventRow, ReadEventRow
    played = func.max(0, watch.end_ms - watch.start_ms) * 100.0 / func.max(1, watch.speed_percent)
    found: dict[tuple[Kind, int], float] = {}
    for kind, event, thing, time_ms in (
        (Kind.VIDEO, watch, watch.video_id, played),
        (Kind.ARTICLE, read_, read_.article_id, read_.time_ms),
    ):
        query = (
            select(thing, func.sum(time_ms))
            .where(col(event.id) >= since_ms << ID_BITS, event.user_id == user_id)
            .group_by(col(thing))
        )
        found.update({(kind, one): float(total) for one, total in session.exec(query)})
    return found


def reached(
    session: Session, user_id: int, videos: Collection[int], articles: Collection[int]
) -> dict[tuple[Kind, int], int]:
    """Return the lines of the logs that last stood at the end of videos and articles."""
    watch, read_ = WatchEventRow, ReadEventRow
    at_end = (col(watch.end_ms) > watch.start_ms) & (
        col(watch.end_ms) >= VideoRow.duration_ms * DONE_SHARE
    )
    seen = (
        select(watch.video_id, func.max(watch.id))
        .join(VideoRow, col(VideoRow.id) == watch.video_id)
        .where(
            watch.user_id == user_id,
            col(watch.video_id).in_(videos),
            or_(col(watch.kind) == WatchKind.MARKED_DONE, at_end),
        )
        .group_by(col(watch.video_id))
    )
    gone = (
        select(read_.article_id, func.max(read_.id))
        .where(
            read_.user_id == user_id, col(read_.article_id).in_(articles), col(read_.share) >= READ
        )
        .group_by(col(read_.article_id))
    )
    found = {(Kind.VIDEO, one): line for one, line in session.exec(seen)}
    return found | {(Kind.ARTICLE, one): line for one, line in session.exec(gone)}
