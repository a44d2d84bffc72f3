"""The page "Time": when and how long one studies, and what pace does to answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState

from . import readings, time_readings
from .achievements_card import AchievementsCard
from .dashboard import DashboardPage
from .figure_card import FigureCard, SlowFigureCard
from .streak_card import StreakCard

if TYPE_CHECKING:
    from ms2qbank_desktop.features.analytics.service.statistics import StatsService
    from ms2qbank_desktop.ui.context import UiContext

    from .sheet import Row

_TEN = "Ten attempts are needed in this time."
_ACTIVITY = partial(
    SlowFigureCard,
    title="Study time",
    empty="Nothing was studied in this time.",
    read=time_readings.read_activity,
    height=200,
)
_PLAN = partial(
    SlowFigureCard,
    title="Plan and deeds",
    empty="No week of a plan lies in this time.",
    read=time_readings.read_adherence,
    height=200,
    begin=("Open the planner", lambda ctx: ctx.navigate.open("planner", "progress")),
)
_HOUR = partial(
    FigureCard,
    title="Hour of day",
    empty=_TEN,
    read=readings.by_hour,
    views=(("answers", "Answers"), ("right", "Share right")),
)
_SPEED = partial(
    FigureCard,
    title="Time and correctness",
    empty="Ten timed answers are needed.",
    read=readings.by_speed,
)
_POSITION = partial(
    FigureCard,
    title="Place in a block",
    empty="Ten answers in blocks are needed in this time.",
    read=readings.by_position,
)
_ROWS: tuple[Row, ...] = (
    ((_ACTIVITY, 1), (_PLAN, 1)),
    ((StreakCard, 60), (_HOUR, 40)),
    ((AchievementsCard, 1),),
    ((_SPEED, 1), (_POSITION, 1)),
)


class TimePage(DashboardPage):
    """Empty until the first answer."""

    topics = DashboardPage.topics | {
        *("videos", "reading", "plans", "tasks"),
        *("settings:streak_forgives", "settings:achievements"),
    }

    def __init__(self, ctx: UiContext) -> None:
        begin = Button("Create a block", "primary", "plus")
        begin.clicked.connect(lambda: ctx.navigate.open("questions", "create"))
        empty = EmptyState(
            "timer",
            "No time counted yet",
            "Answer a question or a card: from then on each day and hour is counted.",
            begin,
        )
        super().__init__(ctx, _ROWS, empty)

    def has_any(self, stats: StatsService) -> bool:
        return bool(stats.streak(self._ctx.user_id).days)
