"""Finding cards by what is written into the search field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.queries import searching
from ms2qbank_desktop.features.flashcards.queries.collection import Collection
from ms2qbank_desktop.features.flashcards.searching.language import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.browsing import CardLine, CardOrder
    from ms2qbank_desktop.features.flashcards.searching.nodes import Node
    from ms2qbank_desktop.storage.store import Store

_UNWRITABLE = re.compile("[\\x00\\ud800-\\udfff]")


def _node(search: str) -> Node:
    """Return what ``search`` asks; signs that no text in the database can have find nothing."""
    return parse(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", search)).node


class SearchService:
    """Searches the cards of one data folder. Words and tags are quick at any number of cards;
    ``re:``, ``nc:``, ``sc:`` and named fields read every note: on a worker."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(
        self,
        user_id: int,
        search: str,
        order: CardOrder | None = None,
        current_deck: int | None = None,
    ) -> list[int]:
        """Return the ids of the cards that ``search`` leaves; without an order in any.

        ``current_deck``: what ``deck:current`` means. SearchFault if the search means nothing.
        """
        node = _node(search)
        with self._store.read() as session:
            known = Collection(session, user_id, self._clock, current_deck)
            return searching.find(known, node, order)

    def count(self, user_id: int, search: str, current_deck: int | None = None) -> int:
        """Return how many cards :meth:`find` returns."""
        node = _node(search)
        with self._store.read() as session:
            known = Collection(session, user_id, self._clock, current_deck)
            return searching.count(known, node)

    def lines(self, user_id: int, ids: Sequence[int]) -> list[CardLine]:
        """Return the lines of ``ids`` in that order, a screenful; unknown ids are left out."""
        today = self._clock.study_day(self._clock.now()).toordinal()
        with self._store.read() as session:
            return searching.lines(session, user_id, ids, today)
