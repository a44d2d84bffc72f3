"""What a log of answers and a set of cards amount to.

An answer is a line of the log that has a rating and was not taken back. A card is mature when its
interval is at least 21 days (Anki's words), young before. True retention asks whether a card that
was due was still known: of each card only its first answer of a study day counts, and only if it
was a review.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MATURE_DAYS = 21
QUARTER_MS = 900_000
"""Offsets of time zones are whole quarters of an hour."""
_RATINGS = 4
_CUTS = tuple(accumulate((1, 20, 5, 2, 2, 24, 24)))
"""Where the parts of a record begin and end in a row of numbers."""


class AnswerKind(IntEnum):
    """What a card was before an answer. FILTERED: out of turn, in a filtered deck."""

    LEARNING = 0
    YOUNG = 1
    MATURE = 2
    RELEARNING = 3
    FILTERED = 4


LogLine = tuple[int, int, int, int]
"""An answer: milliseconds since 1970, card, code (4 × its kind + its rating − 1), milliseconds it
took."""


class StudyDay(NamedTuple):
    """Where a study day lies in time. ``hours``: the local hour of each of its quarters."""

    day: int
    start_ms: int
    end_ms: int
    hours: Sequence[int]


class DayRecord(NamedTuple):
    """The answers of one study day.

    ``answers`` by code, ``time_ms`` by kind; ``known`` and ``asked`` are the numbers of true
    retention, (young, mature); ``hours`` and ``right`` by local hour, all answers and those that
    were not Again.
    """

    day: int
    answers: tuple[int, ...]
    time_ms: tuple[int, ...]
    known: tuple[int, int]
    asked: tuple[int, int]
    hours: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.answers)

    def of(self, kind: AnswerKind) -> int:
        """Return the answers of a kind."""
        return sum(self.answers[kind * _RATINGS : (kind + 1) * _RATINGS])

    def text(self) -> str:
        """Return all of it in one row of numbers."""
        return json.dumps([self.day, *chain.from_iterable(self[1:])], separators=(",", ":"))

    @classmethod
    def of_text(cls, text: str) -> DayRecord:
        """Return what :meth:`text` was made from."""
        row = json.loads(text)
        cut = [tuple(row[start:end]) for start, end in pairwise(_CUTS)]
        answers, time_ms, (young, mature), (asked_young, asked_mature), hours, right = cut
        return cls(
            row[0], answers, time_ms, (young, mature), (asked_young, asked_mature), hours, right
        )


class Retention(NamedTuple):
    """How many of the reviews asked were known."""

    known: int
    asked: int

    @property
    def share(self) -> float | None:
        return self.known / self.asked if self.asked else None


def day_records(lines: Iterable[LogLine], days: Iterable[StudyDay]) -> list[DayRecord]:
    """Return a record of each of ``days`` that has answers.

    ``lines`` come in the order of time and lie within ``days``, which follow one another without
    a gap.
    """
    tallies: list[_Tally] = []
    coming = iter(days)
    end = -1
    for at, card, code, time_ms in lines:
        if at >= end:
            day = next(one for one in coming if at < one.end_ms)
            _, start, end, hours = day
            tally = _Tally.of(day.day)
            tallies.append(tally)
            # Half a million times: names in reach are quicker than fields.
            _, answers, times, first, spent, right = tally
            seen: set[int] = set()
        answers[code] += 1
        times[code >> 2] += time_ms
        hour = hours[(at - start) // QUARTER_MS]
        spent[hour] += 1
        if code & 3:
            right[hour] += 1
        if card not in seen:
            seen.add(card)
            first[code] += 1
    return [tally.record() for tally in tallies]


class _Tally(NamedTuple):
    """A record in the making; ``first``: answers by code that were the first of their card."""

    day: int
    answers: list[int]
    times: list[int]
    first: list[int]
    spent: list[int]
    right: list[int]

    @classmethod
    def of(cls, day: int) -> _Tally:
        return cls(day, [0] * 20, [0] * 5, [0] * 20, [0] * 24, [0] * 24)

    def record(self) -> DayRecord:
        asked = [sum(self.first[kind * 4 : kind * 4 + 4]) for kind in _REVIEWED]
        known = [sum(self.first[kind * 4 + 1 : kind * 4 + 4]) for kind in _REVIEWED]
        return DayRecord(
            self.day,
            tuple(self.answers),
            tuple(self.times),
            (known[0], known[1]),
            (asked[0], asked[1]),
            tuple(self.spent),
            tuple(self.right),
        )


_REVIEWED = (AnswerKind.YOUNG, AnswerKind.MATURE)


@dataclass(frozen=True, slots=True)
class Reviews:
    """The answers of a stretch of study days, ``first_day`` to ``last_day``, both included."""

    first_day: int
    last_day: int
    records: tuple[DayRecord, ...]

    @property
    def answers(self) -> int:
        return sum(record.total for record in self.records)

    @property
    def time_ms(self) -> int:
        return sum(sum(record.time_ms) for record in self.records)

    @property
    def days(self) -> int:
        """How many days the stretch has."""
        return self.last_day - self.first_day + 1

    @property
    def days_studied(self) -> int:
        return len(self.records)

    def retention(self, maturity: int | None = None) -> Retention:
        """Return the true retention of young (0) or mature (1) cards, or of both."""
        chosen = (0, 1) if maturity is None else (maturity,)
        return Retention(
            sum(record.known[at] for record in self.records for at in chosen),
            sum(record.asked[at] for record in self.records for at in chosen),
        )

    def buttons(self) -> tuple[tuple[int, ...], ...]:
        """Return the answers by kind, each by rating."""
        sums = tuple(map(sum, zip(*(one.answers for one in self.records), strict=True)))
        sums = sums or (0,) * (_RATINGS * len(AnswerKind))
        return tuple(sums[at : at + _RATINGS] for at in range(0, len(sums), _RATINGS))

    def hours(self) -> tuple[tuple[int, int], ...]:
        """Return (answers, those not Again) of each local hour."""
        spent = tuple(map(sum, zip(*(one.hours for one in self.records), strict=True)))
        right = tuple(map(sum, zip(*(one.right for one in self.records), strict=True)))
        return tuple(zip(spent or (0,) * 24, right or (0,) * 24, strict=True))

    def parts(self, unit: str) -> list[Reviews]:
        """Cut the stretch into days, weeks (from Monday) or months; outer ones may be short."""
        by_day = {record.day: record for record in self.records}
        cut = []
        for first, last in periods(self.first_day, self.last_day, unit):
            records = (by_day.get(day) for day in range(first, last + 1))
            cut.append(Reviews(first, last, tuple(one for one in records if one is not None)))
        return cut


def periods(first: int, last: int, unit: str) -> Iterator[tuple[int, int]]:
    """Yield (first day, last day) of each "day", "week" or "month" from ``first`` to ``last``."""
    while first <= last:
        end = first
        if unit == "week":
            end = first + 6 - date.fromordinal(first).weekday()
        elif unit == "month":
            day = date.fromordinal(first)
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            end = following.toordinal() - 1
        yield first, min(end, last)
        first = end + 1


class Streak(NamedTuple):
    """Days in a row with answers; ``now`` includes today as soon as there is one."""

    now: int
    longest: int


def streak(days: Iterable[int], today: int) -> Streak:
    """Return the streaks of the days that have answers."""
    longest = run = 0
    before = None
    ends: dict[int, int] = {}
    for day in sorted(days):
        run = run + 1 if before == day - 1 else 1
        before = day
        ends[day] = run
        longest = max(longest, run)
    return Streak(ends.get(today, ends.get(today - 1, 0)), longest)


class CardClass(IntEnum):
    """What a card counts as: suspended and buried ones before their state."""

    NEW = 0
    LEARNING = 1
    RELEARNING = 2
    YOUNG = 3
    MATURE = 4
    BURIED = 5
    SUSPENDED = 6


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards as they are now. Counters tell how many cards have a value.

    Intervals (days), ease (thousandths) and memory are those of cards that have been learned;
    suspended cards count in ``classes`` and ``added`` only. ``recall``: per cent, rounded.
    ``due``: (study day, whether mature); learning cards of today stand on today.
    """

    classes: Counter[int] = field(default_factory=Counter)
    intervals: Counter[int] = field(default_factory=Counter)
    eases: Counter[int] = field(default_factory=Counter)
    stabilities: Counter[int] = field(default_factory=Counter)
    difficulties: Counter[int] = field(default_factory=Counter)
    """In tenths, 10–100."""
    recall: Counter[int] = field(default_factory=Counter)
    mean_recall: float | None = None
    due: Counter[tuple[int, bool]] = field(default_factory=Counter)
    added: Counter[int] = field(default_factory=Counter)
    """By study day."""

    @property
    def total(self) -> int:
        return sum(self.classes.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that the statistics page shows. ``past_year``: answers by study day, for the calendar."""

    today: int
    reviews: Reviews
    cards: Cards
    streak: Streak
    past_year: dict[int, int]
