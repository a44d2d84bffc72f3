"""Fuzz stays in its range and is the card's own; load and easy days choose within it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import Preset
from ms2qbank_desktop.features.flashcards.scheduling.fuzz import (
    Load,
    balanced,
    chance,
    exact,
    fuzz_range,
    fuzz_seed,
    fuzzed,
    fuzzed_delay,
    spread_for,
)

MONDAY = 739_675
EVERY_DAY = (1.0,) * 7
seeds = st.integers(0, 2**63)
days = st.floats(0.1, 2000)
limits = st.tuples(st.integers(1, 400), st.integers(1, 4000))


@pytest.mark.parametrize(
    ("interval", "least", "most", "first", "last"),
    [
        (1.0, 1, 1000, 1, 1),
        (2.49, 1, 1000, 2, 2),
        (2.5, 1, 1000, 2, 4),
        (7.0, 1, 1000, 5, 9),
        (17.0, 1, 1000, 14, 20),
        (37.0, 1, 1000, 33, 41),
        (2.0, 3, 1000, 3, 4),
        (2.0, 3, 3, 3, 3),
        (100.0, 101, 1000, 101, 108),
        (100.0, 1, 99, 92, 99),
    ],
)
def test_the_range_is_anki_s(interval: float, least: int, most: int, first: int, last: int) -> None:
    assert fuzz_range(interval, least, most) == (first, last)


@given(seeds, days, limits)
def test_fuzz_stays_in_its_range_and_is_the_same_each_time(
    seed: int, interval: float, limit: tuple[int, int]
) -> None:
    least, most = limit
    first, last = fuzz_range(interval, least, most)
    given_days = fuzzed(seed)(interval, least, most)
    assert first <= given_days <= last
    assert given_days == fuzzed(seed)(interval, least, most)


@given(seeds, days, limits, st.dictionaries(st.integers(1, 120), st.integers(1, 300)))
def test_a_balanced_day_stays_in_the_range_too(
    seed: int, interval: float, limit: tuple[int, int], due: dict[int, int]
) -> None:
    least, most = limit
    first, last = fuzz_range(interval, least, most)
    spread = balanced(seed, Load(MONDAY, due, frozenset({3, 20})), EVERY_DAY)
    assert first <= spread(interval, least, most) <= last
    assert spread(interval, least, most) == spread(interval, least, most)


def test_every_day_of_the_range_is_taken_about_as_often() -> None:
    taken = Counter(fuzzed(seed)(17.0, 1, 1000) for seed in range(7000))
    assert sorted(taken) == list(range(14, 21))
    assert all(900 < count < 1100 for count in taken.values())


def test_the_seed_changes_with_each_answer() -> None:
    assert len({chance(fuzz_seed(99, answers)) for answers in range(100)}) == 100


def test_balancing_fills_the_empty_days_of_the_range() -> None:
    due: Counter[int] = Counter({15: 60})
    for seed in range(300):
        due[balanced(seed, Load(MONDAY, due), EVERY_DAY)(17.0, 1, 1000)] += 1
    counts = [due[day] for day in range(14, 21)]
    assert sum(counts) == 360
    assert max(counts) - min(counts) < 25
    assert due[15] < 70


def test_a_rest_day_gets_nothing_and_a_half_day_about_half() -> None:
    shares = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)
    due: Counter[int] = Counter()
    for seed in range(2000):
        due[balanced(seed, Load(MONDAY, due), shares)(17.0, 1, 1000)] += 1
    by_weekday = Counter({(MONDAY + day - 1) % 7: count for day, count in due.items()})
    others = [by_weekday[weekday] for weekday in range(5)]
    assert by_weekday[6] == 0
    assert by_weekday[5] == pytest.approx(sum(others) / 5 / 2, rel=0.15)


def test_days_of_rest_are_used_when_there_is_no_other() -> None:
    spread = balanced(1, Load(MONDAY, {}), (0.0,) * 7)
    assert spread(1.0, 1, 1000) == 1


def test_a_day_with_a_sibling_is_left_to_others() -> None:
    due = dict.fromkeys(range(14, 21), 10)
    load = Load(MONDAY, due, frozenset(range(14, 20)))
    taken = Counter(balanced(seed, load, EVERY_DAY)(17.0, 1, 1000) for seed in range(200))
    assert taken[20] >= 190


def test_far_intervals_are_fuzzed_by_chance_alone() -> None:
    crowded = Load(MONDAY, {day: 500 for day in range(80, 120) if day != 100})
    for seed in range(50):
        assert balanced(seed, crowded, EVERY_DAY)(100.0, 1, 1000) == fuzzed(seed)(100.0, 1, 1000)


def test_without_fuzz_an_interval_is_rounded_half_up_and_kept_in_its_limits() -> None:
    spread = spread_for(Preset(fuzz=False), 1, Load(MONDAY, {}))
    assert [spread(2.5, 1, 9), spread(0.1, 1, 9), spread(40.0, 1, 9)] == [3, 1, 9]
    assert spread is exact


@given(seeds, st.integers(1, 100_000))
def test_a_learning_delay_grows_by_a_quarter_and_five_minutes_at_most(
    seed: int, delay: int
) -> None:
    assert delay <= fuzzed_delay(delay, seed) <= delay + min(delay * 0.25, 300)
