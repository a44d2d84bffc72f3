from datetime import UTC, date, datetime, timedelta

import pytest

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms


def test_now_is_aware_and_whole_milliseconds() -> None:
    now = Clock().now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0


def test_an_instant_survives_the_way_to_milliseconds_and_back() -> None:
    instant = datetime(2026, 2, 28, 23, 59, 59, 999000, tzinfo=UTC)
    assert from_ms(to_ms(instant)) == instant


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        to_ms(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(3, 59, date(2026, 3, 4)), (4, 0, date(2026, 3, 5))]
)
def test_a_study_day_begins_at_four_in_the_morning(hour: int, minute: int, day: date) -> None:
    local = datetime(2026, 3, 5, hour, minute).astimezone()
    assert Clock().study_day(local) == day
