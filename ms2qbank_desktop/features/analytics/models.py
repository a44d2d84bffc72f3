"""What crosses the boundary of analytics: filters, tallies, streaks, areas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.core.statistics import wilson_interval

if TYPE_CHECKING:
    from datetime import date


class Dimension(StrEnum):
    """What attempts are told apart by. Each attempt counts once in those of the first group, and
    at most once in the others."""

    ALL = "all"
    """Value "": all attempts."""
    SUBJECT = "subject"
    SYSTEM = "system"
    """As the pack names it."""
    DIFFICULTY = "difficulty"
    """"1"-"5", "" if the pack says none."""
    LEVEL = "level"
    """Difficulty and system, "3|Renal"."""
    HOUR = "hour"
    """Local hour of the answer, "0"-"23"."""

    SPEED = "speed"
    """Number of the bin of SPEEDS in which the time of an answer lies; not of omitted items."""
    POSITION = "position"
    """Number of five items of a block, from "0"; only of attempts in a block."""
    HALF = "half"
    """"1" or "2": half of its block; only of attempts in a block."""
    CHANGE = "change"
    """A ChangeKind; only of items whose answer was changed."""
    CONFIDENCE = "confidence"
    """An attempts.models.Confidence; only of rated items."""
    RETEST = "retest"
    """Number of the bin of DELAYS since the attempt before it, which was missed."""


class ChangeKind(StrEnum):
    """First choice and final answer of an item whose answer was changed."""

    SPOILED = "right to wrong"
    MENDED = "wrong to right"
    WRONG = "wrong to wrong"
    BACK = "back to right"


SPEEDS = (40, 60, 80, 100)
"""Seconds at which the bins of Dimension.SPEED end; the last one has no end."""
DELAYS = (1, 3, 7, 14, 30)
"""Days at which the bins of Dimension.RETEST end; the last one has no end."""
ENOUGH = 10
"""Attempts from which an area can be called weak, and a chart is drawn."""
WEAK_BELOW = 0.7
"""Accuracy below which an area is weak."""


class Tally(NamedTuple):
    """Sums over attempts. ``firsts``: those that were the user's first at their question,
    ``firsts_right`` of them right; ``timed``: those whose time is known, ``time_ms`` theirs."""

    attempts: int = 0
    correct: int = 0
    omitted: int = 0
    timed: int = 0
    time_ms: int = 0
    firsts: int = 0
    firsts_right: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def wrong(self) -> int:
        """Answered, and not right."""
        return self.attempts - self.correct - self.omitted

    @property
    def accuracy(self) -> float | None:
        """Right of all attempts, omitted ones included, 0-1; None without attempts."""
        return self.correct / self.attempts if self.attempts else None

    @property
    def answered_accuracy(self) -> float | None:
        """Right of all that were answered, 0-1; None if none was."""
        answered = self.attempts - self.omitted
        return self.correct / answered if answered else None

    @property
    def range(self) -> tuple[float, float]:
        """The 95 % range of the accuracy."""
        return wilson_interval(self.correct, self.attempts)

    @property
    def seconds(self) -> float | None:
        """Mean seconds of an attempt; None if no time is known."""
        return self.time_ms / self.timed / 1000 if self.timed else None


NOTHING = Tally()


class CardTally(NamedTuple):
    """Sums over answers to cards. ``asked``: those to cards that were due for review, ``known`` of
    them remembered."""

    answers: int = 0
    asked: int = 0
    known: int = 0
    time_ms: int = 0

    def plus(self, other: CardTally) -> CardTally:
        """Return both together."""
        return CardTally(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def retention(self) -> float | None:
        """Remembered of the cards that were due, 0-1; None if none was."""
        return self.known / self.asked if self.asked else None

    @property
    def range(self) -> tuple[float, float]:
        """The 95 % range of the retention."""
        return wilson_interval(self.known, self.asked)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which attempts are looked at: study days from ``first`` to ``last``, both included (None:
    without end), one pack, one mode ("" for all). Packs and modes do not concern cards."""

    first: date | None = None
    last: date | None = None
    pack_id: int | None = None
    mode: str = ""


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row, today's included as soon as there is an answer, and the longest row
    ever. ``days``: all study days that have an answer, with their number of answers."""

    now: int
    best: int
    days: dict[date, int]


@dataclass(frozen=True, slots=True)
class WeakArea:
    """A subject or a system below WEAK_BELOW with at least ENOUGH attempts. ``rank``: from 1
    among those of its kind, the worst first."""

    kind: Dimension
    name: str
    tally: Tally
    rank: int


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """The questions of a system and subject, suspended ones left out. ``secure``: the last attempt
    was right and none is due."""

    questions: int = 0
    seen: int = 0
    correct: int = 0
    secure: int = 0

    def plus(self, other: CoverageCell) -> CoverageCell:
        """Return both together."""
        return CoverageCell(
            self.questions + other.questions,
            self.seen + other.seen,
            self.correct + other.correct,
            self.secure + other.secure,
        )

    @property
    def share(self) -> float | None:
        """Held securely of all questions, 0-1; None if there are none."""
        return self.secure / self.questions if self.questions else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The bank by (official system, subject); "" where a question names none that is known.

    ``systems`` and ``subjects`` in the order in which they are shown."""

    systems: tuple[str, ...]
    subjects: tuple[str, ...]
    cells: dict[tuple[str, str], CoverageCell]
