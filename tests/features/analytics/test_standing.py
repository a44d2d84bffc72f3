"""The curve of what an exam gives: against exams that are sat item by item."""

from __future__ import annotations

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.ability import Evidence, abilities
from ms2qbank_desktop.features.analytics.readiness import Readiness, readiness
from ms2qbank_desktop.features.analytics.standing import curve, likely
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, shares

NAMES = [system.name for system in SYSTEMS]
FORM = shares(280, NAMES)


def practised(share: float, total: int = 60) -> list[Evidence]:
    return [Evidence(name, None, 5, round(share * total), total) for name in NAMES]


def ready(share: float, total: int = 60) -> Readiness:
    found = readiness(practised(share, total))
    assert isinstance(found, Readiness)
    return found


def sat(right_shares: list[tuple[int, float]]) -> list[float]:
    """Return the exact odds of each number of right items, adding item after item."""
    odds = [1.0]
    for items, hit in right_shares:
        for _ in range(items):
            misses = [*(one * (1 - hit) for one in odds), 0.0]
            odds = [miss + got * hit for miss, got in zip(misses, [0.0, *odds], strict=True)]
    return odds


def test_it_is_what_exams_sat_item_by_item_give() -> None:
    """Abilities that may be, 21 of them, each with its exact exams."""
    known = abilities(practised(0.66))
    mixed = [0.0] * 281
    steps = [NormalDist().inv_cdf((at + 0.5) / 21) for at in range(21)]
    for step in steps:
        hits = [
            (items, known.systems[name].expected + step * known.share_sd)
            for name, items in FORM.items()
        ]
        mixed = [one + two / 21 for one, two in zip(mixed, sat(hits), strict=True)]
    for point in curve(ready(0.66)):
        needed = next(items for items in range(281) if items * 100 >= point.per_cent * 280)
        assert point.or_more == pytest.approx(sum(mixed[needed:]), abs=0.01)
        item = round(point.per_cent * 2.8)
        assert point.chance == pytest.approx(2.8 * mixed[item], abs=0.004)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.62, 0.8, 0.95])
def test_what_lies_at_the_pass_mark_and_above_is_the_chance_to_pass(share: float) -> None:
    found = ready(share)
    (mark,) = [point for point in curve(found) if point.per_cent == 60]
    assert mark.or_more == pytest.approx(found.chance)


@given(st.floats(0.0, 1.0), st.integers(12, 400))
def test_nothing_of_it_is_lost(share: float, total: int) -> None:
    points = curve(ready(share, total))
    assert [point.per_cent for point in points] == list(
        range(points[0].per_cent, points[-1].per_cent + 1)
    )
    assert 0 <= points[0].per_cent <= 60 <= points[-1].per_cent <= 100
    edges = points[0].per_cent > 0 and points[-1].per_cent < 100
    assert not edges or sum(point.chance for point in points) == pytest.approx(1, abs=0.002)
    falling = [point.or_more for point in points]
    assert falling == sorted(falling, reverse=True)


@given(st.floats(0.35, 0.9), st.integers(12, 400))
def test_eight_of_ten_exams_end_in_the_band(share: float, total: int) -> None:
    found = ready(share, total)
    low, high = likely(found)
    normal = NormalDist(found.share, found.spread)
    assert normal.cdf(high) - normal.cdf(low) == pytest.approx(0.8, abs=0.001)
    inner = [point.per_cent for point in curve(found) if point.likely]
    assert (inner[0], inner[-1]) == (round(100 * low), round(100 * high))
    assert len(inner) == inner[-1] - inner[0] + 1


def test_who_answered_more_knows_it_better() -> None:
    assert ready(0.62, 300).spread < ready(0.62, 30).spread
