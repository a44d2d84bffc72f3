"""Cards that keep being forgotten."""

from __future__ import annotations


def is_leech(lapses: int, threshold: int) -> bool:
    """Return whether the lapse that was just counted makes a leech: at the threshold, and again
    after every half of it, rounded up. 0: never."""
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % max(1, -(-threshold // 2)) == 0
