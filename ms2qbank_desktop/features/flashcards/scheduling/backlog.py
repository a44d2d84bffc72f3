"""After a break: overdue reviews spread over chosen days instead of standing as a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Overdue(NamedTuple):
    """A review past its day, and how likely it is still known (0–1)."""

    card_id: int
    recall: float


class Backlog(NamedTuple):
    """``placed``: the study day of each overdue card. ``standing``: reviews due by day anyway."""

    placed: dict[int, int]
    standing: dict[int, int]


def spread_backlog(
    overdue: Sequence[Overdue],
    days: Sequence[int],
    due: Mapping[int, int],
    shares: Sequence[float] | None = None,
) -> dict[int, int]:
    """Return the study day of each overdue card.

    ``days``: the chosen days. ``due``: reviews that stand on them anyway, by day. ``shares``: how
    much of a normal day's work each day takes, 0–1. Days end up level, as far as what is due
    there anyway lets them. What is still known comes first: it is saved cheaply, while what is
    forgotten loses little more by waiting. ValueError without a day that takes work.
    """
    weights = [1.0] * len(days) if shares is None else list(shares)
    if not any(weight > 0 for weight in weights):
        msg = "no day takes any of the backlog"
        raise ValueError(msg)
    rooms = _rooms(len(overdue), [due.get(day, 0) for day in days], weights)
    in_order = sorted(overdue, key=lambda card: (-card.recall, card.card_id))
    placed: dict[int, int] = {}
    start = 0
    for day, room in zip(days, rooms, strict=True):
        for card in in_order[start : start + room]:
            placed[card.card_id] = day
        start += room
    return placed


def _rooms(cards: int, due: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Return how many cards each day takes, so that due + taken is level in proportion to the
    weights (water filling)."""
    low, high = 0.0, (cards + max(due)) / min(weight for weight in weights if weight > 0) + 1
    for _ in range(60):
        level = (low + high) / 2
        if _volume(level, due, weights) < cards:
            low = level
        else:
            high = level
    filled = [max(0.0, high * weight - count) for count, weight in zip(due, weights, strict=True)]
    rooms = [int(amount) for amount in filled]
    by_fraction = sorted(range(len(rooms)), key=lambda place: rooms[place] - filled[place])
    for place in by_fraction[: cards - sum(rooms)]:
        rooms[place] += 1
    return rooms


def _volume(level: float, due: Sequence[int], weights: Sequence[float]) -> float:
    return sum(max(0.0, level * weight - count) for count, weight in zip(due, weights, strict=True))
