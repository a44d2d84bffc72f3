"""The old MS2 QBank's SM-2, to the digit. Source: its program, revision 4d431dd, measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import DEFAULT_EASE, CardState, Rating, Schedule

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Moment

QUALITY = {Rating.AGAIN: 1, Rating.HARD: 3, Rating.GOOD: 4, Rating.EASY: 5}
"""The four buttons as qualities 0–5. The old screen sent Hard as 2, a failure."""
_PASSED = 3


def interval_after(schedule: Schedule, quality: int) -> int:
    """Return the days to the next review; ValueError unless 0 ≤ quality ≤ 5."""
    if not 0 <= quality <= 5:
        msg = f"quality {quality} is not 0–5"
        raise ValueError(msg)
    if quality < _PASSED or schedule.repetitions == 0:
        return 1
    if schedule.repetitions == 1:
        return 6
    return round(schedule.interval_days * (schedule.ease or DEFAULT_EASE))


def ease_after(ease: float, quality: int) -> float:
    """Return the ease after an answer, two places, never below 1.3."""
    short = 5 - quality
    return round(max(1.3, ease + 0.1 - short * (0.08 + short * 0.02)), 2)


def reviewed(schedule: Schedule, quality: int, moment: Moment) -> Schedule:
    """Return the schedule after an answer of ``quality`` 0–5."""
    passed = quality >= _PASSED
    days = interval_after(schedule, quality)
    return replace(
        schedule,
        state=CardState.REVIEW,
        remaining_steps=0,
        step_seconds=0,
        due_at=None,
        due_day=moment.day + days,
        interval_days=days,
        ease=ease_after(schedule.ease or DEFAULT_EASE, quality),
        repetitions=schedule.repetitions + 1 if passed else 0,
        lapses=schedule.lapses + (not passed and schedule.repetitions > 0),
        streak=schedule.streak + 1 if passed else 0,
        reviews=schedule.reviews + 1,
        correct=schedule.correct + passed,
        last_review_at=moment.at,
        last_review_day=moment.day,
    )
