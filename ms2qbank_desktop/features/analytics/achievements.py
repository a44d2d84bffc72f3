"""What a student has reached, and how far the next things are: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.practice.blueprint import SYSTEMS

from .streaks import rows, streak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Course = Sequence[tuple[int, float]]
    """A number from a study day (ordinal) on, in the order of time."""

LEAST_PACK = 40
"""Questions from which a pack counts as a bank."""


class Kind(StrEnum):
    """What is counted."""

    QUESTIONS = "questions"
    """Answered; omitted ones are not."""
    CARDS = "cards"
    """Answers to cards."""
    STREAK = "streak"
    """Study days in a row."""
    HOURS = "hours"
    """Spent on answering questions and cards."""
    MENDED = "mended"
    """Questions that were missed, and right the next time."""
    SYSTEMS = "systems"
    """Of the exam, with an attempt."""
    BLOCK = "block"
    """Questions of one timed block, all answered before its time was over."""
    PACK = "pack"
    """Questions of one pack with an attempt; needed are all that it has."""


NEEDED = {
    Kind.QUESTIONS: (100, 500, 1_000, 2_500),
    Kind.CARDS: (1_000, 10_000),
    Kind.STREAK: (7, 30, 100),
    Kind.HOURS: (100,),
    Kind.MENDED: (100,),
    Kind.SYSTEMS: (len(SYSTEMS),),
    Kind.BLOCK: (40,),
}


class Pack(NamedTuple):
    """Its questions, those of them with an attempt, and the study day (ordinal) on which the last
    one of these was seen first."""

    questions: int
    seen: int
    last: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What the logs amount to, by study day (ordinal). ``days``: all with an answer to a question
    or a card; ``systems``: the first day of each; ``blocks``: day and size of each timed block that
    was answered whole in its time."""

    days: Collection[int]
    questions: Mapping[int, int]
    cards: Mapping[int, int]
    seconds: Mapping[int, float]
    mended: Mapping[int, int]
    systems: Mapping[str, int]
    blocks: Course
    packs: Sequence[Pack]


@dataclass(frozen=True, slots=True)
class Achievement:
    """``have`` of what is ``needed``; ``day``: the study day on which it was reached, None if it
    was not yet."""

    kind: Kind
    needed: int
    have: int
    day: date | None

    @property
    def key(self) -> str:
        """Tells it from the others, also when a pack grows."""
        return self.kind.value if self.kind is Kind.PACK else f"{self.kind} {self.needed}"

    @property
    def share(self) -> float:
        """How far it is, 0-1."""
        return min(1.0, self.have / self.needed)


def achievements(counted: Counted, today: int, *, forgiving: bool = False) -> list[Achievement]:
    """Return all there are, kind by kind, the smallest first; without a pack none for that.

    A thing is reached on the first day whose number was enough, whatever came later: a row of days
    that ended stays reached, and what is missing for a longer one is told from the row of today.
    """
    courses: dict[Kind, Course] = {
        Kind.QUESTIONS: _summed(counted.questions),
        Kind.CARDS: _summed(counted.cards),
        Kind.STREAK: list(rows(counted.days, forgiving=forgiving).items()),
        Kind.HOURS: _summed({day: sum_ / 3600 for day, sum_ in counted.seconds.items()}),
        Kind.MENDED: _summed(counted.mended),
        Kind.SYSTEMS: [(day, at) for at, day in enumerate(sorted(counted.systems.values()), 1)],
        Kind.BLOCK: counted.blocks,
    }
    have = {kind: max((value for _, value in one), default=0) for kind, one in courses.items()}
    have[Kind.STREAK] = streak(counted.days, today, forgiving=forgiving)[0]
    found = [
        Achievement(kind, needed, int(have[kind]), _first(courses[kind], needed))
        for kind, several in NEEDED.items()
        for needed in several
    ]
    packs = [one for one in counted.packs if one.questions >= LEAST_PACK]
    if packs:
        done = [one for one in packs if one.seen == one.questions]
        best = min(done, key=lambda one: one.last, default=max(packs, key=_progress))
        day = date.fromordinal(best.last) if done else None
        found.append(Achievement(Kind.PACK, best.questions, best.seen, day))
    return found


def reached(found: Iterable[Achievement]) -> list[Achievement]:
    """Return those that were reached, the newest first."""
    done = [one for one in found if one.day is not None]
    return sorted(done, key=lambda one: (one.day or date.min, one.needed), reverse=True)


def nearest(found: Iterable[Achievement], number: int = 2) -> list[Achievement]:
    """Return those that are next, one of a kind, the nearest first."""
    following: dict[Kind, Achievement] = {}
    for one in found:
        if one.day is None:
            following.setdefault(one.kind, one)
    return sorted(following.values(), key=lambda one: -one.share)[:number]


def _summed(days: Mapping[int, float]) -> Course:
    ordered = sorted(days)
    return list(zip(ordered, accumulate(days[day] for day in ordered), strict=True))


def _first(course: Course, needed: int) -> date | None:
    day = next((day for day, value in course if value >= needed), None)
    return None if day is None else date.fromordinal(day)


def _progress(pack: Pack) -> tuple[float, int]:
    return pack.seen / pack.questions, pack.questions
