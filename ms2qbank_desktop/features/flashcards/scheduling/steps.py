"""Learning and relearning steps as Anki counts them: delays in seconds, steps left from the end.

A position in the steps is given by how many are left, so that it survives a change of the
preset: an unknown one counts as the nearest that exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 86_400


def _index(steps: Sequence[int], left: int) -> int:
    return min(max(0, len(steps) - left), max(0, len(steps) - 1))


def again_delay(steps: Sequence[int]) -> int | None:
    """Return the first step; None without steps."""
    return steps[0] if steps else None


def hard_delay(steps: Sequence[int], left: int) -> int | None:
    """Return the present step again; on the first one the mean of the first two, or, if there
    is but one, half as much again and at most a day more. Whole days above a day."""
    if not steps:
        return None
    index = _index(steps, left)
    if index:
        return steps[index]
    first = steps[0]
    delay = (first + steps[1]) // 2 if len(steps) > 1 else min(first * 3 // 2, first + DAY)
    return half_up(delay / DAY) * DAY if delay > DAY else delay


def good_delay(steps: Sequence[int], left: int) -> int | None:
    """Return the next step; None after the last one, when the card graduates."""
    after = _index(steps, left) + 1
    return steps[after] if after < len(steps) else None


def left_after_good(steps: Sequence[int], left: int) -> int:
    """Return how many steps are left after Good."""
    return max(0, len(steps) - _index(steps, left) - 1)


def days_ahead(delay: int, seconds_left: int) -> int:
    """Return how many study days away a delay ends, 0 for within this day."""
    return (delay - seconds_left) // DAY + 1 if delay >= seconds_left else 0
