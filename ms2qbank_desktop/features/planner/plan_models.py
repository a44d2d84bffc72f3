"""What crosses the boundary of plans: what is promised until the exam, and how the days are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from .models import TaskKind

MOST_DAYS = 1500
"""Of a plan."""


class PlanMode(StrEnum):
    SPREAD = "spread"
    """Every system all the time, by weight."""
    EVEN = "even"
    """Subject after subject, as the old system did."""


class Mood(StrEnum):
    """How a day is."""

    GOOD = "good"
    NORMAL = "normal"
    BAD = "bad"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Goals:
    """What is promised. ``passes``: how often each question of the bank is done, in blocks of
    ``block`` questions (0: as fits the days when it is first planned); ``cards``: the
    reviews of each day; ``reviews``: going through misses; ``assessments``: the days of forms of
    ``assessment_minutes``; ``buffer_every``: each so many-th day of study is kept free, 0 for none;
    ``last_week``: nothing new in the last seven days."""

    passes: int = 1
    block: int = 0
    cards: bool = True
    videos: bool = True
    articles: bool = False
    reviews: bool = True
    assessments: tuple[date, ...] = ()
    assessment_minutes: int = 160
    buffer_every: int = 0
    last_week: bool = True


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it is made. ``week``: minutes from Monday to Sunday, 0 for a day off. ``off``: days
    off; ``special``: minutes of single days. ``priorities``: factors by official system, 0 leaves
    one out. ``subjects``: with PlanMode.EVEN, each with its priority."""

    name: str
    start: date
    exam: date
    week: tuple[int, int, int, int, int, int, int]
    goals: Goals = field(default_factory=Goals)
    off: frozenset[date] = frozenset()
    special: dict[date, int] = field(default_factory=dict)
    priorities: dict[str, float] = field(default_factory=dict)
    mode: PlanMode = PlanMode.SPREAD
    subjects: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    id: int
    draft: PlanDraft
    created_at: datetime
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that planning anew put on another day; None: it came, or has no place any more."""

    task_id: int
    title: str
    kind: TaskKind
    was: date | None
    now: date | None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Promised work that has no place, and why. ``task_id``: the task that was missed and still
    stands on its day; None: there is none."""

    title: str
    kind: TaskKind
    system: str
    minutes: int
    reason: str
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What will come of a plan.

    ``coverage``: share of the promised questions that will be done before the exam at the present
    pace, ``pace``: minutes done for each minute planned in the last days of study (None: too few
    to tell), ``extra_minutes``: a day that would close the gap, ``second_pass_minutes``: of work
    that dropping all but the first pass would save.
    """

    promised: int
    done: int
    coverage: float
    pace: float | None
    extra_minutes: int
    second_pass_minutes: int
    unplaced: tuple[Unplaced, ...] = ()
