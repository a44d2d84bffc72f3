"""What the pages of analytics say of numbers, differences and names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.analytics.achievements import Kind
from ms2qbank_desktop.features.analytics.models import ENOUGH
from ms2qbank_desktop.ui.words import share

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ms2qbank_desktop.features.analytics.achievements import Achievement

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMELESS = "Not given"
_REACHED = {
    Kind.QUESTIONS: "{:,} questions answered",
    Kind.CARDS: "{:,} cards answered",
    Kind.STREAK: "{:,} days in a row",
    Kind.HOURS: "{:,} hours of questions and cards",
    Kind.MENDED: "{:,} missed questions put right",
    Kind.SYSTEMS: "Every system seen",
    Kind.BLOCK: "A block of {:,} answered in time",
    Kind.PACK: "A pack once through",
}


def achievement_words(one: Achievement) -> str:
    """Return what is or will be reached: "1,000 questions answered"."""
    return _REACHED[one.kind].format(one.needed)


def mode_words(mode: str) -> str:
    """Return a mode of answering as the program calls it."""
    return mode[:1].upper() + mode[1:] if mode else NAMELESS


def number_note(total: int, noun: str = "") -> str:
    """Return how many a share is of: "312", "4, few"."""
    words = f"{total:,} {noun}".rstrip()
    return words if total >= ENOUGH else f"{words}, few"


def range_words(ends: tuple[float, float]) -> str:
    """Return a range of shares: "58 to 70 %"."""
    return f"{ends[0] * 100:.0f} to {ends[1] * 100:.0f} %"


def difference(now: tuple[int, int], before: tuple[int, int]) -> tuple[float, float, float] | None:
    """Return how much greater the share now is, and the 95 % range of that; None if one of them
    is of nothing. Both are (right, total). Newcombe 1998, method 10: from the Wilson ranges."""
    if not now[1] or not before[1]:
        return None
    one, two = now[0] / now[1], before[0] / before[1]
    (low1, high1), (low2, high2) = wilson_interval(*now), wilson_interval(*before)
    gap = one - two
    return (
        gap,
        gap - math.hypot(one - low1, high2 - two),
        gap + math.hypot(high1 - one, two - low2),
    )


def points(value: float) -> str:
    """Return a difference of shares in points: "+4", "−3", "0"."""
    number = round(value * 100)
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def difference_words(found: tuple[float, float, float] | None) -> str:
    """Return a difference with its range: "+4 points (−2 to +10)"."""
    if found is None:
        return "nothing to compare with"
    gap, low, high = map(points, found)
    return f"{gap} points ({low} to {high})"


def short_difference(found: tuple[float, float, float]) -> str:
    """Return a difference where room is short: "+4 (−2 to +10)"."""
    gap, low, high = map(points, found)
    return f"{gap} ({low} to {high})"


def short_date(day: date) -> str:
    """Return a day as an axis says it: "12 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def chance_words(chance: float) -> str:
    """Return a chance: "74 %", and neither none nor all."""
    return "< 1 %" if chance < 0.01 else "> 99 %" if chance > 0.99 else share(chance)


def percent_or_dash(value: float | None) -> str:
    """Return a share, "–" where there is none."""
    return "–" if value is None else share(value)


def seconds_words(value: float | None) -> str:
    """Return mean seconds, "–" where none are known."""
    return "–" if value is None else f"{value:.0f} s"


def signed(value: float, words: Callable[[float], str]) -> str:
    """Return a difference of numbers in words, with its sign."""
    return f"+{words(value)}" if value > 0 else f"−{words(-value)}" if value < 0 else words(0)


def kept_together(words: str) -> str:
    """Return words whose lines do not break between a number and its sign."""
    return words.replace(" %", "\N{NO-BREAK SPACE}%")
