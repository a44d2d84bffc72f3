"""Which tasks are done by what was studied, and which only because the user says so: pure
functions."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind

from .models import TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from .models import Task

NEAR_END_MS = 10_000
"""So close to its end a part of a lecture counts as watched."""
READ = 0.95
"""Share of an article from which it counts as read."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """A block of ``number`` questions that is done since ``day``. ``by_hand``: the user says so."""

    id: int
    day: date
    system: str
    number: int
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered on the day, its official system, how long it took."""

    question_id: int
    system: str
    time_ms: int


@dataclass(frozen=True, slots=True)
class Studied:
    """What was done on a day. ``cards`` answered in ``cards_ms``, ``cards_left`` still due;
    ``watched``: position and whether it was seen to the end, by video; ``read``: share by article.
    """

    answers: Sequence[Answer] = ()
    cards: int = 0
    cards_ms: int = 0
    cards_left: int = 0
    watched: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    read: Mapping[int, float] = field(default_factory=dict)


def finished(tasks: Iterable[Task], studied: Studied) -> list[tuple[int, int | None]]:
    """Return the open tasks that are done now, with the minutes they took if that is known.

    An answer counts for one block only: for one of its own system before a mixed one, in the order
    of the day. Blocks that are already ticked have used theirs.
    """
    found: list[tuple[int, int | None]] = []
    left = list(studied.answers)
    blocks = [task for task in tasks if task.kind is TaskKind.QUESTIONS and task.number]
    for task in sorted(blocks, key=lambda one: (one.done_at is None, not one.system)):
        fitting = [one for one in left if task.system in {"", one.system}][: task.number]
        if len(fitting) == task.number:
            left = [one for one in left if one not in fitting]
            if task.done_at is None:
                found.append((task.id, _minutes(sum(one.time_ms for one in fitting))))
    for task in tasks:
        if task.done_at is None and task not in blocks and _done(task, studied):
            spent = studied.cards_ms if task.kind is TaskKind.CARDS else 0
            found.append((task.id, _minutes(spent) if spent else None))
    return found


def unanswered(ticked: Iterable[Ticked], answers: Mapping[tuple[date, str], int]) -> dict[int, int]:
    """Return for blocks ticked by hand of how many of their questions no answer has arrived.

    ``answers``: questions that were new, by day and system. Those before a tick were counted when
    the day of the tick was planned, those of blocks that ticked themselves are theirs; each other
    one stands for one question of one block.
    """
    free = Counter(answers)
    by_hand = []
    for block in ticked:
        if block.by_hand:
            by_hand.append(block)
        else:
            free[block.day, block.system] -= block.number
    found = {}
    for block in sorted(by_hand, key=lambda one: one.day, reverse=True):
        found[block.id] = block.number
        for (day, system), number in free.items():
            if system == block.system and day >= block.day and number > 0:
                taken = min(number, found[block.id])
                free[day, system] -= taken
                found[block.id] -= taken
    return found


def _done(task: Task, studied: Studied) -> bool:
    if task.kind is TaskKind.CARDS:
        return studied.cards > 0 and (studied.cards >= task.number > 0 or not studied.cards_left)
    things = {place.kind: place.id for place in task.about}
    if task.kind is TaskKind.VIDEO and Kind.VIDEO in things:
        position, seen = studied.watched.get(things[Kind.VIDEO], (0, False))
        return seen or 0 < task.until <= position + NEAR_END_MS
    if task.kind is TaskKind.ARTICLE and Kind.ARTICLE in things:
        return studied.read.get(things[Kind.ARTICLE], 0.0) >= READ
    if task.kind is TaskKind.RETEST and Kind.QUESTION in things:
        return any(one.question_id == things[Kind.QUESTION] for one in studied.answers)
    return False


def _minutes(milliseconds: int) -> int:
    return max(1, math.ceil(milliseconds / 60_000))
