"""How well cards are remembered, as far as FSRS knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, Algorithm
from ms2qbank_desktop.features.flashcards.queries import decks, memory, reviews, states, studying
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.memory_course import recall_points, stages

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.scheduling.memory_course import Point
    from ms2qbank_desktop.storage.store import Store


class MemoryService:
    """Recall of single cards and of whole decks; reads only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def course(self, user_id: int, card_id: int) -> list[Point]:
        """Return how well a card was remembered from its first answer until today, nothing where
        its deck does not use FSRS.

        UserFault if there is no such card.
        """
        with self._store.read() as session:
            found = studying.card(session, user_id, card_id)
            if found is None:
                raise UserFault("There is no such card.")
            card = found[0]
            preset = states.presets_by_deck(session, user_id)[card.home_deck_id or card.deck_id]
            if preset.algorithm is not Algorithm.FSRS or card.schedule.stability is None:
                return []
            log = reviews.of_cards(session, [card_id]).get(card_id, [])
        course = stages(log, preset, lambda at: states.moment_of(self._clock, at))
        return recall_points(course, preset.fsrs_parameters, self._today())

    def by_deck(self, user_id: int) -> dict[int, float]:
        """Return the share of its cards that each deck, with those below it, has in mind today:
        their mean recall, of those with a memory. Decks without any are left out."""
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            presets = decks.preset_models(session, user_id)
            found = memory.waited(session, user_id, self._today())
        of_deck = {deck.id: deck for deck in tree}
        by_name = {deck.name: deck.id for deck in tree}
        recalled: dict[int, float] = {}
        cards: dict[int, int] = {}
        for deck_id, waited, number in found:
            if deck_id not in of_deck:
                continue
            deck = of_deck[deck_id]
            curve = curve_of(presets[deck.preset_id].fsrs_parameters)
            parts = deck.name.split(DECK_SEPARATOR)
            for end in range(1, len(parts) + 1):
                above = by_name.get(DECK_SEPARATOR.join(parts[:end]))
                if above is not None:
                    recalled[above] = recalled.get(above, 0.0) + number * curve.recall(1.0, waited)
                    cards[above] = cards.get(above, 0) + number
        return {deck_id: recalled[deck_id] / cards[deck_id] for deck_id in cards}

    def _today(self) -> int:
        return self._clock.study_day(self._clock.now()).toordinal()
