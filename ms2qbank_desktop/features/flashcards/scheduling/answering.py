"""One answer: the interval behind each button, and the schedule after a line of the log.

A schedule changes in one place only, :func:`applied`, from what the log says; an answer is
written as a review first and applied then. So the state of a card is the fold over its log, by
construction, and the buttons show exactly what they do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import (
    DEFAULT_EASE,
    Algorithm,
    CardState,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)

from . import classic, sm2, steps
from .fsrs_memory import Memory, curve_of, kept
from .fuzz import exact, fuzz_range, fuzz_seed, fuzzed, fuzzed_delay
from .leeches import is_leech
from .rounding import half_up, single

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Moment, Preset

    from .fuzz import Spread

Intervals = tuple[int, int, int, int]
"""After Again, Hard, Good, Easy: above 0 days, below 0 seconds."""


_HALF_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Answered:
    """``leech``: this answer made the card a leech, or the leech worse by half a threshold."""

    schedule: Schedule
    review: Review
    leech: bool


def intervals(
    schedule: Schedule,
    preset: Preset,
    moment: Moment,
    spread: Spread = exact,
    *,
    ahead: bool = False,
) -> Intervals:
    """Return what each button would give.

    ``spread``: see :func:`fuzz.spread_for`. ``ahead``: the card is shown before its time in a
    filtered deck; elsewhere a card that is not due yet counts as due today (as in Anki).
    """
    if preset.algorithm is Algorithm.CLASSIC:
        again, hard, good, easy = (
            classic.interval_after(schedule, classic.QUALITY[rating]) for rating in Rating
        )
        return again, hard, good, easy
    if preset.algorithm is Algorithm.FSRS:
        forecast = _forecast(schedule, preset, moment)
        if schedule.state is CardState.REVIEW:
            return _fsrs_review(schedule, preset, spread, forecast)
        return _fsrs_steps(schedule, preset, spread, forecast)
    if schedule.state is CardState.REVIEW:
        late = moment.day - _due_day(schedule, moment)
        if not ahead:
            late = max(0, late)
        delay = steps.again_delay(preset.relearning_steps)
        again = -delay if delay else sm2.lapsed_days(schedule.interval_days, preset, spread)
        return again, *sm2.passing_days(schedule, late, preset, spread)
    return _sm2_steps(schedule, preset, spread)


def _due_day(schedule: Schedule, moment: Moment) -> int:
    return moment.day if schedule.due_day is None else schedule.due_day


def _steps_of(schedule: Schedule, preset: Preset) -> tuple[tuple[int, ...], int]:
    """Return the steps a card is in and how many are left; a new card stands at the first."""
    if schedule.state is CardState.RELEARNING:
        return preset.relearning_steps, schedule.remaining_steps
    if schedule.state is CardState.NEW:
        return preset.learning_steps, len(preset.learning_steps)
    return preset.learning_steps, schedule.remaining_steps


def _delays(schedule: Schedule, preset: Preset) -> tuple[int | None, int | None, int | None]:
    """Return the steps after Again, Hard and Good; None: the card leaves them."""
    delays, left = _steps_of(schedule, preset)
    return (
        steps.again_delay(delays),
        steps.hard_delay(delays, left),
        steps.good_delay(delays, left),
    )


def _sm2_steps(schedule: Schedule, preset: Preset, spread: Spread) -> Intervals:
    most = max(1, preset.maximum_days)
    if schedule.state is CardState.RELEARNING:
        leaves, easy = schedule.interval_days, schedule.interval_days + 1
    else:
        leaves = spread(preset.graduating_days, 1, most)
        easy = spread(preset.easy_days_after_learning, 1, most)
    again, hard, good = (-delay if delay else leaves for delay in _delays(schedule, preset))
    return again, hard, good, easy


def _forecast(schedule: Schedule, preset: Preset, moment: Moment) -> tuple[float, ...]:
    """Return the days until recall falls to the wanted retention, after each rating."""
    curve = curve_of(preset.fsrs_parameters)
    memory, days = _memory(schedule, preset), _days_since(schedule, moment)
    return tuple(
        curve.days_until(curve.after(memory, rating, days).stability, preset.desired_retention)
        for rating in Rating
    )


def _memory(schedule: Schedule, preset: Preset) -> Memory | None:
    """Return what is known of the card's memory; from SM-2's numbers if that is all there is."""
    if schedule.stability is not None and schedule.difficulty is not None:
        return Memory(schedule.stability, schedule.difficulty)
    if schedule.state is CardState.NEW or schedule.interval_days == 0:
        return None
    return curve_of(preset.fsrs_parameters).from_sm2(
        schedule.ease or DEFAULT_EASE, schedule.interval_days, preset.historical_retention
    )


def _days_since(schedule: Schedule, moment: Moment) -> int:
    last = schedule.last_review_day
    return 0 if last is None else max(0, moment.day - last)


def _fsrs_review(
    schedule: Schedule, preset: Preset, spread: Spread, forecast: tuple[float, ...]
) -> Intervals:
    most = max(1, preset.maximum_days)
    passing: list[int] = []
    for days in forecast[1:]:
        above_shorter = passing[-1] + 1 if passing else 1
        least = min(max(above_shorter, _not_back(days, schedule.interval_days, most)), most)
        passing.append(spread(days, least, most))
    hard, good, easy = passing
    delay = steps.again_delay(preset.relearning_steps)
    if delay:
        again = -delay
    else:
        again = _short_term(forecast[0], preset, preset.relearning_steps) or max(
            1, half_up(forecast[0])
        )
    return again, hard, good, easy


def _not_back(days: float, last: int, most: int) -> int:
    """Return the least interval that keeps fuzz from taking a card back: one above the last if
    the new one is longer, the last itself if that one was only fuzzed above the new one."""
    if half_up(days) > last:
        return last + 1
    _, highest = fuzz_range(days, 1, most)
    return last if last <= highest else 0


def _fsrs_steps(
    schedule: Schedule, preset: Preset, spread: Spread, forecast: tuple[float, ...]
) -> Intervals:
    most = max(1, preset.maximum_days)
    delays, _ = _steps_of(schedule, preset)
    given: list[int] = []
    for delay, days in zip(_delays(schedule, preset), forecast[:3], strict=True):
        least = max([1, *given])  # load balancing must not turn the order of the buttons round
        leaves = spread(max(1, half_up(days)), least, most)
        given.append(-delay if delay else _short_term(days, preset, delays) or leaves)
    again, hard, good = given
    least = min(max(spread(forecast[2], 1, most), good) + 1, most)
    easy = spread(max(1, half_up(forecast[3])), least, most)
    return again, hard, good, easy


def _short_term(days: float, preset: Preset, delays: tuple[int, ...]) -> int:
    """Return minus the seconds of an interval below half a day, 0 where FSRS may not give one:
    by default only where there are no steps."""
    allowed = preset.fsrs_short_term_with_steps or not delays
    if allowed and days < _HALF_DAY and curve_of(preset.fsrs_parameters).short_term:
        return -int(single(days * steps.DAY))
    return 0


def answered(
    schedule: Schedule,
    rating: Rating,
    given: Intervals,
    preset: Preset,
    moment: Moment,
    *,
    review_id: int,
    card_id: int,
    time_ms: int,
    ahead: bool = False,
) -> Answered:
    """Return the line of the log for a button pressed, and the schedule after it.

    ``given``: what :func:`intervals` showed on the buttons. ``time_ms`` is capped by the preset.
    """
    review = Review(
        id=review_id,
        card_id=card_id,
        at=moment.at,
        rating=rating,
        kind=_kind(schedule, moment, ahead=ahead),
        interval=given[rating - 1],
        last_interval=_present_interval(schedule),
        time_ms=min(time_ms, preset.answer_cap * 1000),
    )
    after = _after_answer(schedule, rating, review, preset, moment)
    review = replace(review, ease_permille=_factor(after, preset))
    lapsed = after.lapses > schedule.lapses
    return Answered(after, review, lapsed and is_leech(after.lapses, preset.leech_threshold))


def _kind(schedule: Schedule, moment: Moment, *, ahead: bool) -> ReviewKind:
    if schedule.state is CardState.RELEARNING:
        return ReviewKind.RELEARN
    if schedule.state is not CardState.REVIEW:
        return ReviewKind.LEARN
    early = ahead and moment.day < _due_day(schedule, moment)
    return ReviewKind.FILTERED if early else ReviewKind.REVIEW


def _present_interval(schedule: Schedule) -> int:
    if schedule.state is CardState.REVIEW:
        return schedule.interval_days
    return -schedule.step_seconds


def _factor(schedule: Schedule, preset: Preset) -> int:
    """Return Anki's factor: the difficulty under FSRS, else the ease of a graduated card."""
    if preset.algorithm is Algorithm.FSRS and schedule.difficulty is not None:
        return half_up(((schedule.difficulty - 1) / 9 + 0.1) * 1000)
    return 0 if schedule.state is CardState.LEARNING else half_up(schedule.ease * 1000)


def applied(schedule: Schedule, review: Review, preset: Preset, moment: Moment) -> Schedule:
    """Return the schedule after one line of the log, ``moment`` being that of the review.

    The interval is the one that the log gives, eases and memory follow from the rating and the
    preset. A line that carries a state (manual, rescheduled, imported) sets it; a preview in a
    filtered deck, which has no ease, changes nothing.
    """
    if review.carried is not None:
        return review.carried
    if review.rating is None or review.is_preview:
        return schedule
    return _after_answer(schedule, review.rating, review, preset, moment)


def _after_answer(
    schedule: Schedule, rating: Rating, review: Review, preset: Preset, moment: Moment
) -> Schedule:
    if preset.algorithm is Algorithm.CLASSIC:
        after = classic.reviewed(schedule, classic.QUALITY[rating], moment)
        return replace(after, last_rating=rating)

    state = schedule.state
    was_review = state is CardState.REVIEW
    in_steps = review.interval < 0
    lapsed = was_review and rating is Rating.AGAIN
    relearning = was_review or state is CardState.RELEARNING
    memory = _memory_after(schedule, rating, preset, moment)
    seed = fuzz_seed(review.card_id, schedule.repetitions)
    if in_steps:
        seconds = -review.interval
        days = steps.days_ahead(seconds, moment.seconds_left)
        after_state = CardState.RELEARNING if relearning else CardState.LEARNING
        remaining = _left_after(schedule, rating, preset, after_state)
        interval_days = schedule.interval_days
        if relearning and rating is Rating.AGAIN:
            interval_days = _return_interval(schedule, memory, preset, seed)
    else:
        seconds, remaining = 0, 0
        days = interval_days = max(1, review.interval)
        after_state = CardState.REVIEW
    ease = schedule.ease
    if was_review:
        ease = sm2.ease_after(ease or DEFAULT_EASE, rating)
    elif not relearning and not in_steps:
        ease = preset.initial_ease
    due_at = None
    if not days:
        delay = fuzzed_delay(seconds, seed) if preset.fuzz else seconds
        due_at = moment.at + timedelta(seconds=delay)
    return Schedule(
        state=after_state,
        position=schedule.position,
        remaining_steps=remaining,
        due_at=due_at,
        due_day=moment.day + days if days else None,
        interval_days=interval_days,
        step_seconds=seconds,
        ease=ease,
        stability=memory.stability if memory else None,
        difficulty=memory.difficulty if memory else None,
        repetitions=schedule.repetitions + 1,
        lapses=schedule.lapses + lapsed,
        streak=schedule.streak,
        reviews=schedule.reviews,
        correct=schedule.correct,
        last_review_at=moment.at,
        last_review_day=moment.day,
        last_rating=rating,
    )


def _memory_after(
    schedule: Schedule, rating: Rating, preset: Preset, moment: Moment
) -> Memory | None:
    if preset.algorithm is not Algorithm.FSRS:
        return None
    curve = curve_of(preset.fsrs_parameters)
    return kept(curve.after(_memory(schedule, preset), rating, _days_since(schedule, moment)))


def _left_after(schedule: Schedule, rating: Rating, preset: Preset, after: CardState) -> int:
    delays = preset.relearning_steps if after is CardState.RELEARNING else preset.learning_steps
    fresh = rating is Rating.AGAIN or schedule.state not in {after, CardState.NEW}
    if fresh:
        return len(delays)
    left = len(delays) if schedule.state is CardState.NEW else schedule.remaining_steps
    # A learning card past its last step, held there by FSRS, keeps its place (as in Anki).
    moves = steps.good_delay(delays, left) or after is CardState.RELEARNING
    return steps.left_after_good(delays, left) if rating is Rating.GOOD and moves else left


def _return_interval(schedule: Schedule, memory: Memory | None, preset: Preset, seed: int) -> int:
    """Return the interval that waits behind the relearning steps. Spread by chance alone: the
    load of the day is not in the log."""
    if memory is not None:
        curve = curve_of(preset.fsrs_parameters)
        return max(1, half_up(curve.days_until(memory.stability, preset.desired_retention)))
    spread = fuzzed(seed) if preset.fuzz else exact
    return sm2.lapsed_days(schedule.interval_days, preset, spread)
