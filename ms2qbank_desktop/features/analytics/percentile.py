"""Where a student stands among others: pure functions (rule of the old system)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WEIGHTS = {"accuracy": 0.5, "speed": 0.25, "volume": 0.25}


class Peer(NamedTuple):
    """What is compared. ``seconds``: mean of an attempt, None if no time is known."""

    accuracy: float
    seconds: float | None
    attempts: int


def percentile(own: Peer, others: Sequence[Peer]) -> float | None:
    """Return the share of others that are strictly worse, 0-100: in accuracy (half of it), speed
    and volume (a quarter each); None without others. ``others`` have attempts."""
    if not others:
        return None

    def worse(is_worse: Callable[[Peer], bool]) -> float:
        return sum(map(is_worse, others)) / len(others)

    return 100 * (
        _WEIGHTS["accuracy"] * worse(lambda one: one.accuracy < own.accuracy)
        + _WEIGHTS["speed"] * worse(lambda one: _seconds(one) > _seconds(own))
        + _WEIGHTS["volume"] * worse(lambda one: one.attempts < own.attempts)
    )


def _seconds(peer: Peer) -> float:
    return float("inf") if peer.seconds is None else peer.seconds
