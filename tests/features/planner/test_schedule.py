"""The schedule: its rules over random plans, and the days that go wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.planner.schedule import Day, Schedule, Unit, schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2026, 1, 1)
SYSTEMS = ("Cardiovascular", "Renal", "Nervous", "Endocrine")


def plain_days(number: int, minutes: int = 120) -> list[Day]:
    return [Day(START + timedelta(at), minutes) for at in range(number)]


def blocks(number: int, minutes: int = 30, systems: Sequence[str] = SYSTEMS) -> list[Unit]:
    return [
        Unit(f"{system}/{at}", minutes, (at + 0.5) / number, system)
        for system in systems
        for at in range(number)
    ]


def loads(units: Sequence[Unit], made: Schedule) -> Counter[date]:
    found: Counter[date] = Counter()
    for unit in units:
        if unit.key in made.days:
            found[made.days[unit.key]] += unit.minutes
    return found


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Day], list[Unit]]:
    number = draw(st.integers(0, 60))
    days = [
        Day(
            START + timedelta(at),
            draw(st.sampled_from((0, 5, 30, 60, 120, 300))),
            buffer=draw(st.integers(0, 9)) == 0,
            closing=at >= number - 7,
        )
        for at in range(number)
        if draw(st.integers(0, 6))
    ]
    units = []
    for at in range(draw(st.integers(0, 120))):
        wished = draw(st.integers(-2, 70))
        units.append(
            Unit(
                f"unit/{at}",
                draw(st.sampled_from((5, 10, 25, 50, 160))),
                draw(st.floats(0, 1)),
                draw(st.sampled_from((*SYSTEMS, ""))),
                day=START + timedelta(wished) if draw(st.integers(0, 5)) == 0 else None,
                earliest=START + timedelta(wished) if draw(st.integers(0, 5)) == 0 else None,
                latest=START + timedelta(wished + 9) if draw(st.integers(0, 5)) == 0 else None,
                closes=draw(st.booleans()),
            )
        )
    return days, units


@given(plans())
def test_every_unit_is_placed_where_it_may_lie_or_is_named(
    plan: tuple[list[Day], list[Unit]],
) -> None:
    days, units = plan
    made = schedule(days, units)
    minutes = {day.date: day.minutes for day in days}
    closing = {day.date for day in days if day.closing}
    left = {one.unit.key for one in made.left}
    assert left.isdisjoint(made.days)
    assert left | set(made.days) == {unit.key for unit in units}
    assert all(one.reason for one in made.left)
    for day, load in loads(units, made).items():
        assert load <= minutes[day]
    for unit in units:
        if unit.day is not None:
            assert made.days.get(unit.key) in {None, unit.day}
        elif unit.key in made.days:
            assert unit.earliest is None or made.days[unit.key] >= unit.earliest
            assert unit.latest is None or made.days[unit.key] <= unit.latest
            assert unit.closes or made.days[unit.key] not in closing


@given(plans())
def test_the_same_input_gives_the_same_schedule(plan: tuple[list[Day], list[Unit]]) -> None:
    days, units = plan
    made = schedule(days, units)
    assert schedule(days, list(reversed(units))).days == made.days or any(u.day for u in units)
    assert schedule(days, units) == made


@given(plans())
def test_planning_again_moves_nothing(plan: tuple[list[Day], list[Unit]]) -> None:
    days, units = plan
    made = schedule(days, units)
    again = schedule(days, units, made.days)
    assert {key: again.days.get(key) for key in made.days} == made.days


@given(st.integers(20, 120), st.integers(4, 12), st.integers(0, 10))
def test_a_missed_day_changes_at_most_a_quarter_of_the_rest(
    number: int, each: int, missed: int
) -> None:
    days, units = plain_days(number), blocks(each)
    made = schedule(days, units)
    gone = {unit.key for unit in units if made.days.get(unit.key, START) < days[missed].date}
    rest = [unit for unit in units if unit.key not in gone]
    again = schedule(days[missed + 1 :], rest, made.days)
    moved = sum(again.days.get(unit.key) != made.days.get(unit.key) for unit in rest)
    lost = sum(made.days.get(unit.key) == days[missed].date for unit in rest)
    assert moved == lost
    assert moved <= max(lost, 0.25 * len(rest))


def test_what_was_missed_does_not_pile_up_on_the_next_day() -> None:
    days, units = plain_days(40), blocks(30)
    made = schedule(days, units)
    lost = [unit.key for unit in units if made.days[unit.key] <= days[2].date]
    rest = [unit for unit in units if unit.key in lost or made.days[unit.key] > days[2].date]
    again = schedule(days[3:], rest, made.days)
    taken = Counter(again.days[key] for key in lost)
    assert len(lost) == 9
    assert max(taken.values()) == 1
    assert all(day <= days[3 + 14].date for day in taken)


def test_the_days_are_filled_evenly() -> None:
    days, units = plain_days(50), blocks(25)
    found = loads(units, schedule(days, units))
    assert set(found.values()) == {60}


def test_a_loose_plan_begins_on_its_first_day() -> None:
    days, units = plain_days(84), blocks(3, systems=["Renal"])
    made = schedule(days, units)
    assert [made.days[unit.key] for unit in units] == [days[at].date for at in (0, 28, 56)]


def test_what_closes_a_loose_plan_does_not_begin_it() -> None:
    days = plain_days(60)
    (review,) = schedule(days, [Unit("misses/0", 20, 0.5, closes=True)]).days.values()
    assert review == days[30].date


def test_short_days_get_less_than_long_ones() -> None:
    days = [Day(START + timedelta(at), 60 if at % 7 in {5, 6} else 180) for at in range(70)]
    units = blocks(50, 20)
    found = loads(units, schedule(days, units))
    long = [found[day.date] / 180 for day in days if day.minutes == 180]
    short = [found[day.date] / 60 for day in days if day.minutes == 60]
    assert abs(sum(long) / len(long) - sum(short) / len(short)) < 0.12


def test_no_two_heavy_days_of_one_system_stand_side_by_side() -> None:
    days, units = plain_days(40, 60), blocks(10, 40)
    made = schedule(days, units)
    system = {made.days[unit.key]: unit.system for unit in units}
    assert len(system) == 40
    assert all(system[a.date] != system[b.date] for a, b in pairwise(days))


def test_where_time_is_short_each_system_keeps_its_share() -> None:
    days, units = plain_days(20, 60), blocks(40, 30)
    made = schedule(days, units)
    placed = Counter(unit.system for unit in units if unit.key in made.days)
    assert sum(placed.values()) in {38, 39, 40}
    assert max(placed.values()) - min(placed.values()) <= 1
    assert len(made.left) == 160 - sum(placed.values())


def test_buffer_days_stay_empty_until_they_are_needed() -> None:
    days = [Day(day.date, day.minutes, buffer=at % 7 == 6) for at, day in enumerate(plain_days(28))]
    few, many = blocks(10), blocks(27)
    buffers = {day.date for day in days if day.buffer}
    assert not buffers & set(loads(few, schedule(days, few)))
    assert buffers <= set(loads(many, schedule(days, many)))


def test_the_last_week_takes_only_work_that_closes() -> None:
    days = [Day(day.date, 120, closing=at >= 21) for at, day in enumerate(plain_days(28))]
    mixed = [
        Unit(f"mixed/{at}", 60, at / 7, earliest=days[21].date, closes=True) for at in range(7)
    ]
    made = schedule(days, [*blocks(10), *mixed])
    assert not made.left
    by_day = defaultdict(list)
    for key, day in made.days.items():
        by_day[day].append(key)
    assert all(len(by_day[day.date]) == 1 for day in days[21:])
    assert all(by_day[day.date][0].startswith("mixed") for day in days[21:])


def test_a_self_assessment_that_its_day_cannot_hold_is_named() -> None:
    form = Unit("form/1", 160, 0, day=START + timedelta(3))
    made = schedule(plain_days(10), [form])
    assert made.days == {}
    assert "120 min" in made.left[0].reason
    assert "160" in made.left[0].reason


def test_where_time_is_short_all_of_it_is_used_and_planning_again_finds_no_place() -> None:
    days = plain_days(5, 60)
    units = [*blocks(5, 22), Unit("small/0", 7, 0.9, "Renal"), Unit("small/1", 7, 1.9, "Renal")]
    made = schedule(days, units)
    assert {"small/0", "small/1"} <= set(made.days)
    free = 5 * 60 - sum(unit.minutes for unit in units if unit.key in made.days)
    assert made.left
    assert {one.reason for one in made.left} == {
        f"{free} min are left in its days, none of them has 22."
    }
    assert schedule(days, units, made.days) == made
