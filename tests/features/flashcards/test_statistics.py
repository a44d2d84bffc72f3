"""Every number of the statistics against one counted plainly from the raw rows."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.queries import statistics as queries
from ms2qbank_desktop.features.flashcards.service.statistics import StatisticsService
from ms2qbank_desktop.features.flashcards.statistics import (
    AnswerKind,
    Reviews,
    periods,
    streak,
)
from ms2qbank_desktop.storage.engine import connect
from tests.support.bank import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("learn", "review", "relearn", "filtered", "manual", "rescheduled", "imported")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
NOW = datetime(2026, 3, 30, 9, tzinfo=UTC)  # the day after clocks went forward in Berlin


@dataclass(frozen=True)
class Row:
    """A line of the log as it is stored."""

    id: int
    card_id: int
    rating: int
    kind: str
    last_interval: int
    time_ms: int
    void: bool


class Logs:
    """A profile whose log can be given to any number of users that are nobody."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.clock.pass_time((NOW - desk.clock.now()).total_seconds())
        self.service = StatisticsService(desk.context.store, desk.clock)
        self._next_user = 1_000
        self._next_bits = 0

    def user(self, rows: list[Row]) -> int:
        self._next_user += 1
        self.write(self._next_user, rows)
        return self._next_user

    def write(self, user: int, rows: list[Row]) -> None:
        database = connect(self.desk.context.store.paths.database)
        database.execute("BEGIN")
        for row in rows:
            database.execute(
                "INSERT INTO card_reviews (id, card_id, rating, kind, interval, last_interval, "
                "ease_permille, time_ms, user_id) VALUES (?, ?, ?, ?, 1, ?, 0, ?, ?)",
                (row.id, row.card_id, row.rating, row.kind, row.last_interval, row.time_ms, user),
            )
            if row.void:
                database.execute("INSERT INTO card_review_voids (id, at) VALUES (?, 0)", (row.id,))
        database.execute("COMMIT")
        database.close()

    def row(self, at: datetime, draw: Random) -> Row:
        self._next_bits = (self._next_bits + 1) % (1 << 21)
        at_ms = round(at.timestamp() * 1000)
        return Row(
            id=(at_ms << 21) | self._next_bits,
            card_id=draw.randrange(1, 8),
            rating=draw.randrange(0, 5),
            kind=draw.choice(KINDS[:3] if draw.random() < 0.8 else KINDS),
            last_interval=draw.choice((-600, 0, 1, 20, 21, 22, 400)),
            time_ms=draw.randrange(0, 60_001),
            void=draw.random() < 0.1,
        )


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logs]:
    desk = open_desk(tmp_path_factory.mktemp("statistics") / "data", questions=0)
    yield Logs(desk)
    desk.context.close()


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The local time of the computer."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def day_of(row: Row, zone: str) -> int:
    local = datetime.fromtimestamp((row.id >> 21) / 1000, ZoneInfo(zone)).replace(tzinfo=None)
    return (local - timedelta(hours=4)).date().toordinal()


def hour_of(row: Row, zone: str) -> int:
    return datetime.fromtimestamp((row.id >> 21) / 1000, ZoneInfo(zone)).hour


def kind_of(row: Row) -> AnswerKind:
    if row.kind == "learn":
        return AnswerKind.LEARNING
    if row.kind == "review":
        return AnswerKind.MATURE if row.last_interval >= 21 else AnswerKind.YOUNG
    return AnswerKind.RELEARNING if row.kind == "relearn" else AnswerKind.FILTERED


def check(found: Reviews, rows: list[Row], zone: str) -> None:
    """Compare all that is told of a stretch with the raw rows."""
    valid = sorted((one for one in rows if one.rating and not one.void), key=lambda one: one.id)
    inside = [one for one in valid if found.first_day <= day_of(one, zone) <= found.last_day]
    assert found.answers == len(inside)
    assert found.time_ms == sum(one.time_ms for one in inside)
    assert found.days_studied == len({day_of(one, zone) for one in inside})
    counts = Counter((kind_of(one), one.rating) for one in inside)
    assert found.buttons() == tuple(
        tuple(counts[kind, rating] for rating in (1, 2, 3, 4)) for kind in AnswerKind
    )
    hours = Counter(hour_of(one, zone) for one in inside)
    right = Counter(hour_of(one, zone) for one in inside if one.rating > 1)
    assert found.hours() == tuple((hours[hour], right[hour]) for hour in range(24))
    firsts: dict[tuple[int, int], Row] = {}
    for one in inside:
        firsts.setdefault((one.card_id, day_of(one, zone)), one)
    for maturity, kind in enumerate((AnswerKind.YOUNG, AnswerKind.MATURE)):
        asked = [one for one in firsts.values() if kind_of(one) is kind]
        known = [one for one in asked if one.rating > 1]
        assert found.retention(maturity) == (len(known), len(asked))
    for unit in ("day", "week", "month"):
        parts = found.parts(unit)
        assert sum(part.answers for part in parts) == len(inside)
        assert parts[0].first_day == found.first_day
        assert parts[-1].last_day == found.last_day
    by_kind = Counter((day_of(one, zone), kind_of(one)) for one in inside)
    for record in found.records:
        for kind in AnswerKind:
            assert record.of(kind) == by_kind[record.day, kind]


@pytest.mark.parametrize("zone", ZONES, indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32), number=st.integers(0, 60), days=st.sampled_from((1, 7, 30, None))
)
def test_the_numbers_of_the_log_are_those_of_its_rows(
    logs: Logs, zone: str, seed: int, number: int, days: int | None
) -> None:
    draw = Random(seed)
    spread = draw.choice((1.0, 5.0, 60.0))
    rows = [logs.row(NOW - timedelta(days=spread * draw.random()), draw) for _ in range(number)]
    user = logs.user(rows)
    found = logs.service.statistics(user, days)
    check(found.reviews, rows, zone)
    valid = [one for one in rows if one.rating and not one.void]
    studied = {day_of(one, zone) for one in valid}
    now = found.today if found.today in studied else found.today - 1
    run = 0
    while now - run in studied:
        run += 1
    assert found.streak.now == run
    assert found.past_year == Counter(day_of(one, zone) for one in valid)


@pytest.mark.parametrize("zone", ZONES[:2], indirect=True)
def test_lines_added_or_taken_back_later_are_counted(logs: Logs, zone: str) -> None:
    draw = Random(7)
    rows = [logs.row(NOW - timedelta(days=40 * draw.random()), draw) for _ in range(80)]
    user = logs.user(rows)
    check(logs.service.statistics(user).reviews, rows, zone)
    older = [logs.row(NOW - timedelta(days=20 + 90 * draw.random()), draw) for _ in range(30)]
    logs.write(user, older)
    check(logs.service.statistics(user).reviews, rows + older, zone)
    taken = next(one for one in older if one.rating and not one.void)
    database = connect(logs.desk.context.store.paths.database)
    database.execute("INSERT INTO card_review_voids (id, at) VALUES (?, 0)", (taken.id,))
    database.close()
    left = [one for one in rows + older if one is not taken]
    check(logs.service.statistics(user).reviews, left, zone)


@pytest.mark.parametrize("zone", ZONES[:2], indirect=True)
def test_days_that_pass_are_added_to_those_that_are_known(logs: Logs, zone: str) -> None:
    draw = Random(5)
    rows = [logs.row(NOW - timedelta(days=9 * draw.random()), draw) for _ in range(60)]
    user = logs.user(rows)
    check(logs.service.statistics(user).reviews, rows, zone)
    for _ in range(3):
        logs.desk.clock.pass_time(86_400 * draw.choice((1, 2)))
        now = logs.desk.clock.now()
        fresh = [logs.row(now - timedelta(days=1.5 * draw.random()), draw) for _ in range(20)]
        logs.write(user, fresh)
        rows += fresh
        check(logs.service.statistics(user).reviews, rows, zone)
    logs.desk.clock.pass_time((NOW - logs.desk.clock.now()).total_seconds())
    inside = [one for one in rows if day_of(one, zone) <= logs.service.statistics(user).today]
    check(logs.service.statistics(user).reviews, inside, zone)


@pytest.mark.parametrize("zone", ZONES[:2], indirect=True)
def test_what_was_counted_is_found_again_at_the_next_start(
    logs: Logs, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Random(13)
    rows = [logs.row(NOW - timedelta(days=40 * draw.random()), draw) for _ in range(90)]
    user = logs.user(rows)
    check(logs.service.statistics(user).reviews, rows, zone)
    read: list[int] = []
    lines = queries.lines

    def seen(*given: Any) -> Iterator[Any]:
        for line in lines(*given):
            read.append(line[1])
            yield line

    monkeypatch.setattr(queries, "lines", seen)
    fresh = [logs.row(NOW - timedelta(minutes=5), draw) for _ in range(3)]
    logs.write(user, fresh)
    started = StatisticsService(logs.desk.context.store, logs.desk.clock)
    check(started.statistics(user).reviews, rows + fresh, zone)
    today = [one for one in rows + fresh if day_of(one, zone) == NOW.date().toordinal()]
    assert len(read) == sum(bool(one.rating and not one.void) for one in today)


@pytest.mark.parametrize("zone", ZONES[:1], indirect=True)
def test_sums_that_do_not_fit_the_log_are_counted_anew(logs: Logs, zone: str) -> None:
    draw = Random(17)
    rows = [logs.row(NOW - timedelta(days=40 * draw.random()), draw) for _ in range(90)]
    user = logs.user(rows)
    check(logs.service.statistics(user).reviews, rows, zone)
    older = [logs.row(NOW - timedelta(days=20), draw) for _ in range(9)]
    logs.write(user, older)
    started = StatisticsService(logs.desk.context.store, logs.desk.clock)
    check(started.statistics(user).reviews, rows + older, zone)
    with logs.desk.context.store.write() as session:
        session.connection().exec_driver_sql("UPDATE card_days SET records = '[]'")
        queries.forget_days(session)  # as `check` does
    started = StatisticsService(logs.desk.context.store, logs.desk.clock)
    check(started.statistics(user).reviews, rows + older, zone)


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_another_time_zone_has_other_days(logs: Logs, zone: str) -> None:
    draw = Random(19)
    rows = [logs.row(NOW - timedelta(days=40 * draw.random()), draw) for _ in range(90)]
    user = logs.user(rows)
    check(logs.service.statistics(user).reviews, rows, zone)
    os.environ["TZ"] = "Asia/Kathmandu"
    time.tzset()
    check(logs.service.statistics(user).reviews, rows, "Asia/Kathmandu")


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_an_answer_before_four_belongs_to_the_day_before_even_when_clocks_change(
    logs: Logs, zone: str
) -> None:
    draw = Random(3)
    four = datetime(2026, 3, 29, 4, tzinfo=ZoneInfo(zone))  # an hour less than a day before
    rows = [logs.row(four + timedelta(seconds=second), draw) for second in (-1, 1)]
    rows = [Row(one.id, 1, 3, "review", 30, 1000, void=False) for one in rows]
    found = logs.service.statistics(logs.user(rows)).reviews
    assert [record.day for record in found.records] == [
        date(2026, 3, 28).toordinal(),
        date(2026, 3, 29).toordinal(),
    ]
    assert [found.hours()[hour][0] for hour in (3, 4)] == [1, 1]


def test_an_empty_log_has_a_day_and_no_answers(logs: Logs) -> None:
    found = logs.service.statistics(logs.user([])).reviews
    assert (found.days, found.answers, found.retention().share) == (1, 0, None)
    assert found.hours() == ((0, 0),) * 24
    assert sum(map(sum, found.buttons())) == 0


def test_a_streak_stands_until_a_day_is_over() -> None:
    assert streak([5, 6, 7, 9, 10], today=10) == (2, 3)
    assert streak([5, 6, 7, 9, 10], today=11) == (2, 3)
    assert streak([5, 6, 7, 9, 10], today=12) == (0, 3)
    assert streak([], today=12) == (0, 0)


def test_weeks_begin_on_monday_and_months_on_their_first_day() -> None:
    first, last = date(2026, 1, 28).toordinal(), date(2026, 3, 3).toordinal()
    weeks = [date.fromordinal(start) for start, _ in periods(first, last, "week")]
    assert weeks[0] == date(2026, 1, 28)
    assert all(day.weekday() == 0 for day in weeks[1:])
    months = list(periods(first, last, "month"))
    assert [date.fromordinal(start).day for start, _ in months] == [28, 1, 1]
    assert months[-1][1] == last


def test_only_an_answer_of_a_day_that_is_over_lets_go_of_the_sums(logs: Logs) -> None:
    draw = Random(23)
    rows = [logs.row(NOW - timedelta(days=1 + 40 * draw.random()), draw) for _ in range(30)]
    user, other = logs.user(rows), logs.user([logs.row(NOW - timedelta(days=9), draw)])

    def kept() -> set[int]:
        with logs.desk.context.store.read() as session:
            return {one for one in (user, other) if queries.kept_state(session, one)}

    for one in (user, other):
        logs.service.statistics(one)
    logs.write(user, [logs.row(NOW - timedelta(minutes=5), draw)])
    assert kept() == {user, other}
    logs.write(user, [replace(logs.row(NOW - timedelta(days=3), draw), rating=3, void=False)])
    assert kept() == {other}
    logs.service.statistics(user)
    assert kept() == {user, other}


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_sums_are_not_kept_when_the_log_grew_while_they_were_counted(
    logs: Logs, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Random(29)
    rows = [logs.row(NOW - timedelta(days=1 + 40 * draw.random()), draw) for _ in range(30)]
    user = logs.user(rows)
    late = [replace(logs.row(NOW - timedelta(days=3), draw), rating=3, void=False)]
    lines = queries.lines

    def grows(*given: Any) -> Iterator[Any]:
        found = list(lines(*given))
        monkeypatch.setattr(queries, "lines", lines)
        logs.write(user, late)
        return iter(found)

    monkeypatch.setattr(queries, "lines", grows)
    check(logs.service.statistics(user).reviews, rows, zone)
    check(logs.service.statistics(user).reviews, rows + late, zone)
