"""Speeds in the words of the player."""

from __future__ import annotations

import math

DELAY_STEP_MS = 50
"""By how much a key moves captions in time."""
SPEEDS = (25, 50, 75, 90, 100, 110, 125, 150, 175, 200, 225, 250, 300, 350, 400)
"""Speeds to choose from, in per cent of the normal one."""


def speed_text(percent: int) -> str:
    """Return a speed: "1×", "1.5×", "0.25×"."""
    return f"{percent / 100:g}×"


def left_text(ms: int, percent: int) -> str:
    """Return how long the rest of ``ms`` lasts at a speed: "19 min left at 1.5×"."""
    at = "" if percent == 100 else f" at {speed_text(percent)}"
    seconds = ms / 10 / percent
    if seconds < 60:
        return f"{math.ceil(seconds)} s left{at}"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} min")
    return f"{' '.join(parts)} left{at}"


def next_speed(percent: int, step: int) -> int:
    """Return the next quicker (``step`` 1) or slower (−1) of SPEEDS."""
    beyond = [one for one in SPEEDS if (one > percent if step > 0 else one < percent)]
    if not beyond:
        return percent
    return beyond[0] if step > 0 else beyond[-1]
