"""How many reviews stand on each of the coming days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Forecast:
    """``by_day``: reviews due today, tomorrow, …; ``overdue`` ones are not among them."""

    overdue: int
    by_day: tuple[int, ...]
    later: int

    @property
    def mean(self) -> float:
        """Reviews a day over the days shown, the overdue ones left aside."""
        return sum(self.by_day) / len(self.by_day) if self.by_day else 0.0


def forecast(due: Iterable[tuple[int, int]], today: int, days: int) -> Forecast:
    """Return the forecast of ``days`` from (study day, cards due) pairs in any order."""
    counts: Counter[int] = Counter()
    for day, cards in due:
        counts[day - today] += cards
    return Forecast(
        overdue=sum(cards for ahead, cards in counts.items() if ahead < 0),
        by_day=tuple(counts[ahead] for ahead in range(days)),
        later=sum(cards for ahead, cards in counts.items() if ahead >= days),
    )
