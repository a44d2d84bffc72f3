"""Times and shares in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ms2qbank_desktop.ui import words

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC).astimezone()


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(hours=2), f"today {NOON - timedelta(hours=2):%H:%M}"),
        (timedelta(days=1), f"yesterday {NOON:%H:%M}"),
        (timedelta(days=10), "5 Jun"),
        (timedelta(days=300), "19 Aug 2025"),
    ],
)
def test_a_time_is_said_as_short_as_it_can_be(before: timedelta, said: str) -> None:
    assert words.short_when(NOON - before, NOON) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "Sun"), (6, "Tue"), (7, "8 Jun"), (300, "19 Aug 2025"), (-1, "16 Jun")],
)
def test_a_day_is_said_as_short_as_it_can_be(days: int, said: str) -> None:
    assert words.short_day(NOON - timedelta(days=days), NOON) == said


def test_a_day_is_said_in_full() -> None:
    assert words.long_day(NOON.date()) == "Monday 15 June 2026"


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (400, "0 s"),
        (45_000, "45 s"),
        (102_000, "1 min 42 s"),
        (1_560_000, "26 min"),
        (7_200_000, "2 h"),
        (7_500_000, "2 h 5 min"),
    ],
)
def test_a_duration_has_at_most_two_units(milliseconds: int, said: str) -> None:
    assert words.duration(milliseconds) == said


def test_a_share_has_a_space_before_its_unit() -> None:
    assert words.share(0.645) == "64 %"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards"), (1204, "1,204 cards")]
)
def test_a_number_has_its_noun(number: int, said: str) -> None:
    assert words.counted(number, "card") == said
