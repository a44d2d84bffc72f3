"""The position between the times that VLC tells."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.features.videos.playback.position_clock import PositionClock


@pytest.fixture
def clock() -> PositionClock:
    clock = PositionClock()
    clock.jump(60_000, 100.0)
    return clock


def test_it_stands_after_a_jump_until_it_is_told_to_run(clock: PositionClock) -> None:
    assert clock.position(105.0) == 60_000
    clock.run(105.0)
    assert clock.position(106.0) == 61_000


def test_it_moves_with_the_speed(clock: PositionClock) -> None:
    clock.run(100.0)
    clock.set_rate(2.0, 101.0)
    assert clock.position(102.0) == 63_000
    clock.set_rate(0.5, 102.0)
    assert clock.position(104.0) == 64_000


def test_it_stands_while_held(clock: PositionClock) -> None:
    clock.run(100.0)
    clock.hold(101.5)
    assert clock.position(109.0) == 61_500


def test_it_takes_over_what_is_told(clock: PositionClock) -> None:
    clock.run(100.0)
    clock.hear(61_900, 102.0)
    assert clock.position(102.1) == pytest.approx(62_000)


def test_a_time_from_before_the_jump_is_not_taken_over(clock: PositionClock) -> None:
    clock.run(100.0)
    clock.hear(12_000, 100.1)
    assert clock.position(100.2) == pytest.approx(60_200)
    clock.hear(12_000, 101.0)
    assert clock.position(101.0) == 12_000


def test_a_small_correction_never_shows_an_earlier_time(clock: PositionClock) -> None:
    clock.run(100.0)
    before = clock.position(102.0)
    clock.hear(61_950, 102.0)
    assert clock.position(102.01) == before
    assert clock.position(102.1) > before
