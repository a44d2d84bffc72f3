"""What crosses the boundary while cards are studied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .models import Card, Deck, Note, NoteType, Preset, Review, Schedule
    from .scheduling.answering import Intervals
    from .scheduling.queue import Queue


class DeckCounts(NamedTuple):
    """What a deck has today, the decks below it included.

    ``limited``: more would be due without the limits. ``total``: all cards, also suspended ones.
    """

    deck: Deck
    depth: int
    new: int
    learning: int
    review: int
    total: int
    limited: bool


class Today(NamedTuple):
    """What was answered today. ``retention``: share of reviews that were passed; None: no review.

    ``streak``: days in a row with an answer, today's included as soon as there is one.
    """

    answers: int
    again: int
    time_ms: int
    learn: int
    review: int
    relearn: int
    retention: float | None
    streak: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A deck taken up for study: the queue at that moment, and what every answer needs.

    ``presets``: by deck, with the deck's own retention. ``load``: cards due by study day, by
    preset; answers are added as they come. ``more_new``, ``more_reviews``: held back by limits.
    """

    user_id: int
    deck: Deck
    decks: Mapping[int, Deck]
    presets: Mapping[int, Preset]
    load: dict[int, dict[int, int]]
    day: int
    queue: Queue
    more_new: int
    more_reviews: int
    buried: int
    note_types: dict[int, NoteType] = field(default_factory=dict)

    @property
    def learn_ahead(self) -> int:
        """Seconds that a learning card may come early when nothing else is left."""
        return self.presets[self.deck.id].learn_ahead


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with all that its two sides need, and what its four buttons would give.

    ``deck``: its home, ``preset`` that deck's with its own retention. ``kind``: "new",
    "learning" or "review". ``last_review``: id of its last line in the log, 0 for none.
    """

    card: Card
    note: Note
    note_type: NoteType
    deck: Deck
    preset: Preset
    intervals: Intervals
    last_review: int

    @property
    def marked(self) -> bool:
        return any(tag.casefold() == MARKED for tag in self.note.tags)

    @property
    def kind(self) -> str:
        state = self.card.schedule.state
        return "learning" if state.endswith("learning") else state.value


ALL_DECKS = 0
"""Id of the deck of a sitting over all decks."""
MARKED = "marked"
"""The tag that marks a note, as in Anki."""
LEECH = "leech"


@dataclass(frozen=True, slots=True)
class Edit:
    """Columns of a card that are not folded from its log, before and after."""

    card_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class TagEdit(NamedTuple):
    note_id: int
    tag: str
    added: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One step that can be undone and redone: lines of the log, edits of cards, tags, notes."""

    title: str
    reviews: tuple[Review, ...] = ()
    edits: tuple[Edit, ...] = ()
    tags: tuple[TagEdit, ...] = ()
    removed_notes: tuple[int, ...] = ()


class Outcome(NamedTuple):
    """What an answer did. ``buried``: siblings put off until tomorrow."""

    change: Change
    schedule: Schedule
    leech: bool
    suspended: bool
    buried: tuple[int, ...]


class Finished(NamedTuple):
    """How the deck stands when nothing is left to show now.

    ``more_*``: cards that only today's limits hold back. ``tomorrow``: reviews due then.
    """

    next_learning_at: datetime | None
    more_new: int
    more_reviews: int
    buried: int
    tomorrow: int
