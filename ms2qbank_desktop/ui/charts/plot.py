"""What a chart shows, without a word about how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Form(Enum):
    """How series stand: bars on one another, bars side by side, lines; places below one another
    with a mark on a line of their own; or cells, as dark as their value."""

    STACKED = auto()
    BESIDE = auto()
    LINES = auto()
    ROWS = auto()
    HEAT = auto()


def whole(value: float) -> str:
    """Return a number without decimals: "1,204"."""
    return f"{value:,.0f}"


def per_cent(value: float) -> str:
    """Return a share of 0–1: "64 %"."""
    return f"{value * 100:.0f} %"


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each place of the plot; None: nothing is known there. ``role``: a role of the
    theme for verdicts ("correct"), "": the next colour of charts. ``band``: of estimates, the
    range (low, high) at each place; () for none. ``marked``: the places of a line that have a
    marker, None: all where there is room. ``short``: its name where room is short. ``plain``: in
    heat maps, a column of numbers without cells. ``area``: of lines, no line but the ground below
    what is the line of another one, such as the middle of a distribution: seen, not said."""

    name: str
    values: tuple[float | None, ...]
    role: str = ""
    band: tuple[tuple[float, float] | None, ...] = ()
    marked: frozenset[int] | None = None
    short: str = ""
    plain: bool = False
    area: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """``places``: the words of each place on the x axis, as hover and table say them; ``short``:
    their words under the axis where room is short, "" for none. ``xs``: where the places of lines
    stand, if not evenly. ``words``: a value as it is said. ``top``: the y axis ends there and
    not at the greatest value; ``bottom``: lines may begin above 0. ``mark``: place to be marked; of
    lines, with ``mark_words`` above it. ``ends``: lines say their last value beside their end.
    ``notes``: what else is said of each place, in a column of the table called ``note``; rows end
    with it."""

    place: str
    """What the places are: the heading of their column ("Day")."""
    places: tuple[str, ...]
    series: tuple[Series, ...]
    form: Form = Form.STACKED
    short: tuple[str, ...] = ()
    xs: tuple[float, ...] = ()
    words: Callable[[float], str] = whole
    top: float | None = None
    bottom: float = 0.0
    mark: int | None = None
    mark_words: str = ""
    ends: bool = True
    band: str = "range"
    """What the bands of the series are: "95 % range"."""
    note: str = ""
    notes: tuple[str, ...] = ()

    @property
    def stacked(self) -> bool:
        return self.form is Form.STACKED

    @property
    def labels(self) -> tuple[str, ...]:
        return self.short or self.places

    @property
    def banded(self) -> bool:
        """Whether the legend names the range: whiskers of bars speak for themselves."""
        return self.form is not Form.BESIDE and any(one.band for one in self.series)

    @property
    def told(self) -> tuple[Series, ...]:
        """The series with values of their own."""
        return tuple(one for one in self.series if not one.area)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be seen: no value, and but for cells, none above 0."""
        if self.form in (Form.HEAT, Form.ROWS):
            return all(value is None for one in self.series for value in one.values)
        return not self.greatest()

    def greatest(self) -> float:
        """Return the greatest value, of stacked bars their greatest sum; 0 without values."""
        if self.stacked:
            columns = zip(*(one.values for one in self.series), strict=True)
            sums = [sum(value or 0 for value in column) for column in columns]
            return max(sums, default=0)
        highs = [ends[1] for one in self.series for ends in one.band if ends is not None]
        values = [value for one in self.series for value in one.values if value is not None]
        return max(highs + values, default=0)

    def said(self, place: int) -> str:
        """Return a place and its values in words: "12 Mar: Learned 4, Reviewed 61"."""
        several = len(self.told) > 1
        found = [
            f"{one.name} {words}" if several else words
            for one in self.told
            if (words := self.value(one, place))
        ]
        if self.notes and self.notes[place]:
            found.append(self.notes[place])
        return f"{self.places[place]}: {', '.join(found) or 'nothing'}"

    def rows(self) -> list[tuple[str, ...]]:
        """Return the table behind the chart, the headings first."""
        names = [one.name for one in self.told]
        head = (self.place, *names, self.note) if self.notes else (self.place, *names)
        return [head, *(self.row(place) for place in range(len(self.places)))]

    def row(self, place: int) -> tuple[str, ...]:
        """Return a place and its values, "" where there is none."""
        values = (self.value(one, place) for one in self.told)
        return (self.places[place], *values, *self.notes[place : place + 1])

    def value(self, series: Series, place: int) -> str:
        """Return a value with its range in words, "" where there is none."""
        value = series.values[place]
        if value is None:
            return ""
        ends = series.band[place] if series.band else None
        if ends is None:
            return self.words(value)
        return f"{self.words(value)} ({self.words(ends[0])} to {self.words(ends[1])})"


def ticks(bottom: float, top: float, least: float = 0.0, most: int = 4) -> tuple[float, ...]:
    """Return round values from ``bottom`` to at least ``top``, at most ``most`` steps apart.

    Steps are 1, 2, 2.5 or 5 times a power of ten, and not below ``least``.
    """
    span = top - bottom
    if span <= 0:
        return (bottom, bottom + 1)
    power = 10.0**-6
    step = power
    while True:
        for nice in (1, 2, 2.5, 5):
            step = power * nice
            if step < least or (least and step % least):
                continue
            first = _floor(bottom / step)
            last = -_floor(-top / step)
            if last - first <= most:
                return tuple(round(at * step, 9) for at in range(first, last + 1))
        power *= 10


def _floor(value: float) -> int:
    return int((value + 1e-9) // 1)


def thinned(widths: Sequence[int], room: float) -> int:
    """Return the least n so that every n-th label fits, given their widths and the room of one
    place, in pixels."""
    widest = max(widths, default=0)
    step = 1
    while step < len(widths) and widest > step * room:
        step += 1
    return step
