"""The table of sums: a line for each value of what they are told apart by. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.analytics.models import ENOUGH, NOTHING, Dimension, Scope, Tally
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.words import day_words, duration, share

from .wording import (
    NAMELESS,
    difference,
    mode_words,
    range_words,
    seconds_words,
    short_difference,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ms2qbank_desktop.features.analytics.service.statistics import StatsService

    from .looking import Look


Value = str | int | date
"""Of a dimension: a name, a pack, a day."""


class By(StrEnum):
    """What the lines are."""

    SUBJECT = "Subject"
    SYSTEM = "System of the exam"
    PACK_SYSTEM = "System of the packs"
    DIFFICULTY = "Difficulty"
    DAY = "Day"
    MODE = "Mode"
    PACK = "Pack"
    HOUR = "Hour"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """``order``: what its name is sorted by."""

    name: str
    order: tuple[int, str]
    now: Tally
    before: Tally | None = None


class Measure(NamedTuple):
    """A column: ``value`` to sort by and to write, None for none; ``words`` to read."""

    name: str
    value: Callable[[MeasureLine], float | None]
    words: Callable[[MeasureLine], str]
    meant: str = ""


def lines(
    stats: StatsService, user_id: int, look: Look, by: By, packs: Mapping[int, str]
) -> list[MeasureLine]:
    """Return the lines of what is looked at, in their own order."""
    compared = look.before is not None and by is not By.DAY
    past = dict(_ask(stats, user_id, look.before, by)) if compared and look.before else {}
    found = [
        MeasureLine(
            _name(by, value, look.today, packs),
            _order(by, value, place, packs),
            tally,
            past.get(value, NOTHING) if compared else None,
        )
        for place, (value, tally) in enumerate(_ask(stats, user_id, look.scope, by))
        if tally.attempts
    ]
    return sorted(found, key=lambda one: one.order)


def measures(*, compared: bool) -> tuple[Measure, ...]:
    """Return the columns behind the name."""
    found = _MEASURES
    return (*found, _BEFORE, _CHANGE) if compared else found


def _ask(stats: StatsService, user_id: int, scope: Scope, by: By) -> Iterable[tuple[Value, Tally]]:
    if by is By.SYSTEM:
        return stats.by_official(user_id, scope).items()
    if by is By.DAY:
        return stats.days(user_id, scope).items()
    if by is By.MODE:
        return stats.by_mode(user_id, scope).items()
    if by is By.PACK:
        return stats.by_pack(user_id, scope).items()
    return stats.by(user_id, scope, _DIMENSIONS[by]).items()


def _name(by: By, value: Value, today: date, packs: Mapping[int, str]) -> str:
    if isinstance(value, int):
        return packs[value]
    if isinstance(value, date):
        return day_words(value, today)
    if not value:
        return NAMELESS
    if by is By.HOUR:
        return f"{value}:00"
    return {By.SYSTEM: short_label, By.MODE: mode_words}.get(by, str)(value)


def _order(by: By, value: Value, place: int, packs: Mapping[int, str]) -> tuple[int, str]:
    if by is By.SYSTEM:
        return place, ""
    if isinstance(value, int):
        return 0, packs[value].casefold()
    if isinstance(value, date):
        return value.toordinal(), ""
    if by in (By.HOUR, By.DIFFICULTY):
        return int(value or 99), ""
    return 0, value.casefold()


def _change(line: MeasureLine) -> tuple[float, float, float] | None:
    if line.before is None:
        return None
    now, before = line.now, line.before
    return difference((now.correct, now.attempts), (before.correct, before.attempts))


def _change_words(line: MeasureLine) -> str:
    found = _change(line)
    return "–" if found is None else short_difference(found)


def _range_words(line: MeasureLine) -> str:
    few = ", few" if line.now.attempts < ENOUGH else ""
    return f"{range_words(line.now.range)}{few}"


def _share_words(value: float | None) -> str:
    return "–" if value is None else share(value)


def _firsts(line: MeasureLine) -> float | None:
    return line.now.firsts_right / line.now.firsts if line.now.firsts else None


def _before(line: MeasureLine) -> float | None:
    return None if line.before is None else line.before.accuracy


def _number(name: str, value: Callable[[Tally], int]) -> Measure:
    return Measure(name, lambda line: value(line.now), lambda line: f"{value(line.now):,}")


_DIMENSIONS = {
    By.SUBJECT: Dimension.SUBJECT,
    By.PACK_SYSTEM: Dimension.SYSTEM,
    By.DIFFICULTY: Dimension.DIFFICULTY,
    By.HOUR: Dimension.HOUR,
}
_MEASURES = (
    _number("Attempts", lambda one: one.attempts),
    _number("Right", lambda one: one.correct),
    _number("Wrong", lambda one: one.wrong),
    _number("Omitted", lambda one: one.omitted),
    Measure(
        "Right %",
        lambda line: line.now.accuracy,
        lambda line: _share_words(line.now.accuracy),
        "Of all attempts, omitted ones included",
    ),
    Measure(
        "95 % range",
        lambda line: line.now.range[0],
        _range_words,
        "Where the true share lies 19 times of 20; sorted by its lower end",
    ),
    Measure(
        "Of answered",
        lambda line: line.now.answered_accuracy,
        lambda line: _share_words(line.now.answered_accuracy),
        "Right of all attempts that were not omitted",
    ),
    Measure(
        "First time",
        _firsts,
        lambda line: _share_words(_firsts(line)),
        "Right of the first attempts at each question",
    ),
    Measure(
        "Seconds",
        lambda line: line.now.seconds,
        lambda line: seconds_words(line.now.seconds),
        "Mean time of an attempt",
    ),
    Measure("Time", lambda line: line.now.time_ms / 1000, lambda line: duration(line.now.time_ms)),
)
_BEFORE = Measure(
    "Before", _before, lambda line: _share_words(_before(line)), "Right, compared period"
)
_CHANGE = Measure(
    "Points",
    lambda line: found[0] if (found := _change(line)) else None,
    _change_words,
    "How much more is right than before, with its 95 % range",
)
