"""Which of the questions found make a block, and in which order: pure functions."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def draw(ids: Sequence[int], size: int, *, shuffle: bool, seed: int) -> list[int]:
    """Return ``size`` of ``ids`` (all, if there are fewer): a random sample in random order,
    or the first ones in the order given. The same seed draws the same sample."""
    if not shuffle:
        return list(ids[:size])
    return random.Random(seed).sample(ids, min(size, len(ids)))


def with_series(drawn: Sequence[int], series: Mapping[int, Sequence[int]]) -> list[int]:
    """Return as many questions as were drawn, those of a case series together and in order.

    ``series``: of each drawn question of a series, all its members that may be asked, in order.
    A member brings the others with it; the last questions that belong to no series give way.
    """
    groups = list(dict.fromkeys(tuple(series.get(one, (one,))) for one in drawn))
    surplus = sum(map(len, groups)) - len(drawn)
    for group in reversed(list(groups)):
        if surplus > 0 and len(group) == 1:
            groups.remove(group)
            surplus -= 1
    return [one for group in groups for one in group][: len(drawn)]


def shuffled_order(choices: int, *, shuffle: bool, seed: int) -> tuple[int, ...]:
    """Return the order in which ``choices`` choices are shown, as their places."""
    order = list(range(choices))
    if shuffle:
        random.Random(seed).shuffle(order)
    return tuple(order)


def most_frequent(names: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct non-empty names, most frequent first, ties in order of meeting."""
    return tuple(name for name, _ in Counter(name for name in names if name).most_common())
