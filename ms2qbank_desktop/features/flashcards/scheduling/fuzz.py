"""Where in its fuzz range an interval falls: by chance, by load, by easy days.

Ranges are Anki's; the choice within them is made by a hash of the seed, so that the same card
at the same repetition always gets the same interval.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from .rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import Preset

Spread = Callable[[float, int, int], int]
"""(interval in days, least, most) → days."""

_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
_MASK = (1 << 64) - 1
BALANCED_DAYS = 90
"""Longer intervals are not balanced: the days there are empty anyway."""
_SIBLING = 0.001


@dataclass(frozen=True, slots=True)
class Load:
    """What is due on the coming days in the decks of a preset."""

    today: int
    due: Mapping[int, int]
    """Cards by days from today."""
    siblings: frozenset[int] = frozenset()
    """Days from today that already hold a sibling to be kept apart."""


def chance(seed: int) -> float:
    """Return a number of [0, 1) that is the seed's own (splitmix64)."""
    mixed = (seed + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


def fuzz_seed(card_id: int, repetitions: int) -> int:
    """Return the seed of a card's next answer."""
    return card_id + repetitions


def fuzz_range(interval: float, least: int, most: int) -> tuple[int, int]:
    """Return the first and last day that ``interval`` may be fuzzed to.

    None below 2.5 days, else a day, 15 % of the days 2.5–7, 10 % of 7–20 and 5 % of the rest
    to either side, kept within ``least`` and ``most``.
    """
    least = min(least, most)
    interval = min(max(interval, least), most)
    reach = 0.0
    if interval >= 2.5:
        reach = 1.0 + sum(
            factor * max(0.0, min(interval, end) - start) for start, end, factor in _BANDS
        )
    first = min(max(half_up(interval - reach), least), most)
    last = min(max(half_up(interval + reach), least), most)
    if first == last and 2 < last < most:
        last += 1
    return first, last


def exact(interval: float, least: int, most: int) -> int:
    """Return the interval rounded, with no fuzz."""
    return min(max(half_up(interval), least), most)


def fuzzed(seed: int) -> Spread:
    """Return the spread that picks any day of the range alike."""

    def spread(interval: float, least: int, most: int) -> int:
        first, last = fuzz_range(interval, least, most)
        return first + int(chance(seed) * (1 + last - first))

    return spread


def balanced(seed: int, load: Load, easy_days: Sequence[float]) -> Spread:
    """Return the spread that likes days with little due, no sibling, and no rest.

    The odds of a day are 1 / (due² · interval): the square evens the load out, the interval
    keeps cards from drifting to the end of their range (Anki's balancer).
    """
    by_chance = fuzzed(seed)

    def spread(interval: float, least: int, most: int) -> int:
        if interval > BALANCED_DAYS or least > BALANCED_DAYS:
            return by_chance(interval, least, most)
        first, last = fuzz_range(interval, least, most)
        days = _open_days(range(first, last + 1), load, easy_days)
        odds = [
            (1.0 / (count * count * day) if (count := load.due.get(day, 0)) else 1.0)
            * (_SIBLING if day in load.siblings else 1.0)
            for day in days
        ]
        bounds = list(accumulate(odds))
        point = chance(seed) * bounds[-1]
        return days[min(bisect_right(bounds, point), len(days) - 1)]

    return spread


def _open_days(days: Sequence[int], load: Load, easy_days: Sequence[float]) -> Sequence[int]:
    """Return the days that take cards; all of them if none does.

    A day of rest takes none, an easier one as long as it has no more than its share.
    """
    due = [load.due.get(day, 0) for day in days]
    shares = [easy_days[(load.today + day - 1) % 7] for day in days]
    all_due, all_shares = sum(due), sum(shares)
    return [
        day
        for day, count, share in zip(days, due, shares, strict=True)
        if share >= 1 or (share > 0 and count * (all_shares - share) <= (all_due - count) * share)
    ] or days


def spread_for(preset: Preset, seed: int, load: Load | None = None) -> Spread:
    """Return how a preset spreads the intervals of the answer that ``seed`` stands for."""
    if not preset.fuzz:
        return exact
    if preset.load_balance and load is not None:
        return balanced(seed, load, preset.easy_days)
    return fuzzed(seed)


def fuzzed_delay(delay: int, seed: int) -> int:
    """Return a learning delay with up to a quarter more, at most 5 minutes."""
    return delay + int(chance(seed) * int(min(delay * 0.25, 300.0)))
