"""What the page "Time" reads on a worker: hours by activity, and how a plan was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.planner.study_models import Activity
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series
from ms2qbank_desktop.ui.words import duration, share

from .readings import Figure
from .spreading import grouped, is_weekly, names, shorts, starts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ms2qbank_desktop.features.planner.study_models import Week
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_NAMES = {
    Activity.QUESTIONS: "questions",
    Activity.CARDS: "cards",
    Activity.VIDEO: "lectures",
    Activity.ARTICLE: "reading",
    Activity.TASK: "other tasks",
}
_LEAST_S = 60.0
"""Seconds of study below which there is nothing to show."""


def read_activity(ctx: UiContext, look: Look, _view: str) -> Figure:
    """Return the time of study by activity."""
    from ms2qbank_desktop.features.planner.service.study_log import StudyLogService

    stats, user_id = ctx.service(StatsService), ctx.user_id
    days: dict[date, dict[Activity, float]] = {}
    for day, tally in stats.days(user_id, look.scope).items():
        days.setdefault(day, {})[Activity.QUESTIONS] = tally.time_ms / 1000
    for day, cards in stats.card_days(user_id, look.scope).items():
        days.setdefault(day, {})[Activity.CARDS] = cards.time_ms / 1000
    first = look.scope.first or min(stats.streak(user_id).days, default=look.today)
    last = look.scope.last or look.today
    beside = ctx.service(StudyLogService).beside_answers(user_id, first, last)
    for day, times in beside.items():
        days.setdefault(day, {}).update(times)
    return activity_figure(days, look)


def activity_figure(days: Mapping[date, Mapping[Activity, float]], look: Look) -> Figure:
    """Return hours by activity and day or week, from seconds by study day."""
    whole = sum(sum(times.values()) for times in days.values())
    if whole < _LEAST_S:
        return Figure(None)
    weekly = is_weekly(days, look.scope)
    found = grouped(days, _together, weekly=weekly)
    shown = starts(found, look.scope, look.today, weekly=weekly)
    series = [
        Series(name, tuple(found.get(day, {}).get(activity, 0.0) / 3600 for day in shown))
        for activity, name in _NAMES.items()
    ]
    studied = sum(bool(sum(times.values())) for times in days.values())
    plot = Plot(
        "Week" if weekly else "Day",
        names(shown, look.today, weekly=weekly),
        tuple(one for one in series if any(one.values)),
        short=shorts(shown),
        words=hours,
    )
    mean = duration(round(whole / studied * 1000))
    return Figure(plot, f"{duration(round(whole * 1000))} in all, {mean} a day studied")


def read_adherence(ctx: UiContext, look: Look, _view: str) -> Figure:
    """Return what the plan asked for and what was done of it, by week."""
    from ms2qbank_desktop.features.planner.service.plans import PlanService
    from ms2qbank_desktop.features.planner.service.progress import ProgressService

    plans = ctx.service(PlanService).plans(ctx.user_id)
    wanted = ctx.settings.get("planner_plan")
    plan = next((one for one in plans if one.id == wanted), plans[0] if plans else None)
    if plan is None:
        return Figure(None)
    weeks = ctx.service(ProgressService).progress(ctx.user_id, plan.id).weeks
    return adherence_figure(weeks, look)


def adherence_figure(weeks: Sequence[Week], look: Look) -> Figure:
    """Return planned beside done, of the weeks that have begun and are looked at."""
    past = [
        one
        for one in weeks
        if one.first <= look.today and (look.scope.first is None or one.first >= look.scope.first)
    ]
    planned = sum(one.planned for one in past)
    if not planned:
        return Figure(None)
    shown = [one.first for one in past]
    done = sum(one.done for one in past)
    plot = Plot(
        "Week",
        names(shown, look.today, weekly=True),
        (
            Series("planned", tuple(one.planned / 60 for one in past)),
            Series("done", tuple(one.done / 60 for one in past)),
        ),
        Form.BESIDE,
        shorts(shown),
        words=hours,
    )
    return Figure(plot, f"{share(done / planned)} done of what was planned")


def hours(value: float) -> str:
    """Return hours as a length of time: "15 min", "1 h 15 min"."""
    return duration(round(value * 3600) * 1000) if value else "0"


def _together(
    one: Mapping[Activity, float], other: Mapping[Activity, float]
) -> Mapping[Activity, float]:
    return {key: one.get(key, 0.0) + other.get(key, 0.0) for key in (*one, *other)}
