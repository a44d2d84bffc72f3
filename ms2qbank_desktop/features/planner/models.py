"""What crosses the boundary of the planner: tasks. Days are study days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from ms2qbank_desktop.features.links.models import Place

MOST_MINUTES = 24 * 60


class TaskKind(StrEnum):
    """What one does in a task."""

    QUESTIONS = "questions"
    CARDS = "cards"
    VIDEO = "video"
    ARTICLE = "article"
    RETEST = "retest"
    """A question that was missed, once more."""
    SELF_ASSESSMENT = "self-assessment"
    BREAK = "break"
    OTHER = "other"


TRACELESS = (TaskKind.OTHER, TaskKind.BREAK)
"""Kinds of which no log of what was studied tells."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do on a day. ``about``: what is opened when it is begun. ``number`` of questions
    or cards, of ``system`` ("" for all); ``until``: the millisecond at which a part of a lecture
    ends."""

    id: int
    day: date
    kind: TaskKind
    title: str
    minutes: int
    note: str = ""
    about: tuple[Place, ...] = ()
    chosen_day: bool = False
    """The user put it on this day: planning anew leaves it there."""
    done_at: datetime | None = None
    spent_minutes: int | None = None
    plan_id: int | None = None
    number: int = 0
    system: str = ""
    until: int = 0
    rank: float = 0.0
    """Its place among the tasks of its day, between those of its neighbours."""
    reopened_at: datetime | None = None
    """When the user said that it is not done after all, though the logs had said so."""

    @property
    def of_its_day(self) -> bool:
        """Whether it is of no use on another day: the card reviews of a plan, its mixed blocks."""
        mixed = self.kind is TaskKind.QUESTIONS and not self.system
        return self.plan_id is not None and (self.kind is TaskKind.CARDS or mixed)
