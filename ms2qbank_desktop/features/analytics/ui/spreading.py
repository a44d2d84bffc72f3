"""Sums of days as they stand on an axis of time: by day, or by week. Pure functions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from ms2qbank_desktop.ui.words import day_words

from .wording import short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from ms2qbank_desktop.features.analytics.models import Scope

_BY_DAY_UP_TO = 14
"""Days that are shown one by one; longer periods are shown by week."""


T = TypeVar("T")


def is_weekly(known: Iterable[date], scope: Scope, before: Scope | None = None) -> bool:
    """Say whether a period is shown by week: it is long, and so is what is known of it."""
    some = list(known)
    if before is None and some and (max(some) - min(some)).days < _BY_DAY_UP_TO:
        return False
    if scope.first is None or scope.last is None:
        return True
    return (scope.last - scope.first).days >= _BY_DAY_UP_TO


def start_of(day: date, *, weekly: bool) -> date:
    """Return the day itself, or the Monday of its week."""
    return day - timedelta(day.weekday()) if weekly else day


def grouped(days: Mapping[date, T], plus: Callable[[T, T], T], *, weekly: bool) -> dict[date, T]:
    """Return the sums of each day, or of each week by its Monday."""
    found: dict[date, T] = {}
    for day, one in days.items():
        start = start_of(day, weekly=weekly)
        found[start] = plus(found[start], one) if start in found else one
    return found


def starts(known: Iterable[date], scope: Scope, today: date, *, weekly: bool) -> list[date]:
    """Return the days or Mondays from the first one that is known to the end of the period."""
    some = list(known)
    if not some:
        return []
    step = timedelta(7 if weekly else 1)
    at, last = min(some), start_of(scope.last or max(today, *some), weekly=weekly)
    found = []
    while at <= max(last, max(some)):
        found.append(at)
        at += step
    return found


def aligned(found: Mapping[date, T], first: date, number: int, *, weekly: bool) -> list[T | None]:
    """Return what is known of ``number`` days or weeks from the one of ``first`` on."""
    step = timedelta(7 if weekly else 1)
    begin = start_of(first, weekly=weekly)
    return [found.get(begin + at * step) for at in range(number)]


def names(shown: Sequence[date], today: date, *, weekly: bool) -> tuple[str, ...]:
    """Return the days or weeks in words."""
    if weekly:
        return tuple(f"Week of {short_date(day)}{_year(day, today)}" for day in shown)
    return tuple(day_words(day, today) for day in shown)


def shorts(shown: Sequence[date]) -> tuple[str, ...]:
    """Return the days as the axis says them."""
    return tuple(short_date(day) for day in shown)


def _year(day: date, today: date) -> str:
    return "" if day.year == today.year else f" {day.year}"
