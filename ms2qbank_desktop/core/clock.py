"""The only place that asks for the time, and that knows when a study day begins."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

DAY_START_HOUR = 4
"""Local hour at which a study day begins: a session past midnight belongs to the evening."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """Wall time, a steady timer and the study day."""

    def now(self) -> datetime:
        """Return the present instant, aware, UTC, in whole milliseconds."""
        return from_ms(time.time_ns() // 1_000_000)

    def monotonic(self) -> float:
        """Return seconds of a timer that no clock change moves."""
        return time.monotonic()

    def study_day(self, instant: datetime) -> date:
        """Return the local calendar day that ``instant`` is studied on (days start at 04:00)."""
        return (instant.astimezone() - timedelta(hours=DAY_START_HOUR)).date()

    def day_start(self, day: date) -> datetime:
        """Return the instant at which study day ``day`` begins, 04:00 local time."""
        local = datetime.combine(day, time_of_day(DAY_START_HOUR))  # made aware below
        return local.astimezone(UTC)

    def day_end(self, instant: datetime) -> datetime:
        """Return when the study day of ``instant`` ends: the beginning of the next one."""
        return self.day_start(self.study_day(instant) + timedelta(days=1))


def to_ms(instant: datetime) -> int:
    """Return milliseconds since 1970 of an aware datetime; ValueError for a naive one."""
    if instant.tzinfo is None:
        msg = f"naive datetime {instant!r}: instants are aware UTC"
        raise ValueError(msg)
    return round((instant - _EPOCH) / timedelta(milliseconds=1))


def from_ms(milliseconds: int) -> datetime:
    """Return the aware UTC datetime ``milliseconds`` after 1970."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
