"""The cards as a table: a line of it, and its orders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from .models import CardState


class Column(StrEnum):
    """What the table can be ordered by."""

    QUESTION = "question"
    """The sort field of the note."""
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
