"""From answers to verdicts and tallies: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.models import Confidence, Status

from .models import SECONDS_PER_ITEM, ItemResult, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .models import BlockSummary


@dataclass(frozen=True, slots=True)
class Usual:
    """What several blocks came to when all their items are counted together."""

    blocks: int
    correct: int
    size: int
    answering_ms: int

    @property
    def percent(self) -> float:
        """Right of all items, omitted included, 0–100."""
        return 100 * self.correct / max(1, self.size)

    @property
    def item_ms(self) -> int:
        """The mean time of an item in milliseconds."""
        return round(self.answering_ms / max(1, self.size))


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


def by_confidence(
    items: Iterable[ItemResult], ratings: Mapping[int, Confidence]
) -> tuple[Tally, ...]:
    """Return verdicts by the rating of the answer (``ratings`` by position), the surest first,
    then those of the items that were not rated, named ""."""
    groups = {item.position: ratings.get(item.position) for item in items}
    tallies = tally(items, lambda item: str(groups[item.position] or ""))
    return tuple(sorted(tallies, key=lambda one: -int(one.name or 0)))


def lucky(items: Iterable[ItemResult], ratings: Mapping[int, Confidence]) -> list[ItemResult]:
    """Return the items that were right by a guess."""
    return [
        item
        for item in items
        if item.status is Status.CORRECT and ratings.get(item.position) is Confidence.GUESS
    ]


def usual(blocks: Sequence[BlockSummary]) -> Usual:
    """Count the items of ended blocks together."""
    return Usual(
        len(blocks),
        sum(block.correct for block in blocks),
        sum(block.size for block in blocks),
        sum(block.answering_ms for block in blocks),
    )


def stands_out(block: BlockSummary, before: Usual) -> int:
    """Say whether a block went better (1) or worse (−1) than before, 0 if chance explains it.

    Chance explains it if both shares have a value in common within their 95 % ranges (Wilson): a
    strict measure, as two ranges may touch that differ.
    """
    low, high = wilson_interval(block.correct, block.size)
    usual_low, usual_high = wilson_interval(before.correct, before.size)
    return int(low > usual_high) - int(high < usual_low)


def pace_ms(block: BlockSummary) -> int:
    """Return the time that the block allows for an item, that of the exam if it has no limit."""
    if block.limit_ms is None:
        return SECONDS_PER_ITEM * 1000
    return round(block.limit_ms / max(1, block.size))


def is_slow(item: ItemResult, pace: int) -> bool:
    """Say whether an item took a third longer than the ``pace``, or more."""
    return 3 * item.time_ms >= 4 * pace
