"""What crosses the boundary of what was studied: sittings of a day, and how a plan comes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class Activity(StrEnum):
    """What one studied in a sitting."""

    QUESTIONS = "questions"
    CARDS = "cards"
    VIDEO = "video"
    ARTICLE = "article"
    FOCUS = "focus"
    """The focus timer ran, whatever was done meanwhile."""
    TASK = "task"
    """A task was ticked that leaves no other trace."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A stretch of one activity. ``number`` of answers, of which ``right`` were right (None: says
    nothing here); ``title`` of what was studied, "" for several things."""

    activity: Activity
    began: datetime
    ended: datetime
    seconds: int
    title: str = ""
    number: int = 0
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """``first``: its Monday; minutes of the tasks that were ``planned`` for it at first, and of
    those ``done`` in it."""

    first: date
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How a plan comes on.

    ``seen``: questions answered and all of them, by official system. ``done`` of ``whole``: minutes
    of tasks. ``ahead``: minutes done beyond what was first planned until yesterday, below 0 for
    behind. ``finish``: the day on which the tasks end at the present pace, None if that is never;
    that of the last task while no pace is known. ``days_left``: to the exam; ``study_days_left``
    of them.
    """

    weeks: tuple[Week, ...]
    seen: Mapping[str, tuple[int, int]]
    done: int
    whole: int
    ahead: int
    days_left: int
    study_days_left: int
    finish: date | None
