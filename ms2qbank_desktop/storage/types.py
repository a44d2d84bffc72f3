"""Column types shared by all slices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

from ms2qbank_desktop.core.clock import from_ms, to_ms


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime in Python, integer milliseconds since 1970 in SQLite."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else to_ms(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else from_ms(value)
