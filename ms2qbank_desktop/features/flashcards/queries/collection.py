"""What a search must know beside the cards."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms

from . import decks, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.flashcards.models import Deck, NoteType, Preset


class Collection:
    """Whose cards they are, when it is, and the names, which are read when they are asked for."""

    def __init__(
        self, session: Session, user_id: int, clock: Clock, current_deck: int | None = None
    ) -> None:
        self.session = session
        self.user_id = user_id
        self.current_deck = current_deck
        self._clock = clock
        self._now = clock.now()

    @cached_property
    def decks(self) -> Sequence[Deck]:
        return decks.tree(self.session, self.user_id)

    @cached_property
    def presets(self) -> Mapping[int, Preset]:
        return decks.preset_models(self.session, self.user_id)

    @cached_property
    def note_types(self) -> Sequence[NoteType]:
        return [rows.note_type(row) for row in decks.note_types(self.session, self.user_id)]

    @property
    def today(self) -> int:
        return self._clock.study_day(self._now).toordinal()

    @property
    def end_of_day(self) -> int:
        """When today ends, in seconds since 1970."""
        return to_ms(self._clock.day_end(self._now)) // 1000

    def log_from(self, day: int) -> int:
        """Return the least id of a review on study day ``day``."""
        return rows.first_review_id(self.start_of(day))

    def start_of(self, day: int) -> int:
        """Return when study day ``day`` begins, in milliseconds since 1970; days out of any
        calendar count as its ends."""
        if not 1 <= day < date.max.toordinal():
            return 0 if day < 1 else to_ms(self._now + timedelta(days=36_500))
        return to_ms(self._clock.day_start(date.fromordinal(day)))
