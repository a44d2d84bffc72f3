"""FSRS-6 over whole logs: what :mod:`fsrs_memory` says of one answer, for half a million.

The same formulas, rounded at the same places, so the results are the same to the last bit. What
makes it five times as fast: no call for each step, and what depends on rating and difficulty alone,
which is kept in thousandths, is computed once for each of its 9,001 values.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from math import exp, floor
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Rating

from .fsrs_memory import LONGEST_STABILITY, SHORTEST_STABILITY, Memory, curve_of, kept
from .rounding import single

if TYPE_CHECKING:
    from collections.abc import Iterable


class Replay:
    """The memory of many cards under one set of parameters."""

    def __init__(self, parameters: tuple[float, ...]) -> None:
        curve = self._curve = curve_of(parameters)
        self._firsts = [kept(curve.after(None, rating, 0)) for rating in Rating]
        self._gains = [curve.same_day_gain(rating) for rating in Rating]
        self._parts: tuple[dict[float, tuple[float, float]], ...] = tuple({} for _ in range(5))
        """By rating and difficulty, see :meth:`_part`."""
        self._weights = tuple(curve.weights[place] for place in (9, 10, 13, 14, 15, 16, 19))

    def memory(self, answers: Iterable[tuple[int, int]]) -> Memory | None:
        """Return the memory after (rating, study day) pairs in order, all of one card and from its
        first answer on; None for no answers."""
        steps = iter(answers)
        first = next(steps, None)
        if first is None:
            return None
        curve, gains, parts = self._curve, self._gains, self._parts
        w9, w10, w13, w14, w15, w16, w19 = self._weights
        decay, scale = curve.decay, curve.scale
        drop = curve.same_day_drop
        cell = array("f", (0.0,))  # what is put into it is rounded to single precision
        before = first[1]
        stability, difficulty = self._firsts[first[0] - 1]
        for rating, day in steps:
            days = day - before
            before = day
            part = parts[rating].get(difficulty)
            if part is None:
                part = parts[rating][difficulty] = self._part(rating, difficulty)
            factor, difficulty = part
            cell[0] = stability
            s = cell[0]
            if days < 1:
                cell[0] = s**-w19
                cell[0] = gains[rating - 1] * cell[0]
                if rating > 1 and cell[0] < 1:
                    cell[0] = 1.0
                cell[0] = s * cell[0]
            else:
                cell[0] = days / s
                cell[0] = cell[0] * scale
                cell[0] = cell[0] + 1
                cell[0] = cell[0] ** decay
                cell[0] = 1 - cell[0]
                if rating == 1:
                    cell[0] = cell[0] * w14
                    cell[0] = exp(cell[0])
                    surprise = cell[0]
                    cell[0] = s + 1
                    cell[0] = cell[0] ** w13
                    cell[0] = cell[0] - 1
                    cell[0] = factor * cell[0]
                    cell[0] = cell[0] * surprise
                    most = s / drop
                    if cell[0] > most:
                        cell[0] = most
                else:
                    cell[0] = cell[0] * w10
                    cell[0] = exp(cell[0])
                    cell[0] = cell[0] - 1
                    surprise = cell[0]
                    cell[0] = s**-w9
                    cell[0] = factor * cell[0]
                    cell[0] = cell[0] * surprise
                    if rating == 2:
                        cell[0] = cell[0] * w15
                    elif rating == 4:
                        cell[0] = cell[0] * w16
                    cell[0] = cell[0] + 1
                    cell[0] = s * cell[0]
            longer = cell[0]
            if not SHORTEST_STABILITY <= longer <= LONGEST_STABILITY:
                longer = min(max(longer, SHORTEST_STABILITY), LONGEST_STABILITY)
            cell[0] = longer * 10_000
            stability = floor(cell[0] + 0.5) / 10_000
        return Memory(stability, difficulty)

    def _part(self, rating: int, difficulty: float) -> tuple[float, float]:
        """Return the part of a difficulty in the stability after a rating, and the difficulty
        after it."""
        curve, exactly = self._curve, single(difficulty)
        factor = curve.left_at if rating == Rating.AGAIN else curve.growth_at
        after = kept(Memory(0, curve.difficulty_after(exactly, Rating(rating))))
        return factor(exactly), after.difficulty


@lru_cache(maxsize=16)
def replay_of(parameters: tuple[float, ...]) -> Replay:
    """Return the replay of a preset's parameters."""
    return Replay(parameters)
