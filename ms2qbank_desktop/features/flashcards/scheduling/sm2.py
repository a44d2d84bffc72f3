"""Anki's variant of SM-2: eases and the intervals of review cards.

Source: Anki 26.09, measured against the program itself (tests/support/anki_oracle.py). The
arithmetic is in single precision because Anki's is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import DEFAULT_EASE, Rating

from .fuzz import exact
from .rounding import single

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Preset, Schedule

    from .fuzz import Spread

LEAST_EASE = 1.3
_EASE_CHANGE = {Rating.AGAIN: -0.2, Rating.HARD: -0.15, Rating.GOOD: 0.0, Rating.EASY: 0.15}


def ease_after(ease: float, rating: Rating) -> float:
    """Return the ease after the answer to a review card, in steps of 0.001."""
    changed = ease + _EASE_CHANGE[rating]
    return round(changed if rating >= Rating.GOOD else max(LEAST_EASE, changed), 3)


def passing_days(
    schedule: Schedule, late: int, preset: Preset, spread: Spread
) -> tuple[int, int, int]:
    """Return the days after Hard, Good and Easy of a review card ``late`` days after its due
    day; below 0: so many days early."""
    if late < 0:
        return _early_days(schedule, late, preset)
    current = float(max(1, schedule.interval_days))
    ease = single(schedule.ease or DEFAULT_EASE)
    hard_factor = single(preset.hard_multiplier)
    longer = schedule.interval_days + 1
    raises = hard_factor > 1
    hard = _kept(single(current * hard_factor), longer if raises else 0, preset, spread)
    good = _kept(
        single((current + late / 2) * ease), hard + 1 if raises else longer, preset, spread
    )
    easy = _kept(
        single(single((current + late) * ease) * single(preset.easy_multiplier)),
        good + 1,
        preset,
        spread,
    )
    return hard, good, easy


def _early_days(schedule: Schedule, late: int, preset: Preset) -> tuple[int, int, int]:
    """Credit for the days that have passed only, and no fuzz."""
    scheduled = float(max(1, schedule.interval_days))
    elapsed = float(schedule.interval_days + late)
    ease = single(schedule.ease or DEFAULT_EASE)
    hard_factor = single(preset.hard_multiplier)
    bonus = single(preset.easy_multiplier)
    reduced_bonus = single(bonus - single(single(bonus - 1) / 2))
    good = max(single(elapsed * ease), scheduled)
    hard = max(single(elapsed * hard_factor), single(scheduled * single(hard_factor / 2)))
    return (
        _kept(hard, 0, preset, exact),
        _kept(good, 0, preset, exact),
        _kept(single(good * reduced_bonus), 0, preset, exact),
    )


def _kept(days: float, least: int, preset: Preset, spread: Spread) -> int:
    most = max(1, preset.maximum_days)
    days = single(days * single(preset.interval_multiplier))
    return spread(days, min(max(1, least), most), most)


def lapsed_days(interval_days: int, preset: Preset, spread: Spread) -> int:
    """Return the interval that a forgotten card comes back to."""
    most = max(1, preset.maximum_days)
    least = min(max(1, preset.minimum_lapse_days), most)
    return spread(single(max(1, interval_days) * single(preset.lapse_multiplier)), least, most)
