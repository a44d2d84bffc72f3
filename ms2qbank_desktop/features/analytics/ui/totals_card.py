"""The numbers above the charts of questions, each with what it is of, or how it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import ENOUGH
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted, duration, share

from .streak_card import forgiving
from .wording import (
    difference,
    difference_words,
    percent_or_dash,
    range_words,
    seconds_words,
    signed,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.analytics.models import Tally
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_PARTS = ("Attempts", "Right", "Right of answered", "Time", "Days in a row", "Better than")


class TotalsCard(Card):
    """One row of tiles."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.numbers = {part: Label("", "heading2") for part in _PARTS}
        self.below = {part: Elided("", "caption", "text-muted") for part in _PARTS}
        self._tiles: dict[str, list[QWidget]] = {}
        across = row(gap=20)
        for place, part in enumerate(_PARTS):
            name = Elided(part, "caption", "text-muted")
            tile = column(name, self.numbers[part], self.below[part], gap=2)
            self._tiles[part] = [name, self.numbers[part], self.below[part]]
            if place:
                rule = line(vertical=True)
                across.add(rule)
                self._tiles[part].append(rule)
            across.addLayout(tile, 1)
        self.body.addLayout(across)

    def fill(self, look: Look) -> None:
        """Show what is looked at."""
        stats, user_id = self._ctx.service(StatsService), self._ctx.user_id
        now = stats.total(user_id, look.scope)
        before = None if look.before is None else stats.total(user_id, look.before)
        self._say("Attempts", f"{now.attempts:,}", _attempts(now, before))
        self._say("Right", percent_or_dash(now.accuracy), _right(now, before, look.target))
        self._say(
            "Right of answered",
            percent_or_dash(now.answered_accuracy),
            _answered(now, before),
        )
        self._say("Time", seconds_words(now.seconds), _time(now, before))
        streak = stats.streak(user_id, forgiving=forgiving(self._ctx))
        self._say("Days in a row", f"{streak.now:,}", f"longest {streak.best:,}, cards count")
        percentile = stats.percentile(user_id)
        for widget in self._tiles["Better than"]:
            widget.setVisible(percentile is not None)
        if percentile is not None:
            self._say("Better than", f"{percentile:.0f} %", "of the profiles here, all time")

    def _say(self, part: str, number: str, below: str) -> None:
        self.numbers[part].setText(number)
        self.below[part].setText(below)


def _attempts(now: Tally, before: Tally | None) -> str:
    if before is None:
        return counted(now.firsts, "first attempt")
    return f"{signed(now.attempts - before.attempts, lambda value: f'{value:,.0f}')} against before"


def _right(now: Tally, before: Tally | None, target: float | None) -> str:
    if before is not None:
        return difference_words(
            difference((now.correct, now.attempts), (before.correct, before.attempts))
        )
    if not now.attempts:
        return "of none"
    few = ", few" if now.attempts < ENOUGH else ""
    if target is not None:
        return f"{range_words(now.range)}{few}, target {share(target)}"
    return f"95 % range {range_words(now.range)}{few}"


def _answered(now: Tally, before: Tally | None) -> str:
    if before is None:
        return f"{now.omitted:,} omitted left out"
    return difference_words(
        difference(
            (now.correct, now.attempts - now.omitted),
            (before.correct, before.attempts - before.omitted),
        )
    )


def _time(now: Tally, before: Tally | None) -> str:
    if before is not None and now.seconds is not None and before.seconds is not None:
        return f"{signed(round(now.seconds - before.seconds), lambda one: f'{one:.0f} s')} an item"
    return f"an item, {duration(now.time_ms)} in all"
