"""What an exam this week would give, as a curve: pure functions."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from .ability import Z_80
from .readiness import FORM_ITEMS, PASS_SHARE, chance_of

if TYPE_CHECKING:
    from .readiness import Readiness

_WIDTH = 3.5
"""Standard deviations on each side that are drawn: all but 1 of 2,000 exams."""


class Point(NamedTuple):
    """A whole per cent of right items. ``chance``: of a share within half a per cent of it,
    ``or_more``: of it or more; 0-1. ``likely``: it lies in the middle 80 %."""

    per_cent: int
    chance: float
    or_more: float
    likely: bool


def curve(found: Readiness) -> list[Point]:
    """Return the distribution of the share right on a form, the pass mark among its points.

    The share is normal about what the student's abilities let expect (Rasch 1960; ability.py),
    with the variance of what is not known of them and that of a form's items and luck (a sum of
    independent answers; readiness.py). So what lies at the pass mark and above it is the chance
    that readiness gives, and ``chance`` is the height of the normal curve times one per cent.
    """
    normal = NormalDist(found.share, found.spread)
    mark = round(PASS_SHARE * 100)
    first = min(mark, math.floor(100 * (found.share - _WIDTH * found.spread)))
    last = max(mark, math.ceil(100 * (found.share + _WIDTH * found.spread)))
    low, high = (round(100 * end) for end in likely(found))
    return [
        Point(
            at,
            normal.pdf(at / 100) / 100,
            chance_of(found.share, found.spread, math.ceil(at * FORM_ITEMS / 100)),
            low <= at <= high,
        )
        for at in range(max(0, first), min(100, last) + 1)
    ]


def likely(found: Readiness) -> tuple[float, float]:
    """Return the shares right between which 8 of 10 such exams end."""
    half = Z_80 * found.spread
    return max(0.0, found.share - half), min(1.0, found.share + half)
