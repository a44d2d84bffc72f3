"""Sums of attempts and cards as plots: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.analytics.models import ENOUGH, NOTHING, CardTally, Tally
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent

from .spreading import aligned, grouped, is_weekly, names, shorts, start_of, starts
from .wording import NAMELESS, difference, number_note, short_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from .looking import Look

RANGE = "95 % range"
NOW, BEFORE = "this period", "compared period"
MOST_ROWS = 16
"""Rows of a chart; the page Table has them all."""


def share_rows(
    place: str,
    found: Mapping[str, Tally],
    before: Mapping[str, Tally] | None = None,
    *,
    name: Callable[[str], str] = str,
    keep_order: bool = False,
) -> Plot | None:
    """Return the share right by value, each with its range and number; None below ENOUGH.

    The most frequent first, at most MOST_ROWS, unless ``keep_order``.
    """
    if sum(one.attempts for one in found.values()) < ENOUGH:
        return None
    values = [value for value, one in found.items() if one.attempts]
    if not keep_order:
        values.sort(key=lambda value: -found[value].attempts)
    values = values[:MOST_ROWS]
    series = [_shares(NOW if before else "right", [found[value] for value in values])]
    if before is not None:
        series.append(_shares(BEFORE, [before.get(value, NOTHING) for value in values]))
    return Plot(
        place,
        tuple(name(value) if value else NAMELESS for value in values),
        tuple(series),
        Form.ROWS,
        words=per_cent,
        top=1.0,
        band=RANGE,
        note="Attempts" if before is None else "Attempts, change",
        notes=tuple(
            _note(found[value], None if before is None else before.get(value, NOTHING))
            for value in values
        ),
    )


def share_bars(
    place: str,
    labels: Sequence[str],
    found: Sequence[Tally],
    before: Sequence[Tally] | None = None,
    form: Form = Form.BESIDE,
) -> Plot | None:
    """Return the share right of each of ``labels`` with its range; None below ENOUGH."""
    if sum(one.attempts for one in found) < ENOUGH:
        return None
    series = [_shares(NOW if before else "right", found)]
    if before is not None:
        series.append(_shares(BEFORE, before))
    return Plot(
        place,
        tuple(labels),
        tuple(series),
        form,
        words=per_cent,
        top=1.0,
        band=RANGE,
        note="Attempts",
        notes=tuple(number_note(one.attempts) for one in found),
    )


def first_attempts(
    days: Mapping[date, Tally],
    before: Mapping[date, Tally] | None,
    cards: Mapping[date, CardTally],
    look: Look,
) -> Plot | None:
    """Return the share right of first attempts in the course of time, with its range, beside the
    share of cards remembered; None below ENOUGH first attempts."""
    if sum(one.firsts for one in days.values()) < ENOUGH:
        return None
    if sum(one.asked for one in cards.values()) < ENOUGH:
        cards = {}
    weekly = is_weekly((*days, *cards), look.scope, look.before)
    found = grouped(days, Tally.plus, weekly=weekly)
    known = grouped(cards, CardTally.plus, weekly=weekly)
    shown = starts(
        _known(found, known, before, look, weekly=weekly), look.scope, look.today, weekly=weekly
    )
    series = [_firsts("right" if before is None else NOW, [found.get(day) for day in shown])]
    if before is not None and look.before is not None and look.before.first is not None:
        past = grouped(before, Tally.plus, weekly=weekly)
        beside = aligned(past, look.before.first, len(shown), weekly=weekly)
        series.append(_firsts(BEFORE, beside, banded=False))
    if known:
        asked = [known.get(day) for day in shown]
        shares = tuple(None if one is None else one.retention for one in asked)
        series.append(Series("cards remembered", shares))
    if look.target is not None:
        series.append(Series("target", (look.target,) * len(shown), marked=frozenset()))
    return _course(shown, series, look, weekly=weekly)


def retention(
    cards: Mapping[date, CardTally], before: Mapping[date, CardTally] | None, look: Look
) -> Plot | None:
    """Return the share of due cards that was remembered in the course of time, with its range;
    None below ENOUGH."""
    if sum(one.asked for one in cards.values()) < ENOUGH:
        return None
    weekly = is_weekly(cards, look.scope, look.before)
    found = grouped(cards, CardTally.plus, weekly=weekly)
    shown = starts(
        _known(found, {}, before, look, weekly=weekly), look.scope, look.today, weekly=weekly
    )
    series = [_kept("remembered" if before is None else NOW, [found.get(day) for day in shown])]
    if before is not None and look.before is not None and look.before.first is not None:
        past = grouped(before, CardTally.plus, weekly=weekly)
        beside = aligned(past, look.before.first, len(shown), weekly=weekly)
        series.append(_kept(BEFORE, beside, banded=False))
    return _course(shown, series, look, weekly=weekly)


def cards_and_questions(
    cards: Mapping[str, CardTally], questions: Mapping[str, Tally], name: Callable[[str], str]
) -> Plot | None:
    """Return by system how many due cards were remembered beside how many questions were right;
    None below ENOUGH due cards."""
    if sum(one.asked for one in cards.values()) < ENOUGH:
        return None
    systems = [system for system, one in cards.items() if one.asked]
    asked = [cards[system] for system in systems]
    beside = [questions.get(system, NOTHING) for system in systems]
    return Plot(
        "System",
        tuple(name(system) if system else NAMELESS for system in systems),
        (_kept("cards remembered", asked), _shares("questions right", beside)),
        Form.ROWS,
        words=per_cent,
        top=1.0,
        band=RANGE,
        note="Answers",
        notes=tuple(
            f"{one.asked:,} and {two.attempts:,}" for one, two in zip(asked, beside, strict=True)
        ),
    )


def _note(now: Tally, before: Tally | None) -> str:
    """Return on how many attempts a share rests, and how it has changed."""
    words = number_note(now.attempts)
    if before is None:
        return words
    change = difference((now.correct, now.attempts), (before.correct, before.attempts))
    return words if change is None else f"{words} · {short_difference(change)}"


def _known(
    found: Mapping[date, object],
    more: Mapping[date, object],
    before: Mapping[date, object] | None,
    look: Look,
    *,
    weekly: bool,
) -> list[date]:
    """Return days that the axis must show; two periods begin at their first days."""
    days = [*found, *more]
    if before is not None and look.scope.first is not None:
        days.append(start_of(look.scope.first, weekly=weekly))
    return days


def _course(shown: Sequence[date], series: Sequence[Series], look: Look, *, weekly: bool) -> Plot:
    values = [value for one in series for value in one.values if value is not None]
    values += [ends[0] for one in series for ends in one.band if ends is not None]
    return Plot(
        "Week" if weekly else "Day",
        names(shown, look.today, weekly=weekly),
        tuple(series),
        Form.LINES,
        shorts(shown),
        words=per_cent,
        top=1.0,
        bottom=min(0.8, int(min(values, default=0) * 5) / 5),
        band=RANGE,
    )


def _shares(name: str, found: Sequence[Tally]) -> Series:
    return Series(
        name,
        tuple(one.accuracy for one in found),
        band=tuple(one.range if one.attempts else None for one in found),
    )


def _firsts(name: str, found: Sequence[Tally | None], *, banded: bool = True) -> Series:
    firsts = [(one.firsts_right, one.firsts) if one else (0, 0) for one in found]
    return Series(
        name,
        tuple(right / number if number else None for right, number in firsts),
        band=_ranges(firsts) if banded else (),
    )


def _kept(name: str, found: Sequence[CardTally | None], *, banded: bool = True) -> Series:
    asked = [(one.known, one.asked) if one else (0, 0) for one in found]
    return Series(
        name,
        tuple(known / number if number else None for known, number in asked),
        band=_ranges(asked) if banded else (),
    )


def _ranges(found: Sequence[tuple[int, int]]) -> tuple[tuple[float, float] | None, ...]:
    return tuple(wilson_interval(right, number) if number else None for right, number in found)
