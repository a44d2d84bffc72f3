"""The chance of passing: when it is given, what it is, and what it hangs on."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.ability import Evidence, abilities, expected_share
from ms2qbank_desktop.features.analytics.readiness import (
    Driver,
    DriverKind,
    NotYet,
    Readiness,
    readiness,
)
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, shares
from tests.support.simulated_students import expected, student

NAMES = [system.name for system in SYSTEMS]
FORM = shares(280, NAMES)
RENAL, HORMONES = NAMES[5], NAMES[7]


def practised(
    share: float = 0.62, total: int = 60, days: float = 5, other: dict[int, float] | None = None
) -> list[Evidence]:
    """Return answers to unlabelled items in every system; ``other``: shares of some by place."""
    return [
        Evidence(name, None, days, round((other or {}).get(at, share) * total), total)
        for at, name in enumerate(NAMES)
    ]


def ready(evidence: list[Evidence], unseen: float = 0.0, forgotten: float = 0.0) -> Readiness:
    found = readiness(evidence, unseen, forgotten)
    assert isinstance(found, Readiness)
    return found


def passing(right_shares: dict[str, float]) -> float:
    """Return the exact chance of 168 of 280 by adding item after item."""
    odds = [1.0]
    for name, items in FORM.items():
        for _ in range(items):
            hit = right_shares[name]
            odds = [
                (odds[at] if at < len(odds) else 0.0) * (1 - hit)
                + (odds[at - 1] * hit if at else 0.0)
                for at in range(len(odds) + 1)
            ]
    return sum(odds[168:])


def kinds(found: Readiness) -> list[tuple[DriverKind, str]]:
    return [(driver.kind, driver.system) for driver in found.drivers]


def test_without_answers_it_says_what_is_missing() -> None:
    assert readiness([]) == NotYet(0, 0, 120, 6)


def test_a_hundred_and_nineteen_answers_are_not_enough() -> None:
    cells = [Evidence(name, 3, 1, 10, 17) for name in NAMES[:7]]
    assert readiness(cells) == NotYet(119, 7)
    assert isinstance(readiness([*cells, Evidence("", 3, 1, 1, 1)]), Readiness)


def test_five_systems_are_not_enough_and_four_answers_are_no_system() -> None:
    cells = [Evidence(name, 3, 1, 50, 100) for name in NAMES[:5]]
    cells.append(Evidence(NAMES[5], 3, 1, 4, 4))
    assert readiness(cells) == NotYet(504, 5)
    assert isinstance(readiness([*cells, Evidence(NAMES[5], 1, 9, 0, 1)]), Readiness)


def test_answers_of_last_year_do_not_count() -> None:
    assert readiness(practised(days=370)) == NotYet(0, 0)


def test_the_chance_is_that_of_the_exam_over_all_abilities_that_may_be() -> None:
    evidence = practised(0.61, 40)
    known, found = abilities(evidence), ready(evidence)
    steps = [NormalDist().inv_cdf((at + 0.5) / 60) for at in range(60)]
    usual = sum(FORM[name] * known.systems[name].expected for name in NAMES) / 280
    chances = []
    for step in steps:
        moved = known.share + step * known.share_sd - usual
        chances.append(passing({name: known.systems[name].expected + moved for name in NAMES}))
    assert found.chance == pytest.approx(sum(chances) / len(chances), abs=0.01)


def test_eight_in_ten_of_these_chances_lie_in_the_band() -> None:
    evidence = practised(0.63, 40)
    known, found = abilities(evidence), ready(evidence)
    for edge, z in ((found.low, -1.2816), (found.high, 1.2816)):
        moved = z * known.share_sd
        exact = passing({name: known.systems[name].expected + moved for name in NAMES})
        assert edge == pytest.approx(exact, abs=0.012)


def test_the_true_chance_of_simulated_students_is_exact() -> None:
    for one in map(student, range(70_000, 70_010)):
        exact = passing({name: expected(level) for name, level in one.abilities.items()})
        assert one.chance == pytest.approx(exact, abs=0.005)


def test_more_answers_make_the_band_narrower() -> None:
    widths = [one.high - one.low for one in (ready(practised(0.6, n)) for n in (20, 60, 300))]
    assert widths[0] > widths[1] > widths[2] > 0.1


def test_the_same_answers_give_the_same() -> None:
    evidence = practised(other={2: 0.5, 5: 0.7})
    assert readiness(evidence, 0.3, 0.2) == readiness(list(evidence), 0.3, 0.2)
    turned = ready(evidence[::-1], 0.3, 0.2)
    assert turned.chance == pytest.approx(ready(evidence).chance, abs=1e-6)
    assert kinds(turned) == kinds(ready(evidence, 0.3, 0.2))


@given(
    st.lists(st.floats(0, 1), min_size=11, max_size=11),
    st.integers(15, 200),
    st.floats(0, 100),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_chance_lies_in_its_band_and_drivers_are_the_largest_first(
    right: list[float], total: int, days: float, unseen: float, forgotten: float
) -> None:
    cells = [
        Evidence(name, 3, days, round(share * total), total)
        for name, share in zip(NAMES, right, strict=True)
    ]
    found = ready(cells, unseen, forgotten)
    assert 0 <= found.low <= found.chance <= found.high <= 1
    sizes = [abs(driver.points) for driver in found.drivers]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) <= 3
    assert all(0.5 <= size <= 100 for size in sizes)
    assert found.chance == ready(cells).chance


@given(st.sampled_from(range(11)), st.floats(0.3, 0.8), st.integers(20, 80))
def test_more_right_never_lowers_the_chance(at: int, share: float, total: int) -> None:
    evidence = practised(share, total)
    better = list(evidence)
    better[at] = evidence[at]._replace(right=evidence[at].right + 1)
    before, after = ready(evidence), ready(better)
    assert after.chance >= before.chance
    assert after.low >= before.low - 1e-9
    assert after.high >= before.high - 1e-9


def test_a_student_who_is_the_same_in_all_systems_has_no_driver() -> None:
    assert ready(practised()).drivers == ()


def test_strong_and_weak_systems_are_named_with_what_they_bring_and_cost() -> None:
    found = ready(practised(other={5: 0.75, 7: 0.45}))
    assert kinds(found)[:2] == [(DriverKind.SYSTEM, HORMONES), (DriverKind.SYSTEM, RENAL)]
    worst, best = found.drivers[:2]
    assert worst.points < -2
    assert best.points > 2
    assert worst.value < found.share < best.value


def test_the_points_of_a_system_are_the_chance_less_that_of_a_usual_one() -> None:
    evidence = practised(other={7: 0.4})
    found, known = ready(evidence), abilities(evidence)
    lacking = expected_share(known.overall.mean) - known.systems[HORMONES].expected
    variance = sum(
        items * (hit := known.systems[name].expected) * (1 - hit) for name, items in FORM.items()
    )
    sd = math.hypot(known.share_sd, math.sqrt(variance) / 280)
    usual = NormalDist(167.5 / 280, sd).cdf(known.share + lacking * FORM[HORMONES] / 280)
    driver = found.drivers[0]
    assert driver.system == HORMONES
    assert driver.value == known.systems[HORMONES].expected
    assert driver.points == pytest.approx(100 * (found.chance - usual))


def test_the_same_weakness_costs_more_in_a_system_of_more_items() -> None:
    few, many = (ready(practised(0.64, 90, other={at: 0.4})).drivers[0] for at in (9, 7))
    assert (few.system, many.system) == (NAMES[9], NAMES[7])
    assert many.points < 2 * few.points < -2


def test_questions_not_seen_cost_a_student_above_the_mark() -> None:
    evidence = practised(0.65, 30)
    half, most = ready(evidence, unseen=0.5), ready(evidence, unseen=0.9)
    assert half.drivers[0] == Driver(DriverKind.UNSEEN, "", 0.5, half.drivers[0].points)
    assert most.drivers[0].points < half.drivers[0].points < -1


def test_below_the_mark_what_is_unseen_costs_nothing() -> None:
    assert (DriverKind.UNSEEN, "") not in kinds(ready(practised(0.55, 30), unseen=0.9))


def test_what_is_forgotten_beyond_reviews_on_time_costs_points() -> None:
    evidence = practised(0.61)
    some, much = ready(evidence, 0.3, 0.12), ready(evidence, 0.3, 0.3)
    assert some.drivers[0].kind is DriverKind.FORGOTTEN
    assert some.drivers[0].value == 0.12
    assert much.drivers[0].points < some.drivers[0].points < -1
    assert (DriverKind.FORGOTTEN, "") not in kinds(ready(evidence, 0.3, 0.05))


def test_what_was_never_learned_cannot_be_forgotten() -> None:
    costs = [
        one.points
        for unseen in (0.2, 0.8)
        for one in ready(practised(0.61), unseen, 0.3).drivers
        if one.kind is DriverKind.FORGOTTEN
    ]
    assert costs[0] < 2 * costs[1] < 0
