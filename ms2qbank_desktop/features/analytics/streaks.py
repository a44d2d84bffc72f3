"""Study days in a row: pure functions over ordinals of study days."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def streak(days: Iterable[int], today: int, *, forgiving: bool = False) -> tuple[int, int]:
    """Return how many study days stand in a row up to today, and in the longest row ever.

    Today counts as soon as it was studied on, and is not missed before it is over. ``forgiving``:
    one missed day in a row does no harm (a today that is still empty is that one day), which was
    the rule of the old system.
    """
    past = sorted({day for day in days if day <= today})
    if not past:
        return 0, 0
    best = max(_row(past[: at + 1], past[at], forgiving=forgiving) for at in _ends(past, forgiving))
    return _row(past, today, forgiving=forgiving), best


def _ends(past: list[int], forgiving: bool) -> Iterable[int]:
    """Return the places where the longest row can end: before a gap that it does not bridge."""
    gaps = [at for at, (day, after) in enumerate(pairwise(past)) if after - day > 1]
    return [*gaps, len(past) - 1] if not forgiving else range(len(past))


def _row(past: list[int], today: int, *, forgiving: bool) -> int:
    """Return the length of the row that ends today, or yesterday."""
    slack = 0
    expected = today
    length = 0
    for day in reversed(past):
        if day != expected:
            late = expected - day
            # The day that is not over yet may be empty; with forgiveness one missed day as well.
            if late != 1 or slack or (length and not forgiving):
                break
            slack = 1
            expected = day
        length += 1
        expected -= 1
    return length
