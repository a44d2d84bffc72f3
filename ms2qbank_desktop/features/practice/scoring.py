"""From answers to verdicts and tallies: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import Status

from .models import ItemResult, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def tally(items: Iterable[ItemResult], name: Callable[[ItemResult], str]) -> tuple[Tally, ...]:
    """Return verdicts by ``name``, largest group first, then by name."""
    groups: dict[str, list[Status]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item.status)
    tallies = (
        Tally(
            group,
            statuses.count(Status.CORRECT),
            statuses.count(Status.INCORRECT),
            statuses.count(Status.OMITTED),
        )
        for group, statuses in groups.items()
    )
    return tuple(sorted(tallies, key=lambda one: (-one.total, one.name)))


def by_difficulty(items: Sequence[ItemResult]) -> tuple[Tally, ...]:
    """Return verdicts from difficulty 1 to 5, then those of unknown difficulty, named ""."""
    tallies = tally(items, lambda item: str(item.difficulty or ""))
    return tuple(sorted(tallies, key=lambda one: one.name or "9"))


def halves(items: Sequence[ItemResult]) -> tuple[Tally, Tally]:
    """Return verdicts of the first and the second half; an odd item belongs to the second."""
    middle = len(items) // 2
    first, second = items[:middle], items[middle:]
    return (
        next(iter(tally(first, lambda _: "first")), Tally("first", 0, 0, 0)),
        next(iter(tally(second, lambda _: "second")), Tally("second", 0, 0, 0)),
    )


def mean_ms(items: Sequence[ItemResult]) -> int:
    """Return the mean time of items in milliseconds, 0 for none."""
    return round(sum(item.time_ms for item in items) / len(items)) if items else 0
