"""Sums as plots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ms2qbank_desktop.features.analytics.models import CardTally, Scope, Tally
from ms2qbank_desktop.features.analytics.ui import plots, time_readings
from ms2qbank_desktop.features.analytics.ui.looking import Choice, look
from ms2qbank_desktop.features.planner.study_models import Activity, Week
from ms2qbank_desktop.ui.charts.plot import Form

TODAY = date(2026, 3, 30)
"""A Monday."""
DAY = timedelta(1)
QUARTER = look(Choice("90"), TODAY)


def tally(right: int, total: int) -> Tally:
    return Tally(total, right, firsts=total, firsts_right=right)


def test_below_ten_attempts_there_is_no_plot() -> None:
    assert plots.share_rows("Subject", {"Pathology": tally(4, 9)}) is None
    assert plots.share_bars("Half", ["1", "2"], [tally(4, 5), tally(2, 4)]) is None
    assert plots.first_attempts({TODAY: tally(4, 9)}, None, {}, QUARTER) is None
    assert plots.retention({TODAY: CardTally(20, 9, 9)}, None, QUARTER) is None
    assert plots.cards_and_questions({"": CardTally(20, 9, 9)}, {}, str) is None


def test_three_of_four_is_a_wide_range_and_few() -> None:
    plot = plots.share_rows("Subject", {"Pathology": tally(60, 80), "Genetics": tally(3, 4)})
    assert plot is not None
    assert plot.form is Form.ROWS
    assert plot.rows() == [
        ("Subject", "right", "Attempts"),
        ("Pathology", "75 % (65 % to 83 %)", "80"),
        ("Genetics", "75 % (30 % to 95 %)", "4, few"),
    ]


def test_rows_stand_by_their_number_and_no_more_than_fit() -> None:
    found = {f"S{number:02}": tally(1, 10 + number) for number in range(30)}
    plot = plots.share_rows("System", found)
    assert plot is not None
    assert plot.places == tuple(f"S{number:02}" for number in range(29, 13, -1))


def test_a_compared_period_stands_in_the_same_rows() -> None:
    now = {"Pathology": tally(60, 80), "": tally(1, 5)}
    plot = plots.share_rows("Subject", now, {"Pathology": tally(30, 60)})
    assert plot is not None
    assert [one.name for one in plot.series] == ["this period", "compared period"]
    assert plot.places == ("Pathology", "Not given")
    assert plot.series[1].values == (0.5, None)
    assert plot.series[1].band[1] is None
    assert plot.rows()[0][-1] == "Attempts, change"
    assert plot.notes == ("80 · +25 (+9 to +40)", "5, few")


def test_first_attempts_stand_by_week_with_their_range() -> None:
    days = {TODAY - 21 * DAY: tally(6, 10), TODAY - 20 * DAY: tally(4, 10), TODAY: tally(9, 10)}
    plot = plots.first_attempts(days, None, {}, QUARTER)
    assert plot is not None
    assert plot.places == ("Week of 9 Mar", "Week of 16 Mar", "Week of 23 Mar", "Week of 30 Mar")
    assert plot.series[0].values == (0.5, None, None, 0.9)
    assert plot.series[0].band[1] is None
    assert plot.bottom == 0.2


def test_what_lies_within_two_weeks_stands_by_day() -> None:
    days = {TODAY - 2 * DAY: tally(6, 10), TODAY: tally(9, 10)}
    plot = plots.first_attempts(days, None, {}, QUARTER)
    assert plot is not None
    assert plot.places == ("Sat 28 Mar", "Sun 29 Mar", "today")
    assert plot.labels == ("28 Mar", "29 Mar", "30 Mar")


def test_cards_stand_beside_first_attempts_from_ten_due_ones_on() -> None:
    days = {TODAY: tally(9, 10)}
    few = plots.first_attempts(days, None, {TODAY - 40 * DAY: CardTally(9, 9, 9)}, QUARTER)
    assert few is not None
    assert [one.name for one in few.series] == ["right"]
    assert few.places == ("today",)
    cards = {TODAY: CardTally(40, 20, 18)}
    plot = plots.first_attempts(days, None, cards, QUARTER)
    assert plot is not None
    assert plot.series[1].values == (0.9,)


def test_two_periods_begin_at_the_same_place() -> None:
    both = look(Choice("30", compare="before"), TODAY)
    assert both.scope.first is not None
    assert both.before is not None
    assert both.before.first is not None
    now = {both.scope.first + 9 * DAY: tally(15, 20)}
    before = {both.before.first: tally(5, 20)}
    plot = plots.first_attempts(now, before, {}, both)
    assert plot is not None
    assert plot.series[0].values[0] is None
    assert plot.series[1].values[0] == 0.25
    assert len(plot.series[1].values) == len(plot.places) == 6


def test_cards_and_questions_of_a_system_stand_in_one_row() -> None:
    cards = {"Renal": CardTally(60, 50, 45), "Skin": CardTally(5, 0, 0)}
    plot = plots.cards_and_questions(cards, {"Renal": tally(10, 40)}, str)
    assert plot is not None
    assert plot.places == ("Renal",)
    assert [one.values for one in plot.series] == [(0.9,), (0.25,)]
    assert plot.notes == ("50 and 40",)


def test_hours_of_study_are_told_apart_by_activity() -> None:
    days = {
        TODAY - 30 * DAY: {Activity.QUESTIONS: 1800.0, Activity.CARDS: 600.0},
        TODAY - 29 * DAY: {Activity.QUESTIONS: 1800.0},
        TODAY: {Activity.VIDEO: 5400.0},
    }
    figure = time_readings.activity_figure(days, QUARTER)
    assert figure.plot is not None
    assert figure.fact == "2 h 40 min in all, 53 min a day studied"
    assert [one.name for one in figure.plot.series] == ["questions", "cards", "lectures"]
    assert figure.plot.rows()[1] == ("Week of 23 Feb", "1 h", "10 min", "0")
    assert time_readings.activity_figure({TODAY: {Activity.CARDS: 30.0}}, QUARTER).plot is None


def test_a_plan_is_held_against_the_weeks_that_have_begun() -> None:
    weeks = [Week(TODAY + 7 * at * DAY, 600, 450) for at in range(-2, 2)]
    figure = time_readings.adherence_figure(weeks, look(Choice("30"), TODAY))
    assert figure.plot is not None
    assert figure.plot.labels == ("16 Mar", "23 Mar", "30 Mar")
    assert figure.fact == "75 % done of what was planned"
    assert time_readings.adherence_figure([], QUARTER).plot is None


def test_all_time_is_shown_by_week() -> None:
    days = {TODAY - 300 * DAY: tally(9, 10), TODAY: tally(9, 10)}
    plot = plots.first_attempts(days, None, {}, look(Choice("all"), TODAY))
    assert plot is not None
    assert len(plot.places) == 44
    assert look(Choice("all"), TODAY).scope == Scope()


def test_a_target_is_a_line_through_the_course_of_first_attempts() -> None:
    days = {TODAY - 21 * DAY: tally(6, 10), TODAY: tally(9, 10)}
    aimed = replace(QUARTER, target=0.75)
    plot = plots.first_attempts(days, None, {}, aimed)
    assert plot is not None
    assert (plot.series[-1].name, set(plot.series[-1].values)) == ("target", {0.75})
    assert plot.row(1)[-1] == "75 %"
    without = plots.first_attempts(days, None, {}, QUARTER)
    assert without is not None
    assert [one.name for one in without.series] == ["right"]
