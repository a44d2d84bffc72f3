"""What crosses the boundary of search: what was found, and abbreviations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.links.models import Place

Span = tuple[int, int]
"""Characters [start, end) of a text."""

COUNTED = 1_000
"""Hits of a kind are counted up to here; this number means "as many or more"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, at the place to open."""

    kind: str
    """links.models.Kind of the thing."""
    id: int
    place: Place
    title: str
    detail: str
    """One short fact as it is shown: "Caption · 12:34", "Q 20417 · Renal", the deck of a card."""
    snippet: str
    """The words around what was found, on one line."""
    marks: tuple[Span, ...]
    """What was found in the snippet."""
    title_marks: tuple[Span, ...]
    words: tuple[str, ...]
    """What was found, as the text writes it: to be marked where the hit is opened."""
    score: float
    """The greater, the better; comparable within one search only."""
    day: date | None = None
    """The day of a task."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one search: hits, the best first."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """By kind, of all that was found, COUNTED at the most; kinds without any are left out."""
    spelled: tuple[tuple[str, str], ...] = ()
    """(as typed, as taken) of words that nothing holds as they were typed."""
    waiting: int = 0
    """Things that were changed and are not yet read, COUNTED at the most."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for, the commonest meaning first."""

    short: str
    meanings: tuple[str, ...]
    off: bool = False
    """Searches pass it over."""
    shipped: bool = False
    """It comes with the program; removing what the user made of it brings that back."""
    changed: bool = False
    """It is the user's own, or the user's version of a shipped one."""
