"""Study days in a row: pure functions over ordinals of study days."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def streak(days: Iterable[int], today: int, *, forgiving: bool = False) -> tuple[int, int]:
    """Return how many study days stand in a row up to today, and in the longest row ever.

    Today counts as soon as it was studied on, and is not missed before it is over. ``forgiving``:
    one missed day in a row does no harm (a today that is still empty is that one day), which was
    the rule of the old system.
    """
    past = [day for day in days if day <= today]
    found = rows(past, forgiving=forgiving)
    return found.get(today) or rows(past).get(today - 1, 0), max(found.values(), default=0)


def rows(days: Iterable[int], *, forgiving: bool = False) -> dict[int, int]:
    """Return by each study day, the first one first, how many stand in a row up to it."""
    found: dict[int, int] = {}
    for day in sorted(days):
        found[day] = found.get(day - 1, 0) + 1
    if not forgiving:
        return found
    # Before a row of n days that ends on this one lies a missed one, day - n.
    return {day: number + found.get(day - number - 1, 0) for day, number in found.items()}
