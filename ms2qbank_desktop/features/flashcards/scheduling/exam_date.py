"""Exam-date mode: which reviews on which days leave most in mind on the day of the exam.

The later a review, the fresher the card on the day, but every day has only so many minutes. So
the days are filled from the last one backwards, each with the cards that gain most a second
there; when minutes are left over, cards get an earlier review too. The plan is made anew after
each day of study, because answers turn out as they will: only the first review of a card is
ever carried out as planned.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import FSRS6_DEFAULTS, Rating

from .fsrs_memory import Memory, curve_of
from .simulation import Habits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .simulation import Outcome

MOST_REVIEWS = 3
"""Planned reviews a card before the exam, beyond which there is little to gain."""
_LEAST_GAIN = 0.002
_STABILITY_STEPS = 8
"""Cards whose stabilities differ by less than an eighth of e are planned as one."""


class ExamCard(NamedTuple):
    """``memory`` None: a new card, ``last_day`` of no meaning then."""

    card_id: int
    memory: Memory | None
    last_day: int


@dataclass(frozen=True, slots=True)
class ExamPlan:
    """``due``: the study day on which each planned card comes next. ``minutes``: by day.
    Recalls are expected shares of all cards known on the exam day, 0–1."""

    due: dict[int, int]
    minutes: dict[int, float]
    recall_without: float
    recall_with: float


class _Sort(NamedTuple):
    """Cards alike enough to be planned as one: stability on a logarithmic scale."""

    stability: int
    difficulty: int
    last_day: int


_NEW = _Sort(0, 0, 0)


def exam_plan(
    cards: Sequence[ExamCard],
    today: int,
    exam_day: int,
    minutes_on: Callable[[int], float],
    parameters: tuple[float, ...] = FSRS6_DEFAULTS,
    habits: Habits | None = None,
) -> Iterator[ExamPlan | None]:
    """Yield None after each day planned, for progress and cancelling, and the plan at last.

    ``minutes_on``: the budget of a study day. The exam day itself is left free. ValueError if
    it is not after today.
    """
    if exam_day <= today:
        msg = "the exam is not after today"
        raise ValueError(msg)
    planner = _Planner(parameters, exam_day, habits or Habits())
    sorts = {card.card_id: _sort_of(card) for card in cards}
    days: dict[int, tuple[int, ...]] = dict.fromkeys(sorts, ())
    seconds_left = {day: minutes_on(day) * 60 for day in range(today, exam_day)}
    for _ in range(MOST_REVIEWS):
        planned_now: set[int] = set()
        for day in range(exam_day - 1, today - 1, -1):
            open_cards = (
                card_id
                for card_id, planned in days.items()
                if card_id not in planned_now and (not planned or day < planned[0])
            )
            if seconds_left[day] > 0:
                for card_id, seconds in planner.best(
                    open_cards, sorts, days, day, seconds_left[day]
                ):
                    seconds_left[day] -= seconds
                    days[card_id] = (day, *days[card_id])
                    planned_now.add(card_id)
            yield None
        if not planned_now:
            break
    yield ExamPlan(
        due={card_id: planned[0] for card_id, planned in days.items() if planned},
        minutes={day: minutes_on(day) - left / 60 for day, left in seconds_left.items()},
        recall_without=planner.mean(sorts, dict.fromkeys(sorts, ())),
        recall_with=planner.mean(sorts, days),
    )


def _sort_of(card: ExamCard) -> _Sort:
    if card.memory is None:
        return _NEW
    return _Sort(
        round(log(card.memory.stability) * _STABILITY_STEPS),
        round(card.memory.difficulty),
        card.last_day,
    )


class _Planner:
    """Values of planned reviews, each computed once for cards that are alike."""

    def __init__(self, parameters: tuple[float, ...], exam_day: int, habits: Habits) -> None:
        self._curve = curve_of(parameters)
        self._exam_day = exam_day
        self._habits = habits
        self._values: dict[tuple[_Sort, tuple[int, ...]], tuple[float, float]] = {}
        firsts = [self._curve.after(None, rating, 0) for rating in Rating]
        self._learned = _blend(firsts, habits.first)

    def best(
        self,
        card_ids: Iterable[int],
        sorts: dict[int, _Sort],
        days: dict[int, tuple[int, ...]],
        day: int,
        seconds: float,
    ) -> Iterator[tuple[int, float]]:
        """Yield (card, seconds) for ``day``, most gain a second first, until it is full."""
        alike: defaultdict[tuple[_Sort, tuple[int, ...]], list[int]] = defaultdict(list)
        for card_id in card_ids:
            alike[sorts[card_id], days[card_id]].append(card_id)
        ranked = []
        for (sort, planned), members in alike.items():
            without, cost_before = self.value(sort, planned)
            with_review, cost = self.value(sort, (day, *planned))
            gain, extra = with_review - without, max(1.0, cost - cost_before)
            if gain > _LEAST_GAIN:
                ranked.append((gain / extra, extra, members))
        ranked.sort(key=lambda group: -group[0])
        for _, extra, members in ranked:
            for card_id in members:
                if seconds <= 0:
                    return
                seconds -= extra
                yield card_id, extra

    def value(self, sort: _Sort, planned: tuple[int, ...]) -> tuple[float, float]:
        """Return (expected recall on the exam day, seconds) with reviews on ``planned`` days."""
        known = self._values.get((sort, planned))
        if known is None:
            known = self._values[sort, planned] = self._computed(sort, planned)
        return known

    def _computed(self, sort: _Sort, planned: tuple[int, ...]) -> tuple[float, float]:
        curve, habits = self._curve, self._habits
        memory = None if sort == _NEW else _memory_of(sort)
        last, seconds = sort.last_day, 0.0
        recall = 0.0 if memory is None else curve.recall(memory.stability, self._exam_day - last)
        for day in planned:
            ahead = self._exam_day - day
            if memory is None:
                seconds += habits.new_seconds
                memory = self._learned
                recall = curve.recall(memory.stability, ahead)
            else:
                right = curve.recall(memory.stability, day - last)
                good = curve.about(memory, Rating.GOOD, day - last)
                relearned = curve.about(
                    curve.about(memory, Rating.AGAIN, day - last), Rating.GOOD, 0
                )
                seconds += right * habits.cost(Rating.GOOD) + (1 - right) * habits.cost(
                    Rating.AGAIN
                )
                recall = right * curve.recall(good.stability, ahead) + (1 - right) * curve.recall(
                    relearned.stability, ahead
                )
                memory = _blend((good, relearned), (right, 1 - right))
            last = day
        return recall, seconds

    def mean(self, sorts: dict[int, _Sort], days: dict[int, tuple[int, ...]]) -> float:
        """Return the expected share of cards known on the exam day."""
        if not sorts:
            return 0.0
        return sum(self.value(sort, days[card_id])[0] for card_id, sort in sorts.items()) / len(
            sorts
        )


def _memory_of(sort: _Sort) -> Memory:
    return Memory(exp(sort.stability / _STABILITY_STEPS), float(sort.difficulty))


def _blend(memories: Sequence[Memory], shares: Sequence[float]) -> Memory:
    whole = sum(shares)
    return Memory(
        sum(memory.stability * share for memory, share in zip(memories, shares, strict=True))
        / whole,
        sum(memory.difficulty * share for memory, share in zip(memories, shares, strict=True))
        / whole,
    )


def best_affordable(outcomes: Sequence[Outcome], minutes_a_day: float) -> Outcome:
    """Return the outcome that leaves most cards known within the daily minutes; the cheapest if
    none is within them."""
    affordable = [one for one in outcomes if one.minutes_a_day <= minutes_a_day]
    if affordable:
        return max(affordable, key=lambda one: one.known)
    return min(outcomes, key=lambda one: one.minutes_a_day)
