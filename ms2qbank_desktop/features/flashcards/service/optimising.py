"""FSRS parameters from the student's own log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.progress import portions
from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.queries import decks, reviews, studying
from ms2qbank_desktop.features.flashcards.scheduling.optimising import Optimised, history, optimised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.features.flashcards.scheduling.optimising import Answer
    from ms2qbank_desktop.storage.store import Store

    from .cards import CardService
    from .decks import DeckService

_PORTION = 2_000


class OptimisingService:
    """Fits the parameters of presets to the answers that were given under them."""

    def __init__(
        self, store: Store, clock: Clock, deck_service: DeckService, card_service: CardService
    ) -> None:
        self._store = store
        self._clock = clock
        self._decks = deck_service
        self._cards = card_service

    def optimise(self, user_id: int, preset: Preset, progress: Progress) -> Optimised:
        """Give ``preset`` the parameters that foretell its cards' answers best, and save it.

        Where they foretell no better than those it has, it stays as it is. With FSRS the states
        of its cards follow; their due days stay. On a worker: half a million answers take seconds.
        UserFault if there are too few answers, EnvironmentFault if the optimiser is not installed.
        """
        with self._store.read() as session:
            its = [d.id for d in decks.tree(session, user_id) if d.preset_id == preset.id]
            cards = studying.cards_in(session, user_id, its)
            histories = list(self._histories(session, cards, preset, progress))
        progress.report(len(cards), len(cards), "parameters")
        steps = len(preset.relearning_steps)
        found = optimised(histories, preset.fsrs_parameters, steps)
        if found.loss < found.old_loss:
            better = replace(preset, fsrs_parameters=found.parameters, memory_from_log=True)
            self._decks.save_preset(user_id, better)
            if preset.algorithm is Algorithm.FSRS:
                self._cards.recompute(user_id, preset.id, progress)
        return found

    def _histories(
        self, session: Session, cards: list[int], preset: Preset, progress: Progress
    ) -> Iterator[list[Answer]]:
        since = preset.ignore_reviews_before or 0
        for portion in portions(cards, _PORTION, progress, "answers"):
            for lines in reviews.of_cards(session, portion).values():
                kept = [one for one in lines if self._day(one.at) >= since] if since else lines
                answers = history(kept, self._day)
                if answers:
                    yield answers

    def _day(self, at: datetime) -> int:
        return self._clock.study_day(at).toordinal()
