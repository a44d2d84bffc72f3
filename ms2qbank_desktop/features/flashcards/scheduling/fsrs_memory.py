"""FSRS-6: what a card's memory is like after an answer, and how long it lasts.

Model and formulas are those of the ``fsrs`` package (Open Spaced Repetition, MIT), taken below
the level of its cards and clocks: time comes in as whole study days, which is what Anki feeds.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, expm1, log
from typing import TYPE_CHECKING, NamedTuple

import fsrs
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from ms2qbank_desktop.features.flashcards.models import FSRS6_DEFAULTS, Rating

from .rounding import half_up, single

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_STABILITY = 36_500.0
SHORTEST_STABILITY = 0.001
_FSRS5_DECAY = 0.5
_RATINGS = {rating: fsrs.Rating(rating) for rating in Rating}


class Memory(NamedTuple):
    """``stability``: days until recall falls to 90 %. ``difficulty``: 1–10."""

    stability: float
    difficulty: float


class ForgettingCurve(fsrs.Scheduler):
    """The memory model under one set of parameters.

    The package computes in double precision, Anki in single, and what is stored between answers
    is rounded: after some answers one interval in 7,000 would differ from Anki's by a day. So
    :meth:`after`, which schedules, does the package's formulas in single precision;
    :meth:`about`, nearly twice as fast, is the package itself, for simulations.
    """

    def __init__(self, parameters: Sequence[float] = FSRS6_DEFAULTS) -> None:
        super().__init__(fsrs6_parameters(parameters), enable_fuzzing=False)
        w = self.weights = tuple(map(single, self.parameters))
        self.decay = -w[20]
        self.scale = single(single(exp(single(single(log(single(0.9))) / self.decay))) - 1)
        self._growth = single(exp(w[8]))
        self.same_day_drop = single(exp(single(w[17] * w[18])))
        self._first_difficulty = tuple(
            single(single(w[4] - single(exp(single(w[5] * (rating - 1))))) + 1) for rating in Rating
        )

    @property
    def short_term(self) -> bool:
        """Whether the parameters say anything about answers within a day."""
        return self.parameters[17] > 0 and self.parameters[18] > 0

    def after(self, memory: Memory | None, rating: Rating, days: int) -> Memory:
        """Return the memory after an answer ``days`` study days after the last one, as Anki
        computes it; None: the first answer ever."""
        if memory is None:
            return Memory(
                self.weights[rating - 1],
                min(max(self._first_difficulty[rating - 1], 1.0), 10.0),
            )
        stability, difficulty = single(memory.stability), single(memory.difficulty)
        if days < 1:
            longer = self._after_same_day(stability, rating)
        elif rating is Rating.AGAIN:
            longer = self._after_lapse(stability, difficulty, days)
        else:
            longer = self._after_recall(stability, difficulty, days, rating)
        if not SHORTEST_STABILITY <= longer <= LONGEST_STABILITY:
            longer = min(max(longer, SHORTEST_STABILITY), LONGEST_STABILITY)
        return Memory(longer, self.difficulty_after(difficulty, rating))

    def _forgotten(self, stability: float, days: int) -> float:
        recall = single(single(single(days / stability) * self.scale) + 1) ** self.decay
        return single(1 - single(recall))

    def _after_same_day(self, stability: float, rating: Rating) -> float:
        w = self.weights
        gain = single(self.same_day_gain(rating) * single(stability ** -w[19]))
        return single(stability * (gain if rating is Rating.AGAIN else max(gain, 1.0)))

    def _after_lapse(self, stability: float, difficulty: float, days: int) -> float:
        w = self.weights
        left = single(single(stability + 1) ** w[13])
        left = single(self.left_at(difficulty) * single(left - 1))
        left = single(left * single(exp(single(self._forgotten(stability, days) * w[14]))))
        return min(left, single(stability / self.same_day_drop))

    def _after_recall(
        self, stability: float, difficulty: float, days: int, rating: Rating
    ) -> float:
        w = self.weights
        gain = single(self.growth_at(difficulty) * single(stability ** -w[9]))
        surprise = single(exp(single(self._forgotten(stability, days) * w[10])))
        gain = single(gain * single(surprise - 1))
        if rating is Rating.HARD:
            gain = single(gain * w[15])
        elif rating is Rating.EASY:
            gain = single(gain * w[16])
        return single(stability * single(gain + 1))

    def same_day_gain(self, rating: Rating) -> float:
        """Return the part of a rating in the gain of an answer on the same day."""
        w = self.weights
        return single(exp(single(w[17] * single(rating - 3 + w[18]))))

    def left_at(self, difficulty: float) -> float:
        """Return the part of a difficulty in what a lapse leaves of the stability."""
        return single(self.weights[11] * single(difficulty ** -self.weights[12]))

    def growth_at(self, difficulty: float) -> float:
        """Return how far a difficulty lets the stability grow."""
        return single(self._growth * single(11 - difficulty))

    def difficulty_after(self, difficulty: float, rating: Rating) -> float:
        """Return the difficulty, which depends on no time, after an answer."""
        w = self.weights
        push = single(single(single(10 - difficulty) * single(-w[6] * (rating - 3))) / 9)
        pushed = single(difficulty + push)
        pull = single(w[7] * single(self._first_difficulty[-1] - pushed))
        return min(max(single(pull + pushed), 1.0), 10.0)

    def about(self, memory: Memory, rating: Rating, days: int) -> Memory:
        """Return nearly the same as :meth:`after`, for many imagined answers."""
        grade = _RATINGS[rating]
        if days < 1:
            stability = self._short_term_stability(stability=memory.stability, rating=grade)
        else:
            stability = self._next_stability(
                difficulty=memory.difficulty,
                stability=memory.stability,
                retrievability=self.recall(memory.stability, days),
                rating=grade,
            )
        return Memory(
            min(stability, LONGEST_STABILITY),
            self._next_difficulty(difficulty=memory.difficulty, rating=grade),
        )

    @property
    def shape(self) -> tuple[float, float]:
        """Factor and decay: recall is (1 + factor × days / stability) ** decay."""
        return self._FACTOR, self._DECAY

    def recall(self, stability: float, days: float) -> float:
        """Return the probability of recall ``days`` after an answer, 0–1."""
        return float((1 + self._FACTOR * days / stability) ** self._DECAY)

    def days_until(self, stability: float, retention: float) -> float:
        """Return after how many days recall has fallen to ``retention``, not rounded."""
        reach = single(single(single(retention) ** single(1 / self.decay)) - 1)
        return single(single(stability / self.scale) * reach)

    def from_sm2(self, ease: float, interval: float, retention: float) -> Memory:
        """Return the memory of a card of which only SM-2's ease and interval are known, and
        that such cards were recalled at ``retention``."""
        stability = min(
            max(interval / self.days_until(1.0, retention), SHORTEST_STABILITY), LONGEST_STABILITY
        )
        growth = (
            exp(self.parameters[8])
            * stability ** -self.parameters[9]
            * expm1((1 - retention) * self.parameters[10])
        )
        difficulty = 11 - (ease - 1) / growth
        return Memory(stability, min(max(difficulty, 1.0), 10.0))


def kept(memory: Memory) -> Memory:
    """Return the memory as it is stored between answers, which is as Anki stores it."""
    return Memory(
        half_up(single(memory.stability * 10_000)) / 10_000,
        half_up(single(memory.difficulty * 1000)) / 1000,
    )


@lru_cache(maxsize=64)
def curve_of(parameters: tuple[float, ...]) -> ForgettingCurve:
    """Return the curve of a preset's parameters; none given: the default ones."""
    return ForgettingCurve(parameters or FSRS6_DEFAULTS)


def fsrs6_parameters(parameters: Sequence[float]) -> tuple[float, ...]:
    """Return parameters of FSRS 4.5 (17), 5 (19) or 6 (21) as FSRS-6 takes them, each within
    the bounds of the model; ValueError for another number of them."""
    weights = list(parameters)
    if len(weights) == 17:
        weights[4] = weights[5] * 2 + weights[4]
        weights[5] = log(weights[5] * 3 + 1) / 3
        weights[6] += 0.5
        weights += [0.0, 0.0]
    if len(weights) == 19:
        weights += [0.0, _FSRS5_DECAY]
    if len(weights) != len(FSRS6_DEFAULTS):
        msg = f"{len(parameters)} FSRS parameters; 17, 19 or 21 are known"
        raise ValueError(msg)
    return tuple(
        min(max(weight, low), high)
        for weight, low, high in zip(
            weights, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True
        )
    )
