"""What crosses the boundary of the home screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.models import NoteLine
    from ms2qbank_desktop.features.practice.models import BlockSummary
    from ms2qbank_desktop.features.videos.models import VideoEntry

CHANGE_DAYS = 30
"""Study days over which numbers are said to have changed."""
FIRST_DAYS = 7
"""Study days with an answer up to which the first steps are offered."""


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a student has come who begins. ``days``: study days that have an answer."""

    questions: int
    cards: int
    answered: bool
    planned: bool
    reviewed: bool
    days: int

    @property
    def fresh(self) -> bool:
        """Whether nothing was done yet."""
        return not (self.answered or self.planned or self.reviewed)

    @property
    def done(self) -> bool:
        """Whether the first steps are done, or nobody needs them any more."""
        return (self.answered and self.planned and self.reviewed) or self.days > FIRST_DAYS


class Day(NamedTuple):
    """What waits today: cards within the limits of their decks, and missed questions; and how far
    the student has come."""

    cards: int
    questions: int
    begun: Begun


class Stock(NamedTuple):
    """What there is to study: numbers of things. ``packs``: titles of packs of questions;
    ``unreviewed``: there are articles that no physician has seen."""

    questions: int
    packs: tuple[str, ...]
    cards: int
    decks: int
    articles: int
    videos: int
    notes: int
    unreviewed: bool


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """A block that has not ended. ``item``: the one that is open, from 1."""

    block: BlockSummary
    item: int


@dataclass(frozen=True, slots=True)
class Going:
    """What was begun and can be gone on with. ``notebook``: the names of the notebooks that the
    note lies in, the outermost first."""

    block: OpenBlock | None = None
    video: VideoEntry | None = None
    note: NoteLine | None = None
    notebook: tuple[str, ...] = ()


class Figure(NamedTuple):
    """A number of all time, and how many it is drawn ``of``; the same of the last CHANGE_DAYS and
    of the time before them, None where too little is known."""

    value: float | None
    of: int
    lately: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        """By how much it is greater in the last CHANGE_DAYS than before."""
        if self.lately is None or self.before is None:
            return None
        return self.lately - self.before


@dataclass(frozen=True, slots=True)
class Figures:
    """``done``: different questions answered, of all that the bank has; it only grows. ``right``:
    share of the first attempts. ``seconds``: of an answer. ``known``: share of the cards due that
    were remembered."""

    done: Figure
    right: Figure
    seconds: Figure
    known: Figure

    @property
    def any(self) -> bool:
        """Whether anything was answered."""
        return any(one.value for one in (self.done, self.right, self.known))


@dataclass(frozen=True, slots=True)
class WeakSystem:
    """An official system that is weak. ``names``: as the packs call it; ``weight``: its part of the
    exam in per cent; ``range``: the 95 % range of ``share``, 0-1."""

    name: str
    names: frozenset[str]
    weight: float
    share: float
    range: tuple[float, float]
    answers: int

    @property
    def gain(self) -> float:
        """What could be won in the exam, in per cent: its weight times the room above."""
        return self.weight * (1 - self.share)
