"""What is derived from notes and log, compared with them and built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from ms2qbank_desktop.features.flashcards.queries import search_index, statistics
from ms2qbank_desktop.features.flashcards.tables import CardRow

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.storage.store import Store

    from .cards import CardService


class MendingService:
    """Looks after the cards of all users of one data folder."""

    def __init__(self, store: Store, card_service: CardService) -> None:
        self._store = store
        self._cards = card_service

    def mend(self, progress: Progress) -> list[str]:
        """Mend search index and states of cards; return what was astray, in words."""
        mended = []
        with self._store.write() as session:
            users = list(session.scalars(select(col(CardRow.user_id)).distinct()))
            statistics.forget_days(session)
            if search_index.is_astray(session):
                search_index.rebuild(session)
                mended.append("the search index of the cards")
                session.touch("cards")
        number = sum(self._cards.mend_states(user_id, progress) for user_id in users)
        if number:
            mended.append(f"the states of {number} cards")
        return mended
