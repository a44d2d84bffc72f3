"""What attempts and answers to cards add to the sums: pure functions.

A sum is kept for each study day and for each month. An attempt is counted with how it stands among
the attempts at its question: the first of all, or a retest after a miss. So one that comes late
(from another computer) changes what the one after it counts for, and a sum is always brought along
by the difference of what a question's attempts add before and after.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from enum import StrEnum
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from .models import DELAYS, SPEEDS, ChangeKind, Dimension

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DAY_MS = 86_400_000
ITEMS_OF_POSITION = 5


class Grain(StrEnum):
    """The stretch of time of a sum."""

    DAY = "day"
    MONTH = "month"


class Attempt(NamedTuple):
    """A line of the log of attempts. ``right``: letters of the right answer. ``position``,
    ``size``: place from 0 in its block and the number of its items, -1 and 0 without a block.
    ``first_choice``: "" if the answer was never changed. ``rating``: 0 if there is none."""

    id: int
    at_ms: int
    pack_id: int
    mode: str
    subject: str
    system: str
    difficulty: str
    correct: bool
    omitted: bool
    right: str
    time_ms: int
    position: int
    size: int
    first_choice: str = ""
    rating: int = 0


class Moment(NamedTuple):
    """Where an instant lies: study day (ordinal) and local hour."""

    day: int
    hour: int


Key = tuple[str, int, int, str, str]
"""What a sum is of: dimension, first day of its time, pack, mode, value."""
Sums = dict[Key, list[int]]
"""By key the numbers of a models.Tally, in its order."""
CardKey = tuple[int, str]
"""What a sum over cards is of: first day of its time, official system."""
CardSums = dict[CardKey, list[int]]
"""By key the numbers of a models.CardTally, in its order."""


class _Standing(NamedTuple):
    """An attempt among those at its question. ``missed_ms``: time since the attempt before it, if
    that was missed."""

    attempt: Attempt
    is_first: bool
    missed_ms: int | None


def difference(
    before: Sequence[Attempt], after: Sequence[Attempt], place: Callable[[int], Moment], sums: Sums
) -> None:
    """Add to ``sums`` of days what it makes that the attempts of one user at one question are
    ``after`` and were ``before``, both in the order of time. ``place``: moment of milliseconds
    since 1970."""
    same = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        same += 1
    last = after[same - 1] if same else None
    gone, come = {*_standings(before[same:], last)}, {*_standings(after[same:], last)}
    for standing in gone - come:
        _add(standing, -1, place, sums)
    for standing in come - gone:
        _add(standing, 1, place, sums)


def _standings(attempts: Iterable[Attempt], last: Attempt | None) -> Iterator[_Standing]:
    """Yield how attempts stand that follow ``last``, None: that begin."""
    for attempt in attempts:
        missed = None if last is None or last.correct else attempt.at_ms - last.at_ms
        yield _Standing(attempt, last is None, missed)
        last = attempt


def _add(standing: _Standing, sign: int, place: Callable[[int], Moment], sums: Sums) -> None:
    attempt = standing.attempt
    day, hour = place(attempt.at_ms)
    first = sign * standing.is_first
    numbers = (
        *(sign, sign * attempt.correct, sign * attempt.omitted),
        *(sign * (attempt.time_ms > 0), sign * attempt.time_ms),
        *(first, first * attempt.correct),
    )
    for dimension, value in _values(standing, hour):
        key = (dimension, day, attempt.pack_id, attempt.mode, value)
        known = sums.get(key)
        sums[key] = list(numbers) if known is None else [*map(add, known, numbers)]


_ALL, _SUBJECT, _SYSTEM, _DIFFICULTY, _LEVEL, _HOUR, _SPEED, _POSITION, _HALF, _CHANGE, *_REST = (
    dimension.value for dimension in Dimension
)
_CONFIDENCE, _RETEST = _REST


def _values(standing: _Standing, hour: int) -> Iterator[tuple[str, str]]:
    attempt = standing.attempt
    yield _ALL, ""
    yield _SUBJECT, attempt.subject
    yield _SYSTEM, attempt.system
    yield _DIFFICULTY, attempt.difficulty
    yield _LEVEL, f"{attempt.difficulty}|{attempt.system}"
    yield _HOUR, str(hour)
    if not attempt.omitted and attempt.time_ms > 0:
        yield _SPEED, str(bisect_right(SPEEDS, attempt.time_ms / 1000))
    if attempt.size:
        yield _POSITION, str(attempt.position // ITEMS_OF_POSITION)
        yield _HALF, "1" if attempt.position < attempt.size / 2 else "2"
    if attempt.first_choice and not attempt.omitted:
        yield _CHANGE, change_kind(attempt).value
    if attempt.rating:
        yield _CONFIDENCE, str(attempt.rating)
    if standing.missed_ms is not None:
        yield _RETEST, str(bisect_right(DELAYS, standing.missed_ms / DAY_MS))


def months(sums: Sums) -> Sums:
    """Return the sums of the months of sums of days."""
    whole: Sums = {}
    for (dimension, day, *rest), numbers in sums.items():
        key: Key = (dimension, month_start(day), *rest)  # type: ignore[assignment]
        known = whole.get(key)
        whole[key] = numbers if known is None else [*map(add, known, numbers)]
    return whole


def change_kind(attempt: Attempt) -> ChangeKind:
    """Return what became of an answer that was changed."""
    if attempt.first_choice == attempt.right:
        return ChangeKind.BACK if attempt.correct else ChangeKind.SPOILED
    return ChangeKind.MENDED if attempt.correct else ChangeKind.WRONG


class Answer(NamedTuple):
    """An answer to a card. ``due``: the card was due for review."""

    at_ms: int
    time_ms: int
    due: bool
    known: bool


def add_answers(
    answers: Iterable[Answer],
    system: str,
    sign: int,
    place: Callable[[int], Moment],
    sums: CardSums,
) -> None:
    """Add answers to cards of a system to ``sums`` of days, or with ``sign`` -1 take them away."""
    for at_ms, time_ms, due, known in answers:
        key = (place(at_ms).day, system)
        sum_ = sums.get(key)
        if sum_ is None:
            sum_ = sums[key] = [0, 0, 0, 0]
        sum_[0] += sign
        sum_[1] += sign * due
        sum_[2] += sign * (due and known)
        sum_[3] += sign * time_ms


def card_months(sums: CardSums) -> CardSums:
    """Return the sums of the months of sums of days."""
    whole: CardSums = {}
    for (day, system), numbers in sums.items():
        key = (month_start(day), system)
        known = whole.get(key)
        whole[key] = numbers if known is None else [*map(add, known, numbers)]
    return whole


_MONTHS: dict[int, int] = {}


def month_start(day: int) -> int:
    """Return the ordinal of the first day of the month of a day."""
    start = _MONTHS.get(day)
    if start is None:
        start = _MONTHS[day] = day + 1 - date.fromordinal(day).day
    return start


class Stretch(NamedTuple):
    """Sums of one grain from one start to another, both included."""

    grain: Grain
    first: int
    last: int


def stretches(first: int, last: int) -> list[Stretch]:
    """Return which sums make up the days from ``first`` to ``last``: of the days before the first
    whole month, of the whole months, of the days after the last one."""
    if first > last:
        return []
    opens = first if month_start(first) == first else _next_month(first)
    closes = month_start(last + 1)  # the first day after the last whole month
    if opens >= closes:
        return [Stretch(Grain.DAY, first, last)]
    parts = [
        Stretch(Grain.DAY, first, opens - 1),
        Stretch(Grain.MONTH, opens, closes - 1),
        Stretch(Grain.DAY, closes, last),
    ]
    return [part for part in parts if part.first <= part.last]


def _next_month(day: int) -> int:
    return month_start(month_start(day) + 31)
