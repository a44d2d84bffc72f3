"""What the card "Where you stand" reads on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.readiness import PASS_SHARE, NotYet
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.standing import curve, likely
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series
from ms2qbank_desktop.ui.words import share

from .readings import Figure
from .wording import chance_words, range_words

if TYPE_CHECKING:
    from ms2qbank_desktop.features.analytics.readiness import Readiness
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_LABELLED = 5
"""Per cent between the words under the axis."""


def read_standing(ctx: UiContext, _look: Look, _view: str) -> Figure:
    """Return the curve of what an exam this week would give, and where that is among profiles."""
    from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService

    found = ctx.service(ReadinessService).standing(ctx.user_id)
    if isinstance(found, NotYet):
        return Figure(None)
    percentile = ctx.service(StatsService).percentile(ctx.user_id)
    return standing_figure(found, percentile)


def standing_figure(found: Readiness, percentile: float | None) -> Figure:
    """Return the curve; ``percentile``: 0-100 among the profiles here, None for one alone."""
    points = curve(found)
    places = [point.per_cent for point in points]
    mark = places.index(round(PASS_SHARE * 100))
    chances = tuple(point.chance for point in points)
    inner = (
        chance if point.likely else None for point, chance in zip(points, chances, strict=True)
    )
    plot = Plot(
        "Right on the exam",
        tuple(
            f"{place} % right{', the pass mark' * (at == mark)}" for at, place in enumerate(places)
        ),
        (
            Series("chance of just this", chances, marked=frozenset()),
            Series("8 of 10 exams", tuple(inner), area=True),
        ),
        Form.LINES,
        tuple("" if place % _LABELLED else f"{place} %" for place in places),
        words=_tenths,
        mark=mark,
        mark_words="pass mark",
        ends=False,
        note="Chance of this",
        notes=tuple(f"or more: {chance_words(point.or_more)}" for point in points),
    )
    fact = f"{share(found.share)} right expected, 8 of 10 exams {range_words(likely(found))}"
    if percentile is not None:
        fact += f"; better than {percentile:.0f} % of the profiles here"
    return Figure(plot, fact)


def _tenths(value: float) -> str:
    return f"{value * 100:.1f}".removesuffix(".0") + " %"
