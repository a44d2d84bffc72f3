"""How well a card was remembered from its first answer on: the curve through its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import Rating, ReviewKind

from .folding import folds
from .fsrs_memory import curve_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.flashcards.models import Moment, Preset, Review

_POINTS = 160
"""Of a whole curve: more are not told apart on a screen. Between two answers at least 2."""


class Stage(NamedTuple):
    """What a study day left of the memory of a card: the last answer of that day, None where the
    memory came with a package, and the stability after it in days."""

    day: int
    rating: Rating | None
    stability: float


class Point(NamedTuple):
    """``day``: study day and part of it. ``stage``: the one that begins here, if one does."""

    day: float
    recall: float
    stage: Stage | None


def stages(
    reviews: Sequence[Review], preset: Preset, moment_of: Callable[[datetime], Moment]
) -> tuple[Stage, ...]:
    """Return the stages of a card's memory since it was last made new; none without FSRS."""
    found: dict[int, Stage] = {}
    for review, after in zip(reviews, folds(reviews, preset, moment_of), strict=True):
        if after.stability is None:
            found.clear()
            continue
        taught = review.rating is not None and not review.is_preview
        if not taught and review.kind is not ReviewKind.IMPORTED:
            continue
        day = moment_of(review.at).day
        if not taught and after.last_review_day is not None:
            day = after.last_review_day
        rating = review.rating if taught else found[day].rating if day in found else None
        found[day] = Stage(day, rating, after.stability)
    return tuple(found[day] for day in sorted(found))


def recall_points(
    course: Sequence[Stage], parameters: tuple[float, ...], until: int
) -> list[Point]:
    """Return the curve of recall from the first stage to the study day ``until``: at each stage
    it begins anew at 1."""
    curve = curve_of(parameters)
    points: list[Point] = []
    ends = [*(stage.day for stage in course[1:]), max(until, course[-1].day)] if course else []
    steps = max(2, _POINTS // max(1, len(course)))
    for stage, end in zip(course, ends, strict=True):
        length = end - stage.day
        points.append(Point(stage.day, 1.0, stage))
        for step in range(1, steps + 1 if length else 0):
            days = length * step / steps
            points.append(Point(stage.day + days, curve.recall(stage.stability, days), None))
    return points
