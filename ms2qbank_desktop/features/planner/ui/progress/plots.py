"""The charts of how a plan comes on."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ms2qbank_desktop.features.planner.study_models import Week

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def by_week(weeks: Sequence[Week], today: date) -> Plot | None:
    """Return planned beside done; None without weeks."""
    if not weeks:
        return None
    past = [one.first <= today for one in weeks]
    done = tuple(one.done / 60 if begun else None for one, begun in zip(weeks, past, strict=True))
    planned = tuple(one.planned / 60 for one in weeks)
    series = (Series("Planned", planned), Series("Done", done))
    return Plot(
        "Week",
        _places(weeks),
        series,
        Form.BESIDE,
        _short(weeks),
        words=_hours,
        mark=_now(weeks, today),
    )


def altogether(weeks: Sequence[Week], today: date) -> Plot | None:
    """Return the sums of planned and done as lines; None below two weeks."""
    if len(weeks) < 2:
        return None
    planned = tuple(accumulate(one.planned / 60 for one in weeks))
    sums = accumulate(one.done / 60 for one in weeks)
    done = tuple(
        value if one.first <= today else None for one, value in zip(weeks, sums, strict=True)
    )
    return Plot(
        "Week",
        _places(weeks),
        (Series("Planned", planned), Series("Done", done)),
        Form.LINES,
        _short(weeks),
        words=_hours,
        mark=_now(weeks, today),
    )


def _places(weeks: Sequence[Week]) -> tuple[str, ...]:
    return tuple(f"{_day(one.first)} to {_day(one.first + timedelta(6))}" for one in weeks)


def _short(weeks: Sequence[Week]) -> tuple[str, ...]:
    return tuple(_day(one.first) for one in weeks)


def _now(weeks: Sequence[Week], today: date) -> int | None:
    found = (at for at, one in enumerate(weeks) if 0 <= (today - one.first).days < 7)
    return next(found, None)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _hours(value: float) -> str:
    return f"{value:,.0f} h" if value >= 10 or value == int(value) else f"{value:.1f} h"
