"""Filtered decks: they hold the cards that searches find, for a while."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.queries import changes, decks, searching, studying
from ms2qbank_desktop.features.flashcards.queries.collection import Collection
from ms2qbank_desktop.features.flashcards.searching import nodes
from ms2qbank_desktop.features.flashcards.searching.language import parse
from ms2qbank_desktop.features.flashcards.searching.nodes import Status
from ms2qbank_desktop.features.flashcards.study_models import Change, Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Filtered
    from ms2qbank_desktop.storage.store import Store

    from .decks import DeckService

_LEFT_OUT = (
    *(nodes.Not(nodes.Is(status)) for status in (Status.SUSPENDED, Status.BURIED, Status.LEARNING)),
    nodes.Not(nodes.InFilteredDeck()),
)


class FilteredDeckService:
    """The filtered decks of one data folder; what it returns ``StudyService.undo`` takes back."""

    def __init__(self, store: Store, clock: Clock, decks: DeckService) -> None:
        self._store = store
        self._clock = clock
        self._decks = decks

    def make(self, user_id: int, name: str, filtered: Filtered) -> int:
        """Make a filtered deck, or give the one of that name other searches, and return its id;
        :meth:`rebuild` gathers its cards. UserFault if the name is blank or a usual deck's."""
        known = {one.name.casefold(): one for one in self._decks.decks(user_id)}
        deck = known.get(name.strip().casefold())
        if deck is not None and deck.filtered is None:
            raise UserFault(f"There is a deck called {deck.name} already; rename it first.")
        deck_id = deck.id if deck else self._decks.create_deck(user_id, name)
        deck = self._decks.deck(user_id, deck_id)
        self._decks.save_deck(user_id, replace(deck, filtered=filtered))
        return deck_id

    def gather(self, user_id: int, deck_id: int, card_ids: Sequence[int]) -> Change:
        """Put cards into a filtered deck for a while; suspended ones, and those that another
        filtered deck holds, stay. UserFault if it is no filtered deck."""
        with self._store.write() as session:
            filtered = {deck.id for deck in decks.tree(session, user_id) if deck.filtered}
            if deck_id not in filtered:
                raise UserFault("This deck does not gather cards.", field="deck")
            edits: list[Edit] = []
            for row in studying.cards(session, user_id, card_ids):
                if not row.suspended and row.home_deck_id is None:
                    before = {"deck_id": row.deck_id, "home_deck_id": None}
                    after = {"deck_id": deck_id, "home_deck_id": row.deck_id}
                    edits.append(Edit(row.id, before, after))
            return changes.carry_out(
                session, user_id, Change("Gather", edits=tuple(edits)), self._clock
            )

    def rebuild(self, user_id: int, deck_id: int) -> Change:
        """Send the cards of a filtered deck home and gather those that its searches find now:
        none that are suspended, buried, in learning or in a filtered deck. UserFault if it is no
        filtered deck, SearchFault if one of its searches means nothing."""
        self.send_home(user_id, deck_id)
        found: dict[int, None] = {}
        with self._store.read() as session:
            tree = {deck.id: deck for deck in decks.tree(session, user_id)}
            filtered = tree[deck_id].filtered if deck_id in tree else None
            known = Collection(session, user_id, self._clock)
            for each in filtered.searches if filtered else ():
                parts = (parse(each.search).node, *_LEFT_OUT)
                cards = searching.gathered(known, nodes.And(parts), each.order, each.limit)
                found |= dict.fromkeys(cards)
        return replace(self.gather(user_id, deck_id, list(found)), title="Rebuild")

    def send_home(self, user_id: int, deck_id: int) -> Change:
        """Send the cards of a filtered deck back to their own decks."""
        with self._store.write() as session:
            edits = tuple(
                Edit(
                    row.id,
                    {"deck_id": row.deck_id, "home_deck_id": row.home_deck_id},
                    {"deck_id": row.home_deck_id, "home_deck_id": None},
                )
                for row in studying.guests(session, user_id, deck_id)
            )
            return changes.carry_out(session, user_id, Change("Empty", edits=edits), self._clock)
