"""Whether the sums are those of the logs, and of the days as they begin here."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms

from . import marks, tallies

if TYPE_CHECKING:
    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock

_YEARS = range(1990, 2051, 2)
_DAY_MS = 86_400_000
_ATTEMPTS = """
SELECT count(*) FROM (
    SELECT user_id, count(*) AS n, sum(correct) AS c, sum(omitted) AS o, sum(time_ms) AS t,
           count(DISTINCT question_id) AS f
    FROM attempts GROUP BY user_id
    EXCEPT SELECT user_id, sum(attempts), sum(correct), sum(omitted), sum(time_ms), sum(firsts)
    FROM tallies WHERE dimension = 'all' AND grain = 'day' GROUP BY user_id
)
"""
_ANSWERS = """
SELECT count(*) FROM (
    SELECT user_id, count(*) AS n, sum(time_ms) AS t FROM card_reviews
    WHERE rating > 0 AND id NOT IN (SELECT id FROM card_review_voids) GROUP BY user_id
    EXCEPT SELECT user_id, sum(answers), sum(time_ms) FROM card_tallies
    WHERE grain = 'day' GROUP BY user_id
)
"""
_GRAINS = """
SELECT count(*) FROM (
    SELECT {key}, {sums} FROM {table} WHERE grain = 'day' GROUP BY {key}
    EXCEPT SELECT {key}, {sums} FROM {table} WHERE grain = 'month' GROUP BY {key}
)
"""
_SIDES = (
    _ATTEMPTS,
    _ANSWERS,
    _GRAINS.format(
        table="tallies",
        key="user_id, dimension, pack_id, mode, value",
        sums="sum(attempts), sum(correct), sum(time_ms), sum(firsts), sum(firsts_right)",
    ),
    _GRAINS.format(
        table="card_tallies",
        key="user_id, system",
        sums="sum(answers), sum(asked), sum(known), sum(time_ms)",
    ),
)


def is_sound(session: Session) -> bool:
    """Return whether the sums add up to what the logs have, and months to what their days have."""
    connection = session.connection()
    return not any(connection.exec_driver_sql(side).scalar() for side in _SIDES)


def heed_zone(session: Session, clock: Clock) -> None:
    """Have all logs counted anew if days begin elsewhere than when they were counted."""
    if is_elsewhere(session, clock):
        begin_anew(session, clock)


def is_elsewhere(session: Session, clock: Clock) -> bool:
    """Return whether days begin elsewhere than when the logs were counted."""
    sql = "SELECT offsets FROM tally_zone WHERE id = 1"
    return bool(session.connection().exec_driver_sql(sql).scalar() != _zone(clock))


def begin_anew(session: Session, clock: Clock) -> int:
    """Take all sums out and mark every line of the logs; return how many lines that are."""
    tallies.empty(session)
    number = marks.mark_everything(session)
    session.connection().exec_driver_sql(
        "INSERT INTO tally_zone (id, offsets) VALUES (1, ?) "
        "ON CONFLICT (id) DO UPDATE SET offsets = excluded.offsets",
        (_zone(clock),),
    )
    return number


def _zone(clock: Clock) -> str:
    return _beginnings(clock, (*time.tzname, time.timezone, time.altzone))


@lru_cache(maxsize=8)
def _beginnings(clock: Clock, _zone: tuple[str | int, ...]) -> str:
    """Return at which minute of UTC days began, in winter and summer of some years: a zone is told
    from any other by that, as far as sums can be."""
    days = [date(year, month, 1) for year in _YEARS for month in (1, 4, 7, 10)]
    starts = (to_ms(clock.day_start(day)) % _DAY_MS // 60_000 for day in days)
    return " ".join(map(str, starts))
