"""Which tasks are done by what was studied, and which only because the user says so: pure
functions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.links.models import Kind

from .models import TaskKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.links.models import Place

    from .models import Task

NEAR_END_MS = 10_000
"""So close to its end a part of a lecture counts as watched."""
READ = 0.95
"""Share of an article from which it counts as read."""
_THINGS = {
    TaskKind.VIDEO: Kind.VIDEO,
    TaskKind.ARTICLE: Kind.ARTICLE,
    TaskKind.RETEST: Kind.QUESTION,
    TaskKind.QUESTIONS: Kind.QUESTION,
}
"""What a task of a kind is done by, if it is about such things."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """A block that is done; ``number`` of its questions are answered by what the logs say, or by
    what the user says (``by_hand``)."""

    id: int
    system: str
    number: int
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered on the day, its official system, how long it took, and the task for
    which its block was begun."""

    question_id: int
    system: str
    time_ms: int
    for_task: int | None = None


@dataclass(frozen=True, slots=True)
class EndedBlock:
    """A block that was begun for a task and ended with ``answers`` in it; how long it was sat."""

    for_task: int
    ended_at: datetime
    time_ms: int
    answers: int


@dataclass(frozen=True, slots=True)
class Studied:
    """What was done on a day. ``blocks`` that ended; ``cards`` answered in ``cards_ms``,
    ``cards_left`` of the day, new ones too; ``watched``: position and whether it was seen to the
    end, by video; ``read``: share by article; ``spent``: milliseconds on either on the day;
    ``reached``: the line of the log that last stood at the end of either."""

    answers: Sequence[Answer] = ()
    blocks: Sequence[EndedBlock] = ()
    cards: int = 0
    cards_ms: int = 0
    cards_left: int = 0
    watched: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    read: Mapping[int, float] = field(default_factory=dict)
    spent: Mapping[tuple[Kind, int], float] = field(default_factory=dict)
    reached: Mapping[tuple[Kind, int], int] = field(default_factory=dict)


class Done(NamedTuple):
    """A task that is done. ``minutes`` it took, if that is known; ``answers`` it stands for."""

    task_id: int
    minutes: int | None
    answers: int = 0


def finished(tasks: Sequence[Task], studied: Studied) -> list[Done]:
    """Return the open tasks that are done now.

    The end of the block that was begun for a task ends the task, however long the block was. Else
    an answer counts for one task only: the one that it was given for, a block of its own system
    before a mixed one, in the order of the day. Blocks that are already ticked have used theirs. A
    task that the user opened again is done by a block that was begun for it and ended since.
    """
    found: list[Done] = []
    ended: dict[int, list[EndedBlock]] = {}
    for task in tasks:
        since = task.reopened_at
        own = [one for one in studied.blocks if one.for_task == task.id and one.answers]
        if own := [one for one in own if since is None or one.ended_at > since]:
            ended[task.id] = own
            if task.done_at is None:
                minutes = _minutes(sum(one.time_ms for one in own))
                found.append(Done(task.id, minutes, sum(one.answers for one in own)))
    others = [task for task in tasks if task.id not in ended and task.reopened_at is None]
    found.extend(_counted(others, studied.answers, {task.id for task in tasks}))
    for task in others:
        if task.done_at is None and _done(task, studied):
            spent = studied.cards_ms if task.kind is TaskKind.CARDS else _spent(task, studied)
            found.append(Done(task.id, _minutes(spent) if spent else None))
    return found


def _counted(
    tasks: Iterable[Task], answers: Iterable[Answer], of_day: Collection[int]
) -> Iterator[Done]:
    """Yield the open blocks for which as many questions were answered as they ask for."""
    given: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        task_id = answer.for_task or 0
        given[task_id if task_id in of_day else 0].append(answer)
    blocks = [task for task in tasks if task.kind is TaskKind.QUESTIONS and task.number]
    for task in sorted(blocks, key=lambda one: (one.done_at is None, not one.system)):
        free = given[0]
        fitting = [at for at, one in enumerate(free) if task.system in {"", one.system}]
        fitting = fitting[: max(0, task.number - len(given[task.id]))]
        own = given[task.id] + [free[at] for at in fitting]
        if len(own) >= task.number:
            given[0] = [one for at, one in enumerate(free) if at not in set(fitting)]
            if task.done_at is None:
                yield Done(task.id, _minutes(sum(one.time_ms for one in own)), len(own))


def unanswered(ticked: Iterable[Ticked], answers: Mapping[str, int]) -> dict[int, int]:
    """Return for blocks ticked by hand of how many of their questions no answer is known.

    ``answers``: questions that were new, by system, since the first of the blocks was planned.
    Those of blocks that ticked themselves are theirs; each other one stands for one question of
    one block, whether it came before the tick or after it: what was done on Monday and ticked on
    Tuesday is done once.
    """
    ticked = list(ticked)
    free = Counter(answers)
    free.subtract(_totals(one for one in ticked if not one.by_hand))
    found = {}
    for block in ticked:
        if block.by_hand:
            taken = min(block.number, max(0, free[block.system]))
            free[block.system] -= taken
            found[block.id] = block.number - taken
    return found


def _totals(ticked: Iterable[Ticked]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in ticked:
        found[one.system] += one.number
    return found


def first_open(task: Task, studied: Studied) -> Place:
    """Return the first of the things that a task is about that was not gone through to its end,
    the first of all if each was."""
    return next((one for one in task.about if not _gone_through(task, one, studied)), task.about[0])


def _done(task: Task, studied: Studied) -> bool:
    if task.kind is TaskKind.CARDS:
        return studied.cards > 0 and (studied.cards >= task.number > 0 or not studied.cards_left)
    kind = _THINGS.get(task.kind)
    things = [place for place in task.about if place.kind is kind]
    # What the user wants to watch or read once more is not done before that.
    again = task.plan_id is None and kind in {Kind.VIDEO, Kind.ARTICLE}
    if again and not any(studied.reached.get((one.kind, one.id), 0) > task.id for one in things):
        return False  # ids of tasks and of lines are numbered by time
    return bool(things) and all(_gone_through(task, one, studied) for one in things)


def _spent(task: Task, studied: Studied) -> float:
    """Return the milliseconds of the day on the things that a task is about."""
    things = {(place.kind, place.id) for place in task.about}
    answers = [one for one in studied.answers if (Kind.QUESTION, one.question_id) in things]
    there = sum(studied.spent.get(one, 0.0) for one in things)
    return there + sum(one.time_ms for one in answers)


def _gone_through(task: Task, place: Place, studied: Studied) -> bool:
    if place.kind is Kind.VIDEO:
        position, seen = studied.watched.get(place.id, (0, False))
        return seen or 0 < task.until <= position + NEAR_END_MS
    if place.kind is Kind.ARTICLE:
        return studied.read.get(place.id, 0.0) >= READ
    return any(one.question_id == place.id for one in studied.answers)


def _minutes(milliseconds: float) -> int:
    return max(1, math.ceil(milliseconds / 60_000))
