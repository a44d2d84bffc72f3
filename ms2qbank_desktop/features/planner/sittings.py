"""The moments of a day's logs as sittings: a pure function."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .study_models import Activity, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

GAP = timedelta(minutes=10)
"""A longer pause ends a sitting."""
_ANSWERS = {Activity.QUESTIONS, Activity.CARDS}


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of a log: written at ``ended``, after ``seconds`` of study. ``thing``: what was
    studied, so far as moments of another thing begin another sitting."""

    activity: Activity
    ended: datetime
    seconds: float
    title: str = ""
    thing: int = 0
    right: bool | None = None


def sittings(moments: Iterable[Moment]) -> list[Sitting]:
    """Return the sittings of some moments, the first one begun first.

    Moments of one activity and thing without a longer pause are one sitting. Lines written
    together, as those of a timed block at its end, tell of the time before them.
    """
    open_ones: dict[tuple[Activity, int], list[Moment]] = {}
    found = []
    for moment in sorted(moments, key=lambda one: one.ended):
        key = (moment.activity, moment.thing)
        before = open_ones.get(key)
        if before and _began([moment]) - before[-1].ended <= GAP:
            before.append(moment)
        else:
            if before:
                found.append(_sitting(before))
            open_ones[key] = [moment]
    found.extend(_sitting(one) for one in open_ones.values())
    return sorted(found, key=lambda one: (one.began, one.activity))


def unbroken(found: Iterable[Sitting], now: datetime) -> datetime | None:
    """Return since when there was no pause longer than GAP; None if there is one now."""
    since = now
    for one in sorted(found, key=lambda one: one.ended, reverse=True):
        if since - one.ended > GAP:
            break
        since = min(since, one.began)
    return since if since < now else None


def _sitting(moments: Sequence[Moment]) -> Sitting:
    activity = moments[0].activity
    titles = {one.title for one in moments}
    marks = [one.right for one in moments if one.right is not None]
    return Sitting(
        activity,
        _began(moments),
        moments[-1].ended,
        round(sum(one.seconds for one in moments)),
        titles.pop() if len(titles) == 1 else "",
        len(moments) if activity in _ANSWERS else 0,
        sum(marks) if marks else None,
    )


def _began(moments: Sequence[Moment]) -> datetime:
    spent = timedelta(seconds=sum(one.seconds for one in moments))
    first = moments[0].ended - timedelta(seconds=moments[0].seconds)
    return min(first, moments[-1].ended - spent)
