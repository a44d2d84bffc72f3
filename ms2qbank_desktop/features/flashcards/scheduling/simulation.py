"""Studying in imagination: what a retention costs a day, and how much is known in the end.

Each imagined card is forgotten with the probability that FSRS gives, so a run is a sample; its
seed makes it the same one each time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import Rating

from .fsrs_memory import Memory, curve_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import Preset

    from .fsrs_memory import ForgettingCurve

SAMPLE = 4000
"""Cards that are imagined; a larger collection is sampled and its numbers scaled up."""
RETENTIONS = (0.7, 0.75, 0.8, 0.83, 0.86, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97)
_CALIBRATION_DAYS = 7


class Known(NamedTuple):
    """What a simulation needs of a card that has been studied. Days are study days."""

    memory: Memory
    last_day: int
    due_day: int


@dataclass(frozen=True, slots=True)
class Habits:
    """How the student answers: shares of Hard, Good and Easy among remembered reviews, ratings
    of new cards, and seconds an answer takes. Defaults: rounded means over many students."""

    passing: tuple[float, float, float] = (0.1, 0.8, 0.1)
    first: tuple[float, float, float, float] = (0.25, 0.1, 0.55, 0.1)
    seconds: Mapping[Rating, float] | None = None
    new_seconds: float = 30.0
    """All answers to a new card on its first day."""

    def cost(self, rating: Rating) -> float:
        """Return the seconds of one review; Again includes the relearning that follows."""
        return (self.seconds or _SECONDS)[rating]


_SECONDS: Mapping[Rating, float] = {
    Rating.AGAIN: 23.0,
    Rating.HARD: 12.0,
    Rating.GOOD: 8.0,
    Rating.EASY: 6.0,
}


@dataclass(frozen=True, slots=True)
class Workload:
    """One imagined day, in whole collections, not in the sample. ``recall``: expected number of
    studied cards known at the end of it, given every seventh day and on the last; else None."""

    day: int
    reviews: float
    new: float
    minutes: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A point of the plot of retention against load. Means over the days after the first week,
    which belongs to the backlog. ``known``: cards known on the last day, of ``studied``."""

    retention: float
    minutes_a_day: float
    reviews_a_day: float
    known: float
    studied: float


def simulated(
    cards: Sequence[Known],
    new_cards: int,
    preset: Preset,
    today: int,
    days: int,
    habits: Habits,
    seed: int = 1,
) -> Iterator[Workload]:
    """Yield the coming ``days`` as they would go under ``preset``: its retention, parameters,
    maximum interval, new cards and reviews a day. ``new_cards``: how many there are to learn."""
    chance = Random(seed)
    total = len(cards) + new_cards
    share = min(1.0, SAMPLE / total) if total else 1.0
    sample = cards if share == 1 else chance.sample(cards, round(len(cards) * share))
    run = _Run(curve_of(preset.fsrs_parameters), preset, habits, chance)
    for card in sample:
        run.due[max(today, card.due_day)].append((card.memory, card.last_day))
    left_new = round(new_cards * share)
    for day in range(today, today + days):
        new = min(left_new, _rounded_by_chance(preset.new_per_day * share, chance))
        left_new -= new
        done, seconds = run.reviews(day, max(0, round(preset.reviews_per_day * share)))
        seconds += run.learn(day, new)
        last = day == today + days - 1
        counts = last or (day - today) % _CALIBRATION_DAYS == 0
        yield Workload(
            day,
            done / share,
            new / share,
            seconds / 60 / share,
            run.known_on(day) / share if counts else None,
        )


def _rounded_by_chance(value: float, chance: Random) -> int:
    whole = int(value)
    return whole + (chance.random() < value - whole)


class _Run:
    """The cards of one simulation, by the day they are due."""

    def __init__(
        self, curve: ForgettingCurve, preset: Preset, habits: Habits, chance: Random
    ) -> None:
        self._curve = curve
        self._habits = habits
        self._chance = chance
        self._longest = max(1, preset.maximum_days)
        # The interval is proportional to the stability.
        self._reach = curve.days_until(1.0, preset.desired_retention)
        self.due: defaultdict[int, list[tuple[Memory, int]]] = defaultdict(list)

    def reviews(self, day: int, limit: int) -> tuple[int, float]:
        """Answer up to ``limit`` due cards, put the others off; return (answers, seconds)."""
        waiting = self.due.pop(day, [])
        now, later = waiting[:limit], waiting[limit:]
        self.due[day + 1][:0] = later
        seconds = 0.0
        chance, habits = self._chance, self._habits
        for memory, last_day in now:
            known = self._curve.recall(memory.stability, day - last_day)
            rating = (
                chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), habits.passing)[0]
                if chance.random() < known
                else Rating.AGAIN
            )
            seconds += habits.cost(rating)
            self._place(self._curve.about(memory, rating, day - last_day), day)
        return len(now), seconds

    def learn(self, day: int, new: int) -> float:
        """Learn new cards; return the seconds."""
        for _ in range(new):
            rating = self._chance.choices(tuple(Rating), self._habits.first)[0]
            self._place(self._curve.after(None, rating, 0), day)
        return new * self._habits.new_seconds

    def _place(self, memory: Memory, day: int) -> None:
        interval = round(memory.stability * self._reach)
        self.due[day + min(max(1, interval), self._longest)].append((memory, day))

    def known_on(self, day: int) -> float:
        """Return the expected number of cards that would be recalled on ``day``."""
        recall = self._curve.recall
        return sum(
            recall(memory.stability, day - last_day)
            for cards in self.due.values()
            for memory, last_day in cards
        )


def outcome(
    cards: Sequence[Known],
    new_cards: int,
    preset: Preset,
    today: int,
    days: int,
    habits: Habits,
) -> Outcome:
    """Return what the preset's retention leads to, for one point of the plot."""
    run = list(simulated(cards, new_cards, preset, today, days, habits))
    settled = run[_CALIBRATION_DAYS:] or run
    return Outcome(
        retention=preset.desired_retention,
        minutes_a_day=sum(day.minutes for day in settled) / len(settled),
        reviews_a_day=sum(day.reviews for day in settled) / len(settled),
        known=run[-1].recall or 0.0,
        studied=len(cards) + sum(day.new for day in run),
    )


def outcomes(
    cards: Sequence[Known],
    new_cards: int,
    preset: Preset,
    today: int,
    days: int,
    habits: Habits,
    retentions: Sequence[float] = RETENTIONS,
) -> Iterator[Outcome]:
    """Yield the points of the plot one by one, so that a worker can show progress and stop."""
    for retention in retentions:
        wanted = replace(preset, desired_retention=retention)
        yield outcome(cards, new_cards, wanted, today, days, habits)
