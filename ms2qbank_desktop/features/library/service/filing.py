"""What articles stand under: system, subject, topics, tags. Most files say little of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.features.library.models import Filing
from ms2qbank_desktop.features.library.tables import ArticleRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.store import Store


class FilingService:
    """Files the articles of one data folder."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def filed(self, ids: Iterable[int]) -> dict[int, Filing]:
        """Return what articles stand under."""
        with self._store.read() as session:
            return {row.id: _filing(row) for row in _rows(session, ids)}

    def file(self, filings: Mapping[int, Filing]) -> dict[int, Filing]:
        """File articles; return what they stood under, to put them back there."""
        now = self._clock.now()
        with self._store.write() as session:
            rows = _rows(session, filings)
            before = {row.id: _filing(row) for row in rows}
            for row in rows:
                new = filings[row.id]
                row.system = row.system if new.system is None else new.system
                row.subject = row.subject if new.subject is None else new.subject
                row.topics = row.topics if new.topics is None else list(new.topics)
                row.tags = row.tags if new.tags is None else list(new.tags)
                row.changed_at = now
                session.add(row)
            session.touch("articles")
        return before


def _rows(session: Session, ids: Iterable[int]) -> list[ArticleRow]:
    return list(session.exec(select(ArticleRow).where(col(ArticleRow.id).in_(list(ids)))))


def _filing(row: ArticleRow) -> Filing:
    return Filing(row.system, row.subject, tuple(row.topics), tuple(row.tags))
