"""Study days in a row, by the strict rule and by the old one that forgives a day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.streaks import streak

TODAY = 1_000
some_days = st.frozensets(st.integers(TODAY - 25, TODAY), max_size=20)


@pytest.mark.parametrize(
    ("days", "now", "best"),
    [
        ((), 0, 0),
        ((TODAY,), 1, 1),
        ((TODAY - 1,), 1, 1),
        ((TODAY - 2,), 0, 1),
        ((TODAY, TODAY - 1, TODAY - 3), 2, 2),
        ((TODAY - 1, TODAY - 2, TODAY - 9, TODAY - 10, TODAY - 11), 2, 3),
    ],
)
def test_a_row_ends_today_or_yesterday(days: tuple[int, ...], now: int, best: int) -> None:
    assert streak(days, TODAY) == (now, best)


@pytest.mark.parametrize(
    ("days", "now"),
    [
        ((TODAY, TODAY - 2), 2),
        ((TODAY, TODAY - 2, TODAY - 4), 2),
        ((TODAY - 1, TODAY - 2), 2),
        ((TODAY - 1, TODAY - 3), 1),
        ((TODAY, TODAY - 3), 1),
        ((TODAY - 2, TODAY - 3), 0),
    ],
)
def test_one_missed_day_is_forgiven_if_one_wants_that(days: tuple[int, ...], now: int) -> None:
    assert streak(days, TODAY, forgiving=True)[0] == now


@given(some_days)
def test_the_old_rule_is_kept_to_the_day(days: frozenset[int]) -> None:
    """It went through the days from the newest back: day i counts while it is i or i + 1 days
    before today, the newest at most yesterday."""
    counted = 0
    for place, day in enumerate(sorted(days, reverse=True)):
        if day not in (TODAY - place, TODAY - place - 1):
            break
        counted += 1
    assert streak(days, TODAY, forgiving=True)[0] == counted


@given(some_days)
def test_the_longest_row_is_found_by_looking_at_all(days: frozenset[int]) -> None:
    longest = max(
        (
            length
            for first in range(TODAY - 25, TODAY + 1)
            for length in range(1, TODAY + 2 - first)
            if all(day in days for day in range(first, first + length))
        ),
        default=0,
    )
    now, best = streak(days, TODAY)
    assert best == longest
    assert now <= best <= streak(days, TODAY, forgiving=True)[1]


@given(some_days, st.integers(TODAY + 1, TODAY + 9))
def test_days_to_come_count_for_nothing(days: frozenset[int], late: int) -> None:
    assert streak(days | {late}, TODAY) == streak(days, TODAY)
