"""What the charts of the tab show: each reading asks the sums and returns a figure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.analytics.models import (
    DELAYS,
    ENOUGH,
    NOTHING,
    SPEEDS,
    Dimension,
    Scope,
    Tally,
)
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, whole
from ms2qbank_desktop.ui.words import counted, share

from . import coaching, plots
from .spreading import grouped, is_weekly, names, shorts, starts
from .wording import mode_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.analytics.service.statistics import StatsService

    from .looking import Look

CONFIDENCES = {"1": "Guess", "2": "Unsure", "3": "Sure"}
_ITEMS = 5
"""Of a place in Dimension.POSITION."""


class Figure(NamedTuple):
    """A plot (None: too little for one), the fact beside its title, a sentence below it."""

    plot: Plot | None
    fact: str = ""
    advice: str = ""


def first_attempts(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right of first attempts in the course of time, and cards remembered."""
    before = None if look.before is None else stats.days(user_id, look.before)
    days = stats.days(user_id, look.scope)
    return Figure(plots.first_attempts(days, before, stats.card_days(user_id, look.scope), look))


def by_subject(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by subject."""
    return _rows("Subject", lambda scope: stats.by(user_id, scope, Dimension.SUBJECT), look)


def by_system(stats: StatsService, user_id: int, look: Look, view: str = "") -> Figure:
    """Right by system: as the exam names it, or as the packs do."""
    if view == "packs":
        return _rows("System", lambda scope: stats.by(user_id, scope, Dimension.SYSTEM), look)
    return _rows(
        "System",
        lambda scope: stats.by_official(user_id, scope),
        look,
        name=short_label,
        keep_order=True,
    )


def by_difficulty(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by difficulty."""
    words = {"1": "1, easiest", "5": "5, hardest"}
    return _rows(
        "Difficulty",
        lambda scope: dict(
            sorted(
                stats.by(user_id, scope, Dimension.DIFFICULTY).items(),
                key=lambda one: (not one[0], one[0]),
            )
        ),
        look,
        name=lambda value: words.get(value, value),
        keep_order=True,
    )


def by_mode(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by mode."""
    return _rows("Mode", lambda scope: stats.by_mode(user_id, scope), look, name=mode_words)


def by_speed(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by the time that an answer took."""
    labels = [f"< {SPEEDS[0]}"]
    labels += [f"{one}–{two}" for one, two in pairwise(SPEEDS)]
    labels.append(f"> {SPEEDS[-1]}")
    figure, found = _bins(stats, user_id, look, Dimension.SPEED, "Seconds", labels)
    return figure._replace(fact="", advice=coaching.on_speed(found) if figure.plot else "")


def by_retest(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right of missed questions that were asked again, by days since the miss."""
    labels = ["same day"]
    labels += [f"{one}–{two} d" for one, two in pairwise(DELAYS)]
    labels.append(f"> {DELAYS[-1]} d")
    return _bins(stats, user_id, look, Dimension.RETEST, "Days since the miss", labels)[0]


def by_confidence(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by how sure one was."""
    found = _of(stats, user_id, look.scope, Dimension.CONFIDENCE)
    past = _past(stats, user_id, look, Dimension.CONFIDENCE)
    plot = plots.share_bars(
        "Confidence",
        tuple(CONFIDENCES.values()),
        [found.get(key, NOTHING) for key in CONFIDENCES],
        None if past is None else [past.get(key, NOTHING) for key in CONFIDENCES],
    )
    number = sum(one.attempts for one in found.values())
    said = coaching.on_confidence(found) if plot else ""
    return Figure(plot, f"{number:,} rated", said)


def by_position(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Right by place in a block."""
    found = _of(stats, user_id, look.scope, Dimension.POSITION)
    last = max((int(key) for key, one in found.items() if one.attempts), default=-1)
    places = [str(at) for at in range(last + 1)]
    past = _past(stats, user_id, look, Dimension.POSITION)
    plot = plots.share_bars(
        "Items",
        [f"{at * _ITEMS + 1}–{(at + 1) * _ITEMS}" for at in range(last + 1)],
        [found.get(place, NOTHING) for place in places],
        None if past is None else [past.get(place, NOTHING) for place in places],
        Form.LINES,
    )
    halves = stats.by(user_id, look.scope, Dimension.HALF)
    said = [
        f"{name} half {share(halves[key].accuracy or 0)}"
        for key, name in (("1", "first"), ("2", "second"))
        if key in halves and halves[key].attempts
    ]
    return Figure(plot, ", ".join(said), coaching.on_halves(halves) if plot else "")


def by_hour(stats: StatsService, user_id: int, look: Look, view: str = "") -> Figure:
    """Answers by hour of day: how many, or how many of them right."""
    found = _of(stats, user_id, look.scope, Dimension.HOUR)
    hours = [found.get(str(hour), NOTHING) for hour in range(24)]
    labels = tuple(f"{hour}:00" for hour in range(24))
    short = tuple(str(hour) if hour % 3 == 0 else "" for hour in range(24))
    number = sum(one.attempts for one in hours)
    if view == "right":
        plot = plots.share_bars("Hour", labels, hours, None, Form.LINES)
        if plot is not None:
            plot = replace(plot, short=short)
        return Figure(plot, counted(number, "attempt"))
    plot = None
    if number >= ENOUGH:
        series = (
            Series("right", tuple(one.correct for one in hours), role="correct"),
            Series("wrong", tuple(one.wrong for one in hours), role="incorrect-border"),
            Series("omitted", tuple(one.omitted for one in hours)),
        )
        plot = Plot("Hour", labels, series[: 3 if any(series[2].values) else 2], short=short)
    return Figure(plot, counted(number, "attempt"))


def retention(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Cards remembered in the course of time."""
    cards = stats.card_days(user_id, look.scope)
    before = None if look.before is None else stats.card_days(user_id, look.before)
    plot = plots.retention(cards, before, look)
    asked = sum(one.asked for one in cards.values())
    return Figure(plot, counted(asked, "answer") + " to due cards")


def cards_and_questions(stats: StatsService, user_id: int, look: Look, _view: str = "") -> Figure:
    """Cards remembered beside questions right, by system."""
    cards = stats.cards_by_system(user_id, look.scope)
    questions = stats.by_official(user_id, look.scope)
    return Figure(plots.cards_and_questions(cards, questions, short_label))


def card_answers(stats: StatsService, user_id: int, look: Look, view: str = "") -> Figure:
    """Answers to cards, or the time of them, by day or week."""
    days = stats.card_days(user_id, look.scope)
    number = sum(one.answers for one in days.values())
    if number < ENOUGH:
        return Figure(None)
    weekly = is_weekly(days, look.scope)
    found = grouped(days, lambda one, two: one.plus(two), weekly=weekly)
    shown = starts(found, look.scope, look.today, weekly=weekly)
    tallies = [found.get(day) for day in shown]
    if view == "time":
        values = tuple(0.0 if one is None else one.time_ms / 60_000 for one in tallies)
        series: tuple[Series, ...] = (Series("minutes", values),)
    else:
        asked = tuple(0 if one is None else one.asked for one in tallies)
        others = tuple(0 if one is None else one.answers - one.asked for one in tallies)
        series = (Series("due", asked), Series("new and learning", others))
    plot = Plot(
        "Week" if weekly else "Day",
        names(shown, look.today, weekly=weekly),
        series,
        short=shorts(shown),
        words=_minutes if view == "time" else whole,
    )
    return Figure(plot, f"{counted(number, 'answer')} on {counted(len(days), 'day')}")


def _minutes(value: float) -> str:
    return f"{value:,.0f} min"


def _rows(
    place: str,
    ask: Callable[[Scope], dict[str, Tally]],
    look: Look,
    name: Callable[[str], str] = str,
    *,
    keep_order: bool = False,
) -> Figure:
    found = ask(look.scope)
    before = None if look.before is None else ask(look.before)
    plot = plots.share_rows(place, found, before, name=name, keep_order=keep_order)
    hidden = len(found) - len(plot.places) if plot else 0
    return Figure(plot, f"{hidden:,} more in the Table" if hidden > 0 else "")


def _bins(
    stats: StatsService,
    user_id: int,
    look: Look,
    dimension: Dimension,
    place: str,
    labels: list[str],
) -> tuple[Figure, list[Tally]]:
    def ask(scope: Scope) -> list[Tally]:
        found = _of(stats, user_id, scope, dimension)
        return [found.get(str(at), NOTHING) for at in range(len(labels))]

    found = ask(look.scope)
    before = None if look.before is None else ask(look.before)
    number = sum(one.attempts for one in found)
    plot = plots.share_bars(place, labels, found, before)
    return Figure(plot, counted(number, "attempt")), found


def _of(stats: StatsService, user_id: int, scope: Scope, dimension: Dimension) -> dict[str, Tally]:
    return stats.by(user_id, scope, dimension)


def _past(
    stats: StatsService, user_id: int, look: Look, dimension: Dimension
) -> dict[str, Tally] | None:
    return None if look.before is None else _of(stats, user_id, look.before, dimension)
