"""Videos as links name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from ms2qbank_desktop.features.links.models import End
from ms2qbank_desktop.features.videos.tables import VideoRow
from ms2qbank_desktop.storage.names import holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.storage.store import Store


class VideoEnds:
    """links.models.Ends of videos."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, user_id: int, ids: Iterable[int]) -> dict[int, End]:
        query = select(VideoRow).where(
            col(VideoRow.id).in_(list(ids)), VideoRow.user_id + 0 == user_id
        )
        with self._store.read() as session:
            return {row.id: _end(row) for row in session.exec(query)}

    def named(self, user_id: int, name: str, _part: str = "") -> int | None:
        query = select(VideoRow.id).where(
            VideoRow.user_id == user_id,
            col(VideoRow.deleted_at).is_(None),
            func.lower(VideoRow.title) == name.lower(),
        )
        with self._store.read() as session:
            return session.exec(query.order_by(col(VideoRow.id)).limit(1)).first()

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        query = select(VideoRow).where(
            VideoRow.user_id == user_id, col(VideoRow.deleted_at).is_(None)
        )
        with self._store.read() as session:
            found = session.exec(holding(query, col(VideoRow.title), text, number))
            return [(row.id, _end(row)) for row in found]


def _end(row: VideoRow) -> End:
    facts = " · ".join(fact for fact in (row.subject, row.system) if fact)
    return End(row.title, facts, row.deleted_at is not None)
