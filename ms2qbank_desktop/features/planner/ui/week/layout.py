"""Where the days and the tasks of a week stand: columns, and cards as high as they take minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from ms2qbank_desktop.features.planner.ui.task.look import needed_height
from ms2qbank_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown

HEAD = 64
"""Height of the heads of the days."""
_WIDER = 1.5
"""Today, of the width of other days."""
_MARGIN, _GAP = 6, 6
_MOST_SCALE, _LEAST_SCALE = 2.8, 0.9
"""Height of a minute: as much as lets the fullest day fit. All in pixels at 100 % text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A card; ``rect`` within the content that is scrolled."""

    task: Task
    rect: QRect


@dataclass(frozen=True, slots=True)
class Column:
    """A day. ``left`` and ``width`` without the line at its left."""

    day: date
    left: int
    width: int
    cards: tuple[Placed, ...]

    def before(self, y: int, without: int) -> Task | None:
        """Return the task before which something dropped at ``y`` comes, None for the end."""
        others = (one for one in self.cards if one.task.id != without)
        return next((one.task for one in others if y < one.rect.center().y()), None)

    def line(self, before: Task | None, without: int) -> int:
        """Return where a task would come to stand, between the cards."""
        others = [one for one in self.cards if one.task.id != without]
        if before is not None:
            at = next(one for one in others if one.task.id == before.id)
            return at.rect.top() - px(_GAP) // 2
        return others[-1].rect.bottom() + px(_GAP) // 2 if others else px(_MARGIN)


@dataclass(frozen=True, slots=True)
class WeekLayout:
    """The columns of a week and the height of their content."""

    columns: tuple[Column, ...]
    height: int

    def column_at(self, x: int) -> Column:
        """Return the day under ``x``, the nearest one beyond the ends."""
        for one in self.columns:
            if x < one.left + one.width:
                return one
        return self.columns[-1]

    def card_at(self, point: QPoint) -> Placed | None:
        """Return the card under a point of the content."""
        return next((one for one in self.cards() if one.rect.contains(point)), None)

    def card(self, task_id: int | None) -> Placed | None:
        """Return the card of a task."""
        return next((one for one in self.cards() if one.task.id == task_id), None)

    def cards(self) -> list[Placed]:
        """Return all cards, day by day."""
        return [card for column in self.columns for card in column.cards]


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(day.weekday())


def week_layout(
    shown: Shown, monday: date, width: int, height: int, more: Callable[[Task], int]
) -> WeekLayout:
    """Lay a week out in a content so wide, in which ``height`` can be seen at once. ``more``: the
    height that a task needs beside that of its words."""
    days = [monday + timedelta(at) for at in range(7)]
    shares = [_WIDER if day == shown.today else 1.0 for day in days]
    edges = [round(width * sum(shares[:at]) / sum(shares)) for at in range(8)]
    margin, gap = px(_MARGIN), px(_GAP)
    scale = _scale(shown, days, height)
    columns = []
    for day, left, right in zip(days, edges, edges[1:], strict=False):
        inner = right - left - 2 * margin
        top, cards = margin, []
        for task in shown.tasks(day):
            words = needed_height(task, inner) + more(task)
            high = max(words, round(task.minutes * scale))
            cards.append(Placed(task, QRect(left + margin, top, inner, high)))
            top += high + gap
        columns.append(Column(day, left, right - left, tuple(cards)))
    ends = [one.cards[-1].rect.bottom() + margin for one in columns if one.cards]
    return WeekLayout(tuple(columns), max(ends, default=0))


def _scale(shown: Shown, days: list[date], height: int) -> float:
    """Return the pixels of a minute at which the fullest day fits, within bounds."""
    fits = [
        (height - 2 * px(_MARGIN) - len(shown.tasks(day)) * px(_GAP)) / shown.planned(day)
        for day in days
        if shown.planned(day)
    ]
    zoomed = px(100) / 100
    return max(_LEAST_SCALE * zoomed, min([_MOST_SCALE * zoomed, *fits]))
