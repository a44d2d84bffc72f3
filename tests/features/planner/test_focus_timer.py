"""The focus timer."""

from __future__ import annotations

from ms2qbank_desktop.features.planner.focus_timer import FocusTimer, Lengths, Phase


def test_it_counts_down_while_it_runs() -> None:
    timer = FocusTimer(Lengths(25, 5)).start(100)
    assert timer.running
    assert timer.left(100) == 1500
    assert timer.left(160) == 1440
    assert timer.left(99_999) == 0


def test_a_pause_does_not_count() -> None:
    timer = FocusTimer().start(0).pause(60)
    assert not timer.running
    assert timer.begun
    assert timer.elapsed(1000) == 60
    assert timer.start(2000).elapsed(2060) == 120


def test_to_start_it_twice_changes_nothing() -> None:
    timer = FocusTimer().start(0)
    assert timer.start(500) == timer


def test_work_and_rest_take_turns() -> None:
    timer = FocusTimer(Lengths(25, 5)).start(0).turn(1500)
    assert (timer.phase, timer.rounds, timer.left(1500)) == (Phase.BREAK, 1, 300)
    assert timer.running
    again = timer.turn(1800)
    assert (again.phase, again.rounds, again.left(1800)) == (Phase.FOCUS, 1, 1500)
    assert not FocusTimer().turn(0).running


def test_begun_anew_it_has_other_lengths_if_there_are_any() -> None:
    timer = FocusTimer(Lengths(50, 10)).start(0).turn(3000)
    assert timer.reset() == FocusTimer(Lengths(50, 10))
    assert timer.reset(Lengths(10, 1)).left(0) == 600
