from __future__ import annotations

import pytest

from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent, thinned, ticks

DAYS = ("Mon", "Tue", "Wed")


def test_bars_on_one_another_reach_as_high_as_their_sum() -> None:
    series = (Series("Learned", (1, None, 2)), Series("Reviewed", (4, 5, 1)))
    assert Plot("Day", DAYS, series).greatest() == 5
    assert Plot("Day", DAYS, (*series, Series("Again", (3, 0, 9)))).greatest() == 12
    assert Plot("Day", DAYS, series, Form.BESIDE).greatest() == 5


def test_a_place_is_said_with_its_values() -> None:
    two = Plot("Day", DAYS, (Series("Learned", (1, None, 2)), Series("Reviewed", (4, 5, 1200))))
    assert two.said(0) == "Mon: Learned 1, Reviewed 4"
    assert two.said(1) == "Tue: Reviewed 5"
    one = Plot("Day", DAYS, (Series("Share", (0.5, None, 1)),), words=per_cent)
    assert [one.said(place) for place in range(3)] == ["Mon: 50 %", "Tue: nothing", "Wed: 100 %"]


def test_the_table_holds_every_value_as_it_is_said() -> None:
    plot = Plot("Day", DAYS, (Series("Reviewed", (4, None, 1200)),))
    assert plot.rows() == [("Day", "Reviewed"), ("Mon", "4"), ("Tue", ""), ("Wed", "1,200")]


@pytest.mark.parametrize(
    ("bottom", "top", "marks"),
    [
        (0, 100, (0, 25, 50, 75, 100)),
        (0, 23_402, (0, 10_000, 20_000, 30_000)),
        (0.6, 1.0, (0.6, 0.7, 0.8, 0.9, 1.0)),
        (0, 0, (0, 1)),
    ],
)
def test_marks_of_an_axis_are_round(bottom: float, top: float, marks: tuple[float, ...]) -> None:
    assert ticks(bottom, top) == pytest.approx(marks)


@pytest.mark.parametrize("top", [1, 2, 3, 5, 7, 9, 11, 999, 1001])
def test_marks_of_whole_numbers_are_whole(top: int) -> None:
    marks = ticks(0, top, least=1)
    assert all(mark == int(mark) for mark in marks)
    assert marks[-1] >= top
    assert len(set(marks)) == len(marks) <= 5


def test_words_below_an_axis_are_left_out_until_they_fit() -> None:
    assert thinned([10, 10, 10], room=12) == 1
    assert thinned([30, 20, 30, 30, 30], room=12) == 3
    assert thinned([], room=5) == 1


def test_an_estimate_is_said_with_its_range() -> None:
    right = Series("Right", (0.6, None), band=((0.5, 0.72), None))
    plot = Plot("Week", ("9 Mar", "16 Mar"), (right,), Form.LINES, words=per_cent)
    assert plot.said(0) == "9 Mar: 60 % (50 % to 72 %)"
    assert plot.rows()[1:] == [("9 Mar", "60 % (50 % to 72 %)"), ("16 Mar", "")]
    assert plot.greatest() == 0.72
