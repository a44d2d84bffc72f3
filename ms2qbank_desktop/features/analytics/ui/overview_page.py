"""The page "Overview": where one stands, what to do next, what the bank looks like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.readiness import ANSWERS_NEEDED, SYSTEMS_NEEDED

from . import readings
from .changes_card import ChangesCard
from .coverage_card import CoverageCard
from .dashboard import DashboardPage
from .figure_card import FigureCard, SlowFigureCard
from .next_card import NextCard
from .readiness_card import ReadinessCard
from .sheet import Group
from .standing_reading import read_standing

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .sheet import Row

_COURSE = partial(
    FigureCard,
    title="Correct, first attempts",
    empty="A line begins at ten first attempts. Answer a block, then look here again.",
    read=readings.first_attempts,
    height=200,
)
_SPEED = partial(
    FigureCard,
    title="Time and correctness",
    empty="Ten timed answers are needed.",
    read=readings.by_speed,
    height=170,
)
_STANDING = partial(
    SlowFigureCard,
    title="Where you stand",
    empty=f"A curve would be a guess so far. It is drawn after {ANSWERS_NEEDED} first attempts in "
    f"{SYSTEMS_NEEDED} systems.",
    read=read_standing,
    height=190,
    begin=("Create a block", lambda ctx: ctx.navigate.open("questions", "create")),
    timeless=True,
)
_LEFT, _RIGHT = 95, 36
_ROWS: tuple[Row, ...] = (
    (
        (partial(Group, makes=(ReadinessCard, _COURSE), across=(33, 62)), _LEFT),
        (NextCard, _RIGHT),
    ),
    ((CoverageCard, _LEFT), (partial(Group, makes=(_SPEED, ChangesCard)), _RIGHT)),
    ((_STANDING, 1),),
)


class OverviewPage(DashboardPage):
    """Useful from the first day on: the map of the bank is always there."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, _ROWS)
