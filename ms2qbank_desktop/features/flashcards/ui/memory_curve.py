"""How well a card was remembered: the curve through its answers until today."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.charts.chart import Chart
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent

from .wording import ANSWERS, day_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.scheduling.memory_course import Point

_NAME = "Recall"
_HEIGHT = 104


class MemoryCurve(Chart):
    """The curve; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__("How well the card was remembered", _HEIGHT)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show the curve of another card."""
        plot = memory_plot(points)
        self.show_plot(plot)
        self.setVisible(plot is not None)


def memory_plot(points: Sequence[Point]) -> Plot | None:
    """Return the curve as a plot, None for a card that was learned today or has no memory."""
    if not points or points[0].day == points[-1].day:
        return None
    least = min(point.recall for point in points)
    answers = {place for place, point in enumerate(points) if point.stage is not None}
    short = [""] * len(points)
    first = date.fromordinal(math.floor(points[0].day))
    short[0], short[-1] = f"{first.day} {first:%b %Y}", "today"
    recall = Series(
        _NAME, tuple(point.recall for point in points), "accent", marked=frozenset(answers)
    )
    return Plot(
        "Day",
        tuple(map(_said, points)),
        (recall,),
        form=Form.LINES,
        short=tuple(short),
        xs=tuple(point.day for point in points),
        words=per_cent,
        top=1.0,
        bottom=max(0.0, math.floor((least - 0.02) * 10) / 10),
    )


def _said(point: Point) -> str:
    day = day_name(math.floor(point.day))
    if point.stage is None:
        return day
    rating = point.stage.rating
    return f"{day}, {ANSWERS[rating].lower() if rating else 'imported'}"
