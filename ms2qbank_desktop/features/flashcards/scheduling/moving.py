"""Changes of a schedule that are no answer: set due, forget, reschedule. Each goes into the log
as an entry that carries the whole state after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import CardState, Review, Schedule

from .fsrs_memory import curve_of

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Moment, Preset, ReviewKind

    from .fuzz import Spread


def due_in(
    schedule: Schedule, days: int, preset: Preset, today: int, *, as_interval: bool = False
) -> Schedule:
    """Return the card as a review due ``days`` from today, 0 or more.

    ``as_interval``: the wait becomes its interval too, as it does for a card that was no review.
    """
    was_review = schedule.state is CardState.REVIEW
    keeps = was_review and not as_interval
    return replace(
        schedule,
        state=CardState.REVIEW,
        remaining_steps=0,
        step_seconds=0,
        due_at=None,
        due_day=today + days,
        interval_days=max(1, schedule.interval_days if keeps else days),
        ease=schedule.ease or preset.initial_ease,
    )


def moved_to(schedule: Schedule, day: int) -> Schedule:
    """Return a review shown on study day ``day``, its interval and memory as they were."""
    return replace(schedule, due_day=day)


def forgotten(schedule: Schedule, position: int, *, keep_counts: bool = False) -> Schedule:
    """Return the card as a new one at ``position``; repetitions and lapses start anew unless
    they are kept."""
    if not keep_counts:
        return Schedule(position=position)
    return Schedule(position=position, repetitions=schedule.repetitions, lapses=schedule.lapses)


def rescheduled(schedule: Schedule, preset: Preset, spread: Spread) -> Schedule:
    """Return a review with the interval that the preset's retention asks of its memory, counted
    from the last answer. Other cards, and those of unknown memory, stay as they are."""
    last = schedule.last_review_day
    if schedule.state is not CardState.REVIEW or schedule.stability is None or last is None:
        return schedule
    wanted = curve_of(preset.fsrs_parameters).days_until(
        schedule.stability, preset.desired_retention
    )
    days = spread(wanted, 1, max(1, preset.maximum_days))
    return replace(schedule, interval_days=days, due_day=last + days)


def entry(
    review_id: int,
    card_id: int,
    before: Schedule,
    after: Schedule,
    moment: Moment,
    kind: ReviewKind,
) -> Review:
    """Return the line of the log for such a change."""
    return Review(
        id=review_id,
        card_id=card_id,
        at=moment.at,
        rating=None,
        kind=kind,
        interval=after.interval_days,
        last_interval=before.interval_days,
        ease_permille=round(after.ease * 1000),
        carried=after,
    )
