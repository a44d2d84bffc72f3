"""Which work is done on which day: a pure function of days, work and what was planned before.

The rules: no day holds more minutes than it has; nothing lies on a day off, after its deadline or
before it may begin; what stands somewhere stays there as long as it can; what was missed is spread
over two weeks where they have room, and goes to the nearest day that has some where they have none;
what has no place is named, and that is never work of the first order while work of a later one has
a place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

REFLOW_DAYS = 14
"""Of the calendar, over which missed work is spread."""
HEAVY = 0.5
"""Share of a day from which one system weighs so much that the next day should have another."""
FULL = 0.97
"""Share of all minutes up to which a first plan is filled: what is left takes up roundings."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which one studies. ``buffer``: only for what was missed, or finds no other place.
    ``closing``: of the last week, for work that closes (see :class:`Unit`)."""

    date: date
    minutes: int
    buffer: bool = False
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work that is done in one go.

    ``key``: its name, the same in every run. ``order``: where in the whole it belongs, 0 … 1; from
    1 on it is of the second order, from 2 on of the third: what is left first when time is short.
    ``day``: the one day that was asked for. ``closes``: may lie in the last week.
    """

    key: str
    minutes: int
    order: float
    system: str = ""
    day: date | None = None
    earliest: date | None = None
    latest: date | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Work without a place, and the minutes that are missing for it."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """``days``: by the key of a unit."""

    days: dict[str, date]
    left: tuple[Left, ...]


def schedule(
    days: Sequence[Day], units: Sequence[Unit], before: Mapping[str, date] | None = None
) -> Schedule:
    """Place ``units`` on ``days`` (in order, no date twice), as ``before`` had them where that
    still works. The same input gives the same schedule."""
    table = _Table(days)
    before = before or {}
    left = [
        Left(unit, table.why_not(unit))
        for unit in units
        if unit.day is not None and not table.fix(unit)
    ]
    loose = sorted((one for one in units if one.day is None), key=lambda one: (one.order, one.key))
    fresh: list[Unit] = []
    missed: list[Unit] = []
    for unit in loose:
        if unit.key not in before:
            fresh.append(unit)
        elif not table.keep(unit, before[unit.key]):
            missed.append(unit)
    table.reflow(missed, before, left)
    table.spread(fresh, left)
    left = table.prefer(table.fill(left, before), loose, before)
    return Schedule(table.placed, tuple(map(table.named, left)))


class _Table:
    """The days while they are filled."""

    def __init__(self, days: Sequence[Day]) -> None:
        self.placed: dict[str, date] = {}
        self._days = days
        self._dates = [day.date for day in days]
        self._free = [day.minutes for day in days]
        self._systems: list[dict[str, int]] = [{} for _ in days]

    # What was asked for or stood there

    def fix(self, unit: Unit) -> bool:
        """Place a unit on the day that was asked for, if that has room."""
        at = self._at(unit.day)
        return at is not None and self._put(unit, at)

    def keep(self, unit: Unit, day: date) -> bool:
        """Leave a unit where it was, if that is still allowed."""
        at = self._at(day)
        first, last = self._window(unit)
        return at is not None and first <= at < last and self._put(unit, at)

    def why_not(self, unit: Unit) -> str:
        """Say why a unit cannot stand on the day that was asked for."""
        at = self._at(unit.day)
        if at is None:
            return "That day is off, or not before the exam."
        return f"The day has {self._free[at]} min left, it needs {unit.minutes}."

    # What is placed anew

    def spread(self, units: Sequence[Unit], left: list[Left]) -> None:
        """Spread units evenly over the days that each may have, the narrowest windows first."""
        groups: dict[tuple[int, int], list[Unit]] = {}
        for unit in units:
            groups.setdefault(self._window(unit), []).append(unit)
        for window, alike in sorted(
            groups.items(), key=lambda one: (one[0][1] - one[0][0], one[0])
        ):
            self._spread(alike, range(*window), left)

    def reflow(self, units: Sequence[Unit], before: Mapping[str, date], left: list[Left]) -> None:
        """Place units that lost their day: each on the emptiest day of the two weeks around it, or
        of the next two if it has passed; where those are full, on the nearest day with room."""
        for unit in units:
            first, last = self._window(unit)
            place = max(
                (
                    at
                    for at in self._two_weeks(before[unit.key], first, last)
                    if self._free[at] >= unit.minutes
                ),
                key=lambda at: (not self._heavy(unit, at), self._share(at), -at),
                default=None,
            )
            if place is None or not self._put(unit, place):
                near = bisect_left(self._dates, before[unit.key])
                self._anywhere(unit, max(first, near), left)

    def fill(self, left: Sequence[Left], before: Mapping[str, date]) -> list[Left]:
        """Let new work for which the spread had no room take what rounding has left; return what
        is left then. Planned again, nothing of it would find a place."""
        found: list[Left] = []
        for one in sorted(left, key=lambda one: (one.unit.order, one.unit.key)):
            if one.unit.day is not None or one.unit.key in before:
                found.append(one)
            else:
                self._anywhere(one.unit, 0, found)
        return found

    def named(self, one: Left) -> Left:
        """Say of work without a place why it has none, now that all is placed."""
        if one.unit.day is not None:
            return one
        room = sum(self._free[at] for at in range(*self._window(one.unit)))
        words = f"{room} min are left in its days, none of them has {one.unit.minutes}."
        return Left(one.unit, words)

    def prefer(
        self, left: Sequence[Left], units: Sequence[Unit], before: Mapping[str, date]
    ) -> list[Left]:
        """Let what lost its place take that of work of a later order, the last of it first; return
        what is left then."""
        later: dict[date, list[Unit]] = {}
        for unit in units:
            if unit.order >= 1 and unit.key in self.placed:
                later.setdefault(self.placed[unit.key], []).append(unit)
        last = max((int(unit.order) for there in later.values() for unit in there), default=0)
        given: list[tuple[Unit, int]] = []
        waiting: list[Left] = []
        found: list[Left] = []
        for one in sorted(left, key=lambda one: one.unit.order):
            lost = one.unit.day is None and one.unit.key in before
            may = lost and int(one.unit.order) < last
            (waiting if may else found).append(one)
        while waiting:
            one = waiting.pop(0)
            unit = one.unit
            for at in range(*self._window(unit)):
                there = later.get(self._dates[at], [])
                less = [each for each in there if int(each.order) > int(unit.order)]
                if self._free[at] + sum(each.minutes for each in less) < unit.minutes:
                    continue
                while self._free[at] < unit.minutes:
                    there.remove(less[-1])
                    given.append((self._take_away(less.pop(), at), at))
                self._put(unit, at)
                if 1 <= unit.order < last:
                    insort(there, unit, key=lambda each: each.order)
                break
            else:
                found.append(one)
            while given and int(given[-1][0].order) < last:
                insort(waiting, Left(given.pop()[0], one.reason), key=lambda each: each.unit.order)
        for unit, at in given:
            self._anywhere(unit, at, found)
        return found

    def _spread(self, units: Sequence[Unit], window: range, left: list[Left]) -> None:
        usual = [at for at in window if not self._days[at].buffer]
        ends, room = [], 0
        for at in usual:
            room += self._free[at]
            ends.append(room)
        wanted = 0
        fitting: list[Unit] = []
        for unit in units:
            if wanted + unit.minutes <= room * FULL or not fitting:
                wanted += unit.minutes
                fitting.append(unit)
            else:
                self._buffer(unit, window, left)
        open_days, done = usual, 0
        smallest = min((unit.minutes for unit in fitting), default=0)
        for unit in fitting:
            # What closes comes after some of the work: its middle counts, of all else its start.
            begins = room * (done + unit.minutes / 2 * unit.closes) / wanted
            ideal = usual[min(bisect_right(ends, begins), len(usual) - 1)] if usual else 0
            done += unit.minutes
            place = self._nearest(unit, open_days, ideal)
            if place is None:
                self._buffer(unit, window, left)
            else:
                self._put(unit, place)
                if self._free[place] < smallest:
                    open_days = [one for one in open_days if one != place]

    def _nearest(self, unit: Unit, open_days: Sequence[int], ideal: int) -> int | None:
        """Return the open day with room next to ``ideal``, rather none that follows a heavy day of
        the same system with another."""
        second = None
        above = bisect_left(open_days, ideal)
        below = above - 1
        while above < len(open_days) or below >= 0:
            up = open_days[above] - ideal if above < len(open_days) else None
            down = ideal - open_days[below] if below >= 0 else None
            if down is None or (up is not None and up <= down):
                at, above = open_days[above], above + 1
            else:
                at, below = open_days[below], below - 1
            if self._free[at] < unit.minutes:
                continue
            if not self._heavy(unit, at):
                return at
            second = at if second is None else second
            if abs(at - ideal) > REFLOW_DAYS and second is not None:
                break
        return second

    def _anywhere(self, unit: Unit, near: int, left: list[Left]) -> None:
        first, last = self._window(unit)
        usual = [at for at in range(first, last) if not self._days[at].buffer]
        at = self._nearest(unit, usual, near)
        if at is None or not self._put(unit, at):
            self._buffer(unit, range(first, last), left)

    def _buffer(self, unit: Unit, window: range, left: list[Left]) -> None:
        for at in window:
            if self._days[at].buffer and self._put(unit, at):
                return
        left.append(Left(unit, ""))

    # The days

    def _at(self, day: date | None) -> int | None:
        if day is None:
            return None
        at = bisect_left(self._dates, day)
        return at if at < len(self._dates) and self._dates[at] == day else None

    def _window(self, unit: Unit) -> tuple[int, int]:
        first = 0 if unit.earliest is None else bisect_left(self._dates, unit.earliest)
        last = len(self._dates)
        if unit.latest is not None:
            last = bisect_left(self._dates, unit.latest)
            last += last < len(self._dates) and self._dates[last] == unit.latest
        if not unit.closes:
            while last > first and self._days[last - 1].closing:
                last -= 1
        return first, max(first, last)

    def _two_weeks(self, day: date, first: int, last: int) -> range:
        """Return those of the days ``first`` to before ``last`` that lie around a day."""
        if first >= last:
            return range(0)
        begin = min(
            day - timedelta(REFLOW_DAYS // 2), self._dates[last - 1] - timedelta(REFLOW_DAYS - 1)
        )
        begin = max(begin, self._dates[first])
        end = bisect_left(self._dates, begin + timedelta(REFLOW_DAYS))
        return range(bisect_left(self._dates, begin), min(last, end))

    def _put(self, unit: Unit, at: int) -> bool:
        if self._free[at] < unit.minutes:
            return False
        self._free[at] -= unit.minutes
        if unit.system:
            load = self._systems[at]
            load[unit.system] = load.get(unit.system, 0) + unit.minutes
        self.placed[unit.key] = self._dates[at]
        return True

    def _take_away(self, unit: Unit, at: int) -> Unit:
        del self.placed[unit.key]
        self._free[at] += unit.minutes
        if unit.system:
            self._systems[at][unit.system] -= unit.minutes
        return unit

    def _share(self, at: int) -> float:
        return self._free[at] / max(1, self._days[at].minutes)

    def _heavy(self, unit: Unit, at: int) -> bool:
        """Say whether ``unit`` would make two heavy days of its system stand side by side."""
        if not unit.system:
            return False
        load = self._systems[at].get(unit.system, 0) + unit.minutes
        if load < HEAVY * self._days[at].minutes:
            return False
        return any(
            self._systems[near].get(unit.system, 0) >= HEAVY * self._days[near].minutes
            for near in (at - 1, at + 1)
            if 0 <= near < len(self._days) and self._days[near].minutes
        )
