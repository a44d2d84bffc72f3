"""The cards as a table and as a list: a line of it, and its orders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Card, CardState


class Column(StrEnum):
    """What the table can be ordered by."""

    QUESTION = "question"
    """The sort field of the note; in the line a cloze has its blanks."""
    DECK = "deck"
    NOTE_TYPE = "note_type"
    DUE = "due"
    """New cards by position, then learning and review cards by their time."""
    CREATED = "created"
    EDITED = "edited"
    INTERVAL = "interval"
    EASE = "ease"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    RETRIEVABILITY = "retrievability"
    REPETITIONS = "repetitions"
    LAPSES = "lapses"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class CardOrder:
    """Ties stand in the order in which the cards were made."""

    column: Column = Column.CREATED
    descending: bool = False


class CardLine(NamedTuple):
    """One card in the table. Days are study days, ``ease`` a factor, ``interval`` days;
    ``retrievability`` is how likely it is remembered today, 0–1, None without a memory."""

    card_id: int
    note_id: int
    guid: str
    question: str
    deck: str
    note_type: str
    template: str
    ordinal: int
    tags: tuple[str, ...]
    state: CardState
    position: int
    due_day: int | None
    due_at: datetime | None
    interval_days: int
    ease: float
    stability: float | None
    difficulty: float | None
    retrievability: float | None
    repetitions: int
    lapses: int
    flag: int
    suspended: bool
    buried: bool
    leech: bool
    created_at: datetime
    edited_at: datetime


class CardRecord(NamedTuple):
    """A card with all that a list says of it.

    ``fields``: HTML by the names of the note type; ``question``: the sort field as a line.
    ``home_deck``: where the card goes back to from a filtered deck, else its deck.
    """

    card: Card
    guid: str
    question: str
    deck: str
    home_deck: str
    note_type: str
    fields: dict[str, str]
    tags: tuple[str, ...]
