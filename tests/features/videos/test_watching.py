"""What was watched: the log, its fold, and what a session of playing writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.videos.models import (
    Video,
    Watched,
    WatchEvent,
    WatchKind,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.features.videos.session import SAVE_EVERY, PlaySession
from ms2qbank_desktop.features.videos.watching import after, folded
from ms2qbank_desktop.storage.engine import connect
from ms2qbank_desktop.ui.changes import touches
from tests.support.films import MINUTE, film

if TYPE_CHECKING:
    from tests.support.bank import Desk

HOUR = 60 * MINUTE
START = datetime(2026, 3, 2, tzinfo=UTC)


class Seat:
    """A student who plays one video."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.watching = desk.context.service(WatchingService)
        self.video_id = film(desk, "Renal 2")
        self.open()

    @property
    def video(self) -> Video:
        return self.desk.context.service(CatalogueService).video(self.desk.user_id, self.video_id)

    def open(self) -> None:
        desk = self.desk
        self.session = PlaySession(self.watching, desk.clock, desk.user_id, self.video)

    def play(self, seconds: int) -> None:
        """Play on, a report of the position each quarter of a second."""
        for _ in range(seconds * 4):
            self.desk.clock.pass_time(0.25)
            self.session.reached(self.session.position_ms + 250)

    def lines(self) -> list[tuple[str, int, int, int]]:
        with connect(self.desk.context.paths.database) as connection:
            query = "SELECT kind, start_ms, end_ms, position_ms FROM watch_events ORDER BY id"
            return list(connection.execute(query))


@pytest.fixture
def seat(desk: Desk) -> Seat:
    return Seat(desk)


def test_playing_saves_the_position_every_five_seconds_and_at_each_pause(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(12)
    seat.session.paused(12_000)
    kinds = [line[0] for line in seat.lines()]
    assert kinds == ["opened", "progress", "progress", "paused"]
    assert seat.video.watched.watched_ms == 12_000
    assert seat.video.watched.position_ms == 12_000
    assert seat.video.status is WatchStatus.IN_PROGRESS


def test_a_crash_costs_no_more_than_five_seconds(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(33)
    assert 33_000 - seat.video.watched.position_ms <= SAVE_EVERY * 1000


def test_what_is_jumped_over_counts_as_not_watched(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(10)
    seat.session.sought(30 * MINUTE)
    seat.play(10)
    seat.session.closed()
    assert seat.video.watched.watched_ms == 20_000
    assert seat.video.watched.position_ms == 30 * MINUTE + 10_000


def test_who_plays_to_95_percent_is_done_and_starts_again_at_the_beginning(seat: Seat) -> None:
    seat.session.started(0)
    seat.session.sought(int(HOUR * 0.96))
    assert not seat.video.watched.done
    seat.play(6)
    seat.session.closed()
    assert seat.video.status is WatchStatus.DONE
    assert seat.video.watched.position_ms == 0
    seat.open()
    assert seat.session.position_ms == 0


def test_opening_it_twice_is_two_views_but_a_pause_is_none(seat: Seat) -> None:
    for _ in range(2):
        seat.open()
        seat.session.started(0)
        seat.play(20)
        seat.session.paused(20_000)
        seat.session.started(20_000)
        seat.play(2)
        seat.session.closed()
    assert seat.video.watched.views == 2
    assert seat.video.watched.watched_ms == 44_000


def test_a_video_that_was_never_played_leaves_no_line(seat: Seat) -> None:
    seat.session.closed()
    assert seat.lines() == []


def test_speed_is_written_with_what_was_played_at_it(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(2)
    seat.session.set_speed(200)
    seat.play(2)
    seat.session.paused(4_000)
    with connect(seat.desk.context.paths.database) as connection:
        query = "SELECT start_ms, end_ms, speed_percent FROM watch_events ORDER BY id"
        assert connection.execute(query).fetchall()[1:] == [(0, 2000, 100), (2000, 4000, 200)]


def test_marking_can_be_undone_to_the_very_position(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(20)
    seat.session.closed()
    before = seat.video.watched
    undo = seat.watching.mark(seat.desk.user_id, [seat.video_id], done=True)
    assert seat.video.watched.done
    seat.watching.restore(seat.desk.user_id, undo)
    assert seat.video.watched == before


def test_the_log_refuses_to_be_changed(seat: Seat) -> None:
    seat.session.started(0)
    with connect(seat.desk.context.paths.database) as connection:
        for change in ("UPDATE watch_events SET end_ms = 1", "DELETE FROM watch_events"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(change)


def test_a_lost_fold_is_rebuilt_from_the_log(seat: Seat) -> None:
    seat.session.started(0)
    seat.play(20)
    seat.session.closed()
    before = seat.video.watched
    with connect(seat.desk.context.paths.database) as connection:
        connection.execute("UPDATE videos SET position_ms = 1, done = 1, views = 9")
    assert seat.watching.rebuild(seat.desk.user_id) == 1
    assert seat.video.watched == before
    assert seat.watching.rebuild(seat.desk.user_id) == 0


def test_nobody_logs_into_the_video_of_another(seat: Seat) -> None:
    other = seat.desk.user_id + 1
    seat.watching.log(other, seat.video_id, WatchKind.OPENED, position_ms=9)
    assert seat.lines() == []


stretches = st.tuples(st.integers(0, HOUR), st.integers(0, 600_000), st.integers(0, HOUR))


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(set(WatchKind) - {WatchKind.IMPORTED})), stretches),
        max_size=30,
    )
)
def test_the_fold_equals_one_event_after_the_other_and_never_leaves_the_video(
    told: list[tuple[WatchKind, tuple[int, int, int]]],
) -> None:
    events = [
        WatchEvent(kind, START + timedelta(seconds=n), start, start + length, position)
        for n, (kind, (start, length, position)) in enumerate(told)
    ]
    state = Watched()
    for event in events:
        state = after(state, event, HOUR)
        assert 0 <= state.position_ms <= HOUR
    assert folded(events, HOUR) == state
    assert state.views == sum(event.kind is WatchKind.OPENED for event in events)


def test_lists_hear_of_a_pause_and_not_of_every_five_seconds(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    watching, video = desk.context.service(WatchingService), film(desk, "Renal")
    desk.context.changes.subscribe(heard.append)
    watching.log(desk.user_id, video, WatchKind.PROGRESS, position_ms=5_000)
    assert not touches(heard.pop(), frozenset({"videos", "watching"}))
    watching.log(desk.user_id, video, WatchKind.PAUSED, position_ms=6_000)
    assert touches(heard.pop(), frozenset({"watching"}))
