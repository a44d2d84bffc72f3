"""The rule of the old system: subject after subject, each as long as its priority says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of one subject on one day."""

    day: date
    subject: str
    minutes: int


def over(
    days: Sequence[tuple[date, int]], priorities: Sequence[tuple[str, int]]
) -> Iterator[Stretch]:
    """Yield the tasks of ``days``, each with its minutes, the highest priority first.

    Each subject but the last gets its share of all minutes, rounded half to even and at least one
    minute, while there are any; the last gets the rest. Unlike the old system a subject for which
    nothing is left is not dropped without a word: it is the last of all with 0 minutes on the last
    day.
    """
    total = left = sum(minutes for _, minutes in days)
    ordered = sorted(priorities, key=lambda one: -one[1])
    whole = sum(priority for _, priority in ordered)
    open_days = iter(days)
    day, free = next(open_days)
    for number, (subject, priority) in enumerate(ordered, start=1):
        share = left if number == len(ordered) else max(1, round(total * priority / whole))
        share = min(share, left)
        left -= share
        if not share:
            yield Stretch(days[-1][0], subject, 0)
        while share:
            while not free:
                day, free = next(open_days)
            minutes = min(share, free)
            yield Stretch(day, subject, minutes)
            share -= minutes
            free -= minutes
