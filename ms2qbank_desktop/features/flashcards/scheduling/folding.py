"""The state of a card as a fold over its review log.

Undo is the fold without the last entry; another algorithm or other parameters are the same fold
under another preset. Due days stay where the log put them; :mod:`moving` moves them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Moment,
    ReviewKind,
    Schedule,
)

from .answering import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.models import Preset, Review

    from .fsrs_memory import Memory


class Calendar:
    """Study days over a stretch of time, to place each review of a long log on its day."""

    def __init__(self, first_day: int, starts: Sequence[datetime]) -> None:
        """``starts``: when ``first_day`` begins, and each day after it, and the end of the last."""
        self._first_day = first_day
        self._starts = starts
        self._starts_ms = [to_ms(start) for start in starts]

    def moment(self, at: datetime) -> Moment:
        """Return the moment of an instant; ValueError outside of the stretch."""
        place = bisect_right(self._starts, at)
        if not 0 < place < len(self._starts):
            msg = f"{at} is on no day of this calendar"
            raise ValueError(msg)
        left = int((self._starts[place] - at).total_seconds())
        return Moment(at, self._first_day + place - 1, left)

    def days(self, times: Iterable[int]) -> list[int]:
        """Return the study days of instants in milliseconds since 1970."""
        starts, first = self._starts_ms, self._first_day - 1
        return [first + bisect_right(starts, at_ms) for at_ms in times]


def folded(
    reviews: Iterable[Review],
    preset: Preset,
    moment_of: Callable[[datetime], Moment],
    position: int = 0,
) -> Schedule:
    """Return the schedule after ``reviews``, all of one card and in the order of their time.

    ``position``: of the new card. A log that begins in the middle of a card's life starts from
    the interval and ease that its first entry names.
    """
    last = deque(folds(reviews, preset, moment_of, position), maxlen=1)
    return last[0] if last else Schedule(position=position)


def folds(
    reviews: Iterable[Review],
    preset: Preset,
    moment_of: Callable[[datetime], Moment],
    position: int = 0,
) -> Iterator[Schedule]:
    """Yield the schedule after each of ``reviews``, as :func:`folded` takes them."""
    schedule = Schedule(position=position)
    ignored_before = preset.ignore_reviews_before or 0
    for review in reviews:
        if schedule.state is CardState.NEW and _mid_life(review):
            schedule = _before(review, preset, position)
        moment = moment_of(review.at)
        after = applied(schedule, review, preset, moment)
        carried = review.carried
        if (
            carried is not None
            and schedule.stability is not None
            and knows_better(
                *(review.kind, carried.state),
                has_memory=carried.stability is not None,
                preset=preset,
            )
        ):
            after = replace(after, stability=schedule.stability, difficulty=schedule.difficulty)
        schedule = after
        if moment.day < ignored_before and review.rating is not None:
            schedule = replace(schedule, stability=None, difficulty=None)
        yield schedule


def with_memory(review: Review, memory: Memory) -> Review:
    """Return an entry that carries a state, with the memory after the answers before it."""
    carried = replace(
        review.carried or Schedule(), stability=memory.stability, difficulty=memory.difficulty
    )
    return replace(review, carried=carried)


def knows_better(kind: ReviewKind, state: CardState, *, has_memory: bool, preset: Preset) -> bool:
    """Return whether the answers before an entry say more about the memory than the state that it
    carries does.

    Moving a card teaches nothing, so what the entry carries is as old as its parameters. A
    package's memories count until the parameters are changed here.
    """
    if state == CardState.NEW or preset.algorithm is not Algorithm.FSRS:
        return False
    return not (kind is ReviewKind.IMPORTED and has_memory) or preset.memory_from_log


def _mid_life(review: Review) -> bool:
    return (
        review.rating is not None
        and not review.is_preview
        and review.kind in {ReviewKind.REVIEW, ReviewKind.FILTERED}
        and review.last_interval > 0
    )


def _before(review: Review, preset: Preset, position: int) -> Schedule:
    """Return what is known of a card before the first entry that is left of its log."""
    has_ease = preset.algorithm is not Algorithm.FSRS and review.ease_permille
    return Schedule(
        state=CardState.REVIEW,
        position=position,
        interval_days=review.last_interval,
        ease=review.ease_permille / 1000 if has_ease else preset.initial_ease,
        repetitions=1,
    )
