"""The charts of the statistics page, as plots."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.statistics import AnswerKind, CardClass, periods
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent, whole
from ms2qbank_desktop.ui.words import counted, duration, share

from .wording import ANSWERS, day_name

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.statistics import Cards, Reviews, Statistics

KINDS = {
    AnswerKind.LEARNING: "Learning",
    AnswerKind.YOUNG: "Young",
    AnswerKind.MATURE: "Mature",
    AnswerKind.RELEARNING: "Relearning",
    AnswerKind.FILTERED: "Filtered",
}
CLASSES = {
    CardClass.NEW: "New",
    CardClass.LEARNING: "Learning",
    CardClass.RELEARNING: "Relearning",
    CardClass.YOUNG: "Young",
    CardClass.MATURE: "Mature",
    CardClass.BURIED: "Buried",
    CardClass.SUSPENDED: "Suspended",
}
UNITS = {"day": "Day", "week": "Week", "month": "Month"}
LEAST = 10
"""Fewer reviews than so many say nothing about retention."""
_DAYS = (1, 2, 3, 4, 7, 14, 21, 30, 60, 90, 180, 365, 730)
_DAY_WORDS = (
    *("1 day", "2 days", "3 days", "4–6 days", "1–2 weeks", "2–3 weeks", "3–4 weeks"),
    *("1–2 months", "2–3 months", "3–6 months", "6–12 months", "1–2 years", "over 2 years"),
)
_DAY_SHORT = ("1 d", "2", "3", "4", "1 w", "2", "3", "1 mo", "2", "3", "6", "1 y", "2")


def all_plots(statistics: Statistics, days: int | None) -> dict[str, tuple[Plot | None, str]]:
    """Return the plots of the page but the answers, each with what it amounts to; ``days``: how
    far back is looked, None: all."""
    cards, reviews = statistics.cards, statistics.reviews
    unit = "week" if reviews.days <= 400 else "month"
    tomorrow = sum(cards.due[statistics.today + 1, mature] for mature in (False, True))
    since = [number for day, number in cards.added.items() if day >= reviews.first_day]
    known = f"{share(cards.mean_recall)} known now" if cards.mean_recall is not None else ""
    return {
        "retention": (retention(reviews, unit), _retention_fact(reviews)),
        "forecast": (forecast(statistics, days or 730), f"{counted(tomorrow, 'card')} tomorrow"),
        "buttons": (buttons(reviews), ""),
        "hours": (hours(reviews), ""),
        "classes": (classes(cards), counted(cards.total, "card")),
        "interval": (
            day_lengths(cards.intervals, "Interval"),
            f"half are over {counted(_median(cards.intervals), 'day')}",
        ),
        "ease": (eases(cards.eases), f"median {_median(cards.eases) / 10:.0f} %"),
        "stability": (
            day_lengths(cards.stabilities, "Stability"),
            f"half are over {counted(_median(cards.stabilities), 'day')}",
        ),
        "difficulty": (
            difficulties(cards.difficulties),
            f"median {_median(cards.difficulties) / 10:.1f}",
        ),
        "recall": (recall(cards.recall), known),
        "added": (
            added(statistics, "day" if reviews.days <= 31 else unit),
            counted(sum(since), "card"),
        ),
    }


def answers(reviews: Reviews, unit: str, *, time: bool) -> Plot:
    """Return answers, or the minutes they took, by day, week or month and by kind."""
    parts = reviews.parts(unit)
    series = []
    for kind, name in KINDS.items():
        values = [
            sum(
                record.time_ms[kind] / 60_000 if time else record.of(kind) for record in one.records
            )
            for one in parts
        ]
        if any(values):
            series.append(Series(name, tuple(values)))
    days = [(one.first_day, one.last_day) for one in parts]
    return _over_days(days, unit, series, _minutes if time else whole)


def retention(reviews: Reviews, unit: str) -> Plot | None:
    """Return the true retention of young and mature cards over time; None: too few reviews."""
    parts = reviews.parts(unit)
    series = []
    for maturity, name in enumerate(("Young", "Mature")):
        shares = [one.retention(maturity) for one in parts]
        values = tuple(one.share if one.asked >= LEAST else None for one in shares)
        if any(value is not None for value in values):
            series.append(Series(name, values))
    if not series:
        return None
    known = [value for one in series for value in one.values if value is not None]
    days = [(one.first_day, one.last_day) for one in parts]
    bottom = max(0.0, min(0.8, int(min(known) * 10) / 10))
    bars = _over_days(days, unit, series, per_cent)
    return replace(bars, form=Form.LINES, top=1.0, bottom=bottom)


def forecast(statistics: Statistics, days: int) -> Plot:
    """Return the cards due on the coming days, what is overdue before them; beyond three months
    by week."""
    today = statistics.today
    unit = "day" if days <= 92 else "week" if days <= 400 else "month"
    spans = list(periods(today, today + days - 1, unit))
    ends = [(0, today - 1), *spans]
    series = []
    for mature, name in ((False, "Young and learning"), (True, "Mature")):
        due = {
            day: n for (day, is_mature), n in statistics.cards.due.items() if is_mature is mature
        }
        series.append(Series(name, _sums(due, ends)))
    plot = _over_days(spans, unit, [])
    words, short = ("Overdue", *plot.places), ("Overdue", *plot.short)
    if not sum(one.values[0] or 0 for one in series):
        series = [Series(one.name, one.values[1:]) for one in series]
        words, short = words[1:], short[1:]
    return Plot(UNITS[unit], words, tuple(series), short=short)


def added(statistics: Statistics, unit: str) -> Plot:
    """Return the cards added over the time that is looked at."""
    reviews = statistics.reviews
    spans = list(periods(reviews.first_day, reviews.last_day, unit))
    values = _sums(statistics.cards.added, spans)
    return _over_days(spans, unit, [Series("Cards", values)])


def classes(cards: Cards) -> Plot:
    """Return how many cards are new, learning, young …"""
    shown = [kind for kind in CLASSES if kind < CardClass.BURIED or cards.classes[kind]]
    values = tuple(float(cards.classes[kind]) for kind in shown)
    words = tuple(CLASSES[kind] for kind in shown)
    return Plot("State", words, (Series("Cards", values),))


def day_lengths(counts: Counter[int], place: str) -> Plot:
    """Return a histogram of days on a scale that widens."""
    edges = (*_DAYS[1:], 1_000_000)
    values = []
    low = -1
    for edge in edges:
        values.append(float(sum(n for days, n in counts.items() if low < days < edge)))
        low = edge - 1
    return Plot(place, _DAY_WORDS, (Series("Cards", tuple(values)),), short=_DAY_SHORT)


def difficulties(counts: Counter[int]) -> Plot:
    """Return a histogram of the difficulties of FSRS, 1–10."""
    edges = [(low, low + 9 if low < 90 else 100) for low in range(10, 100, 10)]
    words = tuple(f"{low // 10}–{low // 10 + 1}" for low, _ in edges)
    return _histogram("Difficulty", counts, edges, words)


def eases(counts: Counter[int]) -> Plot:
    """Return a histogram of eases, in steps of 10 %."""
    least, most = min(counts, default=2500) // 100, max(counts, default=2500) // 100
    edges = [(step * 100, step * 100 + 99) for step in range(least, most + 1)]
    words = tuple(f"{low // 10} %" for low, _ in edges)
    return _histogram("Ease", counts, edges, words)


def recall(counts: Counter[int]) -> Plot:
    """Return a histogram of how likely the cards are known now."""
    edges = [(low, low + 4 if low < 95 else 100) for low in range(0, 100, 5)]
    words = tuple(f"{low}–{low + 5} %" for low, _ in edges)
    short = tuple(f"{low} %" if low % 20 == 0 else "" for low, _ in edges)
    return _histogram("Chance", counts, edges, words, short)


def hours(reviews: Reviews) -> Plot:
    """Return the answers by local hour, right and wrong."""
    found = [reviews.hours()[(4 + at) % 24] for at in range(24)]
    words = tuple(f"{(4 + at) % 24:02}:00–{(5 + at) % 24:02}:00" for at in range(24))
    short = tuple(f"{(4 + at) % 24}" for at in range(24))
    right = Series("Known", tuple(float(good) for _, good in found), "correct")
    wrong = Series("Again", tuple(float(all_ - good) for all_, good in found), "incorrect")
    return Plot("Hour", words, (right, wrong), short=short)


def buttons(reviews: Reviews) -> Plot | None:
    """Return which buttons were pressed, as shares of the answers to each kind of card."""
    counts = reviews.buttons()
    shown = [kind for kind in KINDS if sum(counts[kind])]
    if not shown:
        return None
    places = tuple(f"{KINDS[kind]}, {sum(counts[kind]):,} answers" for kind in shown)
    series = tuple(
        Series(
            ANSWERS[rating],
            tuple(counts[kind][rating - 1] / sum(counts[kind]) for kind in shown),
        )
        for rating in Rating
    )
    short = tuple(KINDS[kind] for kind in shown)
    return Plot("Kind", places, series, Form.BESIDE, short, words=per_cent, top=1.0)


def _histogram(
    place: str,
    counts: Counter[int],
    edges: Sequence[tuple[int, int]],
    words: tuple[str, ...],
    short: tuple[str, ...] = (),
) -> Plot:
    values = tuple(
        float(sum(number for value, number in counts.items() if low <= value <= high))
        for low, high in edges
    )
    return Plot(place, words, (Series("Cards", values),), short=short)


def _over_days(
    spans: Sequence[tuple[int, int]],
    unit: str,
    series: Sequence[Series],
    words: Callable[[float], str] = whole,
) -> Plot:
    return Plot(
        UNITS[unit],
        tuple(_span_name(first, last, unit) for first, last in spans),
        tuple(series),
        short=tuple(_short_name(first, unit) for first, _ in spans),
        words=words,
    )


def _span_name(first: int, last: int, unit: str) -> str:
    if unit == "day":
        return day_name(first)
    day = date.fromordinal(first)
    if unit == "month":
        return f"{day:%B %Y}"
    end = date.fromordinal(last)
    return f"{day.day} {day:%b} to {end.day} {end:%b %Y}"


def _short_name(first: int, unit: str) -> str:
    day = date.fromordinal(first)
    return f"{day:%b %Y}" if unit == "month" else f"{day.day} {day:%b}"


def _minutes(value: float) -> str:
    return duration(round(value) * 60_000) if value >= 1 else f"{value * 60:.0f} s"


def _retention_fact(reviews: Reviews) -> str:
    shares = [(name, reviews.retention(at)) for at, name in enumerate(("young", "mature"))]
    return ", ".join(
        f"{name} {share(one.share)} of {one.asked:,}"
        for name, one in shares
        if one.share is not None
    )


def _median(counts: Counter[int]) -> int:
    """Return the middle value, 0 of none."""
    left = counts.total() / 2
    for value in sorted(counts):
        left -= counts[value]
        if left <= 0:
            return value
    return 0


def _sums(by_day: Mapping[int, int], spans: Sequence[tuple[int, int]]) -> tuple[float, ...]:
    """Return the sum of the days of each span; spans follow one another."""
    ends = [last for _, last in spans]
    found = [0.0] * len(spans)
    for day, number in by_day.items():
        at = bisect_left(ends, day)
        if at < len(spans) and day >= spans[at][0]:
            found[at] += number
    return tuple(found)
